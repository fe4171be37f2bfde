package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

class EmbeddedScalingTest {
    private static final String ID = "service/main/ehr";

    private final TestEstate world = new TestEstate();
    private final EcsClient ecs = world.client(EcsClient.class, EmbeddedEcs::new);
    private final ApplicationAutoScalingClient scaling =
            world.client(ApplicationAutoScalingClient.class, EmbeddedScaling::new);

    @BeforeEach
    void aServiceOfTwo() {
        ecs.createCluster(c -> c.clusterName("main"));
        ecs.registerTaskDefinition(t -> t.family("ehr")
                .containerDefinitions(
                        ContainerDefinition.builder().name("ehr").image("ehr").build()));
        ecs.createService(
                s -> s.cluster("main").serviceName("ehr").taskDefinition("ehr").desiredCount(2));
    }

    private int desired() {
        return ecs.describeServices(d -> d.cluster("main").services("ehr"))
                .services()
                .getFirst()
                .desiredCount();
    }

    private void scaleTo(int desired) {
        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(desired));
        assertThat(desired()).isEqualTo(desired);
    }

    private static RegisterScalableTargetRequest.Builder target() {
        return RegisterScalableTargetRequest.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(ID)
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT);
    }

    private void suspended(boolean schedules) {
        scaling.registerScalableTarget(target().suspendedState(s -> s.scheduledScalingSuspended(schedules))
                .build());
    }

    private ScalableTarget registered() {
        return scaling.describeScalableTargets(
                        d -> d.serviceNamespace(ServiceNamespace.ECS).resourceIds(ID))
                .scalableTargets()
                .getFirst();
    }

    /** From 08:00 until after the schedule of 03:00. */
    private void overnight() {
        world.pass(20 * 3_600);
    }

    @Test
    void a_schedule_sets_a_service_going_again_that_was_set_to_none() {
        ScalingState.of(world.estate, "eu-central-1")
                .scale("main", "ehr", 2, 6)
                .daily("main", "ehr", LocalTime.of(3, 0), 2, 6);
        scaleTo(0);
        world.pass(18 * 3_600);
        assertThat(desired()).isZero();

        world.pass(2 * 3_600);

        assertThat(desired()).isEqualTo(2);
        scaleTo(0);
        world.pass(24 * 3_600);
        assertThat(desired()).as("the day after").isEqualTo(2);
    }

    @Test
    void a_schedule_that_is_suspended_does_nothing_until_it_goes_on() {
        ScalingState.of(world.estate, "eu-central-1")
                .scale("main", "ehr", 0, 6)
                .daily("main", "ehr", LocalTime.of(3, 0), 2, 6);
        suspended(true);
        scaleTo(0);
        overnight();
        assertThat(desired()).isZero();
        assertThat(registered().minCapacity()).isZero();

        suspended(false);
        overnight();
        world.pass(4 * 3_600);

        assertThat(desired()).isEqualTo(2);
        assertThat(registered().minCapacity()).isEqualTo(2);
    }

    @Test
    void registering_again_brings_the_count_between_its_bounds_even_if_only_to_suspend() {
        ScalingState.of(world.estate, "eu-central-1").scale("main", "ehr", 2, 6);
        scaleTo(0);

        suspended(true);

        assertThat(desired()).isEqualTo(2);
        assertThat(registered().suspendedState().scheduledScalingSuspended()).isTrue();
        assertThat(registered().suspendedState().dynamicScalingOutSuspended()).isFalse();
        scaleTo(9);
        scaling.registerScalableTarget(target().build());
        assertThat(desired()).isEqualTo(6);
    }

    @Test
    void a_new_target_names_both_bounds_and_a_service_that_is_there() {
        assertThatThrownBy(() -> suspended(true)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> scaling.registerScalableTarget(target().resourceId("service/main/none")
                        .minCapacity(1)
                        .maxCapacity(2)
                        .build()))
                .isInstanceOf(ValidationException.class);

        scaling.registerScalableTarget(target().minCapacity(3).maxCapacity(4).build());

        assertThat(desired()).isEqualTo(3);
    }
}
