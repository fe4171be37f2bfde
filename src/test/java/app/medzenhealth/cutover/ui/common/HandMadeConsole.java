package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Webhook;
import app.medzenhealth.cutover.session.Closing;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.DoubtDecision;
import app.medzenhealth.cutover.session.Enrolment;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.GoNoGo;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Posted;
import app.medzenhealth.cutover.session.Posting;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionControl;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SignOff;
import app.medzenhealth.cutover.session.SoakReading;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.WebhookAddresses;
import app.medzenhealth.cutover.session.breakglass.Saved;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A console that shows what a test gives it and remembers what it was told to do. */
public class HandMadeConsole implements Console, SessionControl, AuditFeed, SpeedControl, ParameterLookup {
    private final List<Consumer<SessionView>> sessionListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<InventoryFeed.Latest>> inventoryListeners = new CopyOnWriteArrayList<>();
    private static final int RECORDS = 418;

    private volatile Optional<InventoryFeed> feed = Optional.empty();
    private volatile Optional<Exception> reading = Optional.empty();

    private volatile Optional<MonitorFeed> monitor = Optional.empty();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<AuditRecord> added = new CopyOnWriteArrayList<>();
    private final List<Consumer<AuditRecord>> appended = new CopyOnWriteArrayList<>();
    private final WebhookAddresses webhooks = WebhookAddresses.of(new Redactor(), Map.of());
    private final HandMadeDatabases databases = new HandMadeDatabases();
    private volatile Optional<SoakReading> soak = Optional.empty();
    private volatile Optional<Closing> closing = Optional.empty();
    private volatile SessionView view;
    private volatile InventoryFeed.Latest inventory;
    private volatile Speed speed = Speed.MINUTE;
    private volatile Optional<RuntimeException> refusal = Optional.empty();
    private volatile Optional<RuntimeException> unreadable = Optional.empty();

    private volatile List<Check> measured = List.of(Check.unknown("Availability", "no data for the last 7 days"));

    public HandMadeConsole(SessionView view, InventoryFeed.Latest inventory) {
        this.view = view;
        this.inventory = inventory;
    }

    public static HandMadeConsole midCutover() {
        return new HandMadeConsole(HandMadeView.midCutover().view(), HandMadeInventory.threeRegions());
    }

    /** What was asked for, in order, for example {@code hold lead@medzenhealth.app}. */
    public List<String> told() {
        return told;
    }

    /** Every request from now on is refused like this. */
    public void refuse(RuntimeException with) {
        refusal = Optional.of(with);
    }

    /** The trail cannot be read from now on, or can be again. */
    public void unreadable(Optional<RuntimeException> with) {
        unreadable = with;
    }

    /** What a reading of the soak finds from now on. */
    public void soaked(SoakReading reading) {
        soak = Optional.of(reading);
    }

    /** How the session stands at its end. */
    public void closable(Closing how) {
        closing = Optional.of(how);
    }

    public void show(SessionView newView) {
        view = newView;
        sessionListeners.forEach(l -> l.accept(newView));
    }

    public void show(InventoryFeed.Latest newInventory) {
        inventory = newInventory;
        inventoryListeners.forEach(l -> l.accept(newInventory));
    }

    private void tell(String what) {
        told.add(what);
        refusal.ifPresent(r -> {
            throw r;
        });
    }

    @Override
    public SessionControl session() {
        return this;
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(HandMadeView.NOW);
    }

    @Override
    public InventoryFeed inventory() {
        return feed.orElseGet(this::handMade);
    }

    /** The regions come from somewhere else from now on; before a window is made. */
    public HandMadeConsole reading(InventoryFeed from) {
        feed = Optional.of(from);
        return this;
    }

