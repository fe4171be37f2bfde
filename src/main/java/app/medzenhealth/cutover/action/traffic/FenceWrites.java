package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.ChangedRows;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConnectedClients;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.compute.AutoScaling;
import app.medzenhealth.cutover.action.compute.EcsScale;
import app.medzenhealth.cutover.action.compute.EcsServiceReads;
import app.medzenhealth.cutover.action.compute.FenceRecord;
import app.medzenhealth.cutover.action.compute.SuspendedScaling;
import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.monitor.SqlProber.Sessions;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Keeps every write out of the old primary: triggers off, tasks stopped, the way in to the database closed, and only then its
 * last LSN taken. Tasks go before the way in: a security group does not cut connections that are already open.
 */
public final class FenceWrites extends ConvergingAction {

    static final ActionType TYPE = Fenced.signed(ActionSpec.writes("fence.writes", "Fence writes to the old primary"))
            .accepts(DURATION, "drains")
            .outputs("fencedAt", "fenceLsn", "desiredBefore")
            .is(Trait.FENCES)
            .logsInTo("instance")
            .undoneBy(
                    "the fence is lifted, and way in, tasks, scaling and triggers come back; only before the first write elsewhere")
            .script(TriggerRecipes::fence)
            .asked(TriggerRecipes::stands)
            .createdBy(in -> new FenceWrites(Fenced.from(in), in.optionalDuration("drains")));

    private static final String INGRESS = "ingress";
    private static final Duration STILL = Duration.ofSeconds(5);
    private static final int LOOKS = 4;

    private final Fenced fenced;
    private final Optional<Duration> drains;

    /** @param drains how long users wait at most while the tasks end their requests; empty where nobody stated it */
    FenceWrites(Fenced fenced, Optional<Duration> drains) {
        this.fenced = fenced;
        this.drains = drains;
    }

    @Override
    protected String summary() {
        return "Keeps every write out of " + fenced.instance() + ": triggers off, "
                + fenced.service().name() + " to 0 tasks, port " + fenced.port()
                + " closed. Users are without service from here on.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var seen = fenced.triggers().read(context);
        var service = fenced.service().read(context);
        var ingress = fenced.ingress(context);
        var scaling = AutoScaling.active(context, fenced.service());
        seen.forEach(s -> notes.fact(s.trigger().label(), "state", s.state().word()));
        notes.fact(
                fenced.service().name(),
                "desiredCount",
                service.map(s -> s.desiredCount().toString()).orElse(Fact.ABSENT));
        for (var i = 0; i < ingress.size(); i++) {
            notes.fact(fenced.group(), INGRESS + " " + (i + 1), ingress.get(i).kept());
        }
        var open = !ingress.isEmpty()
                || !scaling.isEmpty()
                || service.filter(s -> s.desiredCount() > 0).isPresent();
        notes.stage(Stage.await("Noting what is to be restored", (c, p) -> {
            // What is on its way would be noted as neither on nor off.
            fenced.triggers().settle(c, p, s -> true);
            capture(c, open);
        }));
        triggersOff(context, notes, seen);
        scalingOff(notes, scaling);
        tasksOff(notes, service.orElse(null), !scaling.isEmpty());
        wayInOff(notes, ingress);
        notes.stage(Stage.await("Waiting until the log stands still", (c, p) -> {
            var last = standingStill(c, p);
            // An attempt that failed half-way has shut some of it, and users' writes still came in.
            if (open) {
                FenceRecord.standing(c, fenced.service(), countable(last));
            } else {
                FenceRecord.counted(c, fenced.service(), countable(last));
            }
        }));
        return notes.done();
    }

