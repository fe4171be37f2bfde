package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.ReportBlock.Cell;
import app.medzenhealth.cutover.audit.ReportBlock.Facts;
import app.medzenhealth.cutover.audit.ReportBlock.Grid;
import app.medzenhealth.cutover.audit.ReportBlock.Lead;
import app.medzenhealth.cutover.audit.ReportBlock.NewPage;
import app.medzenhealth.cutover.audit.ReportBlock.Sides;
import app.medzenhealth.cutover.audit.ReportBlock.Timeline;
import app.medzenhealth.cutover.audit.ReportBlock.Title;
import app.medzenhealth.cutover.audit.ReportBlock.Warning;
import app.medzenhealth.cutover.audit.ReportBlock.Words;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Element;
import org.openpdf.text.ExceptionConverter;
import org.openpdf.text.Font;
import org.openpdf.text.Image;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** The report as pages to be printed. */
final class ReportPdf {
    private static final float GUTTER = 14;

    private final ReportContent content;

    ReportPdf(ReportContent content) {
        this.content = content;
    }

    /** @param out stays open */
    void write(OutputStream out) throws IOException {
        var style = ReportStyle.load();
        try {
            var document = new Document(PageSize.A4.rotate(), 42, 42, 52, 54);
            var writer = PdfWriter.getInstance(document, new Unclosed(out));
            writer.setPageEvent(
                    new ReportMargins(style, content.mark(), content.whose(), content.head(), content.warning()));
            document.addTitle("Cutover report, " + content.head());
            document.addCreator("Cutover Console " + content.product());
            document.open();
            var pages = new Pages(document, writer, style);
            content.blocks().forEach(pages::add);
            document.close();
        } catch (DocumentException e) {
            throw new IOException("the report could not be written: " + e.getMessage(), e);
        } catch (ExceptionConverter e) {
            // What the library makes of a disk that is full.
            if (e.getException() instanceof IOException io) {
                throw new IOException(io.getMessage(), e);
            }
            throw e;
        }
    }

    private record Pages(Document document, PdfWriter writer, ReportStyle style) {

        void add(ReportBlock block) {
            switch (block) {
                case Title(var text) -> document.add(new Paragraph(text, style.title()));
                case Lead(var text) -> document.add(ReportStyle.spaced(text, style.lead()));
                case Words(var text) -> document.add(style.paragraph(text));
                case Warning(var text) -> document.add(ReportStyle.spaced(text, style.warning()));
                case Facts facts -> document.add(table(facts));
                case Grid grid -> {
                    document.add(table(grid));
                    if (grid.left() > 0) {
                        document.add(style.quiet("… and " + grid.left() + " more, all in events.jsonl."));
                    }
                }
                case Timeline timeline -> document.add(alone(chart(timeline)));
                case Sides sides -> document.add(beside(sides));
                case NewPage _ -> document.newPage();
            }
        }

        private PdfPTable table(Facts facts) {
            var table = facts.heading().isEmpty()
                    ? facts.columns() == 1 ? ReportStyle.plain(2, 9) : ReportStyle.plain(3, 10, 4, 8)
                    : style.table(
                            facts.heading(), "", facts.columns() == 1 ? new int[] {2, 9} : new int[] {3, 10, 4, 8});
            table.setKeepTogether(facts.whole());
            for (var fact : facts.facts()) {
                if (fact.code()) {
                    style.codeFact(table, fact.name(), fact.value());
                } else {
                    style.fact(table, fact.name(), fact.value());
                }
            }
            for (var i = facts.facts().size() % facts.columns(); i > 0 && i < facts.columns(); i++) {
                style.fact(table, "", "");
            }
            return table;
        }

        private PdfPTable table(Grid grid) {
            var table = style.table(
                    grid.heading(),
                    grid.note(),
                    grid.columns().stream().mapToInt(ReportBlock.Column::width).toArray(),
                    grid.columns().stream()
                            .map(c -> (c.number() ? "> " : "") + c.title())
                            .toArray(String[]::new));
            for (var row : grid.rows()) {
                for (var i = 0; i < row.size(); i++) {
                    var cell = row.get(i);
                    table.addCell(
                            grid.columns().get(i).number()
                                    ? ReportStyle.number(cell.text(), font(cell))
                                    : ReportStyle.cell(cell.text(), font(cell)));
                }
            }
            if (grid.rows().isEmpty()) {
                var cell = ReportStyle.cell(grid.none(), style.text());
                cell.setColspan(grid.columns().size());
                table.addCell(cell);
            }
            return table;
        }

