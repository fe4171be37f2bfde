package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Workbench;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ApplicationAutoScalingException;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;

/** What Application Auto Scaling does to a count that is set by hand: Amazon ECS Developer Guide, service auto scaling. */
class AutoScalingTest {
    private static final EcsServiceReads SERVICE = new EcsServiceReads("eu-west-1", "clinic", "ehr");

    @TempDir
    Path folder;

    private void scaled(Workbench bench, List<ScalableTarget> targets) {
        bench.stubs.answer(
                ApplicationAutoScalingClient.class,
                DescribeScalableTargetsRequest.class,
                "describeScalableTargets",
                q -> q.resourceIds().equals(List.of("service/clinic/ehr"))
                        ? DescribeScalableTargetsResponse.builder()
                                .scalableTargets(targets)
                                .build()
                        : DescribeScalableTargetsResponse.builder().build());
    }

    @ParameterizedTest
    @CsvSource({
        // least, most, wanted, out suspended, in suspended, schedules suspended, left alone
        "2, 10, 0, false, false, false, false",
        "2, 10, 1, false, false, false, false",
        "2, 10, 2, false, false, false, true",
        "2, 10, 10, false, false, false, true",
        "2, 10, 11, false, false, false, false",
        "0, 10, 0, false, false, false, false",
        "2, 10, 0, true, false, false, false",
        "2, 10, 0, true, false, true, true",
        "2, 10, 0, false, true, true, false",
        "2, 10, 11, true, true, true, true",
    })
    void a_count_that_would_be_set_back_is_refused_before_it_is_sent(
            int least, int most, int wanted, boolean out, boolean in, boolean schedules, boolean left)
            throws Exception {
        var bench = new Workbench(folder);
        scaled(
                bench,
                List.of(ScalableTarget.builder()
                        .resourceId("service/clinic/ehr")
                        .minCapacity(least)
                        .maxCapacity(most)
                        .suspendedState(s -> s.dynamicScalingOutSuspended(out)
                                .dynamicScalingInSuspended(in)
                                .scheduledScalingSuspended(schedules))
                        .build()));

        var checks = new EcsScale(SERVICE, wanted).preflight(bench.context());

        assertThat(checks.getLast().passed()).as(checks.getLast().toString()).isEqualTo(left);
        assertThat(checks.getLast().outcome().evidence()).contains("between " + least + " and " + most);
    }

    @Test
    void a_service_that_nothing_scales_may_have_any_count() throws Exception {
        var bench = new Workbench(folder);

        assertThat(AutoScaling.leaves(bench.context(), SERVICE, 0).passed()).isTrue();
    }

    @Test
    void a_scaling_that_may_not_be_read_is_not_taken_for_none() throws Exception {
        var bench = new Workbench(folder);
        bench.stubs.answer(
                ApplicationAutoScalingClient.class,
                DescribeScalableTargetsRequest.class,
                "describeScalableTargets",
                q -> {
                    throw ApplicationAutoScalingException.builder()
                            .statusCode(400)
                            .awsErrorDetails(AwsErrorDetails.builder()
                                    .errorCode("AccessDeniedException")
                                    .build())
                            .build();
                });

        assertThat(AutoScaling.leaves(bench.context(), SERVICE, 0)).asString().contains("Unknown");
    }
}
