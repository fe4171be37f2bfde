package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import java.util.List;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/**
 * Whether Application Auto Scaling lets a service keep the number of tasks that it is given. "If a service's desired count is set
 * below its minimum capacity value, and an alarm initiates a scale-out activity, Service Auto Scaling scales the desired count up
 * to the minimum capacity value"; above its maximum it goes down to that (Amazon ECS Developer Guide, "Automatically scale your
 * Amazon ECS service"). Of a service that is to have none any scaling out is one too many.
 */
public final class AutoScaling {

    private AutoScaling() {}

    /** @param desired the number of tasks that the service is to keep */
    public static Check leaves(ActionContext context, EcsServiceReads service, int desired)
            throws InterruptedException {
        var title = "Nothing sets " + service.name() + " to another number than " + desired;
        return Check.reading(title, () -> {
            var targets = targets(context, service);
            var moving = targets.stream().filter(t -> moves(t, desired)).toList();
            return Check.passIf(
                    moving::isEmpty,
                    targets.isEmpty()
                            ? "Application Auto Scaling does not know it"
                            : String.join(
                                    ", ",
                                    targets.stream().map(AutoScaling::words).toList()),
                    "suspend its scaling by hand (register-scalable-target with --suspended-state), or change its least and most");
        });
    }

    private static List<ScalableTarget> targets(ActionContext context, EcsServiceReads service) {
        return context.clients()
                .client(ApplicationAutoScalingClient.class, service.region())
                .describeScalableTargets(q -> q.serviceNamespace(ServiceNamespace.ECS)
                        .resourceIds("service/" + service.cluster() + "/" + service.service())
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT))
                .scalableTargets();
    }

    private static boolean moves(ScalableTarget target, int desired) {
        var suspended = suspended(target);
        var scheduled = !Boolean.TRUE.equals(suspended.scheduledScalingSuspended());
        var out = scheduled || !Boolean.TRUE.equals(suspended.dynamicScalingOutSuspended());
        var in = scheduled || !Boolean.TRUE.equals(suspended.dynamicScalingInSuspended());
        return out && (desired == 0 || desired < target.minCapacity()) || in && desired > target.maxCapacity();
    }

    private static String words(ScalableTarget target) {
        var suspended = suspended(target);
        return target.resourceId() + " is kept between " + target.minCapacity() + " and " + target.maxCapacity()
                + (Boolean.TRUE.equals(suspended.dynamicScalingOutSuspended()) ? ", scaling out suspended" : "")
                + (Boolean.TRUE.equals(suspended.dynamicScalingInSuspended()) ? ", scaling in suspended" : "")
                + (Boolean.TRUE.equals(suspended.scheduledScalingSuspended()) ? ", schedules suspended" : "");
    }

    private static SuspendedState suspended(ScalableTarget target) {
        return target.suspendedState() == null ? SuspendedState.builder().build() : target.suspendedState();
    }
}