    private InventoryFeed handMade() {
        return new InventoryFeed() {
            @Override
            public Latest latest() {
                return inventory;
            }

            @Override
            public AutoCloseable onChange(Consumer<InventoryFeed.Latest> listener) {
                inventoryListeners.add(listener);
                return () -> inventoryListeners.remove(listener);
            }

            @Override
            public void refresh() throws InterruptedException {
                tell("refresh");
                switch (reading.orElse(null)) {
                    case InterruptedException stopped -> ended(UnfinishedInventory.State.STOPPED);
                    case RuntimeException failure -> {
                        ended(UnfinishedInventory.State.FAILED);
                        throw failure;
                    }
                    case null, default -> {}
                }
            }

            private void ended(UnfinishedInventory.State how) {
                inventory = new Latest(
                        inventory.revision() + 1,
                        inventory.inventory(),
                        inventory.sideBySide(),
                        Optional.of(
                                UnfinishedInventory.begun(List.of(), List.of()).ended(how)),
                        Optional.empty());
            }

            @Override
            public void stop() {
                tell("stop");
            }
        };
    }

    /** How the next readings of the regions end. */
    public void failReading(Exception how) {
        reading = Optional.of(how);
    }

    @Override
    public AuditFeed audit() {
        return this;
    }

    @Override
    public ParameterLookup parameters() {
        return this;
    }

    @Override
    public Optional<MonitorFeed> monitor() {
        return monitor;
    }

    /** Metrics, logs and alarms come from there from now on; before a window is made. */
    public HandMadeConsole monitored(MonitorFeed by) {
        monitor = Optional.of(by);
        return this;
    }

