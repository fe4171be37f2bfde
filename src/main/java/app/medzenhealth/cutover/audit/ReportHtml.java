package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.ReportBlock.Cell;
import app.medzenhealth.cutover.audit.ReportBlock.Facts;
import app.medzenhealth.cutover.audit.ReportBlock.Grid;
import app.medzenhealth.cutover.audit.ReportBlock.Lane;
import app.medzenhealth.cutover.audit.ReportBlock.Lead;
import app.medzenhealth.cutover.audit.ReportBlock.NewPage;
import app.medzenhealth.cutover.audit.ReportBlock.Part;
import app.medzenhealth.cutover.audit.ReportBlock.Sides;
import app.medzenhealth.cutover.audit.ReportBlock.Timeline;
import app.medzenhealth.cutover.audit.ReportBlock.Title;
import app.medzenhealth.cutover.audit.ReportBlock.Warning;
import app.medzenhealth.cutover.audit.ReportBlock.Words;
import app.medzenhealth.cutover.text.VisibleText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The report as one page for a browser, which needs nothing else: no script, no font, no picture, no other file. */
final class ReportHtml {
    private static final String STYLE = """
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem; color: #101828; background: #fff }
            h1 { margin: 1.6rem 0 .4rem } h2 { font-size: 1.15rem; margin: 1.8rem 0 .4rem }
            h2 small, .muted { color: #475467; font-weight: 400 }
            .lead { font-size: 1.2rem; font-weight: 600 } .warning { color: #b42318; font-weight: 600 }
            table { border-collapse: collapse; width: 100% } .wide { overflow-x: auto }
            th, td { text-align: left; vertical-align: top; padding: .3rem .55rem; border-bottom: 1px solid #d0d5dd; white-space: pre-line; overflow-wrap: anywhere }
            thead th { background: #f2f4f7 } .number { text-align: right; font-variant-numeric: tabular-nums }
            .strong, .small_strong { font-weight: 600 } .small, .small_strong { font-size: .86em } .code { font: .8em ui-monospace, monospace }
            .facts th { width: 14em; font-weight: 600; color: #475467 }
            .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); gap: 0 2rem }
            .lane { display: grid; grid-template-columns: 15em 1fr 8em; gap: .6em; border-bottom: 1px solid #d0d5dd; padding: .2rem 0; font-size: .86em }
            svg { width: 100%; height: 1.5em } .planned { fill: none; stroke: #667085 } .actual { fill: #1d5fbf }
            hr { border: 0; border-top: 2px solid #d0d5dd; margin: 3rem 0 }
            @media print { hr { break-after: page; visibility: hidden } }
            @media (prefers-color-scheme: dark) {
              body { color: #e6edf3; background: #0d141c } h2 small, .muted, .facts th { color: #9aa7b4 } thead th { background: #17222e }
              th, td, .lane { border-color: #2d3b49 } .warning { color: #ff8f86 } .planned { stroke: #9aa7b4 } .actual { fill: #6cb0ff } }
            """;

    private final ReportContent content;

    ReportHtml(ReportContent content) {
        this.content = content;
    }

