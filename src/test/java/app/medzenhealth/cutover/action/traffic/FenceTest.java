package app.medzenhealth.cutover.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.action.compute.EcsServiceReads;
import app.medzenhealth.cutover.action.compute.FenceRecord;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEc2;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLambda;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedScaling;
import app.medzenhealth.cutover.rehearsal.compute.EventsState;
import app.medzenhealth.cutover.rehearsal.compute.ScalingState;
import app.medzenhealth.cutover.rehearsal.compute.SmallService;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsRequest;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;

class FenceTest {

    private static final String REGION = "eu-west-1";

    @TempDir
    Path folder;

    private Workbench bench;
    private Action fence;

    @BeforeEach
    void a_serving_service_with_triggers() {
        bench = new Workbench(folder);
        Ec2State.of(bench.estate(), REGION)
                .vpc("vpc-1", "10.0.0.0/16")
                .securityGroup("sg-app", "app", "application", "vpc-1")
                .securityGroup("sg-db", "db", "database", "vpc-1")
                .ingress("sg-db", 5432, "sg-app");
        new SmallService(bench.estate(), REGION)
                .withDatabase("sg-db")
                .withTasks()
                .withFunctions("sync", "retention");
        EventsState.of(bench.estate(), REGION).rule("nightly", "rate(1 day)", "retention");
        fence = bench.action("fence.writes", REGION, SmallService.fenced());
    }

    @Test
    void the_preview_shows_triggers_then_tasks_then_the_way_in() throws Exception {
        assertThat(bench.operations(fence))
                .containsExactly(
                        "DisableRule", "UpdateEventSourceMapping", "UpdateService", "RevokeSecurityGroupIngress");
    }

    @Test
    void a_fence_stands_and_tells_what_was_before() throws Exception {
        var outputs = bench.carryOut(fence).values();

        assertThat(bench.sent())
                .containsExactly(
                        "DisableRule", "UpdateEventSourceMapping", "UpdateService", "RevokeSecurityGroupIngress");
        assertThat(outputs).containsEntry("desiredBefore", "2").containsKeys("fencedAt", "fenceLsn");
        assertThat(fence.reconcile(bench.context())).isInstanceOf(Verdict.Done.class);
    }

    @Test
    void it_stands_since_the_last_of_it_was_shut_and_not_since_an_attempt_that_failed() throws Exception {
        var service = new EcsServiceReads(
                REGION,
                SmallService.fenced().get("cluster").toString(),
                SmallService.fenced().get("service").toString());
        // Noted by an attempt that was refused before it had shut anything.
        new FenceRecord(bench.context().time().instant().toString(), 2, List.of(), List.of(), List.of(), List.of())
                .write(bench.context(), service);
        bench.world.time.advance(Duration.ofMinutes(10));
        var again = bench.context().time().instant();

        var stands = Instant.parse(bench.carryOut(fence).values().get("fencedAt"));

        assertThat(stands).isAfter(again);
        bench.world.time.advance(Duration.ofMinutes(10));
        assertThat(bench.carryOut(fence).values()).containsEntry("fencedAt", stands.toString());
    }

