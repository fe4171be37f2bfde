package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** The targets of a group at one moment, with the health that the load balancer sees. */
final class Targets {
    private final Estate estate;
    private final String region;

    /** @param service the service whose task it is; null for a target registered by hand */
    record Seen(
            TargetHealthDescription health,
            @Nullable EcsService service,
            @Nullable EcsTask task) {
        TargetHealthStateEnum state() {
            return health.targetHealth().state();
        }
    }

    Targets(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    List<Seen> of(TargetGroupState group) {
        return of(group, estate.now());
    }

    /** @param at now or earlier: tasks are remembered, the rest is taken as it is now */
    List<Seen> of(TargetGroupState group, Instant at) {
        var seen = new ArrayList<Seen>();
        var used = !ElbState.of(estate, region)
                .balancersOf(group.description.targetGroupArn())
                .isEmpty();
        group.registered.forEach((target, since) -> {
            if (!at.isBefore(since)) {
                seen.add(new Seen(
                        describe(group.description, target, used ? byHand(group.description, since, at) : unused()),
                        null,
                        null));
            }
        });
        for (var service : EcsState.of(estate, region).behind(group.description.targetGroupArn())) {
            int port = service.description().loadBalancers().stream()
                    .filter(l -> group.description.targetGroupArn().equals(l.targetGroupArn()))
                    .map(l -> l.containerPort())
                    .findFirst()
                    .orElse(group.description.port());
            for (var task : service.tasks()) {
                var phase = task.at(at);
                // It is in the group until its container is told to stop.
                if (at.isBefore(task.running()) || phase == EcsTask.Phase.STOPPING || phase == EcsTask.Phase.STOPPED) {
                    continue;
                }
                var target = TargetDescription.builder()
                        .id(task.address())
                        .port(port)
                        .availabilityZone(region + "a")
                        .build();
                var health = used ? ofTask(group.description, service, task, phase, at) : unused();
                seen.add(new Seen(describe(group.description, target, health), service, task));
            }
        }
        return seen;
    }

    private TargetHealth ofTask(TargetGroup group, EcsService service, EcsTask task, EcsTask.Phase phase, Instant at) {
        if (phase == EcsTask.Phase.DEACTIVATING) {
            return health(
                    TargetHealthStateEnum.DRAINING,
                    TargetHealthReasonEnum.TARGET_DEREGISTRATION_IN_PROGRESS,
                    "Target deregistration is in progress");
        }
        if (at.isBefore(task.running().plus(firstChecks(group)))) {
            return initial();
        }
        var containers = new Containers(estate, region);
        var status = containers
                .reply(service, task, "GET", group.healthCheckPath(), false)
                .status();
        return matches(group.matcher().httpCode(), status)
                ? TargetHealth.builder().state(TargetHealthStateEnum.HEALTHY).build()
                : health(
                        TargetHealthStateEnum.UNHEALTHY,
                        TargetHealthReasonEnum.TARGET_RESPONSE_CODE_MISMATCH,
                        "Health checks failed with these codes: [" + status + "]");
    }

    private static TargetHealth byHand(TargetGroup group, Instant since, Instant at) {
        return at.isBefore(since.plus(firstChecks(group)))
                ? initial()
                : TargetHealth.builder().state(TargetHealthStateEnum.HEALTHY).build();
    }

    private static Duration firstChecks(TargetGroup group) {
        return Duration.ofSeconds((long) group.healthyThresholdCount() * group.healthCheckIntervalSeconds());
    }

    private static TargetHealth initial() {
        return health(
                TargetHealthStateEnum.INITIAL,
                TargetHealthReasonEnum.ELB_INITIAL_HEALTH_CHECKING,
                "Initial health checks in progress");
    }

    private static TargetHealth unused() {
        return health(
                TargetHealthStateEnum.UNUSED,
                TargetHealthReasonEnum.TARGET_NOT_IN_USE,
                "Target group is not configured to receive traffic from the load balancer");
    }

    private static TargetHealth health(TargetHealthStateEnum state, TargetHealthReasonEnum reason, String description) {
        return TargetHealth.builder()
                .state(state)
                .reason(reason)
                .description(description)
                .build();
    }

    private static TargetHealthDescription describe(TargetGroup group, TargetDescription target, TargetHealth health) {
        return TargetHealthDescription.builder()
                .target(target)
                .healthCheckPort(String.valueOf(target.port() == null ? group.port() : target.port()))
                .targetHealth(health)
                .build();
    }

    /** @param wanted as a matcher spells it: {@code 200}, {@code 200,202} or {@code 200-399} */
    static boolean matches(String wanted, int status) {
        for (var part : wanted.split(",")) {
            var ends = part.strip().split("-");
            if (status >= Integer.parseInt(ends[0]) && status <= Integer.parseInt(ends[ends.length - 1])) {
                return true;
            }
        }
        return false;
    }
}
