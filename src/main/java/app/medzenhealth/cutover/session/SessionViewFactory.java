package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.audit.DowntimeClock;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.ParameterUses;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.DeliverableView;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import app.medzenhealth.cutover.session.SessionView.ItemView;
import app.medzenhealth.cutover.session.SessionView.LastWayBack;
import app.medzenhealth.cutover.session.SessionView.OpenItem;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes what screens show out of what the session knows. Called under the session's lock. */
final class SessionViewFactory {
    /** What a person states, sends or decides. */
    private final Plan plan;

    private final SessionJournal journal;
    private final Gates gates;
    private final DecidedSteps decided;
    private final TransientState live;
    private final DowntimeClock downtime;
    private final Memory memory;
    private final ParameterUses uses;
    private final Function<String, Optional<String>> noUndo;
    private final Resolver resolver;
    /** By step: the last view, and what it was made of. */
    private final Map<String, Made> made = new HashMap<>();
    /** By step in doubt: what was sent. */
    private final Map<String, Doubt> doubts = new HashMap<>();

    /** @param noUndo by step: why nothing leads back from it */
    SessionViewFactory(
            Plan plan,
            SessionJournal journal,
            Gates gates,
            DecidedSteps decided,
            TransientState live,
            DowntimeClock downtime,
            Memory memory,
            Function<String, Optional<String>> noUndo) {
        this.noUndo = noUndo;
        this.plan = plan;
        this.journal = journal;
        this.gates = gates;
        this.decided = decided;
        this.live = live;
        this.downtime = downtime;
        this.memory = memory;
        this.uses = ParameterUses.of(plan);
        this.resolver = new Resolver(plan, journal);
    }

    PhaseView phase(Phase phase, Instant now) {
        var locks = gates.phaseLocks(phase, now);
        var steps = phase.steps().stream().map(s -> step(phase, locks, s, now)).toList();
        var started = phase.steps().stream()
                .flatMap(s -> Stream.ofNullable(journal.state().step(s.id()).started()))
                .min(Instant::compareTo);
        var state = gates.complete(phase.id())
                ? PhaseState.COMPLETE
                : started.isPresent() ? PhaseState.RUNNING : locks.isEmpty() ? PhaseState.OPEN : PhaseState.LOCKED;
        return new PhaseView(
                phase,
                state,
                started,
                gates.completed(phase.id()),
                locks,
                gates.soak(phase, now),
                phase.checklists().stream().map(c -> checklist(c, now)).toList(),
                steps,
                phase.deliverables().stream().map(this::deliverable).toList(),
                gates.complete(phase.id()) ? List.of() : missing(phase));
    }

    /** What only those steps ask for of which nothing is left to do is not missing. */
    private List<Plan.Parameter> missing(Phase phase) {
        var missing = uses.missing(plan, phase, journal.state().parameters());
        if (missing.isEmpty() || journal.state().nothing().isEmpty()) {
            return missing;
        }
        var used = phase.steps().stream()
                .flatMap(s -> ParameterUses.in(plan, phase, decided.of(s)))
                .collect(Collectors.toSet());
        return missing.stream().filter(p -> used.contains(p.id())).toList();
    }

    /** What a step's view is made of where nothing of it depends on the time: the same gives the same. */
    private record Inputs(StepRecord kept, long live, List<?> state, List<StepState.Lock> phaseLocks, List<?> gates) {

        private boolean same(Inputs other) {
            return kept == other.kept
                    && live == other.live
                    && IntStream.range(0, state.size()).allMatch(i -> state.get(i) == other.state.get(i))
                    && phaseLocks.equals(other.phaseLocks)
                    && gates.equals(other.gates);
        }
    }

    private record Made(Inputs of, StepView view) {}

    private StepView step(Phase phase, List<StepState.Lock> phaseLocks, Step planned, Instant now) {
        var kept = journal.state().step(planned.id());
        // A review, and whoever was asked to sign it, may expire.
        var passing = gates.timed(planned) || live.review(planned.id()) != null;
        if (!kept.settled() && (kept.stage() != StepRecord.Stage.OPEN || passing)) {
            return fresh(phase, phaseLocks, planned, now);
        }
        var of = kept.settled() ? settled(phase, kept, planned) : open(phase, kept, phaseLocks, planned);
        var before = made.get(planned.id());
        if (before != null && before.of().same(of)) {
            return before.view();
        }
        var view = fresh(phase, phaseLocks, planned, now);
        made.put(planned.id(), new Made(of, view));
        return view;
    }

