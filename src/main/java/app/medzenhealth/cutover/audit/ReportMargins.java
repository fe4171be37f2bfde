package app.medzenhealth.cutover.audit;

import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPageEventHelper;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/** What stands above and below each page: whose report it is, its head, what it leaves out, and the page of how many. */
final class ReportMargins extends PdfPageEventHelper {
    private static final int TOTAL_WIDTH = 18;

    private final ReportStyle style;
    private final String left;
    private final String right;
    private final String foot;
    private final String warning;
    private @Nullable PdfTemplate total;

    /** @param warning on each page, or empty */
    ReportMargins(ReportStyle style, String left, String right, String foot, String warning) {
        this.style = style;
        this.left = left;
        this.right = right;
        this.foot = foot;
        this.warning = warning;
    }

    @Override
    public void onOpenDocument(PdfWriter writer, Document document) {
        total = writer.getDirectContent().createTemplate(TOTAL_WIDTH, 12);
    }

    @Override
    public void onEndPage(PdfWriter writer, Document document) {
        var page = writer.getDirectContent();
        var top = document.getPageSize().getHeight() - 28;
        put(page, Element.ALIGN_LEFT, left, document.left(), top);
        put(page, Element.ALIGN_RIGHT, right, document.right(), top);
        put(page, Element.ALIGN_LEFT, foot, document.left(), 26);
        if (!warning.isEmpty()) {
            var middle = document.getPageSize().getWidth() / 2;
            ColumnText.showTextAligned(
                    page, Element.ALIGN_CENTER, new Phrase(warning, style.smallStrong()), middle, 26, 0);
        }
        put(page, Element.ALIGN_RIGHT, "page " + writer.getPageNumber() + " of", document.right() - TOTAL_WIDTH, 26);
        if (total != null) {
            page.addTemplate(total, document.right() - TOTAL_WIDTH + 3, 26);
        }
        page.setLineWidth(0.5f);
        page.setGrayStroke(0.8f);
        page.moveTo(document.left(), top - 6);
        page.lineTo(document.right(), top - 6);
        page.moveTo(document.left(), 38);
        page.lineTo(document.right(), 38);
        page.stroke();
    }

    private void put(PdfContentByte page, int alignment, String text, float x, float y) {
        ColumnText.showTextAligned(page, alignment, new Phrase(text, style.small()), x, y, 0);
    }

    @Override
    public void onCloseDocument(PdfWriter writer, Document document) {
        ColumnText.showTextAligned(
                total,
                Element.ALIGN_LEFT,
                new Phrase(String.valueOf(writer.getPageNumber() - 1), style.small()),
                0,
                0,
                0);
    }
}
