package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.text.VisibleText;
import java.awt.Color;
import java.io.IOException;
import java.util.List;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;

/** How the report looks. Fonts belong to one document: they remember which letters it used. */
record ReportStyle(
        Font title,
        Font lead,
        Font tiny,
        Font tinyStrong,
        Font tinyHeading,
        Font heading,
        Font text,
        Font strong,
        Font small,
        Font smallStrong,
        Font code,
        Font warning) {
    private static final Color INK = new Color(0x101828);
    private static final Color QUIET = new Color(0x475467);
    private static final Color LINE = new Color(0xd0d5dd);
    private static final Color SHADE = new Color(0xf2f4f7);
    private static final Color ALARM = new Color(0xb42318);

    /** Longer cells are cut, and say so: a cell that fills pages cannot be read. Characters. */
    private static final int LONGEST = 900;

    static ReportStyle load() throws IOException {
        var regular = font("Inter-Regular.ttf");
        var bold = font("Inter-SemiBold.ttf");
        var mono = font("JetBrainsMono-Regular.ttf");
        return new ReportStyle(
                new Font(bold, 17, Font.NORMAL, INK),
                new Font(bold, 10, Font.NORMAL, INK),
                new Font(regular, 6.9f, Font.NORMAL, INK),
                new Font(bold, 6.9f, Font.NORMAL, INK),
                new Font(bold, 9, Font.NORMAL, INK),
                new Font(bold, 12, Font.NORMAL, INK),
                new Font(regular, 8.5f, Font.NORMAL, INK),
                new Font(bold, 8.5f, Font.NORMAL, INK),
                new Font(regular, 7.5f, Font.NORMAL, QUIET),
                new Font(bold, 7.5f, Font.NORMAL, QUIET),
                new Font(mono, 6.8f, Font.NORMAL, INK),
                new Font(bold, 9.5f, Font.NORMAL, ALARM));
    }

    private static BaseFont font(String name) throws IOException {
        try (var in = ReportStyle.class.getResourceAsStream("/assets/fonts/" + name)) {
            if (in == null) {
                throw new IOException("the console's own font " + name + " is missing: install it again");
            }
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, in.readAllBytes(), null);
        }
    }

    Paragraph paragraph(String text) {
        return spaced(text, text());
    }

    Paragraph quiet(String text) {
        return spaced(text, small());
    }

    static Paragraph spaced(String text, Font font) {
        var paragraph = new Paragraph(VisibleText.lines(text), font);
        paragraph.setSpacingBefore(4);
        paragraph.setLeading(font.getSize() * 1.45f);
        return paragraph;
    }

    /**
     * A table under a heading. The heading is a row of it, so that it is never left alone at the foot of a page, and is repeated
     * with the titles on each page that the table reaches.
     *
     * @param titles of the columns; those of numbers begin with {@code >}
     */
    PdfPTable table(String heading, String note, int[] widths, String... titles) {
        var table = plain(widths);
        table.setSpacingBefore(16);
        var phrase = new Phrase(heading, heading());
        if (!note.isEmpty()) {
            phrase.add(new Phrase("   " + note, small()));
        }
        var cell = new PdfPCell(phrase);
        cell.setColspan(widths.length);
        cell.setBorder(0);
        cell.setPadding(0);
        cell.setPaddingBottom(6);
        table.addCell(cell);
        for (var title : titles) {
            var titled = title.startsWith("> ") ? number(title.substring(2), strong()) : cell(title, strong());
            titled.setBackgroundColor(SHADE);
            table.addCell(titled);
        }
        table.setHeaderRows(titles.length == 0 ? 1 : 2);
        return table;
    }

    /** A table on the page that is for a board: everything is on it, and small. */
    PdfPTable small(String heading, String note, int[] widths, List<ReportBlock.Column> titles) {
        var table = plain(widths);
        table.setSpacingBefore(6);
        var rows = 0;
        if (!heading.isEmpty()) {
            var phrase = new Phrase(heading, tinyHeading());
            if (!note.isEmpty()) {
                phrase.add(new Phrase("   " + note, tiny()));
            }
            var cell = new PdfPCell(phrase);
            cell.setColspan(widths.length);
            cell.setBorder(0);
            cell.setPadding(0);
            cell.setPaddingBottom(3);
            table.addCell(cell);
            rows++;
        }
        if (titles.stream().anyMatch(t -> !t.title().isEmpty())) {
            for (var title : titles) {
                var titled = small(title.title(), tinyStrong());
                titled.setHorizontalAlignment(title.number() ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
                titled.setBackgroundColor(SHADE);
                table.addCell(titled);
            }
            rows++;
        }
        table.setHeaderRows(rows);
        return table;
    }

    static PdfPCell small(String text, Font font) {
        var cell = cell(text, font);
        cell.setPadding(1.1f);
        cell.setPaddingBottom(2.1f);
        cell.setPaddingRight(4);
        cell.setBorder(Rectangle.BOTTOM);
        return cell;
    }

    /** Rows are kept whole: a row that does not fit goes to the next page. */
    static PdfPTable plain(int... widths) {
        var table = new PdfPTable(widths.length);
        table.setWidthPercentage(100);
        table.setWidths(widths);
        table.setSpacingBefore(8);
        table.setSplitLate(true);
        return table;
    }

    void row(PdfPTable table, String... texts) {
        for (var text : texts) {
            table.addCell(cell(text, text()));
        }
    }

    void code(PdfPTable table, String text) {
        table.addCell(cell(text, code()));
    }

    void fact(PdfPTable table, String name, String value) {
        table.addCell(fact(name, smallStrong()));
        table.addCell(fact(value, text()));
    }

    void codeFact(PdfPTable table, String name, String value) {
        table.addCell(fact(name, smallStrong()));
        table.addCell(fact(value, code()));
    }

    private static PdfPCell fact(String text, Font font) {
        var cell = cell(text, font);
        cell.setBorder(Rectangle.BOTTOM);
        cell.setPaddingLeft(0);
        return cell;
    }

    static PdfPCell number(String text, Font font) {
        var cell = cell(text, font);
        cell.setHorizontalAlignment(Element.ALIGN_RIGHT);
        return cell;
    }

    static PdfPCell cell(String text, Font font) {
        var shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (whole in events.jsonl)";
        var cell = new PdfPCell(new Phrase(VisibleText.lines(shown), font));
        cell.setPadding(3.5f);
        cell.setPaddingBottom(4.5f);
        cell.setBorderColor(LINE);
        cell.setBorderWidth(0.5f);
        cell.setVerticalAlignment(Element.ALIGN_TOP);
        return cell;
    }
}
