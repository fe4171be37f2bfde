package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.DailyCheck;
import app.medzenhealth.cutover.session.Ended;
import app.medzenhealth.cutover.session.GoBoard;
import app.medzenhealth.cutover.session.LossReading;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.DeliverableView;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.session.SessionView.ItemView;
import app.medzenhealth.cutover.session.SessionView.LastWayBack;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.SoakView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.SessionView.Tick;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.WaitsFor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Views of a session in the middle of the cutover, changed at will. */
public final class HandMadeView {
    public static final Instant NOW = Instant.parse("2026-01-21T02:42:17Z");
    public static final String FINGERPRINT = "a7c199e204bd".repeat(5) + "a7c1";
    private static final Instant START = Instant.parse("2026-01-12T08:00:00Z");

    private Plan plan;
    private final Map<String, StepState> states = new LinkedHashMap<>();
    private final List<String> ticked = new ArrayList<>();
    private final Map<String, List<String>> waived = new LinkedHashMap<>();
    private SessionView.Mode mode = SessionView.Mode.REHEARSAL;
    private List<DailyCheck> daily = List.of();
    private final Map<String, LossReading> losses = new LinkedHashMap<>();
    private Optional<Ended> ended = Optional.empty();
    private Optional<String> resumption = Optional.empty();
    private Optional<String> clock = Optional.empty();
    private Hold hold = new Hold.Off();
    private Optional<String> next = Optional.of("5.6");
    private boolean reviewed = true;
    private boolean soaking;
    private boolean over;
    private Downtime downtime = new Downtime(Duration.ofSeconds(112), Duration.ofMinutes(5), true);
    private LastWayBack back = new LastWayBack("Lift the fence: 1 min 40 s, nothing lost", "5.6", false);
    private GoBoard board = GoBoard.NONE;
    private AuditHead audit = new AuditHead(418, "9c41e07bd2f6", true, "");
    private long revision;

    private HandMadeView(Plan plan) {
        this.plan = plan;
    }

    /** Phases 1 to 4 done, 5 and 7 under way, promotion waits for its second approver. */
    public static HandMadeView midCutover() {
        var v = new HandMadeView(HandMadePlan.medzen());
        for (var id : List.of("1.1", "1.3", "1.7", "2.1", "2.3", "3.1", "4.1", "4.2", "5.3", "5.4", "5.5", "7.1")) {
            v.state(id, done());
        }
        v.state("3.2", new StepState.Skipped(START, "lead@medzenhealth.app", "Covered by the audit in 1.6"));
        v.state(
                "5.6",
                new StepState.Waiting(new WaitsFor.SecondApprover("K7QF-2MZD-8W4H", NOW.plus(Duration.ofMinutes(8)))));
        v.ticked.add("p5-pre-1");
        v.ticked.add("p5-pre-3");
        return v;
    }

    /** Nothing done yet. */
    public static HandMadeView fresh() {
        var v = new HandMadeView(HandMadePlan.medzen());
        v.next = Optional.of("1.1");
        v.state("1.1", new StepState.Ready());
        v.reviewed = false;
        return v;
    }

    /** The next step shown in each state there is. */
    public static List<StepState> everyState() {
        return List.of(
                new StepState.Locked(List.of(new StepState.Lock(
                        "The pre-cutover checklist has 2 open items", "Tick “Status page set to maintenance”"))),
                new StepState.Ready(),
                new StepState.Previewed(FINGERPRINT, NOW.minusSeconds(20)),
                new StepState.Waiting(new WaitsFor.Person("Go/no-go of the migration lead")),
                new StepState.Waiting(new WaitsFor.Time(NOW.plus(Duration.ofMinutes(4)), "old TTL of 300 s")),
                new StepState.Waiting(new WaitsFor.SecondApprover("K7QF-2MZD-8W4H", NOW.plusSeconds(480))),
                new StepState.Running(NOW.minusSeconds(95), 0.4, "Waiting for status available; now modifying"),
                done(),
                new StepState.Failed(
                        NOW.minusSeconds(30),
                        new StepState.Problem(
                                "3F2A-91C0",
                                "InvalidDBInstanceState: instance is backing-up (request 5d1c…)",
                                "The replica was not promoted; replication goes on.",
                                "Wait for the backup to end, about 8 min, then review the step again.")),
                new StepState.InDoubt(NOW.minusSeconds(30), "PromoteReadReplica was sent; no answer came"),
                new StepState.Skipped(NOW.minusSeconds(30), "lead@medzenhealth.app", "Covered by 1.6"),
                new StepState.Undone(NOW.minusSeconds(30), "lead@medzenhealth.app"));
    }

    private static StepState done() {
        return new StepState.Succeeded(
                START.plus(Duration.ofHours(5)), Duration.ofMinutes(11), "lead@medzenhealth.app");
    }

    public HandMadeView on(Plan other) {
        plan = other;
        return this;
    }

    public HandMadeView state(String step, StepState state) {
        states.put(step, state);
        return this;
    }

