package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.CheckWords;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.WaitsFor;
import app.medzenhealth.cutover.ui.common.AuditFeed.SignedHead;
import app.medzenhealth.cutover.ui.common.Freshness;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What whoever takes over in the middle of the night must know, at one glance.
 *
 * @param title which migration, when, real or not
 */
record Handover(String title, List<Line> lines) {

    /** @param tone what draws the eye; the words say it, too */
    record Line(String name, String text, Tone tone) {}

    /**
     * @param approvers who may sign as second person; empty: not known yet
     * @param signed the last signed head; empty: not known, or nothing is signed
     * @param topology what was seen in the regions; empty: nothing was read yet
     */
    static Handover of(
            SessionView view,
            Instant now,
            Optional<Set<String>> approvers,
            Optional<SignedHead> signed,
            Optional<Topology> topology) {
        var lines = new ArrayList<Line>();
        troubles(view, lines);
        lines.add(new Line("Phase", phase(view), Tone.NEUTRAL));
        lines.add(regions(view, now, topology));
        lines.add(inFlight(view));
        lines.add(lastResult(view, now));
        skipped(view).forEach(lines::add);
        goneOnWithout(view).forEach(lines::add);
        lines.add(new Line("Next", next(view), Tone.ACCENT));
        gate(view).ifPresent(lines::add);
        lines.add(deadline(view, now));
        downtime(view).ifPresent(lines::add);
        view.wayBack()
                .filter(_ -> view.ended().isEmpty())
                .ifPresent(b -> lines.add(new Line(
                        "Going back",
                        b.costs().replaceFirst("\\.$", "")
                                + (b.until().isEmpty() ? "" : ". Dearer from step " + b.until() + " on"),
                        b.pointOfNoReturn() ? Tone.BAD : Tone.WARN)));
        lines.add(mayApprove(view, approvers));
        lines.add(new Line(
                "Audit head",
                InWords.head(view.audit().head()) + " after " + view.audit().records() + " records"
                        + signed.map(s -> s.records() >= view.audit().records()
                                        ? ", signed"
                                        : "; signed: " + InWords.head(s.head()) + " after " + s.records())
                                .orElse(""),
                Tone.NEUTRAL));
        return new Handover(
                view.plan().title() + " · " + InWords.day(now) + " UTC · "
                        + switch (view.mode()) {
                            case LIVE -> "LIVE, account " + view.plan().account();
                            case EMULATOR -> "EMULATOR, not AWS";
                            case REHEARSAL -> "rehearsal";
                        },
                List.copyOf(lines));
    }

    /** For a chat: plain lines. */
    String text() {
        return "Handover: " + title + "\n"
                + lines.stream().map(l -> l.name() + ": " + l.text()).collect(Collectors.joining("\n"));
    }

    private static void troubles(SessionView view, List<Line> lines) {
        if (!view.audit().writable()) {
            lines.add(new Line(
                    "Trail",
                    "cannot be written, no step can be run: " + view.audit().problem(),
                    Tone.BAD));
        }
        if (view.hold() instanceof Hold.On on) {
            lines.add(new Line("On hold", "since " + InWords.minute(on.since()) + " UTC by " + on.by(), Tone.WARN));
        }
        view.resumption().ifPresent(r -> lines.add(new Line("After restart", r, Tone.WARN)));
    }

    private static String phase(SessionView view) {
        var open = view.phases().stream()
                .filter(p -> p.state() == PhaseState.RUNNING)
                .toList();
        if (open.isEmpty()) {
            return view.phases().stream().allMatch(p -> p.state() == PhaseState.COMPLETE)
                    ? view.phases().stream()
                            .filter(p -> p.openItems() > 0 || p.progress().skipped() > 0 || p.goneOnWithout() > 0)
                            .map(p -> p.phase().id() + " "
                                    + StateStyle.of(p).word().toLowerCase(Locale.ROOT))
                            .reduce((a, b) -> a + "; " + b)
                            .map(left -> (skips(view) ? "nothing is left to do; phase " : "all steps are done; phase ")
                                    + left)
                            .orElse("all are complete")
                    : "none is under way; " + view.sentence();
        }
        return open.stream()
                .map(p -> p.phase().id() + " " + p.phase().title() + ", "
                        + p.progress().words("steps "))
                .collect(Collectors.joining("; "));
    }

