package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.StillWaiting;
import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.StepOutputs;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the parts of a session share: what is kept and live, and the small steps between them. */
final class SessionContext {
    static final String CONSOLE = "console";
    private static final String PASS = "PASS ";
    /** Before the title of what a person went on without. */
    static final String WITHOUT = "Without: ";

    private static final Set<String> ENDS_WELL = Set.of("step.succeeded", "step.decided");
    private static final int BRIEF = 12;
    private static final DateTimeFormatter MINT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    final String id;
    final Plan plan;
    final SessionWorld world;
    final Surroundings surroundings;
    /** The session as screens show it; what is asked of people is decided from the same. */
    final Supplier<SessionView> view;

    final Memory memory;
    final SessionJournal journal;
    final GoingBack waysBack;
    final Gates gates;
    final DecidedSteps decided;
    final TransientState live = new TransientState();
    final Evidence evidence;
    final Losses losses;
    private final StepOutputs given;
    final Reviews reviews;
    final Runner runner;
    private final EffectGate effects;
    private final Resolver resolver;
    private final Attestations attestations;
    private final Runnable onChange;
    private final Identity.Reader identity;
    /** Steps somebody is working on at this moment; a second click finds them here. */
    private final Set<String> busy = new HashSet<>();

    private volatile Operator operator;
    private volatile Path workingCopy;

    /** Where things stood when the console went on after an interruption, until something is begun. */
    volatile Resumed resumed = Resumed.NOTHING;

    SessionContext(
            String id,
            Plan plan,
            SessionWorld world,
            Operator operator,
            ActionCatalogue catalogue,
            Surroundings surroundings,
            PermitBook permits,
            Identity.Reader identity,
            Memory memory,
            Supplier<SessionView> view,
            Runnable onChange) {
        this.id = id;
        this.plan = plan;
        this.world = world;
        this.operator = operator;
        this.surroundings = surroundings;
        this.workingCopy = surroundings.workingCopy().toAbsolutePath().normalize();
        this.view = view;
        this.memory = memory;
        this.onChange = onChange;
        this.identity = identity;
        var everything = catalogue.and(List.of(
                StepsDone.type(this::done),
                StepsMeasured.type(this::measured),
                DowntimeWithin.type(() -> view.get().downtime()),
                NothingToDo.type()));
        this.given = new StepOutputs(type -> everything.find(type).map(ActionType::signature));
        this.journal = new SessionJournal(
                memory,
                new SessionFold(plan, given),
                SessionTables.read(
                        memory, plan, world.mode(), surroundings.time().instant()),
                SessionTables.read(memory, plan, world.mode(), Instant.EPOCH));
        StepLog.read(memory).forEach(l -> live.line(l.step(), l.line()));
        this.journal
                .state()
                .items()
                .forEach((step, items) -> live.open(
                        step, items.stream().map(SessionState.Item::check).toList()));
        this.journal.tell(r -> StepLog.line(r).ifPresent(l -> live.line(l.step(), l.line())));
        this.journal.tell(r -> {
            if (r.kind().equals("step.undone") && r.data().containsKey("by")) {
                live.forget(r.step());
            }
        });
        this.waysBack = new GoingBack(plan, journal);
        this.gates = new Gates(plan, journal, waysBack, surroundings.time()::doubt);
        this.resolver = new Resolver(plan, journal);
        this.evidence = new Evidence(everything);
        this.losses = new Losses(this);
        this.decided = new DecidedSteps(plan, journal, everything);
        this.effects = new EffectGate(
                plan,
                everything,
                identity,
                new PlanAccess(plan),
                permits::held,
                new LocalCommands(journal::write, surroundings.time(), world.planDigest()));
        this.reviews = new Reviews(plan, evidence, effects, identity, surroundings.time());
        this.runner = new Runner(permits, effects, plan.account(), world.planDigest());
        this.attestations = new RecordedAttestations(journal, plan, gates);
        if (journal.state().hold().isPresent()) {
            permits.hold();
        }
    }

    /** Why these credentials may change nothing, anywhere; empty where they may. */
    Optional<Identity.Denial> identityDenial() {
        return identity.denial();
    }