    private Inputs settled(Phase phase, StepRecord kept, Step step) {
        var state = journal.state();
        var again = Statement.again(plan, state, step);
        return new Inputs(
                kept,
                live.version(step.id()),
                List.of(
                        state.outputs().getOrDefault(step.id(), Map.of()),
                        state.waivers(),
                        state.nothing(),
                        state.ended(),
                        again ? state.parameters() : Map.of()),
                List.of(),
                List.of(again, gates.wayBack(phase, step)));
    }

    private Inputs open(Phase phase, StepRecord kept, List<StepState.Lock> phaseLocks, Step step) {
        var state = journal.state();
        return new Inputs(
                kept,
                live.version(step.id()),
                List.of(
                        state.outputs().getOrDefault(step.id(), Map.of()),
                        state.waivers(),
                        state.nothing(),
                        state.ticks(),
                        state.parameters(),
                        state.moved(),
                        state.hold(),
                        state.ended(),
                        state.attestations(),
                        state.declined()),
                phaseLocks,
                Stream.concat(
                                step.after().stream().map(gates::complete),
                                Stream.of(gates.openedSince(phase, step).isPresent(), gates.wayBack(phase, step)))
                        .toList());
    }

    private StepView fresh(Phase phase, List<StepState.Lock> phaseLocks, Step planned, Instant now) {
        var step = decided.of(planned);
        var id = step.id();
        return new StepView(
                step,
                state(phase, phaseLocks, step, now),
                Optional.ofNullable(live.review(id)),
                live.verified(id),
                live.log(id),
                journal.state().outputs().getOrDefault(id, Map.of()),
                journal.state().step(id).attempts(),
                live.open(id).stream()
                        .map(c -> new OpenItem(c, journal.state().waiver(id, c.title())))
                        .toList(),
                journal.state().itemsDecided(id).entrySet().stream()
                        .map(e -> "“" + e.getKey() + "” (" + e.getValue().by() + ": "
                                + e.getValue().note() + ")")
                        .toList(),
                Stream.concat(
                                notDone(id),
                                journal.state().decided(id).entrySet().stream()
                                        .map(e -> new SessionView.Decided(named(e.getKey()), e.getValue())))
                        .toList(),
                noUndo(step),
                Statement.again(plan, journal.state(), step) ? Optional.of(asked(step)) : Optional.empty());
    }

    /** That it was in doubt, and who decided that it was not done: it is open again, and not as if nothing had been. */
    private Stream<SessionView.Decided> notDone(String step) {
        var kept = journal.state().step(step);
        return kept.stage() == StepRecord.Stage.OPEN && !kept.text().isBlank()
                ? Stream.of(new SessionView.Decided(
                        "In doubt, decided: it was not done", new SessionView.Tick(kept.by(), kept.at(), kept.text())))
                : Stream.empty();
    }

    private Optional<String> noUndo(Step step) {
        return switch (journal.state().step(step.id()).stage()) {
            case SUCCEEDED, FAILED ->
                step.effect() == Step.Effect.REVERSIBLE ? noUndo.apply(step.id()) : Optional.empty();
            case OPEN, RUNNING, UNDOING, IN_DOUBT, SKIPPED, UNDONE -> Optional.empty();
        };
    }

