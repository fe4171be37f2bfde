package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.EcsState;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEcs;
import app.medzenhealth.cutover.rehearsal.compute.TestEstate;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedSecrets;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.SecretsState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;

class RunningContainerTest {
    private static final String REGION = "eu-central-1";

    @TempDir
    private Path folder;

    private Workbench bench;

    @BeforeEach
    void aBench() {
        bench = new Workbench(folder);
    }

    @Test
    void what_runs_is_carried_over_and_what_names_its_region_is_not_carried_unseen() throws Exception {
        IamState.of(bench.estate()).add("runner", "ecs-tasks.amazonaws.com");
        var secret = SecretsState.of(bench.estate(), "eu-west-1").seed("db", "d", "not a real one", Duration.ofDays(3));
        var ecs = EcsState.of(bench.estate(), "eu-west-1");
        var running = ecs.taskDefinition(RegisterTaskDefinitionRequest.builder()
                .family("ehr")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehrbase")
                        .image("ehrbase/ehrbase:2.11.0")
                        .environment(Stream.concat(
                                        TestEstate.EHRBASE.stream(), Stream.of(variable("AWS_REGION", "eu-west-1")))
                                .toList())
                        .secrets(Secret.builder()
                                .name("SECURITY_AUTHPASSWORD")
                                .valueFrom(secret + ":authPassword::")
                                .build())
                        .build())
                .build());
        ecs.service(
                Service.builder()
                        .serviceName("ehr")
                        .clusterArn(ecs.cluster("main"))
                        .taskDefinition(running)
                        .desiredCount(1)
                        .build(),
                bench.estate().now());

        assertThat(register(Map.of()).preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence())
                        .isEqualTo("AWS_REGION names eu-west-1: give its value under environment; "
                                + "SECURITY_AUTHPASSWORD has no secret in " + REGION
                                + ": replicate it, or give it under secrets"));

        new EmbeddedSecrets(bench.estate(), "eu-west-1")
                .replicateSecretToRegions(r -> r.secretId("db")
                        .addReplicaRegions(
                                ReplicaRegionType.builder().region(REGION).build()));
        bench.world.pass(60);
        var good = register(Map.of("AWS_REGION", REGION));
        assertThat(good.preflight(bench.context())).allMatch(c -> c.passed());
        bench.carryOut(good);

        var made = new EmbeddedEcs(bench.estate(), REGION)
                .describeTaskDefinition(DescribeTaskDefinitionRequest.builder()
                        .taskDefinition("ehr")
                        .build())
                .taskDefinition()
                .containerDefinitions()
                .getFirst();
        assertThat(made.environment()).containsAll(TestEstate.EHRBASE).contains(variable("AWS_REGION", REGION));
        assertThat(made.secrets())
                .singleElement()
                .satisfies(s ->
                        assertThat(s.valueFrom()).isEqualTo(secret.replace("eu-west-1", REGION) + ":authPassword::"));
    }

    private static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private Action register(Map<String, Object> environment) {
        return bench.action(
                "ecs.register-task",
                REGION,
                Map.of(
                        "family",
                        "ehr",
                        "image",
                        "ehrbase/ehrbase:2.11.0",
                        "cpu",
                        "1024",
                        "memory",
                        "2048",
                        "environment",
                        environment,
                        "like",
                        Map.of("region", "eu-west-1", "cluster", "main", "service", "ehr"),
                        "logGroup",
                        "/aws/ecs/ehr",
                        "executionRole",
                        "runner"));
    }
}