    /**
     * Nothing is counted while somebody is connected: what a session wrote before the fence it may tell only when it ends ("A
     * server process … flushes out accumulated statistics … just before going idle, but not more frequently than once per
     * PGSTAT_MIN_INTERVAL": PostgreSQL Documentation, The Cumulative Statistics System), and would seem to have been written behind it.
     */
    private static OptionalLong countable(Answer.State last) {
        return last.sessions() instanceof Sessions.Counted(var count) && count > 0
                ? OptionalLong.empty()
                : last.rowsChanged();
    }

    private void triggersOff(ActionContext context, Outlook.Notes notes, List<Trigger.Seen> seen) {
        for (var open : seen) {
            var stage = fenced.triggers().bring(context, open, Trigger.State.OFF);
            if (stage.isPresent()) {
                notes.change(
                        fenced.region(),
                        open.trigger().label(),
                        "state",
                        open.state().word(),
                        "off");
                notes.stage(stage.get());
            }
        }
        notes.stage(Stage.await(
                "Waiting for the triggers", (c, p) -> fenced.triggers().await(c, p, Trigger.State.OFF, s -> true)));
    }

    /** Before the tasks: a count of 0 is below the bounds that it is brought between. */
    private void scalingOff(Outlook.Notes notes, Set<AutoScaling.Kind> active) {
        notes.fact(fenced.service().name(), "scaled by", AutoScaling.words(active));
        if (!active.isEmpty()) {
            notes.change(
                    fenced.region(),
                    fenced.service().name(),
                    "scaled by",
                    AutoScaling.words(active),
                    AutoScaling.words(Set.of()));
            notes.stage(Stage.send("Suspending its scaling", AutoScaling.only(fenced.service(), Set.of())));
        }
    }

    /** @param raised whether a call before it may have set tasks going */
    private void tasksOff(Outlook.Notes notes, @Nullable Service service, boolean raised) {
        if (service == null) {
            return;
        }
        if (service.desiredCount() > 0 || raised) {
            notes.change(fenced.region(), fenced.service().name(), "desiredCount", service.desiredCount(), 0);
            notes.stage(Stage.send("Stopping the tasks", EcsScale.scale(fenced.service(), 0)));
        }
        if (!EcsServiceReads.settled(service, 0) || service.desiredCount() > 0 || raised) {
            notes.stage(Stage.await(
                    "Waiting for the tasks to end", (c, p) -> fenced.service().awaitRunning(c, p, 0)));
        }
    }

    private void wayInOff(Outlook.Notes notes, List<Ingress> ingress) {
        if (ingress.isEmpty()) {
            return;
        }
        ingress.forEach(i -> notes.change(fenced.region(), fenced.group(), "ingress", i.text(), Fact.ABSENT));
        notes.stage(Stage.send(
                "Closing the way in to the database",
                Call.of(
                        Ec2Client.class,
                        fenced.region(),
                        RevokeSecurityGroupIngressRequest.builder()
                                .groupId(fenced.group())
                                .ipPermissions(ingress.stream()
                                        .map(Ingress::permission)
                                        .toList())
                                .build(),
                        Ec2Client::revokeSecurityGroupIngress)));
    }

    /**
     * What is open now counts; what is shut already was captured before, or was never open.
     *
     * @param open whether anything is: the rows that a fence was counted with hold for as long as it stands, however often the step
     *     is run, and what was written behind it is not forgotten
     */
    private void capture(ActionContext context, boolean open) {
        SuspendedScaling.note(context, fenced.service(), AutoScaling.active(context, fenced.service()));
        var before = FenceRecord.read(context, fenced.service());
        var seen = fenced.triggers().read(context);
        var desired = fenced.service().read(context).map(Service::desiredCount).orElse(0);
        var ingress = fenced.ingress(context).stream().map(Ingress::kept).toList();
        new FenceRecord(
                        before.map(FenceRecord::fencedAt)
                                .orElseGet(() -> context.time().instant().toString()),
                        desired > 0 ? desired : before.map(FenceRecord::desired).orElse(0),
                        joined(before.map(FenceRecord::rules).orElse(List.of()), on(seen, Trigger.Rule.class)),
                        joined(before.map(FenceRecord::schedules).orElse(List.of()), on(seen, Trigger.Schedule.class)),
                        joined(before.map(FenceRecord::mappings).orElse(List.of()), on(seen, Trigger.Mapping.class)),
                        joined(before.map(FenceRecord::ingress).orElse(List.of()), ingress),
                        open ? "" : before.map(FenceRecord::rowsChanged).orElse(""))
                .write(context, fenced.service());
    }

