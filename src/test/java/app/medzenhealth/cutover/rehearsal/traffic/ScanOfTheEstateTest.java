package app.medzenhealth.cutover.rehearsal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import app.medzenhealth.cutover.rehearsal.compute.ApiGatewayState;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import app.medzenhealth.cutover.rehearsal.compute.ComputeServices;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EcsState;
import app.medzenhealth.cutover.rehearsal.compute.ElbState;
import app.medzenhealth.cutover.rehearsal.compute.EventsState;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import app.medzenhealth.cutover.rehearsal.compute.MessagingState;
import app.medzenhealth.cutover.rehearsal.compute.TestEstate;
import app.medzenhealth.cutover.rehearsal.data.DataServices;
import app.medzenhealth.cutover.rehearsal.stacks.CloudFormationState;
import app.medzenhealth.cutover.rehearsal.stacks.EmbeddedCloudFormation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;

class ScanOfTheEstateTest {
    private static final String REGION = "af-south-1";
    /** More than a page holds. */
    private static final int MANY = 7;

    private final TestEstate world = new TestEstate();

    @Test
    void an_inventory_scan_reads_every_service_to_its_last_page() throws InterruptedException {
        for (var i = 0; i < MANY; i++) {
            one(i);
        }
        Route53State.of(world.estate)
                .zone("Z1", "example.app")
                .record("Z1", "a.example.app", RRType.A, 60, "192.0.2.1");
        var clients = new EmbeddedClients(world.estate, (service, operation) -> true);
        DataServices.register(clients);
        ComputeServices.register(clients);
        clients.register(CloudFormationClient.class, EmbeddedCloudFormation::new)
                .register(Route53Client.class, EmbeddedRoute53::new);

        var found =
                new AwsInventoryScanner(clients, world.estate.account(), world.time).scan(List.of(REGION), scan -> {});

        assertThat(found.unknown()).isEmpty();
        assertThat(found.resources().filter(r -> r.name().contains("many")).map(SeenResource::type))
                .as("each type that was made %s times", MANY)
                .satisfies(types -> types.stream()
                        .distinct()
                        .forEach(type -> assertThat(types.stream().filter(type::equals))
                                .as(type)
                                .hasSize(MANY)))
                .contains(
                        "cluster",
                        "load-balancer",
                        "function",
                        "stack",
                        "rest-api",
                        "http-api",
                        "alarm",
                        "log-group",
                        "security-group",
                        "rule",
                        "schedule",
                        "topic",
                        "queue",
                        "repository");
    }

    private void one(int i) {
        var name = "many-" + i;
        EcsState.of(world.estate, REGION).cluster(name);
        ElbState.of(world.estate, REGION)
                .loadBalancer(LoadBalancer.builder().loadBalancerName(name).build(), "1" + i);
        ElbState.of(world.estate, REGION)
                .targetGroup(TargetGroup.builder().targetGroupName(name).build());
        LambdaState.of(world.estate, REGION)
                .function(FunctionConfiguration.builder().functionName(name).build(), "code");
        CloudFormationState.of(world.estate, REGION)
                .seed(name, "CREATE_COMPLETE", Duration.ofDays(1), List.of(), Map.of());
        ApiGatewayState.of(world.estate, REGION)
                .restApi("aaaaaaaaa" + i, name)
                .httpApi("bbbbbbbbb" + i, name, List.of());
        CloudWatchState.of(world.estate, REGION)
                .alarm(MetricAlarm.builder()
                        .alarmName(name)
                        .namespace("AWS/Lambda")
                        .metricName("Errors")
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold(0d)
                        .build());
        LogsState.of(world.estate, REGION).group("/aws/" + name, 10);
        Ec2State.of(world.estate, REGION)
                .vpc("vpc-" + i, "10.0.0.0/16")
                .securityGroup("sg-" + i, name, "test", "vpc-" + i);
        EventsState.of(world.estate, REGION)
                .rule(name, "rate(1 day)", name)
                .schedule(GetScheduleResponse.builder()
                        .name(name)
                        .target(t -> t.arn("arn").roleArn("role"))
                        .build());
        MessagingState.of(world.estate, REGION).topic(name);
        MessagingState.of(world.estate, REGION).queue(name, 0);
        MessagingState.of(world.estate, REGION).repository(name, 0);
    }
}
