package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/**
 * What Application Auto Scaling does to the services of one region. Target tracking does nothing to a service without tasks, of which
 * there is no metric to track; schedules fire whatever the service does.
 */
public final class ScalingState {
    static final String DIMENSION = "ecs:service:DesiredCount";

    private final Estate estate;
    private final String region;
    /** By resource id, {@code service/CLUSTER/SERVICE}. */
    final Map<String, ScalableTarget> targets = new LinkedHashMap<>();

    private ScalingState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static ScalingState of(Estate estate, String region) {
        return estate.state(ScalingState.class, region, () -> new ScalingState(estate, region));
    }

    /** A service that is kept between two numbers, from the start. */
    public ScalingState scale(String cluster, String service, int least, int most) {
        register("service/" + cluster + "/" + service, least, most, null);
        return this;
    }

    /**
     * Sets other bounds each day, and brings the service between them.
     *
     * @param at UTC
     */
    public ScalingState daily(String cluster, String service, LocalTime at, int least, int most) {
        again(new Daily("service/" + cluster + "/" + service, at, least, most), estate.now());
        return this;
    }

    private record Daily(String id, LocalTime at, int least, int most) {}

    private void again(Daily action, Instant after) {
        var today =
                after.atZone(ZoneOffset.UTC).toLocalDate().atTime(action.at()).toInstant(ZoneOffset.UTC);
        var next = today.isAfter(after) ? today : today.plus(1, ChronoUnit.DAYS);
        estate.agenda().at(next, () -> {
            fire(action, next);
            again(action, next);
        });
    }

    /**
     * "When the scheduled action runs, if the current capacity is below the minimum capacity, Application Auto Scaling scales out to
     * the minimum capacity" (Application Auto Scaling API Reference, PutScheduledAction: ScalableTargetAction), unless schedules
     * are suspended.
     */
    private void fire(Daily action, Instant at) {
        Optional.ofNullable(targets.get(action.id()))
                .filter(t -> !Boolean.TRUE.equals(t.suspendedState().scheduledScalingSuspended()))
                .ifPresent(t -> {
                    targets.put(
                            action.id(),
                            t.toBuilder()
                                    .minCapacity(action.least())
                                    .maxCapacity(action.most())
                                    .build());
                    bring(action.id(), at);
                });
    }

    /** Null: as it was, or of a new one the default. */
    ScalableTarget register(
            String id, @Nullable Integer least, @Nullable Integer most, @Nullable SuspendedState suspended) {
        var was = Optional.ofNullable(targets.get(id));
        var made = was.map(ScalableTarget::toBuilder)
                .orElseGet(() -> ScalableTarget.builder()
                        .serviceNamespace("ecs")
                        .resourceId(id)
                        .scalableDimension(DIMENSION)
                        .scalableTargetARN(estate.arn(
                                "application-autoscaling", region, "scalable-target/" + estate.id("scaling")))
                        .roleARN(estate.arn(
                                "iam",
                                "",
                                "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
                                        + "AWSServiceRoleForApplicationAutoScaling_ECSService"))
                        .suspendedState(none())
                        .creationTime(estate.now()));
        Optional.ofNullable(least).ifPresent(made::minCapacity);
        Optional.ofNullable(most).ifPresent(made::maxCapacity);
        Optional.ofNullable(suspended)
                .ifPresent(s ->
                        made.suspendedState(Copies.to(s, none().toBuilder()).build()));
        targets.put(id, made.build());
        bring(id, estate.now());
        return made.build();
    }

    private static SuspendedState none() {
        return SuspendedState.builder()
                .dynamicScalingInSuspended(false)
                .dynamicScalingOutSuspended(false)
                .scheduledScalingSuspended(false)
                .build();
    }

    Optional<EcsService> service(String id) {
        var parts = id.split("/");
        return parts.length == 3 && parts[0].equals("service")
                ? EcsState.of(estate, region).service(parts[1], parts[2]).filter(EcsService::active)
                : Optional.empty();
    }

    /** Between its bounds. */
    private void bring(String id, Instant at) {
        var target = targets.get(id);
        if (target == null) {
            return;
        }
        service(id).ifPresent(s -> {
            int now = s.description().desiredCount();
            var wanted = Math.clamp(now, target.minCapacity(), target.maxCapacity());
            if (wanted != now) {
                s.scale(wanted, at, EcsState.of(estate, region));
            }
        });
    }
}