    private static List<String> on(List<Trigger.Seen> seen, Class<? extends Trigger> kind) {
        return seen.stream()
                .filter(s -> s.state() == Trigger.State.ON && kind.isInstance(s.trigger()))
                .map(s -> s.trigger().id())
                .toList();
    }

    private static List<String> joined(List<String> before, List<String> now) {
        return Stream.concat(before.stream(), now.stream()).distinct().toList();
    }

    /** Once two looks see the same. */
    private Answer.State standingStill(ActionContext context, Progress progress) throws InterruptedException {
        var last = new AtomicReference<Answer.State>();
        Await.until(context, progress, Duration.ofMinutes(5), STILL, () -> {
            var found = probe(context);
            if (!(found instanceof Answer.State state)) {
                return new Await.StillGoing("The database does not tell its LSN: " + reason(found));
            }
            if (state.inRecovery()) {
                return new Await.Terminal(fenced.instance() + " is in recovery: it is not the primary");
            }
            var before = last.getAndSet(state);
            return before != null
                            && state.currentLsn().equals(before.currentLsn())
                            && state.rowsChanged().equals(before.rowsChanged())
                    ? new Await.Reached("The log stands still at " + state.currentLsn() + ", "
                            + ConnectedClients.words(state.sessions()))
                    : new Await.StillGoing("The log is at " + state.currentLsn());
        });
        return Objects.requireNonNull(last.get());
    }

    private Answer probe(ActionContext context) throws InterruptedException {
        var endpoint = endpoint(context);
        return endpoint.isEmpty()
                ? new Answer.NoAnswer(fenced.instance() + " does not exist")
                : context.sql().probe(endpoint.get());
    }

    private Optional<String> endpoint(ActionContext context) {
        return fenced.database(context).map(DBInstance::endpoint).map(e -> e.address() + ":" + e.port());
    }

    private static String reason(Answer answer) {
        return answer instanceof Answer.NoAnswer no ? no.reason() : "";
    }

    @Override
    protected Outputs outputs(ActionContext context) throws InterruptedException {
        var record = FenceRecord.read(context, fenced.service())
                .orElseThrow(() -> new ActionFailure(
                        "What the fence found before is not in the session's folder",
                        "the fence stands, but has to be lifted by hand",
                        "look at the preview of this step in the trail"));
        return new Outputs(Map.of(
                "fencedAt", record.fencedAt(),
                "fenceLsn", standingStill(context, Progress.SILENT).currentLsn(),
                "desiredBefore", Integer.toString(record.desired())));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(TriggersSwitch.exist(context, fenced.triggers()));
        checks.add(TriggersSwitch.restorable(context, fenced.triggers()));
        checks.add(available(context));
        checks.add(AutoScaling.known(context, fenced.service()));
        if (drains.isPresent()) {
            checks.add(draining(context, drains.get()));
        }
        checks.add(closable(context));
        if (!fenced.keeps().isEmpty()) {
            checks.add(sees(context));
            checks.add(apart(context));
        }
        checks.add(readable(context));
        return checks;
    }

    private Check available(ActionContext context) throws InterruptedException {
        var title = "The service exists and the database is available";
        return Check.reading(title, () -> {
            var service = fenced.service().read(context);
            var status =
                    fenced.database(context).map(DBInstance::dbInstanceStatus).orElse(Fact.ABSENT);
            return Check.passIf(
                    () -> service.isPresent() && status.equals("available"),
                    fenced.service().name() + (service.isPresent() ? " exists" : " does not exist") + ", "
                            + fenced.instance() + " is " + status,
                    "correct the names, or wait until the database is available");
        });
    }