        private Font font(Cell cell) {
            return switch (cell.look()) {
                case PLAIN -> style.text();
                case STRONG -> style.strong();
                case SMALL -> style.small();
                case SMALL_STRONG -> style.smallStrong();
                case CODE -> style.code();
            };
        }

        private PdfPCell chart(Timeline timeline) {
            var drawing = new TimelineDrawing(timeline, style);
            var template = writer.getDirectContent().createTemplate(TimelineDrawing.WIDTH, drawing.height());
            drawing.draw(template);
            try {
                var cell = new PdfPCell(Image.getInstance(template), true);
                cell.setBorder(0);
                cell.setPadding(0);
                cell.setPaddingTop(10);
                return cell;
            } catch (DocumentException e) {
                throw new ExceptionConverter(e);
            }
        }

        private static PdfPTable alone(PdfPCell cell) {
            var table = new PdfPTable(1);
            table.setWidthPercentage(100);
            table.addCell(cell);
            return table;
        }

        private PdfPTable beside(Sides sides) {
            var table = new PdfPTable(2);
            table.setWidthPercentage(100);
            // What is too high for a page begins on it all the same.
            table.setSplitLate(false);
            table.setSpacingBefore(4);
            table.addCell(side(sides.left(), 0, GUTTER / 2));
            table.addCell(side(sides.right(), GUTTER / 2, 0));
            return table;
        }

        private PdfPCell side(List<ReportBlock> blocks, float left, float right) {
            var cell = new PdfPCell();
            cell.setBorder(0);
            cell.setPadding(0);
            cell.setPaddingLeft(left);
            cell.setPaddingRight(right);
            for (var block : blocks) {
                switch (block) {
                    case Facts facts -> cell.addElement(small(facts));
                    case Grid grid -> {
                        cell.addElement(small(grid));
                        if (grid.left() > 0) {
                            cell.addElement(new Paragraph(
                                    "… and " + grid.left() + " more, on the pages behind.", style.tiny()));
                        }
                    }
                    case Timeline timeline -> cell.addElement(alone(chart(timeline)));
                    case Title(var text) -> cell.addElement(new Paragraph(text, style.title()));
                    case Lead(var text) -> cell.addElement(ReportStyle.spaced(text, style.lead()));
                    case Words(var text) -> cell.addElement(style.paragraph(text));
                    case Warning(var text) -> cell.addElement(ReportStyle.spaced(text, style.warning()));
                    case Sides within -> cell.addElement(beside(within));
                    case NewPage _ -> throw new IllegalArgumentException("no page begins beside another");
                }
            }
            cell.setVerticalAlignment(Element.ALIGN_TOP);
            return cell;
        }

        private PdfPTable small(Facts facts) {
            var table = style.small(facts.heading(), "", new int[] {2, 9}, List.of());
            for (var fact : facts.facts()) {
                table.addCell(ReportStyle.small(fact.name(), style.tinyStrong()));
                table.addCell(ReportStyle.small(fact.value(), style.tiny()));
            }
            return table;
        }

        private PdfPTable small(Grid grid) {
            var table = style.small(
                    grid.heading(),
                    grid.note(),
                    grid.columns().stream().mapToInt(ReportBlock.Column::width).toArray(),
                    grid.columns());
            for (var row : grid.rows()) {
                for (var i = 0; i < row.size(); i++) {
                    var strong = row.get(i).look() == ReportBlock.Look.SMALL_STRONG;
                    var cell = ReportStyle.small(row.get(i).text(), strong ? style.tinyStrong() : style.tiny());
                    cell.setHorizontalAlignment(
                            grid.columns().get(i).number() ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
                    table.addCell(cell);
                }
            }
            if (grid.rows().isEmpty()) {
                var cell = ReportStyle.small(grid.none(), style.tiny());
                cell.setColspan(grid.columns().size());
                table.addCell(cell);
            }
            return table;
        }
    }

    /** The document closes what it writes to; a bundle goes on. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