    /** @param out stays open */
    void write(OutputStream out) throws IOException {
        var page = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            page.write("""
                    <!DOCTYPE html>
                    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                    <title>%s</title><style>%s</style></head><body>
                    <p class="muted">%s</p>
                    """.formatted(
                            text("Cutover report, " + content.head()),
                            STYLE,
                            text(content.whose() + (content.warning().isEmpty() ? "" : " · " + content.warning()))));
            content.blocks().forEach(b -> add(page, b));
            page.write("<p class=\"muted\">" + text(content.head() + " · Cutover Console " + content.product())
                    + "</p></body></html>\n");
            page.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void add(Writer page, ReportBlock block) {
        switch (block) {
            case Title(var text) -> line(page, "<h1>" + text(text) + "</h1>");
            case Lead(var text) -> line(page, "<p class=\"lead\">" + text(text) + "</p>");
            case Words(var text) -> line(page, "<p>" + text(text) + "</p>");
            case Warning(var text) -> line(page, "<p class=\"warning\">" + text(text) + "</p>");
            case Facts facts -> facts(page, facts);
            case Grid grid -> grid(page, grid);
            case Timeline timeline -> timeline(page, timeline);
            case Sides(var left, var right) -> {
                line(page, "<div class=\"sides\"><div>");
                left.forEach(b -> add(page, b));
                line(page, "</div><div>");
                right.forEach(b -> add(page, b));
                line(page, "</div></div>");
            }
            case NewPage _ -> line(page, "<hr>");
        }
    }

    private static void facts(Writer page, Facts facts) {
        if (!facts.heading().isEmpty()) {
            line(page, "<h2>" + text(facts.heading()) + "</h2>");
        }
        line(page, "<table class=\"facts\"><tbody>");
        facts.facts()
                .forEach(f -> line(
                        page,
                        "<tr><th scope=\"row\">" + text(f.name()) + "</th><td" + (f.code() ? " class=\"code\"" : "")
                                + ">" + text(f.value()) + "</td></tr>"));
        line(page, "</tbody></table>");
    }

    private static void grid(Writer page, Grid grid) {
        line(
                page,
                "<h2>" + text(grid.heading())
                        + (grid.note().isEmpty()
                                ? ""
                                : " <small>" + text(grid.note().strip()) + "</small>") + "</h2>");
        if (grid.rows().isEmpty()) {
            line(page, "<p>" + text(grid.none()) + "</p>");
            return;
        }
        line(page, "<div class=\"wide\"><table><thead><tr>");
        grid.columns()
                .forEach(c -> line(
                        page,
                        "<th scope=\"col\"" + (c.number() ? " class=\"number\"" : "") + ">" + text(c.title())
                                + "</th>"));
        line(page, "</tr></thead><tbody>");
        for (var row : grid.rows()) {
            var cells = new StringBuilder("<tr>");
            for (var i = 0; i < row.size(); i++) {
                cells.append(cell(row.get(i), grid.columns().get(i).number()));
            }
            line(page, cells.append("</tr>").toString());
        }
        line(page, "</tbody></table></div>");
        if (grid.left() > 0) {
            line(page, "<p class=\"muted\">… and " + grid.left() + " more.</p>");
        }
    }

    private static String cell(Cell cell, boolean number) {
        var look = cell.look().name().toLowerCase(Locale.ROOT) + (number ? " number" : "");
        return "<td class=\"" + look + "\">" + text(cell.text()) + "</td>";
    }

    private static void timeline(Writer page, Timeline timeline) {
        line(
                page,
                "<h2>" + text(timeline.heading()) + " <small>" + text(timeline.note())
                        + "; hollow: planned, full: took place; " + text(timeline.from()) + " to " + text(timeline.to())
                        + "</small></h2>");
        timeline.lanes().forEach(lane -> line(page, lane(lane)));
    }

    private static String lane(Lane lane) {
        return "<div class=\"lane\"><span>" + text(lane.name())
                + "</span><svg viewBox=\"0 0 1000 24\" preserveAspectRatio=\"none\""
                + " role=\"img\" aria-label=\"" + text(lane.words()) + "\">"
                + bar("planned", lane.planned(), 2, 6) + bar("actual", lane.actual(), 11, 11) + "</svg><span>"
                + text(lane.words()) + "</span></div>";
    }

    private static String bar(String look, Part part, int y, int high) {
        return part.there()
                ? String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        look,
                        part.from() * 1000,
                        y,
                        Math.max(3, (part.to() - part.from()) * 1000),
                        high)
                : "";
    }

    private static void line(Writer page, String html) {
        try {
            page.write(html);
            page.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whoever wrote it: it can neither become markup nor hide or forge a word. */
    private static String text(String text) {
        return VisibleText.lines(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