    /** Users wait for it: the tasks are told to stop only once their load balancer has let them go. */
    private Check draining(ActionContext context, Duration most) throws InterruptedException {
        var title = "The tasks drain for " + Times.inWords(most) + " at most";
        return Check.reading(title, () -> {
            var service = fenced.service().read(context);
            if (service.filter(s -> s.desiredCount() > 0 || s.runningCount() > 0)
                    .isEmpty()) {
                return new Check.Pass("no task of " + fenced.service().name() + " is left to drain");
            }
            var now = fenced.service().draining(context);
            return Check.passIf(
                    () -> now.compareTo(most) <= 0,
                    now.isZero()
                            ? "nothing holds them"
                            : "the target group of " + fenced.service().name() + " lets them drain for "
                                    + Times.inWords(now),
                    "set the deregistration delay of its target group again, as the step before the window does");
        });
    }

    /** One group closes the database only if no other lets in, and only if no wider rule stays. */
    private Check closable(ActionContext context) throws InterruptedException {
        var title = "Closing " + fenced.group() + " closes the database";
        return Check.reading(title, () -> {
            var attached = fenced.database(context)
                    .map(d -> d.vpcSecurityGroups().stream()
                            .map(g -> g.vpcSecurityGroupId())
                            .toList())
                    .orElse(List.of());
            if (!attached.contains(fenced.group())) {
                return new Check.Fail(fenced.instance() + " uses " + attached, "name the group that the database uses");
            }
            var others = new ArrayList<String>();
            for (var group : attached) {
                Ingress.read(context, fenced.region(), group).stream()
                        .filter(i -> i.reaches(fenced.port()))
                        .filter(i -> !fenced.kept(i))
                        .filter(i -> !group.equals(fenced.group()) || !i.only(fenced.port()))
                        .forEach(i -> others.add(group + ": " + i.text()));
            }
            return Check.passIf(
                    others::isEmpty,
                    others.isEmpty() ? "it is the only way in to port " + fenced.port() : "would stay open: " + others,
                    "narrow these rules to the port, or move them into " + fenced.group());
        });
    }

    /** What the fence closes is closed to the console, too: it could not read the log that it waits for. */
    private Check sees(ActionContext context) throws InterruptedException {
        var title = "The console's own way in stays open";
        return Check.reading(title, () -> {
            var broad = fenced.broad();
            if (!broad.isEmpty()) {
                return new Check.Fail(
                        "others than the console would come in with it: " + String.join(", ", broad),
                        "name the address of this console, as 10.90.0.7/32: a group is worn by others, and a range holds them");
            }
            var own = fenced.database(context).stream()
                    .flatMap(d -> d.vpcSecurityGroups().stream())
                    .flatMap(g -> Ingress.read(context, fenced.region(), g.vpcSecurityGroupId()).stream())
                    .filter(fenced::kept)
                    .map(Ingress::text)
                    .toList();
            return Check.passIf(
                    () -> !own.isEmpty(),
                    own.isEmpty()
                            ? "no rule lets in " + String.join(", ", fenced.keeps()) + " to port " + fenced.port()
                            : String.join("; ", own),
                    "add such a rule, for this port alone: without it nothing can be read once the fence stands");
        });
    }

    /** Whatever runs in the network gets its address from a subnet: a range that reaches into one lets in the next task, too. */
    private Check apart(ActionContext context) throws InterruptedException {
        var title = "No task can get an address that is let in";
        return Check.reading(title, () -> {
            var inside = new ArrayList<String>();
            for (var subnet : fenced.subnets(context)) {
                var range = AddressRange.of(subnet.cidrBlock());
                fenced.keeps().stream()
                        .filter(k -> AddressRange.of(k)
                                .filter(r -> !r.single())
                                .flatMap(r -> range.filter(r::overlaps))
                                .isPresent())
                        .forEach(k -> inside.add(k + " reaches into " + subnet.subnetId() + ", " + subnet.cidrBlock()));
            }
            return Check.passIf(
                    inside::isEmpty,
                    inside.isEmpty() ? "no range of more than one address lies in a subnet" : String.join("; ", inside),
                    "let in the one address of this console, as 10.90.0.7/32");
        });
    }