    private static Line regions(SessionView view, Instant now, Optional<Topology> topology) {
        var standings = RegionStanding.of(view, topology);
        var contradicted = standings.values().stream().anyMatch(RegionStanding::contradicted);
        var seen = topology.flatMap(t -> t.regions().values().stream()
                        .flatMap(s -> s.read().stream())
                        .min(Instant::compareTo))
                .map(at -> "seen " + Freshness.words(at, view, now))
                .orElse("by the steps alone, nothing was read yet");
        return new Line(
                "Regions",
                standings.values().stream()
                                .map(s -> s.region().city() + " " + s.words())
                                .collect(Collectors.joining("; "))
                        + " (" + seen + (contradicted ? "; NOT what the session's steps say" : "") + ")",
                contradicted ? Tone.BAD : Tone.NEUTRAL);
    }

    private static Stream<StepView> steps(SessionView view) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream()).flatMap(p -> p.steps().stream());
    }

    private static Line inFlight(SessionView view) {
        var going = new ArrayList<String>();
        var doubt = false;
        for (var s : steps(view).toList()) {
            switch (s.state()) {
                case StepState.Running r ->
                    going.add(name(s) + ", " + r.text() + ", since " + InWords.minute(r.since()) + " UTC");
                case StepState.InDoubt d -> {
                    going.add(name(s) + " is IN DOUBT: " + d.evidence());
                    doubt = true;
                }
                case StepState.Waiting(WaitsFor.SecondApprover a) ->
                    going.add(name(s) + " waits for the second approver until " + InWords.minute(a.expires()) + " UTC");
                default -> {}
            }
        }
        if (view.hold() instanceof Hold.On on) {
            on.stillRunning().stream().map(r -> "in AWS: " + r).forEach(going::add);
        }
        return new Line(
                "In flight",
                going.isEmpty() ? "nothing" : String.join("; ", going),
                doubt ? Tone.UNKNOWN : going.isEmpty() ? Tone.NEUTRAL : Tone.ACCENT);
    }

    private static String name(StepView s) {
        return s.step().id() + " " + s.step().title();
    }

    /** @param at when it ended */
    private record Ended(StepView step, Instant at, String how, Tone tone) {}

    private static Optional<Ended> ended(StepView s) {
        return switch (s.state()) {
            case StepState.Succeeded e ->
                Optional.of(new Ended(s, e.at(), "done in " + InWords.exactly(e.took()) + " by " + e.by(), Tone.OK));
            case StepState.Failed e ->
                Optional.of(new Ended(s, e.at(), "FAILED: " + e.problem().happened(), Tone.BAD));
            case StepState.Skipped e ->
                Optional.of(new Ended(s, e.at(), "skipped by " + e.by() + ": " + e.reason(), Tone.WARN));
            case StepState.Undone e -> Optional.of(new Ended(s, e.at(), "undone by " + e.by(), Tone.WARN));
            default -> Optional.empty();
        };
    }

    private static Line lastResult(SessionView view, Instant now) {
        return steps(view)
                .flatMap(s -> ended(s).stream())
                // Of what ended in the same moment, the later in the plan.
                .reduce((a, b) -> b.at().isBefore(a.at()) ? a : b)
                .map(e -> new Line(
                        "Last result", name(e.step()) + " · " + e.how() + ", " + InWords.ago(e.at(), now), e.tone()))
                .orElse(new Line("Last result", "nothing has been done yet", Tone.NEUTRAL));
    }

    private static boolean skips(SessionView view) {
        return view.phases().stream().anyMatch(p -> p.progress().skipped() > 0 || p.goneOnWithout() > 0);
    }

    /** Each of them: whoever takes over must know of all that was not done. */
    private static Stream<Line> skipped(SessionView view) {
        return steps(view)
                .flatMap(s -> s.state() instanceof StepState.Skipped k
                        ? Stream.of(new Line(
                                "Skipped",
                                name(s) + " · by " + k.by() + ", " + InWords.day(k.at()) + " UTC: " + k.reason(),
                                Tone.WARN))
                        : Stream.empty());
    }

    private static Stream<Line> goneOnWithout(SessionView view) {
        return steps(view)
                .filter(s -> s.state() instanceof StepState.Succeeded)
                .flatMap(s -> s.waived().stream()
                        .map(w -> new Line("Without", name(s) + " · went on without " + w, Tone.WARN)));
    }

    private static String next(SessionView view) {
        var next = view.nextStep();
        return next.flatMap(n -> view.step(n.step()))
                .map(s -> name(s) + " · " + StateStyle.of(s).word()
                        + next.map(n -> n.why().isEmpty() ? "" : ": " + n.why()).orElse("")
                        + needs(s))
                .orElse(view.sentence());
    }

    private static String needs(StepView s) {
        var effect = s.step().effect() == Step.Effect.IRREVERSIBLE ? " · irreversible" : "";
        return effect
                + switch (s.step().confirm()) {
                    case NONE, REVIEW -> "";
                    case TYPED -> " · name typed";
                    case TYPED_AND_SECOND -> " · name typed and a second person";
                };
    }

    /** What stands in the way next, and what opens it: a failing check of the next step, else a lock or a second person. */
    private static Optional<Line> gate(SessionView view) {
        var next = view.next().flatMap(view::step);
        var check = next.flatMap(StepView::review)
                .flatMap(r ->
                        r.checks().stream().filter(c -> !c.passed()).findFirst().map(CheckWords::line));
        return check.or(() -> ahead(view, next)).map(text -> new Line("Next gate", text, Tone.WARN));
    }

    private static Optional<String> ahead(SessionView view, Optional<StepView> next) {
        var all = view.phases().stream().flatMap(p -> p.steps().stream()).toList();
        return all.subList(Math.max(0, next.map(all::indexOf).orElse(0)), all.size()).stream()
                .filter(s -> !s.state().settled())
                .flatMap(s -> gate(s).stream())
                .findFirst();
    }

    private static Optional<String> gate(StepView s) {
        if (s.state() instanceof StepState.Locked(List<StepState.Lock> locks)) {
            return locks.stream().findFirst().map(l -> name(s) + " · " + l.why() + " → " + l.opens());
        }
        return s.step().confirm() == Step.Confirm.TYPED_AND_SECOND
                ? Optional.of(name(s) + needs(s) + " → make a challenge and send it")
                : Optional.empty();
    }

    private static Line deadline(SessionView view, Instant now) {
        if (view.over() || view.ended().isPresent()) {
            return new Line("Deadline", "none: nothing is left to do", Tone.NEUTRAL);
        }
        var soak = view.phases().stream()
                .flatMap(p -> p.soak().stream()
                        // One that is over is no deadline any more.
                        .filter(s -> s.left().isPositive())
                        .map(s -> new Line(
                                "Deadline",
                                "soak before phase " + p.phase().id() + " ends " + InWords.day(s.until()) + " UTC, "
                                        + InWords.exactly(s.left()) + " left",
                                Tone.WARN)))
                .filter(_ -> view.next().isEmpty())
                .findFirst();
        return soak.orElseGet(() -> window(view.plan().window(), now));
    }

    private static Line window(Plan.Window w, Instant now) {
        var open = isOpen(w, now.atOffset(ZoneOffset.UTC).toLocalTime());
        var turn = next(open ? w.closes() : w.opens(), now);
        return new Line(
                "Deadline",
                "change window " + w.opens() + "–" + w.closes() + " UTC "
                        + (open ? "closes in " : "is closed, opens in ")
                        + InWords.exactly(Duration.between(now, turn)),
                open ? Tone.WARN : Tone.NEUTRAL);
    }

    private static boolean isOpen(Plan.Window w, LocalTime t) {
        var after = !t.isBefore(w.opens());
        var before = t.isBefore(w.closes());
        return w.opens().isBefore(w.closes()) ? after && before : after || before;
    }

    private static Instant next(LocalTime time, Instant now) {
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC).atTime(time).toInstant(ZoneOffset.UTC);
        return today.isAfter(now) ? today : today.plus(Duration.ofDays(1));
    }

    private static Optional<Line> downtime(SessionView view) {
        var d = view.downtime();
        if (d.soFar().isZero() && !d.counting()) {
            return Optional.empty();
        }
        var over = d.soFar().compareTo(d.budget()) > 0;
        return Optional.of(new Line(
                "Downtime",
                InWords.stopwatch(d.soFar()) + " of " + InWords.stopwatch(d.budget())
                        + (d.counting() ? ", counting" : ", ended") + (over ? ", OVER the budget" : ""),
                over ? Tone.BAD : d.counting() ? Tone.WARN : Tone.NEUTRAL));
    }

    private static Line mayApprove(SessionView view, Optional<Set<String>> approvers) {
        var lead = view.operator().name();
        return new Line(
                "May approve",
                approvers
                        .map(all -> all.stream()
                                .filter(a -> !a.equalsIgnoreCase(lead))
                                .sorted()
                                .collect(Collectors.joining(", ")))
                        .map(names -> (names.isEmpty() ? "nobody is enrolled yet" : names) + "; lead: " + lead)
                        .orElse("not read yet; lead: " + lead),
                Tone.NEUTRAL);
    }
}
