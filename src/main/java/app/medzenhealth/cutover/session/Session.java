package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.DowntimeClock;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.monitor.ProbeRecord;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.session.breakglass.Saved;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One migration's run. Safe for many threads; methods that read AWS or run a step block. Every change of state is durable,
 * together with its audit record, before anything is shown or sent.
 *
 * <p>What will not be done is refused with a {@link Refusal}; then nothing was changed.
 */
public final class Session implements SessionControl {
    /** Fewest characters of a reason for going on without something. */
    public static final int SHORTEST_REASON = 10;

    private final SessionWorld world;
    private final SessionContext core;
    private final People people;
    private final Exemptions exemptions;
    private final BoardAnswers board;
    private final Messages messages;
    private final Soaks soaks;
    private final Endings endings;
    private final Enrolments enrolments;
    private final Doubts doubts;
    private final StepRuns runs;
    private final StepUndo undo;
    private final StepRecovery recovery;
    private final DowntimeClock downtime;
    private final SessionViewFactory views;
    private final Supplier<AuditHead> head;
    private final Identity.Reader who;
    private final List<Consumer<SessionView>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong revision = new AtomicLong();
    private volatile String identity = "not read yet";
    /** The last view, and what it was made of; under the session's lock. */
    private @Nullable Shown shown;

    private @Nullable SessionView view;

    /**
     * @param head where the audit trail stands; asked often
     * @param memory what was kept of this session before, if anything
     */
    public Session(
            String id,
            Plan plan,
            SessionWorld world,
            Operator operator,
            ActionCatalogue catalogue,
            Surroundings surroundings,
            PermitBook permits,
            Identity.Reader identity,
            Memory memory,
            Supplier<AuditHead> head) {
        this.world = world;
        this.head = head;
        var watched = new Watched(identity);
        who = watched;
        core = new SessionContext(
                id,
                plan,
                world,
                operator,
                catalogue,
                surroundings,
                permits,
                watched,
                memory,
                this::view,
                this::changed);
        people = new People(core, permits);
        exemptions = new Exemptions(core, people);
        board = new BoardAnswers(core);
        messages = new Messages(core);
        soaks = new Soaks(core);
        enrolments = new Enrolments(core, people);
        doubts = new Doubts(core, people);
        runs = new StepRuns(core, people, watched, this::settle);
        undo = new StepUndo(core, runs);
        recovery = new StepRecovery(core, runs, undo);
        downtime = downtime();
        endings = new Endings(core, people, messages, soaks, downtime);
        core.journal.tell(downtime::add);
        views = views();
    }

    /** What earlier runs of the console recorded; before anything of a phase with a fence there is nothing to read. */
    private DowntimeClock downtime() {
        var clock = new DowntimeClock(core.plan);
        var begun = core.plan
                .everything()
                .filter(p -> p.does(Trait.FENCES))
                .flatMap(p -> p.steps().stream())
                .anyMatch(s -> core.journal.state().step(s.id()).started() != null);
        if (begun) {
            var before = new ArrayList<AuditRecord>();
            core.memory.backwards(r -> !DowntimeClock.tells(r.kind()) || before.add(r));
            before.reversed().forEach(clock::add);
        }
        return clock;
    }

    /** Remembers for the screens who was seen last. */
    private final class Watched implements Identity.Reader {
        private final Identity.Reader reader;

        Watched(Identity.Reader reader) {
            this.reader = reader;
        }

        @Override
        public Identity read() throws InterruptedException {
            return seen(reader.read());
        }

        @Override
        public Optional<Identity.Denial> denial() {
            return reader.denial();
        }
    }

    private Identity seen(Identity who) {
        identity = switch (who) {
            case Identity.Known k -> k.account() + " · " + k.principal().replaceFirst("^arn:aws:[a-z]+::[0-9]+:", "");
            case Identity.Unknown u -> "unknown: " + u.reason();
            case Identity.Expired e -> "unknown: " + e.reason();
        };
        return who;
    }

    private void settle(Step step) throws InterruptedException {
        recovery.settle(step);
    }

    /** What a person decides about a step in doubt. */
    public enum Decision {
        DONE,
        NOT_DONE
    }