    /** What people went on without in a step, item by item. */
    public HandMadeView waived(String step, List<String> items) {
        waived.put(step, items);
        return this;
    }

    public HandMadeView next(String step) {
        next = Optional.of(step);
        return this;
    }

    /** Nothing to do now: phase 6 soaks. */
    public HandMadeView nothingNext() {
        soaking = true;
        next = Optional.empty();
        return this;
    }

    /** Each step is settled, those that were not said otherwise as done; the soak is over. */
    public HandMadeView over() {
        plan.sequence()
                .flatMap(p -> p.steps().stream())
                .filter(s -> !states.containsKey(s.id()) || !states.get(s.id()).settled())
                .forEach(s -> state(s.id(), done()));
        next = Optional.empty();
        over = true;
        back = new LastWayBack("The replica in Ireland is the only way back. Two hours or more.", "", false);
        return inService();
    }

    /** After the switch of names, long after the budget. */
    public HandMadeView pastTheLastWayBack() {
        downtime = new Downtime(Duration.ofMinutes(83), Duration.ofMinutes(5), true);
        back = new LastWayBack("Back to Ireland: what was written since is lost", "5.8", true);
        return this;
    }

    /** Users have their service. */
    public HandMadeView inService() {
        downtime = new Downtime(Duration.ZERO, Duration.ofMinutes(5), false);
        return this;
    }

    public HandMadeView live() {
        mode = SessionView.Mode.LIVE;
        return this;
    }

    /** What is said of the machine's clock. */
    public HandMadeView clock(String notice) {
        clock = Optional.of(notice);
        return this;
    }

    public HandMadeView held() {
        hold = new Hold.On(
                "lead@medzenhealth.app",
                NOW.minusSeconds(40),
                List.of("snapshot medzen-ehrbase-final-20260121 (68 %)", "replica medzen-ehrbase-db-eu-central-1"));
        return this;
    }

    public HandMadeView released() {
        hold = new Hold.Off();
        return this;
    }

    public HandMadeView unreviewed() {
        reviewed = false;
        return this;
    }

    public HandMadeView board(GoBoard is) {
        board = is;
        return this;
    }

    public HandMadeView ticked(String item) {
        ticked.add(item);
        return this;
    }

    public HandMadeView trailBroken() {
        audit = new AuditHead(
                418, "9c41e07bd2f6", false, "No space left on device. Make room, then restart the console.");
        return this;
    }

    public HandMadeView resumed(String sentence) {
        resumption = Optional.of(sentence);
        return this;
    }

    /** @param way the procedure of a way back */
    public HandMadeView loss(String way, LossReading read) {
        losses.put(way, read);
        return this;
    }

    public HandMadeView daily(List<DailyCheck> days) {
        daily = days;
        return this;
    }

    public HandMadeView ended(Ended how) {
        ended = Optional.of(how);
        return this;
    }

    public HandMadeView records(long records) {
        audit = new AuditHead(records, "9c41e07bd2f6", true, "");
        return this;
    }

    /** The view as it is now; each has a higher revision. */
    public SessionView view() {
        return new SessionView(
                ++revision,
                "s-2026-01",
                plan,
                mode,
                new Operator("lead@medzenhealth.app"),
                "558069890522 · cutover-operator/lead",
                NOW,
                plan.sequence().map(this::phase).toList(),
                plan.rollbacks().stream().map(r -> phase(r.procedure())).toList(),
                next,
                next.map(n -> "Next is step " + n + ".").orElse("Nothing can be done now: phase 6 soaks until 28 Jan."),
                resumption,
                hold,
                downtime,
                Optional.of(back),
                Map.of("hostedZone", "Z08MEDZENZONE00001"),
                audit,
                clock,
                Map.of(),
                board,
                List.of(),
                daily,
                ended,
                Map.copyOf(losses));
    }

    private PhaseView phase(Phase phase) {
        var steps = phase.steps().stream().map(this::step).toList();
        var complete = steps.stream().allMatch(s -> s.state().settled());
        var begun = steps.stream().anyMatch(s -> s.state().settled());
        var state = complete
                ? PhaseState.COMPLETE
                : begun ? PhaseState.RUNNING : phase.after().isEmpty() ? PhaseState.OPEN : PhaseState.LOCKED;
        var days = actual(phase.id());
        var soak = phase.soak()
                .filter(_ -> soaking || over)
                .map(s -> over
                        ? new SoakView(START, START.plus(s.time()), Duration.ZERO)
                        : new SoakView(
                                NOW.plusSeconds(3600), NOW.plusSeconds(3600).plus(s.time()), s.time()));
        return new PhaseView(
                phase,
                state,
                begun ? Optional.of(START.plusSeconds((long) (days[0] * 86_400))) : Optional.empty(),
                complete ? Optional.of(START.plusSeconds((long) (days[1] * 86_400))) : Optional.empty(),
                state == PhaseState.LOCKED
                        ? List.of(new StepState.Lock("Phase 5 is not complete", "Finish phase 5"))
                        : List.of(),
                soak,
                phase.checklists().stream().map(this::checklist).toList(),
                steps,
                phase.deliverables().stream()
                        .map(d -> new DeliverableView(d, complete, List.of()))
                        .toList());
    }