    /** Amazon EC2 User Guide, "Security group connection tracking": a rule that is gone refuses new connections, the console's too. */
    @Test
    void the_consoles_own_way_in_is_asked_for_before_and_stays_open() throws Exception {
        var with = new HashMap<>(SmallService.fenced());
        with.put("keeps", List.of("10.90.0.7/32"));
        var keeping = bench.action("fence.writes", REGION, with);
        assertThat(keeping.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .extracting(Check::title)
                .containsExactly("The console's own way in stays open");

        Ec2State.of(bench.estate(), REGION).ingressFrom("sg-db", 5432, "10.90.0.7/32");
        assertThat(keeping.preflight(bench.context())).allMatch(Check::passed);
        assertThat(fence.verify(bench.context()))
                .as("a fence that keeps nothing is not closed while that rule is there")
                .anyMatch(c -> !c.passed());
        bench.carryOut(keeping);

        assertThat(keeping.verify(bench.context())).allMatch(Check::passed);
        assertThat(new EmbeddedEc2(bench.estate(), REGION)
                        .describeSecurityGroups(DescribeSecurityGroupsRequest.builder()
                                .groupIds("sg-db")
                                .build())
                        .securityGroups()
                        .getFirst()
                        .ipPermissions())
                .singleElement()
                .satisfies(p -> assertThat(p.ipRanges().getFirst().cidrIp()).isEqualTo("10.90.0.7/32"));
    }

    @Test
    void run_again_it_sends_nothing() throws Exception {
        bench.carryOut(fence);

        assertThat(bench.operations(fence)).isEmpty();
        assertThat(bench.carryOut(fence).values()).containsEntry("desiredBefore", "2");
    }

    @Test
    void its_undo_restores_what_was_captured() throws Exception {
        var before = bench.preview(fence).facts();
        bench.carryOut(fence);

        var undo = ((Undo.Inverse) fence.undo(before)).action();
        assertThat(bench.operations(undo))
                .containsExactly(
                        "AuthorizeSecurityGroupIngress", "UpdateService", "EnableRule", "UpdateEventSourceMapping");
        bench.carryOut(undo);
        assertThat(bench.preview(fence).facts()).isEqualTo(before);
    }

    @Test
    void the_plans_own_lift_restores_it_too() throws Exception {
        var before = bench.preview(fence).facts();
        bench.carryOut(fence);
        var with = new HashMap<>(SmallService.fenced());
        with.put("desired", 2);

        bench.carryOut(bench.action("fence.lift", REGION, with));

        assertThat(bench.preview(fence).facts()).isEqualTo(before);
    }

    @Test
    void a_fenced_group_is_opened_again_only_once_no_database_stands_behind_it() throws Exception {
        KmsState.of(bench.estate(), REGION).seed(SmallService.database().kmsKey(), "databases");
        bench.carryOut(fence);
        var clear = bench.action(
                "fence.clear",
                REGION,
                Map.of("cluster", "main", "service", "ehr", "instance", "db", "securityGroup", "sg-db", "port", 5432));
        assertThat(clear.preflight(bench.context()))
                .anyMatch(c -> !c.passed() && c.outcome().evidence().equals("db"));

        bench.carryOut(bench.action(
                "rds.delete-instance",
                REGION,
                Map.of("instance", "db", "keepAutomatedBackups", true, "finalSnapshot", "last")));
        assertThat(clear.preflight(bench.context())).allMatch(Check::passed);
        assertThat(bench.operations(clear)).containsExactly("AuthorizeSecurityGroupIngress");
        bench.carryOut(clear);

        assertThat(clear.verify(bench.context())).allMatch(Check::passed);
        assertThat(bench.operations(clear)).isEmpty();
        // Nothing serves and nothing ticks by that.
        assertThat(desired()).isZero();
    }

    @Test
    void a_second_way_in_refuses_the_fence() throws Exception {
        Ec2State.of(bench.estate(), REGION).ingressFrom("sg-db", 5432, "10.0.0.0/8");
        assertThat(fence.preflight(bench.context())).allMatch(c -> c.passed());

        var wrong = new HashMap<>(SmallService.fenced());
        wrong.put("securityGroup", "sg-app");
        var other = bench.action("fence.writes", REGION, wrong);
        assertThat(other.preflight(bench.context())).anyMatch(c -> !c.passed());
        assertThatThrownBy(() -> bench.run(other)).isInstanceOf(ActionFailure.class);
        assertThat(bench.sent()).isEmpty();
    }

    /** Two to six tasks, and at three in the morning two at least: each by itself would set the tasks going behind the fence. */
    private EmbeddedScaling scaled() {
        ScalingState.of(bench.estate(), REGION)
                .scale("main", "ehr", 2, 6)
                .daily("main", "ehr", LocalTime.of(3, 0), 2, 6);
        return new EmbeddedScaling(bench.estate(), REGION);
    }

    private int desired() {
        return new EcsServiceReads(REGION, "main", "ehr")
                .read(bench.context())
                .orElseThrow()
                .desiredCount();
    }

    private void overnight() {
        bench.world.time.advance(Duration.ofHours(24));
    }

    @Test
    void what_would_set_the_tasks_going_again_is_suspended_before_they_end() throws Exception {
        scaled();
        assertThat(fence.preflight(bench.context())).allMatch(Check::passed);
        bench.carryOut(fence);

        assertThat(bench.sent()).containsSubsequence("RegisterScalableTarget", "UpdateService");
        overnight();
        assertThat(desired()).isZero();
        assertThat(fence.verify(bench.context())).allMatch(Check::passed);
        assertThat(bench.operations(fence)).isEmpty();
    }

    @Test
    void a_scaling_that_somebody_sets_going_again_opens_the_fence_and_is_suspended_once_more() throws Exception {
        var scaling = scaled();
        bench.carryOut(fence);

        scaling.registerScalableTarget(RegisterScalableTargetRequest.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId("service/main/ehr")
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .suspendedState(s -> s.scheduledScalingSuspended(false))
                .build());

        assertThat(desired())
                .as("below its least it is raised by the very call")
                .isEqualTo(2);
        assertThat(fence.verify(bench.context()))
                .filteredOn(c -> !c.passed())
                .extracting(Check::title)
                .contains("Nothing sets main/ehr to another number than 0");
        bench.carryOut(fence);
        overnight();
        assertThat(desired()).isZero();
        assertThat(fence.verify(bench.context())).allMatch(Check::passed);
    }

    @Test
    void lifting_the_fence_sets_going_only_what_had_been_going() throws Exception {
        var scaling = scaled();
        scaling.registerScalableTarget(RegisterScalableTargetRequest.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId("service/main/ehr")
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .suspendedState(s -> s.dynamicScalingInSuspended(true))
                .build());
        var before = bench.preview(fence).facts();
        bench.carryOut(fence);
        bench.carryOut(fence);
        var with = new HashMap<>(SmallService.fenced());
        with.put("desired", 2);
        var lift = bench.action("fence.lift", REGION, with);

        bench.carryOut(lift);

        assertThat(bench.preview(fence).facts()).isEqualTo(before);
        assertThat(lift.verify(bench.context())).allMatch(Check::passed);
        assertThat(scaling.describeScalableTargets(DescribeScalableTargetsRequest.builder()
                                .serviceNamespace(ServiceNamespace.ECS)
                                .build())
                        .scalableTargets()
                        .getFirst()
                        .suspendedState())
                .isEqualTo(SuspendedState.builder()
                        .dynamicScalingInSuspended(true)
                        .dynamicScalingOutSuspended(false)
                        .scheduledScalingSuspended(false)
                        .build());
    }

    @Test
    void a_lift_without_a_fence_has_nothing_to_do() throws Exception {
        var with = new HashMap<>(SmallService.fenced());
        with.put("desired", 2);

        assertThat(bench.operations(bench.action("fence.lift", REGION, with))).isEmpty();
    }

    /** Somebody else has just switched the mapping. */
    private void beingSwitched(boolean on) {
        var lambda = new EmbeddedLambda(bench.estate(), REGION);
        var mapping = lambda.listEventSourceMappings(ListEventSourceMappingsRequest.builder()
                        .functionName("sync")
                        .build())
                .eventSourceMappings()
                .getFirst();
        lambda.updateEventSourceMapping(UpdateEventSourceMappingRequest.builder()
                .uuid(mapping.uuid())
                .enabled(on)
                .build());
    }

    private Action triggers(String state) {
        return bench.action("triggers.switch", REGION, Map.of("mappings", List.of("sync"), "state", state));
    }

    @Test
    void a_mapping_that_is_switching_off_already_is_waited_for_and_not_sent_again() throws Exception {
        beingSwitched(false);
        var off = triggers("off");

        assertThat(bench.operations(off)).isEmpty();
        assertThat(bench.preview(off).facts())
                .singleElement()
                .satisfies(f -> assertThat(f.value()).isEqualTo("turning off"));
        bench.carryOut(off);

        assertThat(bench.sent()).isEmpty();
    }

    @Test
    void a_mapping_that_is_switching_the_other_way_is_waited_for_and_then_switched() throws Exception {
        bench.carryOut(triggers("off"));
        beingSwitched(true);
        var off = triggers("off");
        var before = bench.preview(off).facts();

        assertThat(bench.operations(off)).containsExactly("UpdateEventSourceMapping");
        bench.carryOut(off);

        bench.carryOut(((Undo.Inverse) off.undo(before)).action());
        assertThat(bench.preview(triggers("on")).calls()).isEmpty();
    }

    @Test
    void a_rule_that_could_not_be_switched_back_as_it_is_is_refused_beforehand() throws Exception {
        bench.stubs.answer(
                EventBridgeClient.class,
                DescribeRuleRequest.class,
                "describeRule",
                q -> DescribeRuleResponse.builder()
                        .name(q.name())
                        .state("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")
                        .build());

        assertThat(fence.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence()).contains("EnableRule does not bring back"));
    }
}
