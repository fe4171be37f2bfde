package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.FlightCheck.Answer;
import app.medzenhealth.cutover.session.FlightCheck.Verdict;
import app.medzenhealth.cutover.text.VisibleText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A flight check as one page that needs nothing else: no script, no font, no picture. */
final class FlightPage {
    private static final String STYLE = """
            body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a2230; background: #fff }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #d5dbe4 }
            td.id { white-space: nowrap; font-variant-numeric: tabular-nums }
            .v { font-weight: 600; white-space: nowrap }
            .locked, .unknown { color: #8a2500 }
            .ready, .done, .nothing_to_do { color: #14532d }
            ul { margin: .2rem 0 0; padding-left: 1.1rem }
            summary { cursor: pointer }
            code { font-size: 13px; overflow-wrap: anywhere }
            @media (prefers-color-scheme: dark) {
              body { color: #e6eaf0; background: #12171f } th, td { border-color: #364152 }
              .locked, .unknown { color: #ffb09a } .ready, .done, .nothing_to_do { color: #8ee0ac } }
            """;

    private FlightPage() {}

    static String html(FlightReport report) {
        var check = report.check();
        var title = "Flight check of " + check.plan();
        var today = check.today();
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%s</title><style>%s</style></head><body>
                <h1>%s</h1>
                <p>%s, as %s. Read at %s UTC, session %s. Nothing was changed; each step is read again when it is its turn.</p>
                <p>%s</p>
                <h2>To be cleared away now</h2>
                %s
                <h2>Every step</h2>
                <table><thead><tr><th>Step</th><th>Now</th><th>What it would meet</th></tr></thead><tbody>
                %s
                </tbody></table></body></html>
                """.formatted(
                        text(title),
                        STYLE,
                        text(title),
                        text(check.world()),
                        text(check.identity()),
                        text(Times.minute(check.at())),
                        text(check.session()),
                        text(report.counts()),
                        today.isEmpty()
                                ? "<p>Nothing stands in the way that could be cleared away before the first step.</p>"
                                : list(today.stream()
                                        .map(a -> a.step() + " " + a.title() + " – "
                                                + String.join("; ", FlightReport.reasons(a)))
                                        .toList()),
                        check.answers().stream().map(FlightPage::row).collect(Collectors.joining("\n")));
    }

    private static String row(Answer answer) {
        return "<tr><td class=\"id\">%s</td><td class=\"v %s\">%s</td><td>%s%s%s%s</td></tr>"
                .formatted(
                        text(answer.step()),
                        style(answer.verdict()),
                        text(answer.verdict().words()),
                        text(answer.title()),
                        list(FlightReport.reasons(answer)),
                        folded("would change", answer.changes(), false),
                        folded("calls", answer.calls(), true));
    }

    private static String style(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String folded(String what, List<String> lines, boolean code) {
        return lines.isEmpty()
                ? ""
                : "<details><summary>" + lines.size() + " " + what + "</summary><ul>"
                        + lines.stream()
                                .map(l -> "<li>" + (code ? "<code>" + text(l) + "</code>" : text(l)) + "</li>")
                                .collect(Collectors.joining())
                        + "</ul></details>";
    }

    private static String list(List<String> lines) {
        return lines.isEmpty()
                ? ""
                : lines.stream().map(l -> "<li>" + text(l) + "</li>").collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    /** What stands in a page may come from AWS, from a plan or from a server: nothing of it is markup. */
    private static String text(String any) {
        return VisibleText.plain(any)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