    private Check readable(ActionContext context) throws InterruptedException {
        var title = "The database tells its LSN";
        return Check.reading(title, () -> switch (probe(context)) {
            case Answer.State state
            when !state.inRecovery() && state.rowsChanged().isEmpty() ->
                new Check.Fail(
                        "it does not count the rows that are changed: afterwards nobody could tell whether any was",
                        "switch track_counts on in its parameter group");
            case Answer.State state ->
                Check.passIf(
                        () -> !state.inRecovery(), "at " + state.currentLsn(), "this is a replica: name the primary");
            case Answer.NoAnswer no -> new Check.Unknown(no.reason());
        });
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var others = new UnnamedWriters(fenced);
        return List.of(
                Check.reading("No trigger is on", () -> {
                    var seen = fenced.triggers().read(context);
                    var unnamed = others.triggers(context);
                    return Check.passIf(
                            () -> unnamed.isEmpty()
                                    && seen.stream()
                                            .allMatch(s -> s.state() == Trigger.State.OFF
                                                    || s.state() == Trigger.State.ABSENT),
                            TriggersSwitch.words(seen) + besides(unnamed),
                            unnamed.isEmpty() ? "run the step again" : "switch them off, or name them in the plan");
                }),
                Check.reading("No task runs", () -> {
                    var service = fenced.service().read(context);
                    var ending = fenced.service().ending(context);
                    var unnamed = others.services(context);
                    return Check.passIf(
                            () -> unnamed.isEmpty()
                                    && ending.isEmpty()
                                    && (service.isEmpty()
                                            || service.get().desiredCount() == 0
                                                    && EcsServiceReads.settled(service.get(), 0)),
                            service.map(s -> s.runningCount() + " running, " + s.desiredCount() + " desired")
                                            .orElse("there is no such service")
                                    + (ending.isEmpty() ? "" : ", not ended: " + String.join(", ", ending))
                                    + besides(unnamed),
                            unnamed.isEmpty() ? "run the step again" : "stop these tasks of the cluster, too");
                }),
                AutoScaling.leaves(context, fenced.service(), 0),
                Check.reading("Nothing may enter the database", () -> {
                    var ingress = fenced.ingress(context);
                    var unnamed = others.ways(context);
                    return Check.passIf(
                            () -> ingress.isEmpty() && unnamed.isEmpty(),
                            (ingress.isEmpty()
                                            ? fenced.group() + " lets " + fenced.leftOpen() + " in to port "
                                                    + fenced.port()
                                            : ingress.stream()
                                                    .map(Ingress::text)
                                                    .collect(Collectors.joining("; ")))
                                    + besides(unnamed),
                            unnamed.isEmpty() ? "run the step again" : "detach these groups, or close them");
                }),
                Check.reading("Nobody is connected to " + fenced.instance() + " any more", () -> noSession(context)),
                Check.reading("The log stands still", () -> standing(context)),
                Check.reading("Nothing was written since the fence stood", () -> untouched(context)));
    }

    private static String besides(List<String> unnamed) {
        return unnamed.isEmpty() ? "" : "; not named by the fence: " + String.join(", ", unnamed);
    }

