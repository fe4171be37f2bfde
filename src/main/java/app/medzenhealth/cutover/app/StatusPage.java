package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.DowntimeBasis;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.MessageView;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What people outside of the team are told, as one page that needs nothing else: no server, no font, no picture, and no script to be read.
 * It holds nothing of the account, its resources or its steps.
 *
 * @param view of the session
 * @param made when the page is made, by the machine's own clock: a rehearsal has another
 * @param last whether no page follows
 */
record StatusPage(SessionView view, Instant made, boolean last) {
    /** A page that is older than so many seconds is stale: three have not come. */
    static final int STALE_SECONDS = 120;

    /** How often a reader's browser asks again, in seconds. */
    private static final int AGAIN_SECONDS = 30;

    private static final String CHANNEL = "status page";
    private static final int MOST_MESSAGES = 12;
    private static final int LONGEST_TEXT = 3_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEEE, d MMMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String STYLE = """
            :root { color-scheme: light dark }
            body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 40rem; padding: 1rem; color: #1a2230; background: #fff }
            h1 { font-size: 1.25rem; margin: 0 0 1rem }
            h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem }
            .now { border-left: .4rem solid #1d5fbf; background: #eef4fd; padding: .8rem 1rem; margin: 0 0 1rem }
            .now strong { display: block; font-size: 1.3rem }
            .out { border-color: #a32020; background: #fdeeee }
            .back { border-color: #14662f; background: #ebf7ef }
            .mark, #stale { border: .15rem solid #8a5a00; background: #fff6e0; color: #4d3200; padding: .6rem .8rem; margin: 0 0 1rem }
            #stale { font-weight: 600 }
            dl { margin: 0 }
            dt { color: #4a5568; margin-top: .6rem }
            dd { margin: 0; overflow-wrap: anywhere }
            article { border-top: 1px solid #c5cdd9; padding: .6rem 0 }
            article h3 { font-size: 1rem; margin: 0 }
            article p { margin: .3rem 0; white-space: pre-line; overflow-wrap: anywhere }
            .small { color: #4a5568; font-size: .9rem }
            html.stale .now, html.stale dl, html.stale section { filter: grayscale(1) }
            html.stale .now { border-color: #6b7280; background: #e5e7eb; color: #374151 }
            @media (prefers-color-scheme: dark) {
              body { color: #e6eaf0; background: #12171f } dt, .small { color: #a8b3c4 } article { border-color: #364152 }
              .now { background: #14233a } .out { background: #3a1616 } .back { background: #10301c }
              .mark, #stale { background: #33270b; color: #ffe3a6 }
              html.stale .now { background: #2a2f38; color: #d1d5db }
            }
            """;

    /** Only says how old the page is. */
    private static final String SCRIPT = """
            (function () {
              var made = Date.parse(document.getElementById('made').getAttribute('datetime'));
              var told = document.getElementById('stale');
              function look() {
                var age = Math.floor((Date.now() - made) / 1000);
                var old = age > STALE;
                document.documentElement.className = old ? 'stale' : '';
                told.hidden = !old;
                told.textContent = old ? 'This page is ' + Math.floor(age / 60) + ' minutes old. It may no longer be true.' : '';
              }
              look();
              setInterval(look, 5000);
            })();
            """.replace("STALE", Integer.toString(STALE_SECONDS));

    /** What users have of their services. */
    enum Service {
        PLANNED("", "Planned"),
        OPEN("", "Maintenance has begun. Services work"),
        OUT("out", "Services are not available"),
        BACK("back", "Services are back"),
        RETURNED("back", "Services are back. The move was taken back"),
        OVER("back", "Maintenance is over");

        private final String style;
        private final String words;

        Service(String style, String words) {
            this.style = style;
            this.words = words;
        }
    }

    Service service() {
        if (view.downtime().counting()) {
            return Service.OUT;
        }
        var moving =
                view.phases().stream().filter(p -> p.phase().does(Trait.FENCES)).findFirst();
        if (moving.filter(p -> done(p, Trait.REDIRECTS)).isPresent()) {
            return moving.filter(p -> p.state() == PhaseState.COMPLETE).isPresent() ? Service.OVER : Service.BACK;
        }
        if (view.rollbacks().stream().anyMatch(p -> done(p, Trait.LIFTS_FENCE))) {
            return Service.RETURNED;
        }
        return ChangeWindow.of(view.plan(), view.parameters()).isOpen(view.at()) ? Service.OPEN : Service.PLANNED;
    }

    private static boolean done(PhaseView phase, Trait trait) {
        return phase.steps().stream().anyMatch(s -> s.step().does(trait) && s.state() instanceof StepState.Succeeded);
    }