    private static double[] actual(String phase) {
        return switch (phase) {
            case "1" -> new double[] {0, 2.6};
            case "2" -> new double[] {2.6, 6.3};
            case "3" -> new double[] {0.2, 0.9};
            case "4" -> new double[] {6.3, 8.1};
            case "5" -> new double[] {8.6, 9.5};
            default -> new double[] {7.2, 9.5};
        };
    }

    private ChecklistView checklist(Checklist list) {
        return new ChecklistView(
                list,
                list.items().stream()
                        .map(i -> new ItemView(
                                i,
                                ticked.contains(i.id())
                                        ? Optional.of(new Tick("dba@medzenhealth.app", NOW.minusSeconds(670), ""))
                                        : Optional.empty(),
                                i.check().isPresent()
                                        ? List.of(Check.pass("Lag", "0.4 s at most in the last 30 min"))
                                        : List.of(),
                                Optional.empty()))
                        .toList());
    }

    /** That step with nothing open and nothing waived, in another state. */
    public static StepView settled(StepView like, Step step, StepState state, Optional<StepReview> review) {
        return wentOnWithout(like, step, state, review, List.of());
    }

    /** @param waived what people decided to go on without */
    public static StepView wentOnWithout(
            StepView like, Step step, StepState state, Optional<StepReview> review, List<String> waived) {
        return new StepView(
                step,
                state,
                review,
                like.verified(),
                like.log(),
                like.outputs(),
                like.attempts(),
                List.of(),
                waived,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private StepView step(Step step) {
        var state = states.getOrDefault(
                step.id(),
                new StepState.Locked(List.of(new StepState.Lock("The step before is not done", "Do it first"))));
        var here = step.id().equals("5.6");
        return new StepView(
                step,
                state,
                here && reviewed ? Optional.of(review(step)) : Optional.empty(),
                List.of(),
                log(step.id()),
                Map.of(),
                state.settled() ? 1 : 0,
                List.of(),
                waived.getOrDefault(step.id(), List.of()),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static StepReview review(Step step) {
        var call = new PlannedCall(
                "eu-central-1",
                "rds",
                "PromoteReadReplica",
                new PlannedCall.Resource.Named("medzen-ehrbase-db-eu-central-1"),
                List.of(
                        "aws",
                        "rds",
                        "promote-read-replica",
                        "--region",
                        "eu-central-1",
                        "--db-instance-identifier",
                        "medzen-ehrbase-db-eu-central-1",
                        "--backup-retention-period",
                        "30"));
        var preview = new Preview(
                "1 RDS instance becomes a standalone, writable primary.",
                List.of(new Fact("medzen-ehrbase-db-eu-central-1", "status", "available")),
                List.of(
                        new Change("eu-central-1", "medzen-ehrbase-db-eu-central-1", "role", "replica", "primary"),
                        new Change("eu-central-1", "medzen-ehrbase-db-eu-central-1", "backups", "0", "30 days")),
                List.of(call),
                "Not possible by this console. Before the first write: lift the fence in eu-west-1 (rehearsed 1:40).",
                Duration.ofMinutes(6),
                List.of("Replication from eu-west-1 ends."));
        return new StepReview(
                step.id(),
                NOW.minusSeconds(3),
                FINGERPRINT,
                List.of(new StepReview.Part(
                        step.actions().getFirst(),
                        "Promote a read replica",
                        preview,
                        List.of(
                                Check.pass("Writes fenced", "ECS running 0, connections 0"),
                                Check.pass("Replay LSN ≥ fence LSN", "4/8F3A2C10 ≥ 4/8F3A2C10"),
                                Check.pass("Status", "available, not backing-up"),
                                Check.unknown("Alarms", "AccessDenied: cloudwatch:DescribeAlarms"),
                                Check.fail(
                                        "Backup window",
                                        "begins in 18 min",
                                        "Wait until 03:30 UTC, or move the window")))),
                List.of(),
                Duration.ofMinutes(6));
    }

    private static List<LogLine> log(String step) {
        return switch (step) {
            case "5.3" ->
                List.of(
                        new LogLine(NOW.minusSeconds(517), "intent #412 fence"),
                        new LogLine(NOW.minusSeconds(516), "ecs UpdateService desired 0"),
                        new LogLine(NOW.minusSeconds(425), "running 0"));
            case "5.5" ->
                List.of(
                        new LogLine(NOW.minusSeconds(202), "LSN 4/8F3A2C10"),
                        new LogLine(NOW.minusSeconds(197), "parity holds"));
            case "5.6" ->
                List.of(
                        new LogLine(NOW.minusSeconds(19), "previewed promote"),
                        new LogLine(NOW.minusSeconds(16), "challenge K7QF-2MZD-8W4H"),
                        new LogLine(NOW.minusSeconds(3), "re-read rds 200 41 ms"));
            default -> List.of();
        };
    }
}