    /** What a waiver is about, in words. */
    private String named(String waiver) {
        if (waiver.equals(Gates.WINDOW)) {
            return "Outside the change window";
        }
        if (waiver.equals(Gates.MOVED)) {
            return "In a change window that was moved";
        }
        if (waiver.equals(Gates.BUDGET)) {
            return "Beyond the announced downtime";
        }
        if (waiver.startsWith(Gates.BOARD)) {
            return "Without the go of “" + waiver.substring(Gates.BOARD.length()) + "”";
        }
        return plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> waiver.equals(Gates.LIST + c.id()))
                .map(c -> "“" + c.title() + "” with open items")
                .findFirst()
                .orElse(waiver);
    }

    private StepState state(Phase phase, List<StepState.Lock> phaseLocks, Step step, Instant now) {
        var kept = journal.state().step(step.id());
        return switch (kept.stage()) {
            case RUNNING, UNDOING -> new StepState.Running(kept.at(), live.fraction(step.id()), live.text(step.id()));
            case SUCCEEDED ->
                new StepState.Succeeded(kept.at(), kept.took() == null ? Duration.ZERO : kept.took(), kept.by());
            case FAILED ->
                new StepState.Failed(
                        kept.at(),
                        kept.problem() == null
                                ? new StepState.Problem("", "It failed", "", "review it again")
                                : kept.problem());
            case IN_DOUBT -> doubt(step.id(), kept);
            case SKIPPED -> new StepState.Skipped(kept.at(), kept.by(), kept.text());
            case UNDONE -> new StepState.Undone(kept.at(), kept.by());
            case OPEN -> open(phase, phaseLocks, step, now);
        };
    }

    /** What the run sent whose end is in doubt: read once for each doubt. */
    private StepState.InDoubt doubt(String step, StepRecord kept) {
        var before = doubts.get(step);
        if (before == null || before.of() != kept) {
            before = new Doubt(kept, Interruption.of(step, memory));
            doubts.put(step, before);
        }
        return new StepState.InDoubt(
                kept.at(), kept.text(), before.run().undoing(), before.run().sent());
    }

    private record Doubt(StepRecord of, Interruption run) {}

    private StepState open(Phase phase, List<StepState.Lock> phaseLocks, Step step, Instant now) {
        var locks = gates.locks(phase, phaseLocks, step, now);
        var soak = gates.onlySoaking(phase, locks, now);
        if (soak.isPresent()) {
            return new StepState.Waiting(
                    new StepState.WaitsFor.Time(soak.get().until(), "healthy operation before phase " + phase.id()));
        }
        if (locks.size() == 1 && locks.getFirst().cause() instanceof StepState.Cause.Soak(var until)) {
            return new StepState.Waiting(
                    new StepState.WaitsFor.Time(until, locks.getFirst().why()));
        }
        if (!locks.isEmpty()) {
            return new StepState.Locked(locks);
        }
        var person = step.does(Trait.BY_PERSON);
        if (person && !journal.state().attestations().containsKey(step.id())) {
            return new StepState.Waiting(new StepState.WaitsFor.Person(asked(step)));
        }
        var review = live.review(step.id());
        if (review == null) {
            return new StepState.Ready();
        }
        var challenge = journal.state().challenges().get(step.id());
        if (challenge != null
                && !challenge.used()
                && challenge.fingerprint().equals(review.fingerprint())
                && now.isBefore(challenge.expires())) {
            return new StepState.Waiting(new StepState.WaitsFor.SecondApprover(challenge.text(), challenge.expires()));
        }
        return new StepState.Previewed(review.fingerprint(), review.at());
    }

    /** With the very words that are kept with the statement; a question is asked with its options. */
    private String asked(Step step) {
        var statement = step.does(Trait.ASKS) ? "" : Statement.of(plan, step, a -> resolver.resolve(step.id(), a));
        return statement.isBlank() ? purpose(step) : "To be stated: “" + statement + "” " + purpose(step);
    }

    private String purpose(Step step) {
        var declined = journal.state().declined().get(step.id());
        return declined == null
                ? step.purpose()
                : "Decided against by " + declined.by() + " at " + Times.minute(declined.at()) + " UTC: "
                        + declined.note() + ". " + step.purpose();
    }

    private ChecklistView checklist(Checklist list, Instant now) {
        return new ChecklistView(
                list,
                list.items().stream()
                        .map(i -> new ItemView(
                                i,
                                journal.state().tick(i, now),
                                evidence(i, now),
                                journal.state().reopened(i, now)))
                        .toList());
    }

    /** As read last; after a restart, as read for the tick. */
    private List<Check> evidence(Checklist.Item item, Instant now) {
        var read = live.evidence(item.id());
        return read.isEmpty()
                ? journal.state()
                        .tick(item, now)
                        .map(t -> SessionContext.passed(t.evidence()))
                        .orElse(List.of())
                : read;
    }

    private DeliverableView deliverable(Phase.Deliverable d) {
        var delivered = !d.steps().isEmpty()
                && d.steps().stream()
                        // A phase is complete with a skipped step, too; what a skipped step was to deliver is not
                        // there.
                        .flatMap(s -> plan.phase(s)
                                .map(p -> p.steps().stream().map(Step::id))
                                .orElseGet(() -> Stream.of(s)))
                        .allMatch(s -> journal.state().step(s).stage() == StepRecord.Stage.SUCCEEDED);
        return new DeliverableView(
                d,
                delivered,
                d.steps().stream()
                        .flatMap(s -> journal.state().goneOnWithout(s).map(w -> "Step " + w))
                        .toList());
    }

    String sentence(List<PhaseView> phases, Optional<NextStep> next) {
        var steps = SessionView.Progress.of(phases.stream().flatMap(p -> p.steps().stream()));
        if (steps.over()) {
            var without = phases.stream().mapToInt(PhaseView::goneOnWithout).sum();
            return steps.skipped() == 0 && without == 0
                    ? "All " + steps.all() + " steps are done."
                    : "Nothing is left to do: " + steps.words("steps ")
                            + (without == 0 ? "" : ", without " + without + (without == 1 ? " item" : " items")) + ".";
        }
        var counted = gates.rolledBack().map(w -> w + " ").orElse("") + steps.done() + " of " + steps.all()
                + " steps are done" + (steps.skipped() == 0 ? "" : ", " + steps.skipped() + " skipped") + "; ";
        return next.map(n -> counted + said(n))
                .orElseGet(() -> phases.stream()
                        .flatMap(p -> p.soak().stream())
                        .filter(s -> s.left().isPositive())
                        .findFirst()
                        .map(s -> counted + "waiting until " + Times.minute(s.until()) + " UTC.")
                        .orElse(counted + "everything open is locked."));
    }

    private String said(NextStep next) {
        var step = "step " + next.step() + " “" + next.title() + "”";
        return switch (next.kind()) {
            case BROKEN ->
                journal.state().step(next.step()).stage() == StepRecord.Stage.IN_DOUBT
                        ? step + " is in doubt and needs a decision."
                        : step + " failed.";
            case RUNNING -> step + " is running.";
            case OPEN -> "next is " + step + ".";
            case LOCKED -> "next is " + step + ": " + next.why() + ".";
        };
    }

    /** Time without service, all of it together. */
    Downtime downtime(Instant now) {
        return new Downtime(
                downtime.soFar(now),
                plan.window().downtimeBudget(),
                downtime.counting(),
                downtime.parts(now),
                downtime.basis(now),
                downtime.reads(now),
                downtime.writes(now),
                downtime.unknown(now));
    }

    /** What going the way back costs that is open, and the step that comes with its next price. */
    Optional<LastWayBack> wayBack(List<PhaseView> phases, List<PhaseView> rollbacks, Instant now) {
        Function<String, Optional<StepView>> steps = id -> stepView(phases, rollbacks, id);
        return SessionView.open(plan, steps)
                .flatMap(r -> Risk.price(
                                r,
                                steps,
                                Optional.ofNullable(
                                        live.losses().get(r.procedure().id())),
                                now)
                        .map(p -> new LastWayBack(p.text(), after(r, p), p.pointOfNoReturn() || p.closes())));
    }

    private static Optional<StepView> stepView(List<PhaseView> phases, List<PhaseView> rollbacks, String id) {
        return Stream.concat(phases.stream(), rollbacks.stream())
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.step().id().equals(id))
                .findFirst();
    }

    private static String after(Rollback rollback, Rollback.Price price) {
        var index = rollback.costs().stream().map(Rollback.Price::step).toList().indexOf(price.step()) + 1;
        return index < rollback.costs().size() ? rollback.costs().get(index).step() : "";
    }
}