    /** UTF-8, not more than 100 KB, and ended by a line feed. */
    byte[] html() {
        var service = service();
        return """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'">
                %s<title>%s: %s</title><style>%s</style></head><body>
                <h1>%s</h1>
                <main>
                <p id="stale" role="alert" hidden></p>
                %s<p class="now %s" role="status"><strong>%s.</strong>%s</p>
                <dl>
                %s
                </dl>
                <section aria-labelledby="told"><h2 id="told">What was announced</h2>
                %s
                </section>
                </main>
                <p class="small">This page was made on <time id="made" datetime="%s">%s</time>. %s</p>
                <noscript><p class="small">Compare that with your clock: if it is more than two minutes ago, the page is stale.</p></noscript>
                <script>%s</script>
                </body></html>
                """.formatted(
                        hash(STYLE),
                        hash(SCRIPT),
                        last ? "" : "<meta http-equiv=\"refresh\" content=\"" + AGAIN_SECONDS + "\">\n",
                        text(view.plan().company()),
                        text(service.words),
                        STYLE,
                        text(view.plan().company() + ": " + view.plan().title()),
                        mark(),
                        service.style,
                        text(service.words),
                        since(service).map(s -> " " + text(s)).orElse(""),
                        facts(),
                        announced(),
                        made.truncatedTo(ChronoUnit.SECONDS),
                        text(TIME.format(made)),
                        last
                                ? "It is the last one: the console that made it is closed."
                                : "Another follows every half minute.",
                        SCRIPT)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String mark() {
        return switch (view.mode()) {
            case LIVE -> "";
            case REHEARSAL -> "<p class=\"mark\">This is a rehearsal. No service is touched.</p>\n";
            case EMULATOR -> "<p class=\"mark\">This is a trial on an emulator. No service is touched.</p>\n";
        };
    }

    private Optional<String> since(Service service) {
        return switch (service) {
            case PLANNED, OPEN, OVER -> Optional.empty();
            case OUT ->
                Optional.of("So far for " + words(view.downtime().soFar()) + "; "
                        + words(view.downtime().budget()) + " were announced.");
            case BACK, RETURNED -> Optional.of("You may have to sign in once more.");
        };
    }

    private String facts() {
        var window = ChangeWindow.of(view.plan(), view.parameters());
        var downtime = view.downtime();
        return Stream.of(
                        fact(
                                "Maintenance window",
                                window.unset().isPresent() ? "The day is not set yet" : window.inWords()),
                        fact("Announced time without service", words(downtime.budget()) + " at most"),
                        downtime.soFar().isZero() && !downtime.counting()
                                ? ""
                                : fact(
                                        "Time without service",
                                        words(downtime.soFar())
                                                + switch (downtime.basis()) {
                                                    case DowntimeBasis.MEASURED -> ", measured";
                                                    case DowntimeBasis.PARTLY -> ", partly measured";
                                                    case DowntimeBasis.ESTIMATED -> ", estimated";
                                                }))
                .filter(f -> !f.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String fact(String name, String value) {
        return "<dt>" + text(name) + "</dt><dd>" + text(value) + "</dd>";
    }

    /** What somebody has stated that it went out, for this page; the newest first. */
    private String announced() {
        var told = view.messages().stream()
                .filter(m -> m.message().channel().toLowerCase(Locale.ROOT).contains(CHANNEL))
                .filter(m -> m.stated().isPresent())
                .sorted(Comparator.comparing((MessageView m) -> m.stated().orElseThrow())
                        .reversed())
                .limit(MOST_MESSAGES)
                .toList();
        return told.isEmpty()
                ? "<p>Nothing yet.</p>"
                : told.stream().map(this::article).collect(Collectors.joining("\n"));
    }

    private String article(MessageView message) {
        var at = message.stated().orElseThrow();
        return "<article><h3>%s</h3><p>%s</p><p class=\"small\"><time datetime=\"%s\">%s</time></p></article>"
                .formatted(
                        text(filled(message.message().subject())),
                        text(cut(filled(message.message().body()).strip())),
                        at.truncatedTo(ChronoUnit.SECONDS),
                        text(TIME.format(at)));
    }

    private String filled(String text) {
        return PlanWording.of(view.plan(), view.parameters(), text);
    }

    private static String cut(String text) {
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    }

    private static String words(Duration time) {
        var s = time.toSeconds();
        return s < 60
                ? s + (s == 1 ? " second" : " seconds")
                : s / 60 + (s / 60 == 1 ? " minute" : " minutes") + (s % 60 == 0 ? "" : " " + s % 60 + " s");
    }

    private static String hash(String inline) {
        return Base64.getEncoder().encodeToString(DigestUtils.sha256(inline.getBytes(StandardCharsets.UTF_8)));
    }

    /** What stands in a page may come from a plan or from a person: nothing of it is markup. Line breaks stay. */
    private static String text(String any) {
        return any.lines()
                .map(VisibleText::plain)
                .map(l -> l.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;"))
                .collect(Collectors.joining("\n"));
    }
}
