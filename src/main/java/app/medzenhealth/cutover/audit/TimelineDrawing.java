package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.ReportBlock.Lane;
import app.medzenhealth.cutover.audit.ReportBlock.Part;
import app.medzenhealth.cutover.audit.ReportBlock.Timeline;
import app.medzenhealth.cutover.text.VisibleText;
import java.awt.Color;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;

/** Draws phases over time: a hollow bar where the plan puts them, a full one where they took place. */
final class TimelineDrawing {
    /** Points. */
    static final float WIDTH = 372;

    private static final float NAMES = 118;
    private static final float TOOK = 92;
    private static final float LANE = 12;
    private static final float HEAD = 30;
    private static final float LEAST = 1.2f;
    private static final Color FULL = new Color(0x1d5fbf);
    private static final Color HOLLOW = new Color(0x98a2b3);
    private static final Color LINE = new Color(0xd0d5dd);
    private static final int LONGEST_NAME = 30;

    private final Timeline timeline;
    private final ReportStyle style;

    TimelineDrawing(Timeline timeline, ReportStyle style) {
        this.timeline = timeline;
        this.style = style;
    }

    float height() {
        return HEAD + timeline.lanes().size() * LANE + 4;
    }

    void draw(PdfContentByte page) {
        put(page, Element.ALIGN_LEFT, new Phrase(timeline.heading(), style.tinyHeading()), 0, height() - 10);
        put(
                page,
                Element.ALIGN_RIGHT,
                new Phrase("hollow: planned · full: took place", style.tiny()),
                WIDTH,
                height() - 10);
        var axis = height() - 24;
        put(page, Element.ALIGN_LEFT, new Phrase(timeline.from(), style.tiny()), NAMES, axis);
        put(page, Element.ALIGN_RIGHT, new Phrase(timeline.to(), style.tiny()), WIDTH - TOOK, axis);
        for (var i = 0; i < timeline.lanes().size(); i++) {
            lane(page, timeline.lanes().get(i), height() - HEAD - (i + 1) * LANE);
        }
    }

    private void lane(PdfContentByte page, Lane lane, float y) {
        page.setLineWidth(0.4f);
        page.setColorStroke(LINE);
        page.moveTo(0, y);
        page.lineTo(WIDTH, y);
        page.stroke();
        put(page, Element.ALIGN_LEFT, new Phrase(brief(lane.name()), style.tiny()), 0, y + 3.5f);
        put(
                page,
                Element.ALIGN_RIGHT,
                new Phrase(lane.words().replaceFirst(", planned.*", ""), style.tiny()),
                WIDTH,
                y + 3.5f);
        if (lane.planned().there()) {
            page.setColorStroke(HOLLOW);
            page.setLineWidth(0.7f);
            page.rectangle(x(lane.planned().from()), y + 8.2f, wide(lane.planned()), 2.6f);
            page.stroke();
        }
        if (lane.actual().there()) {
            page.setColorFill(FULL);
            page.rectangle(x(lane.actual().from()), y + 2.4f, wide(lane.actual()), 4.6f);
            page.fill();
            page.setGrayFill(0);
        }
    }

    private static float x(double part) {
        return (float) (NAMES + part * (WIDTH - TOOK - NAMES - 6));
    }

    private static float wide(Part part) {
        return Math.max(LEAST, x(part.to()) - x(part.from()));
    }

    private static String brief(String name) {
        var shown = VisibleText.plain(name);
        return shown.length() <= LONGEST_NAME ? shown : shown.substring(0, LONGEST_NAME - 1) + "…";
    }

    private static void put(PdfContentByte page, int alignment, Phrase text, float x, float y) {
        ColumnText.showTextAligned(page, alignment, text, x, y, 0);
    }
}
