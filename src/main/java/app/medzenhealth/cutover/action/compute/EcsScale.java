package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** Sets how many tasks a service runs, and waits until they do. */
public final class EcsScale extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("ecs.scale", "Scale an ECS service")
            .requires(TEXT, "cluster", "service")
            .requires(NUMBER, "desired")
            .is(Trait.SCALES)
            .sends("ecs", "UpdateService")
            .sends("applicationautoscaling", "RegisterScalableTarget")
            .undoneBy("the service is scaled to the number that it had")
            .script(ContainerRecipes::scale)
            .asked(ContainerRecipes::scaled)
            .createdBy(in -> new EcsScale(
                    new EcsServiceReads(in.region(), in.text("cluster"), in.text("service")), in.number("desired")));

    private final EcsServiceReads service;
    private final int desired;

    public EcsScale(EcsServiceReads service, int desired) {
        this.service = service;
        this.desired = desired;
    }

    @Override
    protected String summary() {
        return "Sets " + service.name() + " in " + service.region() + " to " + desired + " tasks.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var found = service.read(context);
        notes.fact(
                service.name(),
                "desiredCount",
                found.map(s -> s.desiredCount().toString()).orElse(Fact.ABSENT));
        if (found.isPresent() && found.get().desiredCount() != desired) {
            notes.change(
                    service.region(),
                    service.name(),
                    "desiredCount",
                    found.get().desiredCount(),
                    desired);
            notes.stage(Stage.send("Scaling to " + desired, scale(service, desired)));
        }
        notes.stage(Stage.await("Waiting for the tasks", (c, p) -> service.awaitServing(c, p, desired)));
        resume(context, notes);
        if (desired > 0) {
            FenceRecord.read(context, service)
                    .ifPresent(
                            fence -> notes.warn(
                                    "Writes were fenced at " + fence.fencedAt()
                                            + ": this lets the application run again while the fence stands. The way to lift it is fence.lift."));
        }
        return notes.done();
    }

    /**
     * What a fence of this session has suspended and no lifting has set going again, because another database was put behind the
     * service meanwhile: it scales again once the service serves, and not while the fence stands.
     */
    private Optional<SuspendedScaling> suspended(ActionContext context) {
        return desired > 0 && FenceRecord.read(context, service).isEmpty()
                ? SuspendedScaling.read(context, service).filter(_ -> AutoScaling.holds(context, service, desired))
                : Optional.empty();
    }

    private void resume(ActionContext context, Outlook.Notes notes) {
        var suspended = suspended(context);
        if (suspended.isEmpty()) {
            return;
        }
        var now = AutoScaling.active(context, service);
        var wanted = new TreeSet<>(now);
        wanted.addAll(suspended.get().kinds());
        notes.fact(service.name(), "scaled by", AutoScaling.words(now));
        if (!wanted.equals(now)) {
            notes.change(
                    service.region(), service.name(), "scaled by", AutoScaling.words(now), AutoScaling.words(wanted));
            notes.stage(Stage.send("Setting its scaling going", AutoScaling.only(service, wanted)));
        }
        notes.stage(Stage.await("Forgetting that it was suspended", (c, p) -> SuspendedScaling.resumed(c, service)));
    }

    /** The call that sets the count. */
    public static Call<EcsClient, UpdateServiceRequest, ?> scale(EcsServiceReads service, int desired) {
        return Call.of(
                EcsClient.class,
                service.region(),
                UpdateServiceRequest.builder()
                        .cluster(service.cluster())
                        .service(service.service())
                        .desiredCount(desired)
                        .build(),
                EcsClient::updateService);
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "The service exists and is active";
        return List.of(
                Check.reading(
                        title,
                        () -> service.read(context)
                                .map(s -> Check.passIf(
                                        () -> "ACTIVE".equals(s.status()),
                                        service.name() + " is " + s.status(),
                                        "wait until it is ACTIVE"))
                                .orElseGet(() -> new Check.Fail(
                                        service.name() + " does not exist in " + service.region(),
                                        "create the service first"))),
                AutoScaling.leaves(context, service, desired));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "Its targets are healthy";
        return List.of(
                EcsCheck.runs(context, service, desired),
                Check.reading(title, () -> {
                    var open = new ArrayList<String>();
                    for (var group : desired == 0 ? List.<String>of() : service.targetGroups(context)) {
                        var healthy = TargetGroups.healthy(TargetGroups.targets(context, service.region(), group));
                        if (healthy < desired) {
                            open.add(healthy + " of " + desired + " in " + group);
                        }
                    }
                    return Check.passIf(
                            open::isEmpty,
                            open.isEmpty() ? "as many as tasks are wanted" : String.join(", ", open),
                            "look at the targets' reason codes");
                }),
                Check.reading("Its scaling is as it was before it was fenced", () -> {
                    var active = AutoScaling.active(context, service);
                    var left = suspended(context).filter(s -> !active.containsAll(s.kinds()));
                    return Check.passIf(left::isEmpty, AutoScaling.words(context, service), "run the step again");
                }));
    }

    @Override
    protected String goingBack() {
        return "Scaled back to the number it had.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(desired == 0 ? 2 : 5);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return before.stream()
                .filter(f -> f.attribute().equals("desiredCount") && !f.value().equals(Fact.ABSENT))
                .findFirst()
                .<Undo>map(f -> new Undo.Inverse(new EcsScale(service, Integer.parseInt(f.value()))))
                .orElseGet(() -> new Undo.None("how many tasks it ran before was not recorded"));
    }
}
