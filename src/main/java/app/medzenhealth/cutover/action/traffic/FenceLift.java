package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.compute.AutoScaling;
import app.medzenhealth.cutover.action.compute.EcsScale;
import app.medzenhealth.cutover.action.compute.EcsServiceReads;
import app.medzenhealth.cutover.action.compute.FenceRecord;
import app.medzenhealth.cutover.action.compute.SuspendedScaling;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ecs.model.Service;

/** Lifts a fence, in the opposite order: the way in, the tasks, what scaled them, the triggers that were on. */
public final class FenceLift extends ConvergingAction {

    static final ActionType TYPE = Fenced.signed(ActionSpec.writes("fence.lift", "Lift the fence"))
            .requires(NUMBER, "desired")
            .is(Trait.LIFTS_FENCE)
            .undoneBy("the fence is closed again")
            .script(TriggerRecipes::lift)
            .createdBy(FenceLift::from);

    private final Fenced fenced;
    private final Optional<FenceRecord> given;
    private final Optional<Integer> desired;

    /** @param given what to restore; where empty, what the fence noted in the session's folder */
    FenceLift(Fenced fenced, Optional<FenceRecord> given) {
        this(fenced, given, Optional.empty());
    }

    private FenceLift(Fenced fenced, Optional<FenceRecord> given, Optional<Integer> desired) {
        this.fenced = fenced;
        this.given = given;
        this.desired = desired;
    }

    private static FenceLift from(Inputs in) {
        return new FenceLift(Fenced.from(in), Optional.empty(), Optional.of(in.number("desired")));
    }

    /** What the fence noted counts before what a preview saw: it also holds what was shut in an earlier attempt. */
    private Optional<FenceRecord> captured(ActionContext context) {
        return FenceRecord.read(context, fenced.service()).or(() -> given);
    }

    private int wanted(Optional<FenceRecord> captured) {
        return desired.orElse(captured.map(FenceRecord::desired).orElse(0));
    }

    @Override
    protected String summary() {
        return "Lets writes back in to " + fenced.instance() + " as before the fence.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var captured = captured(context);
        var service = fenced.service().read(context);
        notes.fact(
                fenced.service().name(),
                "desiredCount",
                service.map(s -> s.desiredCount().toString()).orElse(Fact.ABSENT));
        wayIn(notes, fenced.ingress(context), captured);
        tasks(notes, service, wanted(captured));
        scaling(context, notes);
        triggers(context, notes, captured);
        notes.stage(Stage.await("Forgetting the fence", (c, p) -> {
            FenceRecord.lifted(c, fenced.service());
            SuspendedScaling.resumed(c, fenced.service());
        }));
        notes.warn("Once the new primary has taken a write, lifting the fence splits the data: then only the way back"
                + " from the new primary is safe.");
        return notes.done();
    }

    private void wayIn(Outlook.Notes notes, List<Ingress> open, Optional<FenceRecord> captured) {
        open.forEach(i -> notes.fact(fenced.group(), "ingress", i.text()));
        var missing = shut(open, captured);
        if (!missing.isEmpty()) {
            missing.forEach(m -> notes.change(fenced.region(), fenced.group(), "ingress", Fact.ABSENT, m.text()));
            notes.stage(Stage.send(
                    "Opening the way in to the database",
                    Call.of(
                            Ec2Client.class,
                            fenced.region(),
                            AuthorizeSecurityGroupIngressRequest.builder()
                                    .groupId(fenced.group())
                                    .ipPermissions(missing.stream()
                                            .map(Ingress::permission)
                                            .toList())
                                    .build(),
                            Ec2Client::authorizeSecurityGroupIngress)));
        }
    }

    /** The ways in that were captured and are not open. */
    private static List<Ingress> shut(List<Ingress> open, Optional<FenceRecord> captured) {
        return captured.map(FenceRecord::ingress).orElse(List.of()).stream()
                .map(Ingress::parse)
                .filter(m -> open.stream().noneMatch(m::same))
                .toList();
    }

    private void tasks(Outlook.Notes notes, Optional<Service> service, int wanted) {
        if (service.isPresent() && service.get().desiredCount() != wanted) {
            notes.change(
                    fenced.region(),
                    fenced.service().name(),
                    "desiredCount",
                    service.get().desiredCount(),
                    wanted);
            notes.stage(Stage.send("Starting the tasks", EcsScale.scale(fenced.service(), wanted)));
        }
        notes.stage(
                Stage.await("Waiting for the tasks", (c, p) -> fenced.service().awaitServing(c, p, wanted)));
    }

