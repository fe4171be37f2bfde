package app.medzenhealth.cutover.rehearsal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.HttpProber.Answer;
import app.medzenhealth.cutover.monitor.HttpProber.Request;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EcsState;
import app.medzenhealth.cutover.rehearsal.compute.ElbState;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEcs;
import app.medzenhealth.cutover.rehearsal.compute.TestEstate;
import app.medzenhealth.cutover.rehearsal.data.AcmState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.route53.model.RRType;

class EmbeddedHttpTest {
    private static final String REGION = "eu-west-1";
    private static final String BALANCER = "medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com";
    private final TestEstate world = new TestEstate();
    private final EmbeddedHttp http = new EmbeddedHttp(world.estate);

    @BeforeEach
    void aServedName() {
        Ec2State.of(world.estate, REGION).vpc("vpc-1", "10.0.0.0/16");
        var elb = ElbState.of(world.estate, REGION);
        var group = elb.targetGroup(TargetGroup.builder()
                .targetGroupName("tg")
                .port(8080)
                .targetType("ip")
                .healthCheckPath("/ehrbase/management/health")
                .build());
        var balancer = elb.loadBalancer(
                software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer.builder()
                        .loadBalancerName("medzen-ehrbase-alb")
                        .build(),
                "554519184");
        var certificate =
                AcmState.of(world.estate, REGION).seed("ehr.medzenhealth.app", List.of(), Duration.ofDays(90));
        elb.listener(Listener.builder()
                .loadBalancerArn(balancer)
                .port(443)
                .protocol("HTTPS")
                .certificates(Certificate.builder().certificateArn(certificate).build())
                .defaultActions(
                        Action.builder().type("forward").targetGroupArn(group).build())
                .build());
        var ecs = EcsState.of(world.estate, REGION);
        var definition = ecs.taskDefinition(RegisterTaskDefinitionRequest.builder()
                .family("ehr")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehr")
                        .image("ehrbase/ehrbase:2.11.0")
                        .environment(TestEstate.EHRBASE)
                        .build())
                .build());
        ecs.service(
                Service.builder()
                        .serviceName("ehr")
                        .clusterArn(ecs.cluster("main"))
                        .taskDefinition(definition)
                        .desiredCount(2)
                        .loadBalancers(LoadBalancer.builder()
                                .targetGroupArn(group)
                                .containerName("ehr")
                                .containerPort(8080)
                                .build())
                        .build(),
                world.estate.now().minus(Duration.ofDays(30)));
        Route53State.of(world.estate)
                .zone("Z1", "medzenhealth.app")
                .record("Z1", "ehr.medzenhealth.app", RRType.CNAME, 300, BALANCER)
                .record("Z1", "other.medzenhealth.app", RRType.CNAME, 300, BALANCER);
    }

    private int status(String method, String path, Map<String, String> headers) {
        var request = new Request(
                method,
                URI.create("https://ehr.medzenhealth.app" + path),
                headers,
                "",
                Duration.ofSeconds(10),
                Optional.empty());
        return ((Answer.Answered) http.probe(request)).status();
    }

    @Test
    void ehrbase_answers_under_the_owned_name() {
        assertThat(status("GET", "/ehrbase/management/health", Map.of())).isEqualTo(200);
        assertThat(status("GET", "/ehrbase/rest/status", Map.of())).isEqualTo(401);
        var templates = "/ehrbase/rest/openehr/v1/definition/template/adl1.4";
        assertThat(status("GET", templates, Map.of())).isEqualTo(401);
        assertThat(status("GET", templates, Map.of("Authorization", "Basic x"))).isEqualTo(200);
    }

    @Test
    void a_name_that_the_certificate_does_not_carry_fails_tls() {
        assertThat(http.probe(Request.get("https://other.medzenhealth.app/ehrbase/management/health")))
                .isInstanceOfSatisfying(
                        Answer.NoAnswer.class,
                        a -> assertThat(a.reason()).contains("the certificate is for ehr.medzenhealth.app"));
        assertThat(http.probe(Request.get("https://" + BALANCER + "/"))).isInstanceOf(Answer.NoAnswer.class);
    }

    @Test
    void a_connection_elsewhere_still_asks_for_the_name() {
        var request = new Request(
                "GET",
                URI.create("https://ehr.medzenhealth.app/ehrbase/management/health"),
                Map.of(),
                "",
                Duration.ofSeconds(10),
                Optional.of(BALANCER));

        assertThat(http.probe(request)).isInstanceOfSatisfying(Answer.Answered.class, a -> {
            assertThat(a.status()).isEqualTo(200);
            assertThat(a.certificate().orElseThrow().names()).containsExactly("ehr.medzenhealth.app");
        });
    }

    @Test
    void without_tasks_the_load_balancer_answers_503_and_without_a_name_nobody_does() {
        world.client(EcsClient.class, EmbeddedEcs::new, REGION)
                .updateService(u -> u.cluster("main").service("ehr").desiredCount(0));
        world.pass(60);

        assertThat(status("GET", "/ehrbase/management/health", Map.of())).isEqualTo(503);
        assertThat(http.probe(Request.get("https://none.medzenhealth.app/")))
                .isInstanceOfSatisfying(
                        Answer.NoAnswer.class, a -> assertThat(a.reason()).contains("no address found"));
    }
}