    /**
     * That the plan's file still is what this session carries out: what two people sign for is what both can read.
     *
     * @throws Refusal if it is not, or cannot be read
     */
    void requirePlanAsOpened() {
        var now = surroundings.planNow().get();
        if (!now.equals(Optional.of(world.planDigest()))) {
            throw new Refusal(
                    "The plan's file is not what this session carries out: "
                            + now.map(d -> "it has the SHA-256 " + brief(d) + " now, and had "
                                            + brief(world.planDigest()) + " when the session was opened")
                                    .orElse("it cannot be read any more"),
                    "put the file back as it was, and make a new challenge; or close the console and open it with the plan as"
                            + " it is now, which is another session");
        }
    }

    private static String brief(String digest) {
        return digest.substring(0, Math.min(BRIEF, digest.length())) + "…";
    }

    Operator operator() {
        return operator;
    }

    Path workingCopy() {
        return workingCopy;
    }

    void workingCopy(Path folder) {
        workingCopy = folder;
    }

    void operator(Operator who) {
        operator = who;
    }

    /** Something is different now: whoever watches is told. */
    void changed() {
        onChange.run();
    }

    Instant now() {
        return surroundings.time().instant();
    }

    void mint(String step) {
        if (!journal.state().mints().containsKey(step)) {
            var value = MINT.format(now());
            journal.write(CONSOLE, "step.mint", step, Map.of("mint", value));
        }
    }

    /** What a step has given when one more of its actions has. */
    Map<String, String> given(String step, Map<String, String> before, int index, Map<String, String> now) {
        return given.with(plan.step(step).orElseThrow(), before, index, now);
    }

    /** A complete phase is signed, so that nobody can change later what was true then. */
    void boundary(String step) {
        waysBack.reopen(step);
        plan.phaseOf(step)
                .filter(p -> gates.complete(p.id()))
                .ifPresent(p -> memory.checkpoint(CONSOLE, "phase " + p.id() + " complete"));
    }

    void fail(String step, RuntimeException e) {
        journal.atomically(() -> {
            var words = Failures.words(e);
            live.review(step, null);
            var data = new LinkedHashMap<String, Object>();
            data.put("happened", words.happened());
            var before = DoneSoFar.words(step, memory);
            data.put("notDone", words.notDone() + (before.isEmpty() ? "" : "; " + before));
            data.put("next", words.next());
            var open = live.open(step).stream()
                    .map(SessionState.Item::of)
                    .map(SessionState.Item::data)
                    .toList();
            if (!open.isEmpty()) {
                data.put("open", open);
            }
            journal.write(CONSOLE, "step.failed", step, data);
        });
        changed();
    }

    void end(String step, String kind, Map<String, ?> data) {
        journal.atomically(() -> {
            live.review(step, null);
            journal.write(CONSOLE, kind, step, data);
        });
        changed();
    }

    /** What the step did was taken back: done once more, it is another request, and no service answers it with the first one. */
    void undone(String step) {
        journal.atomically(() -> {
            live.forget(step);
            journal.write(CONSOLE, "step.undone", step, Map.of());
            UndoLock.readOn(plan, step).stream()
                    .map(Step::id)
                    .filter(s -> switch (journal.state().step(s).stage()) {
                        case SUCCEEDED, FAILED -> true;
                        case OPEN, RUNNING, UNDOING, IN_DOUBT, SKIPPED, UNDONE -> false;
                    })
                    .forEach(s -> journal.write(CONSOLE, "step.undone", s, Map.of("by", "Undo of step " + step)));
        });
        changed();
    }

    /** Nobody knows what became of a step: it is looked at again, or a person decides. */
    void doubt(String step, String why) {
        end(step, "step.doubt", Map.of("why", why));
    }

    void stillWaiting(String step, StillWaiting w) {
        end(step, "step.waiting", Map.of("stillRunning", w.stillRunning(), "why", String.valueOf(w.getMessage())));
    }

    interface Work {
        void go() throws InterruptedException;
    }

    void alone(String step, Work work) throws InterruptedException {
        journal.atomically(() -> {
            if (!busy.add(step)) {
                throw new Refusal("Step " + step + " is being worked on already", "wait until it has ended");
            }
        });
        try {
            work.go();
        } finally {
            journal.atomically(() -> busy.remove(step));
            changed();
        }
    }

    Progress progress(String step) {
        return new Progress() {
            @Override
            public void at(double fraction, String text) {
                journal.atomically(() -> live.progress(step, fraction, text));
                changed();
            }

            @Override
            public void line(String text) {
                journal.atomically(() -> live.line(step, new LogLine(now(), text)));
                changed();
            }
        };
    }

