package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
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

    /** What may change the number of a service's tasks. */
    public enum Kind {
        IN,
        OUT,
        SCHEDULES;

        public String word() {
            return switch (this) {
                case IN -> "scaling in";
                case OUT -> "scaling out";
                case SCHEDULES -> "schedules";
            };
        }
    }

    /** A reading for a check: whatever scales the service can be told, and so be suspended. */
    public static Check known(ActionContext context, EcsServiceReads service) throws InterruptedException {
        return Check.reading(
                "What scales " + service.name() + " is known", () -> new Check.Pass(words(context, service)));
    }

    /** Whether its bounds leave it this number of tasks, whatever of it is suspended. */
    static boolean holds(ActionContext context, EcsServiceReads service, int desired) {
        return targets(context, service).stream()
                .allMatch(t -> t.minCapacity() <= desired && desired <= t.maxCapacity());
    }

    static String words(ActionContext context, EcsServiceReads service) {
        var targets = targets(context, service);
        return targets.isEmpty()
                ? "Application Auto Scaling does not know it"
                : String.join(", ", targets.stream().map(AutoScaling::words).toList());
    }

    /** Empty where nothing scales the service, or all of it is suspended. */
    public static SortedSet<Kind> active(ActionContext context, EcsServiceReads service) {
        var active = new TreeSet<Kind>();
        targets(context, service).forEach(t -> {
            for (var kind : Kind.values()) {
                if (!suspended(t, kind)) {
                    active.add(kind);
                }
            }
        });
        return active;
    }

    private static boolean suspended(ScalableTarget target, Kind kind) {
        var state = suspended(target);
        return Boolean.TRUE.equals(
                switch (kind) {
                    case IN -> state.dynamicScalingInSuspended();
                    case OUT -> state.dynamicScalingOutSuspended();
                    case SCHEDULES -> state.scheduledScalingSuspended();
                });
    }

    /**
     * Lets only these kinds scale the service. The call also brings the count between the bounds, "even if you don't include the
     * MinCapacity or MaxCapacity request parameters" (Application Auto Scaling API Reference, RegisterScalableTarget): so a count
     * below them is set after it, never before.
     */
    public static Call<ApplicationAutoScalingClient, RegisterScalableTargetRequest, ?> only(
            EcsServiceReads service, Set<Kind> active) {
        return Call.of(
                ApplicationAutoScalingClient.class,
                service.region(),
                RegisterScalableTargetRequest.builder()
                        .serviceNamespace(ServiceNamespace.ECS)
                        .resourceId(resource(service))
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .suspendedState(s -> s.dynamicScalingInSuspended(!active.contains(Kind.IN))
                                .dynamicScalingOutSuspended(!active.contains(Kind.OUT))
                                .scheduledScalingSuspended(!active.contains(Kind.SCHEDULES)))
                        .build(),
                ApplicationAutoScalingClient::registerScalableTarget);
    }

    public static String words(Set<Kind> kinds) {
        return kinds.isEmpty() ? "suspended" : kinds.stream().map(Kind::word).collect(Collectors.joining(", "));
    }

    private static String resource(EcsServiceReads service) {
        return "service/" + service.cluster() + "/" + service.service();
    }

    private static List<ScalableTarget> targets(ActionContext context, EcsServiceReads service) {
        return context.clients()
                .client(ApplicationAutoScalingClient.class, service.region())
                .describeScalableTargets(q -> q.serviceNamespace(ServiceNamespace.ECS)
                        .resourceIds(resource(service))
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
