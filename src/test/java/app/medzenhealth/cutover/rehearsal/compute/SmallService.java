package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** The parts of a service that writes: EHRbase on two tasks, its database, and functions behind a queue. */
public record SmallService(Estate estate, String region) {

    /** Encrypted by a key of the account's own, and backed up for a week. */
    public static DatabaseSpec database(String... securityGroups) {
        return new DatabaseSpec(
                "db",
                "15.8",
                "db.t3.medium",
                100,
                true,
                "key",
                7,
                "03:00-04:00",
                "sun:04:00-sun:05:00",
                "default.postgres15",
                "subnets",
                List.of(securityGroups),
                false,
                false);
    }

    /** The instance {@code db}, nine days old. */
    public SmallService withDatabase(String... securityGroups) {
        RdsState.of(estate, region).seed(database(securityGroups), Duration.ofDays(9), RdsState.FRESH);
        return this;
    }

    /** The service {@code ehr} of the cluster {@code main}, three days old. */
    public SmallService withTasks() {
        var ecs = EcsState.of(estate, region);
        var task = ecs.taskDefinition(RegisterTaskDefinitionRequest.builder()
                .family("ehr")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehr")
                        .image("ehrbase/ehrbase:2.11.0")
                        .build())
                .build());
        ecs.service(
                Service.builder()
                        .serviceName("ehr")
                        .clusterArn(ecs.cluster("main"))
                        .taskDefinition(task)
                        .desiredCount(2)
                        .build(),
                estate.now().minus(Duration.ofDays(3)));
        return this;
    }

    /** The first of them is fed by the queue {@code ehr-sync}. */
    public SmallService withFunctions(String... names) {
        var lambda = LambdaState.of(estate, region);
        for (var name : names) {
            lambda.function(
                    FunctionConfiguration.builder()
                            .functionName(name)
                            .runtime(Runtime.NODEJS20_X)
                            .handler("index.handler")
                            .role("arn:aws:iam::" + estate.account() + ":role/x")
                            .memorySize(128)
                            .timeout(3)
                            .build(),
                    "code");
        }
        lambda.eventSource(MessagingState.of(estate, region).queue("ehr-sync", 0), names[0], 10);
        return this;
    }

    /** What a fence around it is told. */
    public static Map<String, Object> fenced() {
        return Map.of(
                "cluster",
                "main",
                "service",
                "ehr",
                "rules",
                List.of("nightly"),
                "functions",
                List.of("sync"),
                "instance",
                "db",
                "securityGroup",
                "sg-db",
                "port",
                5432);
    }
}