    /** Skipped is not done, neither for a step nor for the phase it belongs to: whoever skipped which is named. */
    Check done(String stepOrPhase, Optional<Duration> least) {
        return journal.atomically(() -> {
            var phase = plan.phase(stepOrPhase);
            var title = (phase.isPresent() ? "Phase " : "Step ") + stepOrPhase + " is complete";
            if (!gates.complete(stepOrPhase)) {
                return Check.fail(title, "it is not", "complete it first");
            }
            var steps =
                    phase.map(p -> p.steps().stream().map(Step::id).toList()).orElseGet(() -> List.of(stepOrPhase));
            var skipped = steps.stream()
                    .filter(s -> journal.state().step(s).stage() == Stage.SKIPPED)
                    .map(s -> (phase.isPresent() ? "step " + s : "it") + " was skipped by "
                            + journal.state().step(s).by() + ": "
                            + journal.state().step(s).text())
                    .toList();
            if (!skipped.isEmpty()) {
                return Check.fail(title, String.join("; ", skipped), "open what was skipped again and carry it out");
            }
            return least.map(s -> since(stepOrPhase, s)).orElseGet(() -> Check.pass(title, succeeded(steps)));
        });
    }

    /**
     * What a step has measured when it succeeded last, each by itself; one check that tells why there is nothing, where a person skipped it,
     * decided that it is done, or it is not done.
     */
    private List<Check> measured(String step) {
        var done = done(step, Optional.empty());
        if (!done.passed()) {
            return List.of(done);
        }
        var last = new AtomicReference<AuditRecord>();
        memory.backwards(r -> {
            if (r.step().equals(step) && ENDS_WELL.contains(r.kind())) {
                last.set(r);
            }
            return last.get() == null;
        });
        var ended = last.get();
        var texts = ended == null || !(ended.data().get("verified") instanceof List<?> verified)
                ? List.<String>of()
                : verified.stream().map(String::valueOf).toList();
        if (texts.isEmpty()) {
            return List.of(Check.notMeasured(
                    "Step " + step + " has measured",
                    ended != null && ended.kind().equals("step.decided")
                            ? ended.actor() + " decided that it is done"
                            : "it has kept nothing of what it found"));
        }
        return passed(texts).stream()
                .map(c -> c.title().startsWith(WITHOUT)
                        ? Check.notMeasured(
                                "Step " + step + ": " + c.title().substring(WITHOUT.length()),
                                "somebody went on without it: " + c.outcome().evidence())
                        : Check.pass(
                                "Step " + step + ": " + c.title(),
                                c.outcome().evidence() + "; found at "
                                        + Times.second(Instant.parse(
                                                Objects.requireNonNull(ended).at()))))
                .toList();
    }

    /** With what people went on without: that a step succeeded says nothing of it. */
    private String succeeded(List<String> steps) {
        var without = steps.stream()
                .flatMap(s -> journal.state().goneOnWithout(s).map(w -> "step " + w))
                .toList();
        return (steps.size() == 1 ? "it succeeded" : "each of its " + steps.size() + " steps succeeded")
                + (without.isEmpty() ? "" : "; " + String.join("; ", without))
                + (steps.size() == 1
                        ? gates.timedFor(steps.getFirst()).map(w -> "; " + w).orElse("")
                        : "");
    }

    private Check since(String stepOrPhase, Duration least) {
        var title = stepOrPhase + " has been complete for " + Times.inWords(least);
        var from = plan.phase(stepOrPhase).isPresent()
                ? gates.completed(stepOrPhase).orElseThrow()
                : journal.state().step(stepOrPhase).at();
        var passed = Duration.between(from, now());
        var evidence = "since " + Times.minute(from) + " UTC, which is " + Times.inWords(passed);
        return passed.compareTo(least) >= 0
                ? Check.pass(title, evidence)
                : Check.fail(title, evidence, "wait until " + Times.minute(from.plus(least)) + " UTC");
    }

    ActionContext context(String step) {
        return surroundings.context(
                effects.commands(step, surroundings.commands()),
                new RecordedFiles(journal, step),
                workingCopy,
                asDecided(),
                id,
                step,
                name -> token(step, name),
                attestations);
    }

    /** What a service is to know a request of the step again by: recorded before it is sent, the same until the step is undone. */
    private String token(String step, String name) {
        return journal.atomically(() -> {
            var key = SessionState.tokenOf(step, name);
            if (!journal.state().tokens().containsKey(key)) {
                var minted = "cutover-" + UUID.randomUUID();
                var record = journal.write(CONSOLE, "token.minted", step, Map.of("name", name, "minted", minted));
                if (!record.data().equals(Map.of("name", name, "minted", minted))) {
                    throw new IllegalStateException("a token could not be kept as it is");
                }
            }
            return Objects.requireNonNull(journal.state().tokens().get(key));
        });
    }

