package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.text.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.ExceptionConverter;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** The runbook on A4: as much of Markdown as {@link Runbook} writes. */
final class RunbookPdf {
    private static final float MARGIN = 48;
    private static final float INDENT = 14;
    private static final float LEADING = 1.4f;

    private final Font title;
    private final Font heading;
    private final Font text;
    private final Font strong;
    private final Font code;

    private RunbookPdf() throws IOException {
        var bold = font("Inter-SemiBold.ttf");
        title = new Font(bold, 17);
        heading = new Font(bold, 12);
        text = new Font(font("Inter-Regular.ttf"), 9.5f);
        strong = new Font(bold, 9.5f);
        code = new Font(font("JetBrainsMono-Regular.ttf"), 8);
    }

    private static BaseFont font(String name) throws IOException {
        try (var in = RunbookPdf.class.getResourceAsStream("/assets/fonts/" + name)) {
            if (in == null) {
                throw new IOException("the console's own font " + name + " is missing");
            }
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, in.readAllBytes(), null);
        }
    }

    /** @throws IOException if it cannot be laid out */
    static byte[] of(String markdown) throws IOException {
        var out = new ByteArrayOutputStream();
        try {
            var document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
            PdfWriter.getInstance(document, out);
            document.addTitle("Disaster recovery runbook");
            document.open();
            new RunbookPdf().write(document, blocks(markdown));
            document.close();
            return out.toByteArray();
        } catch (DocumentException | ExceptionConverter e) {
            throw new IOException("the runbook cannot be laid out", e);
        }
    }

    /** Lines that belong together: what follows an item or a paragraph goes on in it. */
    private static List<String> blocks(String markdown) {
        var blocks = new ArrayList<String>();
        var open = false;
        for (var line : markdown.split("\n", -1)) {
            var begins = line.startsWith("#") || line.startsWith("|") || line.matches(" *(?:[0-9]+[.]|-) .*");
            if (line.isBlank()) {
                open = false;
            } else if (open && !begins) {
                blocks.add(blocks.removeLast() + " " + line.strip());
            } else {
                blocks.add(line);
                open = !line.startsWith("#") && !line.startsWith("|");
            }
        }
        return blocks;
    }

    private void write(Document document, List<String> blocks) {
        for (var i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            if (block.startsWith("|")) {
                var rows = blocks.subList(i, blocks.size()).stream()
                        .takeWhile(b -> b.startsWith("|"))
                        .toList();
                document.add(table(rows));
                i += rows.size() - 1;
            } else if (block.startsWith("# ")) {
                document.add(spaced(new Phrase(VisibleText.lines(block.substring(2)), title), 0, 0));
            } else if (block.startsWith("## ")) {
                document.add(spaced(new Phrase(VisibleText.lines(block.substring(3)), heading), 12, 0));
            } else {
                var in = (block.length() - block.stripLeading().length()) / 3;
                document.add(spaced(words(block.strip().replaceFirst("^- ", "• ")), 3, in * INDENT));
            }
        }
    }

    private static Paragraph spaced(Phrase words, float before, float indent) {
        var paragraph = new Paragraph(words);
        paragraph.setLeading(0, LEADING);
        paragraph.setSpacingBefore(before);
        paragraph.setIndentationLeft(indent);
        return paragraph;
    }

    /** Commands between backticks, and what is shouted between two asterisks. */
    private Phrase words(String line) {
        var phrase = new Phrase();
        var parts = line.split("`", -1);
        for (var i = 0; i < parts.length; i++) {
            if (i % 2 == 1) {
                phrase.add(new Phrase(VisibleText.lines(parts[i]), code));
            } else {
                var loud = parts[i].split("[*]{2}", -1);
                for (var j = 0; j < loud.length; j++) {
                    phrase.add(new Phrase(VisibleText.lines(loud[j]), j % 2 == 1 ? strong : text));
                }
            }
        }
        return phrase;
    }

    /** @param rows with their bars; the second one is Markdown's line below the titles */
    private PdfPTable table(List<String> rows) {
        var cells = rows.stream()
                .map(r -> Stream.of(r.substring(1, r.length() - 1).split("[|]", -1))
                        .map(String::strip)
                        .toList())
                .filter(r -> !r.stream().allMatch(c -> c.matches("-+")))
                .toList();
        var table = new PdfPTable(cells.getFirst().size());
        table.setWidthPercentage(100);
        table.setSpacingBefore(6);
        table.setHeaderRows(1);
        for (var row = 0; row < cells.size(); row++) {
            for (var cell : cells.get(row)) {
                var made = new PdfPCell(new Phrase(VisibleText.lines(cell), row == 0 ? strong : text));
                made.setPadding(3);
                made.setPaddingBottom(4);
                made.setBorderWidth(0.5f);
                table.addCell(made);
            }
        }
        return table;
    }
}
