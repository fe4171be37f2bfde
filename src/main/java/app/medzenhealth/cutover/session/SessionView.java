package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.audit.DowntimeBasis;
import app.medzenhealth.cutover.audit.DowntimePart;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Remains;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything a screen shows of a session, as of one moment. Immutable.
 *
 * @param revision grows with every change: late results are recognised by it
 * @param next id of {@link #nextStep}
 * @param sentence where things stand, in one sentence
 * @param resumption after an interruption, until something is begun: what was found out, as far as it still is so
 * @param clock what a person should know of the clock that everything is timed by; empty where there is nothing
 * @param attested what people have stated of success criteria that nothing measures, by the criterion's id
 * @param board who has said go or no-go
 * @param messages the plan's, and how far telling people is
 * @param daily the days of the soak, each with who has looked; empty before it begins
 * @param ended that it was closed, and how it ended; nothing of it changes any more then
 * @param losses by the procedure of a way back: what was last read of what going that way loses
 * @param identity account and principal as last read, for example {@code 558069890522 · cutover-operator/lead}
 */
public record SessionView(
        long revision,
        String session,
        Plan plan,
        Mode mode,
        Operator operator,
        String identity,
        Instant at,
        List<PhaseView> phases,
        List<PhaseView> rollbacks,
        Optional<String> next,
        String sentence,
        Optional<String> resumption,
        Hold hold,
        Downtime downtime,
        Optional<LastWayBack> wayBack,
        Map<String, String> parameters,
        AuditHead audit,
        Optional<String> clock,
        Map<String, Tick> attested,
        GoBoard board,
        List<MessageView> messages,
        List<DailyCheck> daily,
        Optional<Ended> ended,
        Map<String, LossReading> losses) {

    /** Where nobody has stated anything of a criterion, is asked for a go, or is to be told. */
    public SessionView(
            long revision,
            String session,
            Plan plan,
            Mode mode,
            Operator operator,
            String identity,
            Instant at,
            List<PhaseView> phases,
            List<PhaseView> rollbacks,
            Optional<String> next,
            String sentence,
            Optional<String> resumption,
            Hold hold,
            Downtime downtime,
            Optional<LastWayBack> wayBack,
            Map<String, String> parameters,
            AuditHead audit,
            Optional<String> clock) {
        this(
                revision,
                session,
                plan,
                mode,
                operator,
                identity,
                at,
                phases,
                rollbacks,
                next,
                sentence,
                resumption,
                hold,
                downtime,
                wayBack,
                parameters,
                audit,
                clock,
                Map.of(),
                GoBoard.NONE,
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    /** Where there is nothing to say of the clock. */
    public SessionView(
            long revision,
            String session,
            Plan plan,
            Mode mode,
            Operator operator,
            String identity,
            Instant at,
            List<PhaseView> phases,
            List<PhaseView> rollbacks,
            Optional<String> next,
            String sentence,
            Optional<String> resumption,
            Hold hold,
            Downtime downtime,
            Optional<LastWayBack> wayBack,
            Map<String, String> parameters,
            AuditHead audit) {
        this(
                revision,
                session,
                plan,
                mode,
                operator,
                identity,
                at,
                phases,
                rollbacks,
                next,
                sentence,
                resumption,
                hold,
                downtime,
                wayBack,
                parameters,
                audit,
                Optional.empty());
    }

    public enum Mode {
        REHEARSAL,
        /** Through the real clients, but to an emulator of AWS on this machine. */
        EMULATOR,
        LIVE
    }

    public Optional<StepView> step(String id) {
        return Stream.concat(phases.stream(), rollbacks.stream())
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.step().id().equals(id))
                .findFirst();
    }

    /** What each region is for at the moment, by region in the plan's order, as far as the steps that are done say it. */
    public Map<String, RoleNow> rolesNow() {
        return RoleNow.of(plan, done(), this::outputs);
    }

    /**
     * What is still in each region that was swept, and until when, as the newest sweep told it; {@link Remains#NOTHING} where it
     * found nothing at all. A region that was not swept is not in it.
     */
    public Map<String, String> remains() {
        return Remains.of(plan, done(), this::outputs);
    }

    private Map<String, String> outputs(String step) {
        return step(step).map(StepView::outputs).orElse(Map.of());
    }

    /** In the order in which they ended. */
    private List<String> done() {
        record Done(String id, Instant at) {}
        // Equal times stay in the plan's order.
        return Stream.concat(phases.stream(), rollbacks.stream())
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.state() instanceof StepState.Succeeded ended
                        ? Stream.of(new Done(s.step().id(), ended.at()))
                        : Stream.empty())
                .sorted(Comparator.comparing(Done::at))
                .map(Done::id)
                .toList();
    }

    /** The step to do next and what it waits for; empty when all is done, or what is left is in phases that may not begin yet. */
    public Optional<NextStep> nextStep() {
        return ended.isPresent() ? Optional.empty() : NextStep.of(phases, rollbacks);
    }

    /** Whether every phase is at its end and nothing is left to do, on a way back neither. */
    public boolean over() {
        return phases.stream().allMatch(p -> p.state() == PhaseState.COMPLETE)
                && nextStep().isEmpty();
    }

    /** What is not as planned for good, each in a sentence: steps that were skipped, and items that people went on without. */
    public List<String> exceptions() {
        return phases.stream()
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> switch (s.state()) {
                    case StepState.Skipped(var at, var by, var reason) ->
                        Stream.of("Step " + s.step().id() + " “" + s.step().title() + "” was skipped by " + by + ": "
                                + reason);
                    case StepState.Succeeded _ ->
                        s.waived().stream().map(w -> "Step " + s.step().id() + " went on without " + w);
                    default -> Stream.empty();
                })
                .toList();
    }

    /** The way back that is open from here. */
    public Optional<PhaseView> wayBackNow() {
        return open(plan, this::step)
                .flatMap(r -> rollbacks.stream()
                        .filter(p -> p.phase().id().equals(r.procedure().id()))
                        .findFirst());
    }

    /**
     * The last way back that leads from a step that is done; before all of them the first. One that leads from what a step makes is
     * none until that is there.
     */
    static Optional<Rollback> open(Plan plan, Function<String, Optional<StepView>> steps) {
        return plan.rollbacks().stream()
                .filter(r -> steps.apply(r.from())
                        .filter(s -> s.state() instanceof StepState.Succeeded)
                        .isPresent())
                .reduce((a, b) -> b)
                .or(() -> plan.rollbacks().stream().findFirst());
    }

    /**
     * @param locks why the phase may not start; empty when it may
     * @param missing parameters that its open steps use and that nobody has set
     */
    public record PhaseView(
            Phase phase,
            PhaseState state,
            Optional<Instant> started,
            Optional<Instant> ended,
            List<StepState.Lock> locks,
            Optional<SoakView> soak,
            List<ChecklistView> checklists,
            List<StepView> steps,
            List<DeliverableView> deliverables,
            List<Plan.Parameter> missing) {

        /** Of a phase that lacks no value. */
        public PhaseView(
                Phase phase,
                PhaseState state,
                Optional<Instant> started,
                Optional<Instant> ended,
                List<StepState.Lock> locks,
                Optional<SoakView> soak,
                List<ChecklistView> checklists,
                List<StepView> steps,
                List<DeliverableView> deliverables) {
            this(phase, state, started, ended, locks, soak, checklists, steps, deliverables, List.of());
        }

        /**
         * Items of its lists that nobody ticked, and deliverables that its steps have not brought yet: what may be left of it when its
         * steps are done. A deliverable that no step brings is for people to judge and does not count.
         */
        public int openItems() {
            var ticks = checklists.stream()
                    .flatMap(c -> c.items().stream())
                    .filter(i -> !i.ticked())
                    .count();
            var brought = deliverables.stream()
                    .filter(d -> !d.delivered() && !d.deliverable().steps().isEmpty())
                    .count();
            return (int) (ticks + brought);
        }

        /** Items that people went on without in its steps: a step that is done with them is not done as planned. */
        public int goneOnWithout() {
            return steps.stream()
                    .filter(s -> s.state() instanceof StepState.Succeeded)
                    .mapToInt(s -> s.waived().size())
                    .sum();
        }

        /** How far its steps are. */
        public Progress progress() {
            return Progress.of(steps.stream());
        }

        /** What keeps it from going on by itself: a step that failed or is in doubt, where no other is running. */
        public Optional<StepView> stopped() {
            return state != PhaseState.RUNNING || steps.stream().anyMatch(s -> s.state() instanceof StepState.Running)
                    ? Optional.empty()
                    : steps.stream()
                            .filter(s ->
                                    s.state() instanceof StepState.Failed || s.state() instanceof StepState.InDoubt)
                            .findFirst();
        }
    }

    /** How far steps are: one that was skipped is settled, and is not done. */
    public record Progress(long done, long skipped, long all) {

        static Progress of(Stream<StepView> steps) {
            var states = steps.map(StepView::state).toList();
            return new Progress(
                    states.stream()
                            .filter(StepState.Succeeded.class::isInstance)
                            .count(),
                    states.stream().filter(StepState.Skipped.class::isInstance).count(),
                    states.size());
        }

        /** Whether each was settled, and one at least by being skipped: nothing is left to do, and not all was done. */
        public boolean overWithSkips() {
            return skipped > 0 && over();
        }

        /** Whether nothing is left to do. */
        public boolean over() {
            return done + skipped == all;
        }

        /** For example {@code 3 of 16 done, 4 skipped}. */
        public String words() {
            return words("");
        }

        /** @param what is counted, for example {@code steps } */
        public String words(String what) {
            return done + " of " + all + " " + what + "done" + (skipped == 0 ? "" : ", " + skipped + " skipped");
        }
    }

    public enum PhaseState {
        LOCKED,
        OPEN,
        RUNNING,
        COMPLETE
    }

    public record SoakView(Instant from, Instant until, Duration left) {}

    /**
     * @param log newest last, at most 500 lines
     * @param items what the last run left open and a person may decide, one by one
     * @param waived what people decided to go on without, each with who and why
     * @param decided everything that a person went on in spite of, the change window and open lists too
     * @param noUndo why nothing leads back from it, once it was carried out; empty where something does, or it was not
     * @param restated what a person may state again, since something that goes by it is still to come
     */
    public record StepView(
            Step step,
            StepState state,
            Optional<StepReview> review,
            List<Check> verified,
            List<LogLine> log,
            Map<String, String> outputs,
            int attempts,
            List<OpenItem> items,
            List<String> waived,
            List<Decided> decided,
            Optional<String> noUndo,
            Optional<String> restated) {}

    /** What stood in the way of a step, and who went on in spite of it. */
    public record Decided(String what, Tick by) {}

    /** @param waiver who goes on without it, and why; empty while it is open */
    public record OpenItem(Check check, Optional<Tick> waiver) {}

    public record LogLine(Instant at, String text) {}

    public record ChecklistView(Checklist checklist, List<ItemView> items) {
        public boolean complete() {
            return items.stream().allMatch(ItemView::ticked);
        }
    }

    /**
     * @param tick by whom, empty while open
     * @param evidence of the item's check, newest reading, or else the one it was ticked with; empty where it has none or was not read yet
     * @param reopened why a tick was taken back, where it was
     */
    public record ItemView(Checklist.Item item, Optional<Tick> tick, List<Check> evidence, Optional<String> reopened) {
        public boolean ticked() {
            return tick.isPresent();
        }
    }

    /**
     * @param said what the person was shown and stated, where a step asks for a statement; otherwise empty
     * @param evidence of the item's check when it was ticked, as the trail keeps it; empty where it has none
     */
    public record Tick(String by, Instant at, String note, String said, List<String> evidence) {

        /** What a console of before kept has neither. */
        public Tick {
            said = Objects.requireNonNullElse(said, "");
            evidence = Objects.requireNonNullElse(evidence, List.of());
        }

        public Tick(String by, Instant at, String note) {
            this(by, at, note, "", List.of());
        }
    }

    /** @param without what people went on without in its steps, as sentences: it is delivered but for that */
    public record DeliverableView(Phase.Deliverable deliverable, boolean delivered, List<String> without) {
        /** The plan's words, with what was decided about it. */
        public String words() {
            return deliverable.text() + (delivered && !without.isEmpty() ? ". " + String.join("; ", without) : "");
        }
    }

    public sealed interface Hold {
        record Off() implements Hold {}

        /** @param stillRunning what was sent already and goes on in AWS */
        record On(String by, Instant since, List<String> stillRunning) implements Hold {}
    }

    /**
     * Time without service.
     *
     * @param basis whether it was measured
     * @param reads how long users' reads failed; empty where nobody measured that
     * @param writes the same of their writes
     * @param unknown how long somebody asked and heard nothing, from no side at all
     */
    public record Downtime(
            Duration soFar,
            Duration budget,
            boolean counting,
            List<DowntimePart> parts,
            DowntimeBasis basis,
            Optional<Duration> reads,
            Optional<Duration> writes,
            Duration unknown) {

        /** As steps tell it, without what it went by with. */
        public Downtime(Duration soFar, Duration budget, boolean counting) {
            this(
                    soFar,
                    budget,
                    counting,
                    List.of(),
                    DowntimeBasis.ESTIMATED,
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ZERO);
        }
    }

    /** What going back costs now. {@code until}: the step that makes it dearer. */
    public record LastWayBack(String costs, String until, boolean pointOfNoReturn) {}

    /** @param head first 12 hex digits of the current root */
    public record AuditHead(long records, String head, boolean writable, String problem) {}
}