    /** What it acts on, as it was opened. */
    public SessionWorld world() {
        return world;
    }

    public Plan plan() {
        return core.plan;
    }

    /** The records of what the session keeps, and what they made of it. */
    SessionJournal journal() {
        return core.journal;
    }

    /** Whether users are without service now, as far as is known. Waits for nobody who holds the session's lock. */
    public boolean withoutService() {
        return downtime.counting();
    }

    @Override
    public SessionView view() {
        return core.journal.atomically(() -> {
            var key = key();
            if (!key.equals(shown)) {
                view = view(key, views);
                shown = key;
            }
            return Objects.requireNonNull(view);
        });
    }

    /** All that a view is made of: where it is the same, so is the view. */
    private record Shown(
            SessionState state,
            long live,
            Instant now,
            AuditHead head,
            String identity,
            Operator operator,
            Optional<String> resumption,
            Optional<String> doubt,
            long revision) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Shown s
                    && state == s.state
                    && live == s.live
                    && revision == s.revision
                    && now.equals(s.now)
                    && head.equals(s.head)
                    && identity.equals(s.identity)
                    && operator.equals(s.operator)
                    && resumption.equals(s.resumption)
                    && doubt.equals(s.doubt);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(live) + 31 * Long.hashCode(revision);
        }
    }

    private Shown key() {
        return new Shown(
                core.journal.state(),
                core.live.version(),
                core.now(),
                head.get(),
                identity,
                core.operator(),
                core.resumed.sentence(core.journal.state()),
                core.surroundings.time().doubt(),
                revision.get());
    }

    /** The same, with nothing taken over from before. */
    SessionView viewAnew() {
        return core.journal.atomically(() -> view(key(), views()));
    }

    private SessionViewFactory views() {
        return new SessionViewFactory(
                core.plan, core.journal, core.gates, core.decided, core.live, downtime, core.memory, undo::none);
    }

    private SessionView view(Shown key, SessionViewFactory views) {
        var plan = core.plan;
        var now = key.now();
        var phases = plan.sequence().map(p -> views.phase(p, now)).toList();
        var rollbacks = plan.rollbacks().stream()
                .map(r -> views.phase(r.procedure(), now))
                .toList();
        var ended = core.journal.state().ended();
        var next = ended.isPresent() ? Optional.<NextStep>empty() : NextStep.of(phases, rollbacks);
        return new SessionView(
                key.revision(),
                core.id,
                plan,
                world.mode(),
                key.operator(),
                key.identity(),
                now,
                phases,
                rollbacks,
                next.map(NextStep::step),
                ended.map(Ended::sentence).orElseGet(() -> views.sentence(phases, next)),
                key.resumption(),
                held(),
                views.downtime(now),
                views.wayBack(phases, rollbacks, now),
                Map.copyOf(core.journal.state().parameters()),
                key.head(),
                core.surroundings.time().notice(),
                CriterionStanding.attested(plan, core.journal.state().ticks()),
                core.gates.board(now),
                messages.all(),
                soaks.days(),
                ended,
                core.live.losses());
    }

    private Hold held() {
        return core.journal
                .state()
                .hold()
                .<Hold>map(t -> new Hold.On(
                        t.by(),
                        t.at(),
                        core.plan
                                .steps()
                                .filter(s -> core.journal.state().step(s.id()).busy())
                                .map(s -> s.id() + " " + s.title() + " — " + core.live.text(s.id()))
                                .toList()))
                .orElseGet(Hold.Off::new);
    }

    @Override
    public AutoCloseable onChange(Consumer<SessionView> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells listeners that something outside the session changed: the clock was moved, a record was written. */
    public void refresh() {
        changed();
    }

    private void changed() {
        revision.incrementAndGet();
        if (!listeners.isEmpty()) {
            var view = view();
            listeners.forEach(l -> l.accept(view));
        }
    }

    /** The folder that the project's files are taken from; absolute. */
    public Path workingCopy() {
        return core.workingCopy();
    }

    /**
     * Takes the project's files from another folder from now on; what was reviewed is to be reviewed again. Recorded.
     *
     * @throws Refusal if it is not a folder, or a step is running
     */
    public void workingCopy(Path folder, Operator by) {
        core.requireNotEnded();
        people.workingCopy(folder, by);
    }

    @Override
    public void operator(Operator who) {
        core.requireNotEnded();
        people.operator(who);
    }

    @Override
    public void tick(String item, Operator by, String note) throws InterruptedException {
        core.requireNotEnded();
        people.tick(item, by, note);
    }

    @Override
    public void untick(String item, Operator by, String why) {
        core.requireNotEnded();
        people.untick(item, by, why);
    }

    @Override
    public List<Check> readEvidence(String item) throws InterruptedException {
        core.requireNotEnded();
        return people.readEvidence(item);
    }

    @Override
    public void attest(String step, Operator by, String note) {
        core.requireNotEnded();
        people.attest(step, by, note);
    }

    @Override
    public void decideEach(String step, Operator by, List<ItemDecision> decisions) {
        core.requireNotEnded();
        people.decideEach(step, by, decisions);
    }

    @Override
    public Posting posting(String message) {
        core.requireNotEnded();
        return messages.posting(message);
    }

    @Override
    public Posted post(String message, String fingerprint, Operator by) throws InterruptedException {
        core.requireNotEnded();
        return messages.post(message, fingerprint, by);
    }

    /** Where the plan's webhooks are. */
    public WebhookAddresses webhooks() {
        return core.surroundings.webhooks();
    }

    @Override
    public void say(GoNoGo answer) {
        core.requireNotEnded();
        board.say(answer);
    }

    @Override
    public void note(Operator by, String text) {
        core.requireNotEnded();
        people.note(by, text);
    }

    @Override
    public void setNone(String parameter, Operator by, String reason) {
        core.requireNotEnded();
        people.setNone(parameter, by, reason);
    }

    @Override
    public void exempt(Exemption decision) {
        core.requireNotEnded();
        exemptions.decide(decision);
    }

    @Override
    public String challenge(Exemption decision) {
        core.requireNotEnded();
        return exemptions.challenge(decision);
    }

    @Override
    public String checkResponse(Exemption decision) {
        core.requireNotEnded();
        return exemptions.checkResponse(decision);
    }

    // Without the interruption that a session across a wire may have: nothing here waits.
    @Override
    public void skip(String step, Operator by, String reason) {
        exempt(Exemption.skip(step, by, reason));
    }

    @Override
    public void waive(String step, String item, Operator by, String reason) {
        exempt(Exemption.waive(step, item, by, reason));
    }

    @Override
    public void setParameter(String parameter, String value) {
        core.requireNotEnded();
        people.setParameter(parameter, value);
    }

    @Override
    public void hold(Operator by) {
        core.requireNotEnded();
        people.hold(by);
    }

    @Override
    public void release(Operator by) {
        core.requireNotEnded();
        people.release(by);
    }

    @Override
    public void enrol(String name, String key, Operator by) {
        enrol(Enrolment.of(name, key, by));
    }

    @Override
    public void enrol(Enrolment enrolment) {
        core.requireNotEnded();
        enrolments.enrol(enrolment);
    }

    @Override
    public String challenge(Enrolment enrolment) {
        core.requireNotEnded();
        return enrolments.challenge(enrolment);
    }

    @Override
    public String checkResponse(Enrolment enrolment) {
        core.requireNotEnded();
        return enrolments.checkResponse(enrolment);
    }

    @Override
    public Set<String> approvers() {
        return enrolments.names();
    }

    @Override
    public String challenge(String step) {
        core.requireNotEnded();
        return people.challenge(step);
    }

    @Override
    public String checkResponse(String step, String response) {
        core.requireNotEnded();
        return people.checkResponse(step, response);
    }

    @Override
    public void attestCriterion(String criterion, Operator by, String note) throws InterruptedException {
        core.requireNotEnded();
        people.attestCriterion(criterion, by, note);
    }

    @Override
    public List<Check> measure(String criterion) throws InterruptedException {
        core.requireNotEnded();
        return people.measure(criterion);
    }

    /** Reads what the way back that is offered now would lose: it is shown with its price. Nothing where none is offered. */
    public void readLosses() throws InterruptedException {
        core.losses.read();
    }

    @Override
    public Optional<SoakReading> soak() throws InterruptedException {
        return soaks.read();
    }

    @Override
    public void checkDay(int day, Operator by, String note, String healthy) {
        core.requireNotEnded();
        soaks.check(day, by, note, healthy);
    }

    @Override
    public Closing closing() throws InterruptedException {
        return endings.read();
    }

    @Override
    public String challenge(SignOff signing) {
        return endings.challenge(signing);
    }

    @Override
    public String checkResponse(SignOff signing) {
        return endings.checkResponse(signing);
    }

    @Override
    public void close(SignOff signing) {
        endings.close(signing);
    }

    @Override
    public StepReview review(String step) throws InterruptedException {
        core.requireNotEnded();
        return runs.review(step);
    }

    /**
     * Asks every step of the plan, in one go, what it would meet now. Nothing is sent; the outcome is recorded.
     *
     * @param progress told of each step
     */
    public FlightCheck flightCheck(Progress progress) throws InterruptedException {
        core.requireNotEnded();
        return new FlightCheckRun(core, world.words(), who).check(progress);
    }

    @Override
    public void run(Confirmation confirmation) throws InterruptedException {
        core.requireNotEnded();
        runs.run(confirmation);
    }

    @Override
    public void retry(String step, Operator by) {
        core.requireNotEnded();
        runs.retry(step, by);
    }

    @Override
    public void decide(String step, Operator by, Decision decision, String reason) {
        decide(DoubtDecision.of(step, decision, by, reason));
    }

    @Override
    public void decide(DoubtDecision decision) {
        core.requireNotEnded();
        doubts.decide(decision);
    }

    @Override
    public String challenge(DoubtDecision decision) {
        core.requireNotEnded();
        return doubts.challenge(decision);
    }

    @Override
    public String checkResponse(DoubtDecision decision) {
        core.requireNotEnded();
        return doubts.checkResponse(decision);
    }

    @Override
    public StepReview reviewUndo(String step) throws InterruptedException {
        core.requireNotEnded();
        return undo.reviewUndo(step);
    }

    @Override
    public void undo(Confirmation confirmation) throws InterruptedException {
        core.requireNotEnded();
        undo.undo(confirmation);
    }

    @Override
    public void lookAgain(String step) throws InterruptedException {
        core.requireNotEnded();
        recovery.lookAgain(step);
    }

    /**
     * After a start, when it was recorded: finds out by reading what became of the steps that were running when the console
     * stopped. Does not wait for what AWS is still busy with.
     */
    public void recoverAll() throws InterruptedException {
        if (core.journal.state().ended().isPresent()) {
            return;
        }
        recovery.recoverAll();
    }

    /**
     * Keeps what probes saw: how long users were without service follows from it.
     *
     * @throws app.medzenhealth.cutover.audit.TrailUnavailable if it could not be kept
     */
    public void probed(ProbeRecord seen) {
        if (core.journal.state().ended().isPresent()) {
            return;
        }
        core.journal.write(SessionContext.CONSOLE, seen.kind(), "", seen.data());
        changed();
    }

    /**
     * Records the files that a console left by which this session's actions decide, where that console recorded none: from now on a change
     * of them is seen.
     */
    public void adoptFiles() {
        if (core.journal.state().ended().isPresent()) {
            return;
        }
        new RecordedFiles(core.journal, "").adopt(core.surroundings.files());
    }

    /** Tells whoever sits at the console, until something is begun, what must be known of this session. */
    public void announce(List<String> sentences) {
        core.journal.atomically(() -> {
            if (!sentences.isEmpty()) {
                core.resumed = core.resumed.announcing(sentences);
            }
        });
        changed();
    }

    /** Waits, for as long as it takes, for what {@link #recoverAll} found on its way. Sends nothing. */
    public void waitAgain() throws InterruptedException {
        if (core.journal.state().ended().isPresent()) {
            return;
        }
        recovery.waitAgain();
    }

    @Override
    public Saved breakGlass(Set<String> phases, Path folder, Operator by, Progress progress)
            throws InterruptedException {
        core.requireNotEnded();
        return new BreakGlass(core, world, head).save(phases, folder, by, progress);
    }
}
