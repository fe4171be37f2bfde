package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

class EmbeddedEcsTest {
    private final TestEstate world = new TestEstate();
    private final EcsClient ecs = world.client(EcsClient.class, EmbeddedEcs::new);
    private String definition = "";

    @BeforeEach
    void aClusterAndATaskDefinition() {
        ecs.createCluster(c -> c.clusterName("main"));
        definition = ecs.registerTaskDefinition(t -> t.family("ehrbase")
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("1024")
                        .memory("2048")
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("ehrbase")
                                .image("ehrbase/ehrbase:2.11.0")
                                .environment(TestEstate.EHRBASE)
                                .build()))
                .taskDefinition()
                .taskDefinitionArn();
    }

    private Service service() {
        return ecs.describeServices(d -> d.cluster("main").services("ehr"))
                .services()
                .getFirst();
    }

    private void create(int desired) {
        ecs.createService(s -> s.cluster("main")
                .serviceName("ehr")
                .taskDefinition("ehrbase")
                .desiredCount(desired)
                .clientToken("once"));
    }

    @Test
    void a_task_runs_a_minute_after_it_was_asked_for() {
        create(2);

        assertThat(service().runningCount()).isZero();
        assertThat(service().pendingCount()).isEqualTo(2);
        world.pass(59);
        assertThat(service().runningCount()).isZero();
        world.pass(1);
        assertThat(service().runningCount()).isEqualTo(2);
        assertThat(service().deployments().getFirst().rolloutStateAsString()).isEqualTo("COMPLETED");
    }

    /** Amazon ECS API Reference, ContainerDefinition, image: a new task pulls its image; TaskStopCode, TaskFailedToStart. */
    @Test
    void a_task_whose_image_is_gone_never_runs_and_what_runs_goes_on() {
        var registry = MessagingState.of(world.estate, "eu-central-1");
        registry.repository("own/ehrbase", 1);
        var image = world.estate.account() + ".dkr.ecr." + "eu-central-1" + ".amazonaws.com/own/ehrbase:v1";
        ecs.registerTaskDefinition(t -> t.family("ehrbase")
                .networkMode(NetworkMode.AWSVPC)
                .cpu("1024")
                .memory("2048")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehrbase")
                        .image(image)
                        .build()));
        create(2);
        world.pass(60);
        assertThat(service().runningCount()).isEqualTo(2);

        world.client(EcrClient.class, EmbeddedEcr::new)
                .deleteRepository(d -> d.repositoryName("own/ehrbase").force(true));
        assertThat(service().runningCount()).isEqualTo(2);
        ecs.updateService(u -> u.cluster("main").service("ehr").forceNewDeployment(true));
        world.pass(300);
        assertThat(service().runningCount()).as("the old ones").isEqualTo(2);
        assertThat(service().deployments().getFirst().failedTasks()).isEqualTo(2);

        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(0));
        world.pass(40);
        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(1));
        world.pass(300);
        assertThat(service().runningCount()).isZero();
        assertThat(service().deployments().getFirst().rolloutStateAsString()).isEqualTo("IN_PROGRESS");
        var stopped =
                ecs.listTasks(t -> t.cluster("main").desiredStatus("STOPPED")).taskArns();
        assertThat(ecs.describeTasks(t -> t.cluster("main").tasks(stopped)).tasks())
                .filteredOn(t -> t.stopCode() == TaskStopCode.TASK_FAILED_TO_START)
                .isNotEmpty()
                .allSatisfy(t -> assertThat(t.stoppedReason()).contains("CannotPullContainerError", image));
    }

    @Test
    void scaling_to_zero_stops_new_work_at_once_and_the_tasks_within_forty_seconds() {
        create(2);
        world.pass(60);

        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(0));

        assertThat(service().runningCount()).isZero();
        assertThat(ecs.listTasks(t -> t.cluster("main")).taskArns()).isEmpty();
        assertThat(toStop()).containsExactly("STOPPING", "STOPPING");
        world.pass(39);
        assertThat(toStop()).containsExactly("STOPPING", "STOPPING");
        world.pass(1);
        assertThat(toStop()).containsExactly("STOPPED", "STOPPED");
    }

    /** What ECS has set to be STOPPED, whatever it is yet (Amazon ECS API Reference, ListTasks, desiredStatus). */
    private List<String> toStop() {
        var arns = ecs.listTasks(t -> t.cluster("main").desiredStatus(DesiredStatus.STOPPED))
                .taskArns();
        return ecs.describeTasks(d -> d.cluster("main").tasks(arns)).tasks().stream()
                .map(Task::lastStatus)
                .toList();
    }

    @Test
    void a_new_revision_replaces_the_tasks_without_a_gap() {
        create(2);
        world.pass(60);
        var next = ecs.registerTaskDefinition(t -> t.family("ehrbase")
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("ehrbase")
                                .image("ehrbase/ehrbase:2.12.0")
                                .build()))
                .taskDefinition()
                .taskDefinitionArn();

        ecs.updateService(u -> u.cluster("main").service("ehr").taskDefinition(next));

        assertThat(next).endsWith("ehrbase:2");
        assertThat(service().runningCount()).isEqualTo(2);
        world.pass(60);
        assertThat(service().runningCount()).isEqualTo(2);
        assertThat(service().taskDefinition()).isEqualTo(next);
    }

    @Test
    void the_same_token_makes_one_service_and_the_same_name_without_it_none() {
        create(1);
        create(1);

        assertThat(ecs.listServices(l -> l.cluster("main")).serviceArns()).hasSize(1);
        assertThatThrownBy(() -> ecs.createService(
                        s -> s.cluster("main").serviceName("ehr").taskDefinition("ehrbase")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("not idempotent");
    }

    @Test
    void what_is_not_there_is_refused_or_reported_missing_as_ecs_does() {
        assertThatThrownBy(() -> ecs.listServices(l -> l.cluster("other")))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() ->
                        ecs.updateService(u -> u.cluster("main").service("none").desiredCount(1)))
                .isInstanceOf(ServiceNotFoundException.class);
        assertThat(ecs.describeServices(d -> d.cluster("main").services("none")).failures())
                .singleElement()
                .satisfies(f -> assertThat(f.reason()).isEqualTo("MISSING"));
    }

    @Test
    void lists_come_in_pages() {
        for (var i = 0; i < 7; i++) {
            var number = i;
            ecs.createService(s -> s.cluster("main")
                    .serviceName("s" + number)
                    .taskDefinition("ehrbase")
                    .desiredCount(0));
        }

        assertThat(ecs.listServices(l -> l.cluster("main")).nextToken()).isNotNull();
        assertThat(ecs.listServicesPaginator(l -> l.cluster("main")).serviceArns())
                .hasSize(7);
    }

    @Test
    void running_tasks_become_healthy_targets_after_five_checks_and_drain_when_stopped() {
        var elb = world.client(ElasticLoadBalancingV2Client.class, EmbeddedElb::new);
        var balancers = ElbState.of(world.estate, "eu-central-1");
        var group = balancers.targetGroup(TargetGroup.builder()
                .targetGroupName("tg")
                .port(8080)
                .healthCheckPath("/ehrbase/management/health")
                .build());

        assertThatThrownBy(() -> createBehind(group)).hasMessageContaining("does not have an associated load balancer");
        behindABalancer(group);
        createBehind(group);

        assertThat(health(elb, group)).isEmpty();
        world.pass(60);
        assertThat(health(elb, group)).isEqualTo("initial");
        world.pass(5 * 30);
        assertThat(health(elb, group)).isEqualTo("healthy");
        elb.modifyTargetGroup(
                m -> m.targetGroupArn(group).healthCheckPath("/ehrbase/rest/openehr/v1/definition/template/adl1.4"));
        assertThat(health(elb, group)).isEqualTo("unhealthy");
        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(0));
        assertThat(health(elb, group)).isEqualTo("draining");
        world.pass(299);
        assertThat(health(elb, group)).isEqualTo("draining");
        world.pass(1);
        assertThat(health(elb, group)).isEmpty();
    }

    /**
     * The load balancer tells a target as draining until the delay has passed, though it has no request (User Guide for Application Load
     * Balancers, "Deregistration delay"), and ECS waits for that before it signals the container.
     */
    @Test
    void a_task_behind_a_load_balancer_is_told_to_stop_only_after_the_deregistration_delay() {
        var elb = world.client(ElasticLoadBalancingV2Client.class, EmbeddedElb::new);
        for (var delay : List.of(300, 30, 0)) {
            var group = ElbState.of(world.estate, "eu-central-1")
                    .targetGroup(TargetGroup.builder()
                            .targetGroupName("tg-" + delay)
                            .port(8080)
                            .healthCheckPath("/")
                            .build());
            behindABalancer(group);
            createBehind(group);
            world.pass(60);
            if (delay != 300) {
                elb.modifyTargetGroupAttributes(m -> m.targetGroupArn(group).attributes(delay(delay.toString())));
            }
            ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(0));

            assertThat(service().runningCount())
                    .as("what is taken out does not count as running")
                    .isZero();
            if (delay > 0) {
                assertThat(toStop()).containsExactly("DEACTIVATING");
                world.pass(delay - 1);
                assertThat(toStop()).containsExactly("DEACTIVATING");
                world.pass(1);
            }
            assertThat(toStop()).containsExactly("STOPPING");
            world.pass(40);
            assertThat(toStop()).containsExactly("STOPPED");
            ecs.deleteService(d -> d.cluster("main").service("ehr"));
        }
        var any = elb.describeTargetGroups(d -> {}).targetGroups().getFirst().targetGroupArn();
        assertThatThrownBy(() -> elb.modifyTargetGroupAttributes(
                        m -> m.targetGroupArn(any).attributes(delay("3601"))))
                .isInstanceOf(InvalidConfigurationRequestException.class);
    }

    private static TargetGroupAttribute delay(String seconds) {
        return TargetGroupAttribute.builder()
                .key("deregistration_delay.timeout_seconds")
                .value(seconds)
                .build();
    }

    private void behindABalancer(String group) {
        var balancers = ElbState.of(world.estate, "eu-central-1");
        var balancer = balancers.loadBalancer(
                software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer.builder()
                        .loadBalancerName("alb")
                        .build(),
                "123");
        balancers.listener(Listener.builder()
                .loadBalancerArn(balancer)
                .port(443)
                .protocol("HTTPS")
                .defaultActions(
                        Action.builder().type("forward").targetGroupArn(group).build())
                .build());
    }

    private void createBehind(String group) {
        ecs.createService(s -> s.cluster("main")
                .serviceName("ehr")
                .taskDefinition(definition)
                .desiredCount(1)
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName("ehrbase")
                        .containerPort(8080)
                        .build()));
    }

    private static String health(ElasticLoadBalancingV2Client elb, String group) {
        return elb.describeTargetHealth(d -> d.targetGroupArn(group)).targetHealthDescriptions().stream()
                .map(TargetHealthDescription::targetHealth)
                .map(h -> h.stateAsString())
                .findFirst()
                .orElse("");
    }
}
