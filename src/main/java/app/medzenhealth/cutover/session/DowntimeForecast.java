package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long users will at least be without service, told before it begins, with every part that the downtime is told by afterwards:
 * the requests that are let end, the fence and the comparison behind it, which nobody can time beforehand and which count with what they take at least; the promotion
 * as it was timed on a copy, until it serves: the backup after it keeps nobody out; the time a second person took to sign that; the
 * starting of tasks that were not warmed up; the name's time to live; and people's reading.
 *
 * @param unmeasured why no more can be told; where anything is in it, nobody knows whether the downtime fits
 */
record DowntimeForecast(List<Part> parts, List<String> unmeasured) {
    /** What reading a confirmation and pressing its button takes. A stated figure: nobody can be timed at it beforehand. */
    static final Duration READING = Duration.ofSeconds(10);

    /** What a second person takes at least, where nobody was timed. A stated figure, too. */
    static final Duration SIGNING = Duration.ofSeconds(60);

    /**
     * What closing a fence takes at least: a task has this long to end by itself before it is ended (Amazon ECS API Reference,
     * ContainerDefinition, stopTimeout: “On Fargate … the default value of 30 seconds is used”).
     */
    static final Duration CLOSING = Duration.ofSeconds(30);

    /**
     * How long a task goes on behind its load balancer before it is told to end, where a plan does not state it (Elastic Load Balancing API
     * Reference, TargetGroupAttribute, deregistration_delay.timeout_seconds: “The default value is 300 seconds”).
     */
    static final Duration DRAINING = Duration.ofSeconds(300);

    /** What a comparison takes at least: the log must be seen to stand still, and to be replayed. A stated figure. */
    static final Duration COMPARING = Duration.ofSeconds(10);

    /** For example “promotion timed in step 1.8c”. */
    record Part(String what, Duration time) {}