    /** The plan with the values the lead gave its parameters. */
    private Plan asDecided() {
        return journal.atomically(
                () -> plan.withValues(Map.copyOf(journal.state().parameters())));
    }

    /** What a person states about the step, as it is shown to them. */
    String statement(String step) {
        return journal.atomically(() -> Statement.of(plan, planned(step), a -> resolver.resolve(step, a)));
    }

    /** On what the step asks a person to decide one by one. */
    List<String> itemsToDecide(String step) {
        return journal.atomically(() -> ItemsToDecide.of(planned(step), a -> resolver.resolve(step, a)));
    }

    ActionUse resolve(String step, ActionUse use) {
        return resolve(step, use, Map.of());
    }

    ActionUse resolve(String step, ActionUse use, Map<String, String> own) {
        return journal.atomically(() -> resolver.resolve(step, use, own));
    }

    /** The step as people's decisions leave it. */
    Step planned(String step) {
        var found = plan.step(step)
                .orElseThrow(
                        () -> new Refusal("There is no step " + step + " in this plan", "choose a step of the plan"));
        return journal.atomically(() -> decided.of(found));
    }

    /** What stands in the step's way and a person may go on in spite of, as it is said; under the lock. */
    Optional<String> waivable(String step, String item) {
        var phase = plan.phaseOf(step).orElseThrow();
        return Stream.concat(
                        gates.locks(phase, planned(step), now()).stream()
                                .filter(l -> l.waiver().filter(item::equals).isPresent())
                                .map(StepState.Lock::why),
                        live.open(step).stream()
                                .filter(c -> c.title().equals(item))
                                .map(CheckWords::line))
                .findFirst();
    }

    StepReview reviewed(String step) {
        return present(step, live.review(step));
    }

    /** The way back from a step, as reviewed. */
    StepReview reviewedUndo(String step) {
        return present(step, live.undo(step));
    }

    /** What was looked at last, the step or its way back: a second person is asked about that. */
    StepReview reviewedLast(String step) {
        var undo = live.undo(step);
        return undo == null ? reviewed(step) : undo;
    }

    /** What it takes to confirm what was looked at last. */
    Demand demandedLast(String step) {
        var undo = live.undo(step);
        return undo == null
                ? Demand.toRun(view.get(), planned(step), reviewed(step))
                : Demand.toUndo(view.get(), planned(step), undo);
    }

    private static StepReview present(String step, @Nullable StepReview review) {
        if (review == null) {
            throw new Refusal("Step " + step + " was not reviewed, or its review is used up", "review it first");
        }
        return review;
    }

    /** @throws Refusal if the session was closed */
    void requireNotEnded() {
        journal.state().ended().ifPresent(e -> {
            throw e.refusal();
        });
    }

    void requireOpen(String step) {
        var stage = journal.state().step(step).stage();
        switch (stage) {
            case OPEN, FAILED, UNDONE -> {}
            case RUNNING, UNDOING -> throw new Refusal("Step " + step + " is running", "wait until it has ended");
            case SUCCEEDED -> throw new Refusal("Step " + step + " is done", "undo it first if it must be done again");
            case SKIPPED -> throw new Refusal("Step " + step + " was skipped", "re-open it first");
            case IN_DOUBT -> throw new Refusal("Step " + step + " is in doubt", "look again or decide first");
        }
    }

    /** Of checks that passed, as the trail keeps them: what they were. */
    static List<Check> passed(List<String> texts) {
        return texts.stream()
                .filter(t -> t.startsWith(PASS))
                .map(t -> t.substring(PASS.length()).split(": ", 2))
                .map(t -> Check.pass(t[0], t.length > 1 ? t[1] : ""))
                .toList();
    }

    /** Checks as the trail keeps them. */
    static List<String> texts(List<Check> checks) {
        return checks.stream()
                .map(c -> switch (c.outcome()) {
                            case Check.Pass p -> PASS;
                            case Check.Fail f -> "FAIL ";
                            case Check.Unknown u -> "UNKNOWN ";
                            case Check.NotMeasured n -> "NOT MEASURED ";
                        }
                        + c.title() + ": " + c.outcome().evidence()
                        + c.basis().map(b -> " (" + b.words() + ")").orElse(""))
                .toList();
    }
}
