package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.*;

/** Application Auto Scaling, of the services of Amazon ECS. */
public final class EmbeddedScaling implements ApplicationAutoScalingClient {
    private final Estate estate;
    private final ScalingState state;

    public EmbeddedScaling(Estate estate, String region) {
        this.estate = estate;
        this.state = ScalingState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest r) {
        var found = state.targets.values().stream()
                .filter(t -> t.serviceNamespace() == r.serviceNamespace())
                .filter(t -> !r.hasResourceIds() || r.resourceIds().contains(t.resourceId()))
                .filter(t -> r.scalableDimension() == null || t.scalableDimension() == r.scalableDimension())
                .toList();
        var page = estate.page(found, r.nextToken(), r.maxResults());
        return DescribeScalableTargetsResponse.builder()
                .scalableTargets(page.items())
                .nextToken(page.next())
                .build();
    }

    /** Of one that is there, what is left out stays, and the service is brought between the bounds whatever is asked for. */
    @Override
    public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest r) {
        var id = r.resourceId();
        if (r.serviceNamespace() != ServiceNamespace.ECS
                || r.scalableDimension() != ScalableDimension.ECS_SERVICE_DESIRED_COUNT
                || !id.matches("service/[^/]+/[^/]+")) {
            throw invalid("Unsupported service namespace, resource type or scalable dimension");
        }
        if (!state.targets.containsKey(id) && (r.minCapacity() == null || r.maxCapacity() == null)) {
            throw invalid("MinCapacity and MaxCapacity must be specified when registering a new scalable target");
        }
        if (state.service(id).isEmpty()) {
            throw invalid("ECS service doesn't exist: " + id);
        }
        var target = state.register(id, r.minCapacity(), r.maxCapacity(), r.suspendedState());
        return RegisterScalableTargetResponse.builder()
                .scalableTargetARN(target.scalableTargetARN())
                .build();
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(ValidationException.builder(), "ValidationException", 400, message);
    }
}