    Duration least() {
        return parts.stream().map(Part::time).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether all that must be known is known and fits. */
    boolean fits(Duration budget) {
        return unmeasured.isEmpty() && least().compareTo(budget) <= 0;
    }

    /** For example “at least 4 min: promotion timed in step 1.8c 2 min 50 s, the name's time to live 1 min”. */
    String inWords() {
        return "at least " + Times.inWords(least()) + " ("
                + parts.stream()
                        .map(p -> p.what() + " " + Times.inWords(p.time()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** @param phase that closes one side to writes */
    static DowntimeForecast of(Plan plan, Phase phase, SessionState state) {
        var parts = new ArrayList<Part>();
        var unmeasured = new ArrayList<String>();
        phase.steps().stream()
                .flatMap(s ->
                        s.actions().stream().filter(a -> a.has(Trait.FENCES)).map(a -> draining(s, a)))
                .forEach(parts::add);
        least(phase, Trait.FENCES, "closing the fence in step ", CLOSING).forEach(parts::add);
        least(phase, Trait.PROVES_PARITY, "comparing the two sides in step ", COMPARING)
                .forEach(parts::add);
        var promotes =
                phase.steps().stream().filter(s -> s.does(Trait.PROMOTES)).toList();
        if (!promotes.isEmpty()) {
            promotion(plan, phase, state, parts, unmeasured);
        }
        warmUp(phase, state, promotes).forEach(parts::add);
        phase.steps().stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.REDIRECTS))
                .flatMap(a -> ttl(a).stream())
                .max(Duration::compareTo)
                .ifPresent(t -> parts.add(new Part("the name's time to live", t)));
        var confirmations = phase.steps().stream()
                .filter(s -> behindFence(phase, s) && leads(phase, s) && s.confirm() != Confirm.NONE)
                .count();
        if (confirmations > 0) {
            parts.add(new Part("reading " + confirmations + " confirmations", READING.multipliedBy(confirmations)));
        }
        return new DowntimeForecast(List.copyOf(parts), List.copyOf(unmeasured));
    }

    /** A load balancer takes all of it, whether a request is open or none. */
    private static Part draining(Step step, ActionUse fence) {
        return stated(fence)
                .map(d -> new Part("letting open requests end, as step " + step.id() + " states", d))
                .orElseGet(() -> new Part(
                        "letting open requests end in step " + step.id() + ", as AWS does where nobody states it",
                        DRAINING));
    }

    private static Optional<Duration> stated(ActionUse fence) {
        try {
            return Optional.ofNullable(fence.with().get("drains"))
                    .map(d -> Duration.parse(String.valueOf(d).strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** What was never tried before, with what it takes at least. */
    private static Stream<Part> least(Phase phase, Trait trait, String what, Duration time) {
        return phase.steps().stream()
                .filter(s -> s.does(trait))
                .map(s -> new Part(what + s.id() + ", not timed before", time));
    }

    private static void promotion(
            Plan plan, Phase phase, SessionState state, List<Part> parts, List<String> unmeasured) {
        var drills = plan.steps()
                .filter(s -> s.does(Trait.PROMOTES)
                        && plan.phaseOf(s.id()).filter(Phase::cutsOver).isEmpty())
                .toList();
        var timed = drills.stream().filter(s -> timed(state, s)).toList();
        if (timed.isEmpty()) {
            unmeasured.add(
                    drills.isEmpty()
                            ? "no step of the plan times a promotion beforehand"
                            : "step " + drills.getFirst().id() + " has not timed a promotion");
            return;
        }
        // The slowest of them: a fast one on another database promises nothing.
        var drill =
                timed.stream().max(Comparator.comparing(s -> took(state, s))).orElseThrow();
        parts.add(new Part("promotion timed in step " + drill.id(), took(state, drill)));
        if (phase.steps().stream().anyMatch(s -> s.does(Trait.PROMOTES) && s.confirm() == Confirm.TYPED_AND_SECOND)) {
            parts.add(signed(state, drill)
                    .map(t -> new Part("second person's signature timed in step " + drill.id(), t))
                    .orElse(new Part("second person's signature, not timed before", SIGNING)));
        }
    }

    private static Duration took(SessionState state, Step drill) {
        return Objects.requireNonNull(state.step(drill.id()).took());
    }

    private static boolean timed(SessionState state, Step drill) {
        var kept = state.step(drill.id());
        return kept.stage() == Stage.SUCCEEDED && kept.took() != null;
    }

    /** From the challenge to the confirmation with its answer. */
    private static Optional<Duration> signed(SessionState state, Step drill) {
        var kept = state.step(drill.id());
        return Optional.ofNullable(state.challenges().get(drill.id()))
                .filter(c -> c.used() && c.fingerprint().equals(kept.fingerprint()))
                .map(c -> Duration.between(
                        c.expires().minus(Approvals.VALID), kept.at().minus(Objects.requireNonNull(kept.took()))))
                .filter(t -> !t.isNegative());
    }

    /** Tasks that were started before the fence are there; all others take what the plan expects. */
    private static Stream<Part> warmUp(Phase phase, SessionState state, List<Step> promotes) {
        var warm = phase.steps().stream()
                .filter(s -> RequiredFact.serves(s) && !behindFence(phase, s))
                .anyMatch(s -> state.step(s.id()).stage() == Stage.SUCCEEDED);
        return warm || promotes.isEmpty()
                ? Stream.empty()
                : phase.steps().stream()
                        .filter(s -> RequiredFact.serves(s) && behindFence(phase, s))
                        .map(s -> new Part(
                                "starting tasks, which were not warmed up, as expected of step " + s.id(),
                                s.expected()));
    }

    private static boolean behindFence(Phase phase, Step step) {
        return RequiredFact.before(phase, step).stream().anyMatch(s -> s.does(Trait.FENCES));
    }

    /** Whether users are not served before it is done: it leads them elsewhere, or a step that does waits for it. */
    private static boolean leads(Phase phase, Step step) {
        return step.does(Trait.REDIRECTS)
                || phase.steps().stream()
                        .filter(s -> s.does(Trait.REDIRECTS))
                        .anyMatch(s -> RequiredFact.before(phase, s).contains(step));
    }

    private static Optional<Duration> ttl(ActionUse use) {
        return use.with().get("ttl") instanceof Number seconds
                ? Optional.of(Duration.ofSeconds(seconds.longValue()))
                : Optional.empty();
    }
}
