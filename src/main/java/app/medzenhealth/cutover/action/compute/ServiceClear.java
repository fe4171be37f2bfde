package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Step.Confirm;
import java.util.ArrayList;
import java.util.Optional;

/** Takes away what a drill has put up: a service, the listener that led to it, and its target group. */
final class ServiceClear {
    static final ActionType TYPE = ActionSpec.writes("service.clear", "Take a drill's service away")
            .requires(TEXT, "cluster", "service", "loadBalancer", "targetGroup")
            .requires(NUMBER, "port")
            .confirmedAtLeast(Confirm.TYPED_AND_SECOND)
            .sends("ecs", "UpdateService", "DeleteService")
            .sends("elasticloadbalancingv2", "DeleteListener", "DeleteTargetGroup")
            .neverUndone("run the steps again that put it up")
            .script(ContainerRecipes::clear)
            .createdBy(ServiceClear::of);

    private ServiceClear() {}

    private static Action of(Inputs in) {
        var service = new EcsServiceReads(in.region(), in.text("cluster"), in.text("service"));
        var loadBalancer = in.text("loadBalancer");
        var port = in.number("port");
        var targetGroup = in.text("targetGroup");
        return new Removal(
                in.region(),
                service.name() + " and its listener",
                context -> {
                    var stages = new ArrayList<Stage>(EcsCreateService.removal(context, service));
                    stages.addAll(
                            FrontRemoval.stages(context, in.region(), loadBalancer, port, Optional.of(targetGroup)));
                    return stages;
                },
                new FrontUse(loadBalancer, port, targetGroup, service)::checks);
    }
}
