package app.medzenhealth.cutover.rehearsal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.HttpProber.Answer;
import app.medzenhealth.cutover.monitor.HttpProber.Request;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EcsState;
import app.medzenhealth.cutover.rehearsal.compute.ElbState;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEc2;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEcs;
import app.medzenhealth.cutover.rehearsal.compute.ServingWorkload;
import app.medzenhealth.cutover.rehearsal.compute.SmallService;
import app.medzenhealth.cutover.rehearsal.compute.TestEstate;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

class FenceTest {
    private static final String REGION = "eu-west-1";
    private static final String BALANCER = "alb-1.eu-west-1.elb.amazonaws.com";
    private final TestEstate world = new TestEstate();
    private final EmbeddedHttp http = new EmbeddedHttp(world.estate);
    private final Ec2Client ec2 = world.client(Ec2Client.class, EmbeddedEc2::new, REGION);

    @BeforeEach
    void aServiceAndItsDatabase() {
        Ec2State.of(world.estate, REGION)
                .vpc("vpc-1", "10.0.0.0/16")
                .securityGroup("sg-app", "app", "application", "vpc-1")
                .securityGroup("sg-db", "db", "database", "vpc-1")
                .ingress("sg-db", 5432, "sg-app");
        var rds = RdsState.of(world.estate, REGION);
        rds.workload(new ServingWorkload(world.estate));
        var database = rds.seed(SmallService.database("sg-db"), Duration.ofDays(9), RdsState.FRESH);
        var elb = ElbState.of(world.estate, REGION);
        var balancer = elb.loadBalancer(
                software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer.builder()
                        .loadBalancerName("alb")
                        .build(),
                "1");
        var group = elb.targetGroup(TargetGroup.builder()
                .targetGroupName("tg")
                .healthCheckPath("/ehrbase/management/health")
                .build());
        elb.listener(Listener.builder()
                .loadBalancerArn(balancer)
                .port(80)
                .protocol("HTTP")
                .defaultActions(
                        Action.builder().type("forward").targetGroupArn(group).build())
                .build());
        var ecs = EcsState.of(world.estate, REGION);
        var definition = ecs.taskDefinition(RegisterTaskDefinitionRequest.builder()
                .family("ehr")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehr")
                        .image("ehrbase/ehrbase:2.11.0")
                        .environment(Stream.concat(
                                        TestEstate.EHRBASE.stream(),
                                        Stream.of(KeyValuePair.builder()
                                                .name("DB_URL")
                                                .value("jdbc:postgresql://" + database.endpoint() + ":5432/ehrbase")
                                                .build()))
                                .toList())
                        .build())
                .build());
        ecs.service(
                Service.builder()
                        .serviceName("ehr")
                        .clusterArn(ecs.cluster("main"))
                        .taskDefinition(definition)
                        .desiredCount(2)
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.securityGroups("sg-app")))
                        .loadBalancers(LoadBalancer.builder()
                                .targetGroupArn(group)
                                .containerName("ehr")
                                .containerPort(8080)
                                .build())
                        .build(),
                world.estate.now().minus(Duration.ofDays(3)));
    }

    private int write() {
        return status("POST", "/ehrbase/rest/openehr/v1/ehr");
    }

    private int status(String method, String path) {
        return ((Answer.Answered) http.probe(new Request(
                        method,
                        URI.create("http://" + BALANCER + path),
                        Map.of("Authorization", "Basic x"),
                        "",
                        Duration.ofSeconds(5),
                        Optional.empty())))
                .status();
    }

    private long position() {
        ec2.describeVpcs();
        return RdsState.of(world.estate, REGION).database("db").orElseThrow().position();
    }

    private void scale(int desired) {
        world.client(EcsClient.class, EmbeddedEcs::new, REGION)
                .updateService(u -> u.cluster("main").service("ehr").desiredCount(desired));
        world.pass(400);
    }

    /** Amazon EC2 User Guide, "Security group connection tracking": what is tracked when a rule goes is not interrupted at once. */
    @Test
    void a_revoked_ingress_leaves_open_sessions_to_their_tasks_and_refuses_new_ones() {
        var before = position();
        world.pass(60);
        assertThat(position()).isGreaterThan(before);
        assertThat(write()).isEqualTo(201);
        assertThat(status("GET", "/ehrbase/management/health/readiness")).isEqualTo(200);

        ec2.revokeSecurityGroupIngress(r -> r.groupId("sg-db")
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId("sg-app").build())
                        .build()));
        var revoked = position();
        world.pass(600);
        assertThat(position()).isGreaterThan(revoked);
        assertThat(write()).isEqualTo(201);

        scale(0);
        var fenced = position();
        scale(2);
        world.pass(600);

        assertThat(write()).isEqualTo(503);
        assertThat(status("GET", "/ehrbase/management/health")).isEqualTo(503);
        assertThat(status("GET", "/ehrbase/management/health/readiness")).isEqualTo(200);
        assertThat(position()).isEqualTo(fenced);
    }
}