    /**
     * The fence may have been opened meanwhile, by any hand, and closed again as it was: that it stands now says nothing of it. The log's
     * position would not do: RDS writes on its own.
     */
    private Check.Outcome untouched(ActionContext context) throws InterruptedException {
        var record = FenceRecord.read(context, fenced.service());
        var then =
                record.map(FenceRecord::rowsChanged).filter(r -> !r.isEmpty()).map(Long::parseLong);
        if (then.isEmpty()) {
            // Known, and not open to doubt: an attempt that was cut off before it had counted is made again.
            return new Check.Fail(
                    record.isPresent()
                            ? "changed rows were not counted when the fence stood: somebody was connected still, or the attempt was cut off"
                            : "no fence of this session is known here",
                    "end every session besides the console's and run the step again; where it stays so, track_counts of the database is off");
        }
        return switch (ChangedRows.since(then.get(), ChangedRows.told(probe(context)), "the database")) {
            case ChangedRows.NotKnown(var why) -> new Check.Unknown(why);
            case ChangedRows.Counted(var more) ->
                Check.passIf(
                        () -> more == 0,
                        more == 0
                                ? "no row was changed since "
                                        + Times.second(Instant.parse(
                                                record.orElseThrow().fencedAt()))
                                : more + " rows were changed in " + fenced.instance() + " since the fence stood",
                        "what was written there is not on the other side: stay on this side, or go back to it");
        };
    }

    /** A security group does not cut what is connected already, and what is idle now may write a moment later. */
    private Check.Outcome noSession(ActionContext context) throws InterruptedException {
        var endpoint = endpoint(context);
        return endpoint.isEmpty()
                ? new Check.Unknown(fenced.instance() + " does not exist")
                : ConnectedClients.none(context, endpoint.get());
    }

    /**
     * A server that nobody writes to moves its log on now and then: the background writer notes the running transactions within 15 s of
     * the last write (LOG_SNAPSHOT_INTERVAL_MS, source text of bgwriter.c), and RDS has its heartbeat. It stands still in between;
     * rows that were changed are looked for besides.
     */
    private Check.Outcome standing(ActionContext context) throws InterruptedException {
        if (!(probe(context) instanceof Answer.State first)) {
            return new Check.Unknown("the database does not answer");
        }
        var before = first.currentLsn();
        for (var look = 1; ; look++) {
            context.time().sleep(STILL);
            switch (probe(context)) {
                case Answer.NoAnswer no -> {
                    return new Check.Unknown(no.reason());
                }
                case Answer.State next -> {
                    if (next.currentLsn().equals(before)) {
                        return new Check.Pass(before + ", then " + next.currentLsn());
                    }
                    if (look == LOOKS) {
                        return new Check.Fail(
                                first.currentLsn() + ", then " + next.currentLsn() + ", and never twice the same",
                                "find out who still writes");
                    }
                    before = next.currentLsn();
                }
            }
        }
    }

    @Override
    protected String goingBack() {
        return "The fence is lifted: way in, tasks, scaling and triggers come back as they were. Safe only until the first write elsewhere.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(3);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.Inverse(new FenceLift(fenced, Optional.of(captured(before))));
    }

    private static FenceRecord captured(List<Fact> before) {
        return new FenceRecord(
                "",
                before.stream()
                        .filter(f -> f.attribute().equals("desiredCount")
                                && !f.value().equals(Fact.ABSENT))
                        .mapToInt(f -> Integer.parseInt(f.value()))
                        .findFirst()
                        .orElse(0),
                labels(before, "rule "),
                labels(before, "schedule "),
                labels(before, "event source "),
                before.stream()
                        .filter(f -> f.attribute().startsWith(INGRESS))
                        .map(Fact::value)
                        .toList());
    }

    /** The ids of those that were on; a mapping's label goes on after its id. */
    private static List<String> labels(List<Fact> before, String kind) {
        return before.stream()
                .filter(f -> f.resource().startsWith(kind)
                        && Trigger.State.aheadOf(f.value()).equals(Optional.of(Trigger.State.ON)))
                .map(f -> f.resource().substring(kind.length()).split(" ", 2)[0])
                .toList();
    }
}