    /** What the fence has suspended, and nothing else. */
    private void scaling(ActionContext context, Outlook.Notes notes) {
        var now = AutoScaling.active(context, fenced.service());
        notes.fact(fenced.service().name(), "scaled by", AutoScaling.words(now));
        var wanted = new TreeSet<>(now);
        SuspendedScaling.read(context, fenced.service()).ifPresent(s -> wanted.addAll(s.kinds()));
        if (!wanted.equals(now)) {
            notes.change(
                    fenced.region(),
                    fenced.service().name(),
                    "scaled by",
                    AutoScaling.words(now),
                    AutoScaling.words(wanted));
            notes.stage(Stage.send("Setting its scaling going", AutoScaling.only(fenced.service(), wanted)));
        }
    }

    private void triggers(ActionContext context, Outlook.Notes notes, Optional<FenceRecord> captured) {
        for (var seen : fenced.triggers().read(context)) {
            notes.fact(seen.trigger().label(), "state", seen.state().word());
            if (wasOn(captured, seen.trigger()) && seen.state() != Trigger.State.ABSENT) {
                fenced.triggers().bring(context, seen, Trigger.State.ON).ifPresent(stage -> {
                    notes.change(
                            fenced.region(),
                            seen.trigger().label(),
                            "state",
                            seen.state().word(),
                            "on");
                    notes.stage(stage);
                });
            }
        }
        notes.stage(Stage.await(
                "Waiting for the triggers",
                (c, p) -> fenced.triggers().await(c, p, Trigger.State.ON, s -> wasOn(captured, s.trigger()))));
    }

    private static boolean wasOn(Optional<FenceRecord> captured, Trigger trigger) {
        return captured.map(c -> switch (trigger) {
                    case Trigger.Rule rule -> c.rules();
                    case Trigger.Schedule schedule -> c.schedules();
                    case Trigger.Mapping mapping -> c.mappings();
                })
                .orElse(List.of())
                .contains(trigger.id());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "It is known what the fence shut";
        var open = "The service exists";
        return List.of(
                Check.reading(
                        title,
                        () -> captured(context)
                                .<Check.Outcome>map(c -> new Check.Pass(
                                        c.desired() + " tasks, " + c.ingress().size() + " ways in, "
                                                + (c.rules().size()
                                                        + c.schedules().size()
                                                        + c.mappings().size()) + " triggers"))
                                .orElseGet(() -> Check.passIf(
                                        () -> !fenced.ingress(context).isEmpty(),
                                        "no fence of this session stands",
                                        "restore the database's ingress by hand from the audit trail"))),
                Check.reading(
                        open,
                        () -> Check.passIf(
                                () -> fenced.service().read(context).isPresent(),
                                fenced.service().name(),
                                "correct the name")));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var entry = "The way in to the database is open";
        var running = "The tasks run";
        var checks = new ArrayList<Check>();
        checks.add(Check.reading(entry, () -> {
            var ingress = fenced.ingress(context);
            return Check.passIf(
                    () -> !ingress.isEmpty() && shut(ingress, captured(context)).isEmpty(),
                    String.join("; ", ingress.stream().map(Ingress::text).toList()),
                    "run the step again");
        }));
        checks.add(Check.reading(running, () -> {
            var service = fenced.service().read(context);
            return Check.passIf(
                    () -> service.filter(s -> s.desiredCount() > 0 && EcsServiceReads.settled(s, s.desiredCount()))
                            .isPresent(),
                    service.map(s -> s.runningCount() + " running, " + s.desiredCount() + " desired")
                            .orElse("no such service"),
                    "run the step again");
        }));
        checks.add(Check.reading("Its scaling is as it was", () -> {
            var active = AutoScaling.active(context, fenced.service());
            var suspended =
                    SuspendedScaling.read(context, fenced.service()).filter(s -> !active.containsAll(s.kinds()));
            return Check.passIf(suspended::isEmpty, AutoScaling.words(active), "run the step again");
        }));
        return checks;
    }

    @Override
    protected String goingBack() {
        return "Fence again.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.Inverse(new FenceWrites(fenced, Optional.empty()));
    }
}