    @Override
    public Optional<SpeedControl> speed() {
        return view.mode() == SessionView.Mode.REHEARSAL ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<DatabaseControl> databases() {
        return Optional.of(databases);
    }

    public HandMadeDatabases handMadeDatabases() {
        return databases;
    }

    @Override
    public Optional<Instant> credentialsUntil() {
        return Optional.of(HandMadeView.NOW.plus(Duration.ofMinutes(51)));
    }

    @Override
    public SessionView view() {
        return view;
    }

    @Override
    public AutoCloseable onChange(Consumer<SessionView> listener) {
        sessionListeners.add(listener);
        return () -> sessionListeners.remove(listener);
    }

    @Override
    public StepReview review(String step) {
        tell("review " + step);
        return view.step(step).flatMap(SessionView.StepView::review).orElseThrow();
    }

    @Override
    public void run(Confirmation c) {
        tell("run " + c.step() + " typed " + c.typed().orElse("-") + " response "
                + c.response().orElse("-"));
    }

    @Override
    public void tick(String item, Operator by, String note) {
        tell("tick " + item + " by " + by.name() + ": " + note);
    }

    @Override
    public void untick(String item, Operator by, String why) {
        tell("untick " + item + " by " + by.name() + ": " + why);
    }

    @Override
    public void retry(String step, Operator by) {
        tell("retry " + step + " by " + by.name());
    }

    @Override
    public StepReview reviewUndo(String step) {
        tell("review undo " + step);
        return view.step(step).flatMap(SessionView.StepView::review).orElseThrow();
    }

    @Override
    public void undo(Confirmation c) {
        tell("undo " + c.step() + " typed " + c.typed().orElse("-"));
    }

    @Override
    public void lookAgain(String step) {
        tell("look again " + step);
    }

    @Override
    public List<Check> readEvidence(String item) {
        tell("evidence " + item);
        return List.of(Check.pass("Lag", "0.4 s at most in the last 30 min"));
    }

    @Override
    public String checkResponse(String step, String response) {
        tell("response " + step + " " + response);
        return "dba@medzenhealth.app";
    }

    @Override
    public Set<String> approvers() {
        return Set.of("dba@medzenhealth.app");
    }

    @Override
    public Optional<RehearsedApprover> rehearsedApprover() {
        return view.mode() == SessionView.Mode.REHEARSAL ? Optional.of(_ -> "R3SP-0NSE") : Optional.empty();
    }

    @Override
    public List<Check> measure(String criterion) {
        tell("measure " + criterion);
        return measured;
    }

    /** What every criterion's measure says from now on. */
    public void measured(Check... checks) {
        measured = List.of(checks);
    }

    @Override
    public void operator(Operator who) {
        tell("operator " + who.name());
    }

    @Override
    public void hold(Operator by) {
        tell("hold " + by.name());
    }

    @Override
    public void release(Operator by) {
        tell("release " + by.name());
    }

    @Override
    public void note(Operator by, String text) {
        tell("note by " + by.name() + ": " + text);
        append(by.name(), "note", "", Map.of("text", text));
    }

    /** One record more at the end of the trail, and everyone who listens is told. */
    public AuditRecord append(String actor, String kind, String step, Map<String, Object> data) {
        var record = new AuditRecord(
                1,
                RECORDS + 1 + added.size(),
                HandMadeView.NOW.toString(),
                "s-2026-01",
                actor,
                kind,
                step,
                data,
                "ab".repeat(32));
        added.add(record);
        appended.forEach(l -> l.accept(record));
        return record;
    }

    @Override
    public void attest(String step, Operator by, String note) {
        tell("attest " + step + " by " + by.name() + ": " + note);
    }

    @Override
    public Optional<WebhookAddresses> webhooks() {
        return Optional.of(webhooks);
    }

    @Override
    public Posting posting(String message) {
        return new Posting(
                new Plan.Message(message, "T-0", "Slack", "Window open", "The window is open.", ""),
                new Webhook("team", "Team channel", Webhook.Kind.SLACK, ""),
                webhooks.host("team"),
                "Window open",
                "The window is open.",
                "{\"text\":\"Window open\\n\\nThe window is open.\"}",
                HandMadeView.FINGERPRINT,
                List.of(),
                Optional.empty());
    }

    @Override
    public Posted post(String message, String fingerprint, Operator by) {
        tell("post " + message + " " + fingerprint);
        return new Posted("here", Posted.Outcome.DELIVERED, HandMadeView.NOW, by.name(), "status 200: ok");
    }

    @Override
    public void say(GoNoGo answer) {
        tell("say " + answer.said().words() + " for " + answer.role() + " by " + answer.person() + ": "
                + answer.note());
    }

    @Override
    public void attestCriterion(String criterion, Operator by, String note) {
        tell("attest criterion " + criterion + " by " + by.name() + ": " + note);
    }

    @Override
    public Optional<SoakReading> soak() {
        tell("soak");
        return soak;
    }

    @Override
    public void checkDay(int day, Operator by, String note, String healthy) {
        tell("check day " + day + " by " + by.name() + ": " + note);
    }

    @Override
    public Closing closing() {
        tell("closing");
        return closing.orElseThrow(() -> new Refusal("The migration is not at its end", "go on"));
    }

    @Override
    public String challenge(SignOff signing) {
        tell("challenge to close");
        return "K7QF-2MZD-8W4H";
    }

    @Override
    public String checkResponse(SignOff signing) {
        tell("response to close");
        return "dba@medzenhealth.app";
    }

    @Override
    public void close(SignOff signing) {
        tell("close by " + signing.by().name() + ": " + signing.note());
    }

    @Override
    public void decideEach(String step, Operator by, List<ItemDecision> decisions) {
        tell("decide each " + step + " by " + by.name() + ": " + ItemDecision.note(decisions));
    }

    @Override
    public String challenge(String step) {
        tell("challenge " + step);
        return "K7QF-2MZD-8W4H";
    }

    @Override
    public void setNone(String parameter, Operator by, String reason) {
        tell("parameter " + parameter + ": none, " + reason);
    }

    @Override
    public void decide(DoubtDecision d) {
        tell("decide " + d.step() + " " + d.decision() + " by " + d.by().name() + ": " + d.reason());
    }

    @Override
    public String challenge(DoubtDecision decision) {
        tell("challenge " + decision.step() + " for a decision in doubt");
        return "K7QF-2MZD-8W4H";
    }

    @Override
    public String checkResponse(DoubtDecision decision) {
        return "dba@medzen.example";
    }

    @Override
    public void enrol(Enrolment enrolment) {
        tell("enrol " + enrolment.name() + " by " + enrolment.by().name());
    }

    @Override
    public String challenge(Enrolment enrolment) {
        tell("challenge for enrolling " + enrolment.name());
        return "K7QF-2MZD-8W4H";
    }

    @Override
    public String checkResponse(Enrolment enrolment) {
        return "dba@medzen.example";
    }

    @Override
    public void exempt(Exemption d) {
        tell(d.item()
                .map(i -> "waived " + d.step() + " " + i + ": " + d.reason())
                .orElse("skip " + d.step() + " by " + d.by().name() + ": " + d.reason()));
    }

    @Override
    public String challenge(Exemption decision) {
        tell("challenge " + decision.step() + " for an exemption");
        return challenge(decision.step());
    }

    @Override
    public String checkResponse(Exemption decision) {
        return checkResponse(decision.step(), decision.response().orElse(""));
    }

    @Override
    public void setParameter(String id, String value) {
        tell("parameter " + id + " = " + value);
    }

    @Override
    public List<AuditRecord> read(long fromSeq, int limit) {
        unreadable.ifPresent(r -> {
            throw r;
        });
        return LongStream.range(fromSeq, Math.min(RECORDS + 1 + added.size(), fromSeq + limit))
                .mapToObj(n -> n > RECORDS ? added.get((int) (n - RECORDS - 1)) : record(n))
                .toList();
    }

    /** Two of three are calls: an intent, then its outcome. */
    private static AuditRecord record(long n) {
        var intent = n % 3 == 0;
        var data = new LinkedHashMap<String, Object>();
        data.put("service", "ecs");
        data.put("operation", "UpdateService");
        data.put("region", n % 2 == 0 ? "eu-west-1" : "eu-central-1");
        if (!intent) {
            data.put("intent", n - n % 3);
            data.put("outcome", "done");
            data.put("tookMillis", 340L);
            data.put("requestId", "5d1c-" + n);
        }
        return new AuditRecord(
                1,
                n,
                HandMadeView.NOW.minusSeconds(4 * (419 - n)).toString(),
                "s-2026-01",
                n % 5 == 0 ? "lead@medzenhealth.app" : "console",
                intent ? "call.intent" : "call.outcome",
                n <= 200 ? "5.2" : "5.3",
                data,
                "ab".repeat(32));
    }

    @Override
    public AutoCloseable onAppend(Consumer<AuditRecord> listener) {
        appended.add(listener);
        return () -> appended.remove(listener);
    }

    @Override
    public Verdict verify() {
        tell("verify");
        return lastVerdict().orElseThrow();
    }

    @Override
    public Optional<Verdict> lastVerdict() {
        return Optional.of(new Verdict.Intact(
                HandMadeView.NOW.minusSeconds(60),
                418,
                view.audit().head(),
                418,
                402,
                "77b1b0881372",
                List.of("418 records: hash chain")));
    }

    @Override
    public TrailExport.Exported export(ExportRequest request) {
        tell("export " + request.format() + " " + request.target().getFileName() + ": "
                + request.selection().words());
        return new TrailExport.Exported(
                request.target(), 418, 418, "9c41e07bd2f6", request.selection().words());
    }

    @Override
    public Speed current() {
        return speed;
    }

    @Override
    public void set(Speed to) {
        tell("speed " + to);
        speed = to;
    }

    @Override
    public void skipWaiting() {
        tell("skip waiting");
    }

    @Override
    public Observation<List<Candidate>> candidates(String parameter) {
        return new Observation.Known<>(
                new ArrayList<>(List.of(new Candidate("Z08MEDZENZONE00001", "medzenhealth.app."))),
                HandMadeView.NOW,
                Duration.ofMillis(80));
    }

    @Override
    public Saved breakGlass(Set<String> phases, Path folder, Operator by, Progress progress) {
        throw new UnsupportedOperationException("there is no session behind this console");
    }
}
