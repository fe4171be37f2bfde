package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedCloudWatch;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedElb;
import app.medzenhealth.cutover.rehearsal.data.AcmState;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.stacks.EhrbaseStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

class StacksTest {

    private static final String REGION = "eu-central-1";

    @TempDir
    Path folder;

    private Workbench bench;
    private final Map<String, Object> inputs = new HashMap<>(Map.of(
            "stack", "ehr",
            "template", "stack.yaml",
            "parameters", Map.of("Vpc", "vpc-1", "Subnets", "subnet-a,subnet-b"),
            "capabilities", List.of("CAPABILITY_NAMED_IAM"),
            "tags", Map.of("Project", "Test")));

    @BeforeEach
    void a_network_and_a_template() throws Exception {
        bench = new Workbench(folder);
        EhrbaseStack.network(bench.estate());
        Files.createDirectories(bench.workingCopy());
        Files.writeString(bench.workingCopy().resolve("stack.yaml"), EhrbaseStack.TEMPLATE);
    }

    private Action deploy() {
        return bench.action("cfn.deploy", REGION, inputs);
    }

    @Test
    void a_stack_is_deployed_by_a_change_set_and_gives_its_outputs() throws Exception {
        assertThat(bench.operations(deploy())).containsExactly("CreateChangeSet", "ExecuteChangeSet");

        var outputs = bench.carryOut(deploy()).values();

        assertThat(outputs).containsEntry("Subnets", "subnet-a,subnet-b").containsKeys("stackId", "LoadBalancerDns");
        assertThat(bench.operations(deploy())).isEmpty();
        assertThat(deploy().reconcile(bench.context())).isInstanceOf(Verdict.Done.class);
    }

    @Test
    void a_forbidden_resource_refuses_the_template() throws Exception {
        inputs.put("forbid", List.of("AWS::RDS::DBSubnetGroup"));

        assertThatThrownBy(() -> bench.run(deploy()))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("DbSubnets");
        assertThat(bench.sent()).isEmpty();
    }

    @Test
    void a_named_role_needs_consent() throws Exception {
        inputs.put("capabilities", List.of("CAPABILITY_IAM"));

        assertThatThrownBy(() -> bench.run(deploy()))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("CAPABILITY_NAMED_IAM");
        assertThat(bench.sent()).isEmpty();
    }

    @Test
    void its_undo_deletes_the_stack_by_its_arn() throws Exception {
        var before = bench.preview(deploy()).facts();
        bench.carryOut(deploy());

        bench.carryOut(((Undo.Inverse) deploy().undo(before)).action());

        bench.carryOut(
                bench.action("stack.check", REGION, Map.of("stack", "ehr", "status", List.of("DELETE_COMPLETE"))));
    }

    @Test
    void a_wrong_name_does_not_count_as_deleted() throws Exception {
        var delete = bench.action("cfn.delete", REGION, Map.of("stack", "misspelt"));

        assertThatThrownBy(() -> bench.run(delete)).isInstanceOf(ActionFailure.class);
        assertThat(delete.verify(bench.context())).noneMatch(c -> c.passed());
    }

    /** As a drill puts it up beside what serves, and takes away again without touching that. */
    @Test
    void a_listener_comes_with_a_target_group_like_another_and_all_of_it_goes_again() throws Exception {
        bench.carryOut(deploy());
        var certificate =
                AcmState.of(bench.estate(), REGION).seed("drill.example.test", List.of(), Duration.ofDays(30));
        var listener = bench.action(
                "elb.create-listener",
                REGION,
                Map.of(
                        "loadBalancer",
                        "medzen-ehrbase-alb",
                        "targetGroup",
                        "drill-tg",
                        "targetsLike",
                        "medzen-ehrbase-tg",
                        "port",
                        8444,
                        "certificateArn",
                        certificate));
        assertThat(bench.operations(listener)).containsExactly("CreateTargetGroup", "CreateListener");
        bench.carryOut(listener);
        assertThat(bench.operations(listener)).isEmpty();
        var elb = new EmbeddedElb(bench.estate(), REGION);
        var groups = elb.describeTargetGroups(r -> r.names("drill-tg", "medzen-ehrbase-tg"))
                .targetGroups();
        assertThat(groups.getFirst().healthCheckPath())
                .isEqualTo(groups.getLast().healthCheckPath());
        assertThat(groups.getFirst().vpcId()).isEqualTo(groups.getLast().vpcId());

        var clear = bench.action(
                "service.clear",
                REGION,
                Map.of(
                        "cluster", "medzen-ehrbase-cluster",
                        "service", "drill",
                        "loadBalancer", "medzen-ehrbase-alb",
                        "targetGroup", "drill-tg",
                        "port", 8444));
        assertThat(bench.operations(clear)).containsExactly("DeleteListener", "DeleteTargetGroup");
        assertThat(clear.preflight(bench.context())).hasSize(3).allMatch(c -> c.passed());
        whoeverElseUsesItIsAskedFor(elb, clear);
        bench.carryOut(clear);
        assertThat(bench.operations(clear)).isEmpty();
        assertThat(elb.describeTargetGroups(r -> {}).targetGroups())
                .extracting(g -> g.targetGroupName())
                .containsExactly("medzen-ehrbase-tg");
    }

