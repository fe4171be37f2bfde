package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.Tonight;
import app.medzenhealth.cutover.session.odds.CriticalPath;
import app.medzenhealth.cutover.session.odds.Night;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What time it is, here and in UTC, how far the window is, and how much later than planned its steps end; pure.
 *
 * @param local where the console is
 */
record TimeFacts(SessionView view, Instant now, ZoneId local) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter ZONE = DateTimeFormatter.ofPattern("zzz, 'UTC'xxx", Locale.ENGLISH);

    List<HourFact> all() {
        var window = ChangeWindow.of(view.plan(), view.parameters());
        var times = window.times(now);
        var facts = new ArrayList<HourFact>();
        facts.add(times.map(this::window)
                .orElseGet(() -> HourFact.unknown(
                        "window",
                        window.unset()
                                .map(p -> "“" + p.title() + "” has no value")
                                .orElse("the window's day is not set"))));
        facts.add(HourFact.of("UTC", CLOCK.format(now.atZone(ZoneId.of("UTC")))));
        var here = now.atZone(local);
        facts.add(new HourFact("here", CLOCK.format(here), Tone.NEUTRAL, ZONE.format(here)));
        Tonight.of(view)
                .filter(_ -> times.isPresent())
                .ifPresent(night -> CriticalPath.of(night, this::planned).ifPresent(path -> path(night, path, facts)));
        return List.copyOf(facts);
    }

    private HourFact window(ChangeWindow.Times times) {
        if (now.isBefore(times.opens())) {
            return new HourFact(
                    "window",
                    "T−" + count(Duration.between(now, times.opens())),
                    Tone.NEUTRAL,
                    "opens " + InWords.day(times.opens()) + " UTC");
        }
        var since = "T+" + count(Duration.between(times.opens(), now));
        return now.isBefore(times.closes())
                ? new HourFact(
                        "window",
                        since,
                        Tone.OK,
                        "closes " + InWords.clock(times.closes()) + " UTC, in "
                                + InWords.exactly(Duration.between(now, times.closes())))
                : new HourFact("window", since, Tone.WARN, "closed " + InWords.day(times.closes()) + " UTC");
    }

    /** Days and a clock: {@code 3 d 02:10:00}. */
    private static String count(Duration time) {
        var clock = String.format(
                Locale.ROOT, "%02d:%02d:%02d", time.toHoursPart(), time.toMinutesPart(), time.toSecondsPart());
        return time.toDays() > 0 ? time.toDays() + " d " + clock : clock;
    }

    private Duration planned(String step) {
        return view.plan().step(step).map(Step::expected).orElse(Duration.ZERO);
    }

    private static void path(Night night, CriticalPath path, List<HourFact> facts) {
        if (path.steps().isEmpty()) {
            facts.add(new HourFact(
                    "service back",
                    InWords.clock(path.expected()) + " UTC",
                    Tone.NEUTRAL,
                    slip(path).orElse("as planned") + "; nothing of the window's steps is left"));
            return;
        }
        var late = path.expected().isAfter(night.closes());
        facts.add(new HourFact(
                "service back",
                InWords.clock(path.expected()) + " UTC",
                late ? Tone.BAD : Tone.NEUTRAL,
                (late ? "after the window; " : "") + "by the plan's times, planned " + InWords.clock(path.planned())
                        + " UTC"));
        facts.add(new HourFact(
                "slip",
                slip(path).orElse("none"),
                path.slip().isPositive() ? Tone.WARN : Tone.OK,
                "along " + String.join(" → ", path.steps())));
    }

    private static Optional<String> slip(CriticalPath path) {
        var by = path.slip().abs().truncatedTo(ChronoUnit.SECONDS);
        return by.isZero()
                ? Optional.empty()
                : Optional.of(InWords.exactly(by) + (path.slip().isNegative() ? " earlier" : " later"));
    }
}