    private void whoeverElseUsesItIsAskedFor(EmbeddedElb elb, Action clear) throws Exception {
        var group = elb.describeTargetGroups(r -> r.names("drill-tg"))
                .targetGroups()
                .getFirst();
        // A listener of the users' own, by a rule or by default.
        var other = elb.createListener(r -> r.loadBalancerArn(
                                group.loadBalancerArns().getFirst())
                        .protocol("HTTP")
                        .port(8445)
                        .defaultActions(software.amazon.awssdk.services.elasticloadbalancingv2.model.Action.builder()
                                .type("forward")
                                .targetGroupArn(group.targetGroupArn())
                                .build()))
                .listeners()
                .getFirst();
        assertThat(clear.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.toString()).contains("No other listener", "port 8445"));
        elb.deleteListener(r -> r.listenerArn(other.listenerArn()));
        // The port of the users' own listener.
        var misnamed = bench.action(
                "service.clear",
                REGION,
                Map.of(
                        "cluster", "medzen-ehrbase-cluster",
                        "service", "drill",
                        "loadBalancer", "medzen-ehrbase-alb",
                        "targetGroup", "medzen-ehrbase-tg",
                        "port", 8444));
        assertThat(misnamed.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .anyMatch(c -> c.title().equals("The listener on port 8444 leads nowhere else"));
        // Another service of another cluster.
        var answers = new Object() {
            List<String> services = List.of("users-own");
        };
        bench.stubs.answer(
                EcsClient.class,
                ListClustersRequest.class,
                "listClusters",
                q -> ListClustersResponse.builder().clusterArns("arn:c/clinic").build());
        bench.stubs.answer(
                EcsClient.class,
                ListServicesRequest.class,
                "listServices",
                q -> ListServicesResponse.builder()
                        .serviceArns(answers.services)
                        .build());
        bench.stubs.answer(
                EcsClient.class,
                DescribeServicesRequest.class,
                "describeServices",
                q -> DescribeServicesResponse.builder()
                        .services(q.services().stream()
                                .filter(s -> answers.services.contains(s))
                                .map(s -> Service.builder()
                                        .serviceName(s)
                                        .status("ACTIVE")
                                        .loadBalancers(LoadBalancer.builder()
                                                .targetGroupArn(group.targetGroupArn())
                                                .build())
                                        .build())
                                .toList())
                        .build());
        assertThat(clear.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.toString()).contains("No other service registers", "clinic/users-own"));
        answers.services = List.of();
        assertThat(clear.preflight(bench.context())).allMatch(c -> c.passed());
    }

    @Test
    void a_service_runs_in_what_the_stack_made() throws Exception {
        IamState.of(bench.estate()).add("runner", "ecs-tasks.amazonaws.com");
        var stack = bench.carryOut(deploy()).values();
        var register = bench.action(
                "ecs.register-task",
                REGION,
                Map.of(
                        "family",
                        "ehr",
                        "image",
                        "example/echo:1.0",
                        "cpu",
                        "1024",
                        "memory",
                        "2048",
                        "environment",
                        Map.of("DB_USER", "reader"),
                        "logGroup",
                        "/aws/ecs/medzen-ehrbase",
                        "executionRole",
                        "runner"));
        bench.carryOut(register);
        assertThat(bench.operations(register)).isEmpty();
        var certificate = AcmState.of(bench.estate(), REGION).seed("ehr.example.test", List.of(), Duration.ofDays(30));
        var listener = bench.action(
                "elb.create-listener",
                REGION,
                Map.of(
                        "loadBalancer",
                        "medzen-ehrbase-alb",
                        "targetGroup",
                        "medzen-ehrbase-tg",
                        "port",
                        443,
                        "certificateArn",
                        certificate));
        bench.carryOut(listener);
        assertThat(bench.operations(listener)).isEmpty();
        var create = bench.action(
                "ecs.create-service",
                REGION,
                Map.of(
                        "cluster",
                        stack.get("Cluster"),
                        "service",
                        "ehr",
                        "taskDefinition",
                        "ehr",
                        "desired",
                        1,
                        "subnets",
                        stack.get("Subnets"),
                        "securityGroups",
                        List.of(stack.get("DbSecurityGroup")),
                        "targetGroup",
                        "medzen-ehrbase-tg",
                        "container",
                        "echo",
                        "port",
                        8080));
        var before = bench.preview(create).facts();

        bench.run(create);

        assertThat(bench.operations(create)).isEmpty();
        bench.carryOut(((Undo.Inverse) create.undo(before)).action());
    }

    @Test
    void a_password_in_plain_text_is_refused() throws Exception {
        var register = bench.action(
                "ecs.register-task",
                REGION,
                Map.of(
                        "family",
                        "ehr",
                        "image",
                        "x",
                        "cpu",
                        "256",
                        "memory",
                        "512",
                        "environment",
                        Map.of("DB_PASSWORD", "hunter2"),
                        "logGroup",
                        "g",
                        "executionRole",
                        "runner"));

        assertThat(register.preflight(bench.context())).anyMatch(c -> !c.passed());
    }

    @Test
    void alarms_are_set_once() throws Exception {
        var alarms = bench.action(
                "alarms.create",
                REGION,
                Map.of(
                        "alarms",
                        List.of(Map.of(
                                "name",
                                "errors",
                                "namespace",
                                "AWS/Lambda",
                                "metric",
                                "Errors",
                                "dimensions",
                                Map.of("FunctionName", "f"),
                                "statistic",
                                "Sum",
                                "comparison",
                                ">",
                                "threshold",
                                0,
                                "periodSeconds",
                                300,
                                "evaluations",
                                1))));

        bench.carryOut(alarms);
        assertThat(bench.operations(alarms)).isEmpty();
    }

    @Test
    void an_alarm_that_was_there_keeps_its_actions_and_becomes_what_it_was() throws Exception {
        var cloudWatch = new EmbeddedCloudWatch(bench.estate(), REGION);
        cloudWatch.putMetricAlarm(PutMetricAlarmRequest.builder()
                .alarmName("errors")
                .alarmDescription("ours")
                .namespace("AWS/Lambda")
                .metricName("Errors")
                .dimensions(Dimension.builder().name("FunctionName").value("f").build())
                .statistic("Sum")
                .comparisonOperator("GreaterThanThreshold")
                .threshold(5.0)
                .period(60)
                .evaluationPeriods(3)
                .alarmActions("arn:aws:sns:" + REGION + ":558069890522:on-call")
                .build());
        var alarms = bench.action(
                "alarms.create",
                REGION,
                Map.of(
                        "alarms",
                        List.of(Map.of(
                                "name", "errors",
                                "namespace", "AWS/Lambda",
                                "metric", "Errors",
                                "dimensions", Map.of("FunctionName", "f"),
                                "statistic", "Sum",
                                "comparison", ">",
                                "threshold", 0,
                                "periodSeconds", 300,
                                "evaluations", 1))));
        var before = bench.preview(alarms).facts();
        bench.carryOut(alarms);
        assertThat(alarm(cloudWatch).alarmActions()).hasSize(1);
        assertThat(alarm(cloudWatch).alarmDescription()).isEqualTo("ours");

        bench.carryOut(((Undo.Inverse) alarms.undo(before)).action());

        assertThat(alarm(cloudWatch).threshold()).isEqualTo(5.0);
        assertThat(bench.preview(alarms).facts()).isEqualTo(before);
    }

    private static MetricAlarm alarm(EmbeddedCloudWatch cloudWatch) {
        return cloudWatch
                .describeAlarms(
                        DescribeAlarmsRequest.builder().alarmNames("errors").build())
                .metricAlarms()
                .getFirst();
    }

    @Test
    void a_metric_without_data_is_unknown_and_not_healthy() throws Exception {
        var healthy = bench.action(
                "metrics.healthy",
                REGION,
                Map.of(
                        "signals",
                        List.of("AWS/RDS CPUUtilization DBInstanceIdentifier=none Average < 80"),
                        "over",
                        "PT5M"));

        assertThat(healthy.verify(bench.context())).allMatch(c -> c.outcome() instanceof Check.Unknown);
    }
}
