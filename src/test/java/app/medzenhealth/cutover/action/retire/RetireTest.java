package app.medzenhealth.cutover.action.retire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.aws.LogDelivery;
import app.medzenhealth.cutover.rehearsal.compute.ApiGatewayState;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EcsState;
import app.medzenhealth.cutover.rehearsal.compute.EventsState;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import app.medzenhealth.cutover.rehearsal.compute.MessagingState;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedSecrets;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import app.medzenhealth.cutover.rehearsal.data.SecretsState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import tools.jackson.databind.json.JsonMapper;

class RetireTest {

    private static final String REGION = "af-south-1";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void a_bench() {
        bench = new Workbench(folder);
    }

    /** As the baseline is frozen. */
    private void baseline(String... labels) {
        var entries = Arrays.stream(labels)
                .map(l -> l.split("/", 3))
                .map(l ->
                        Map.of("service", l[0], "type", l[1], "region", REGION, "name", l[2], "arn", "arn:of:" + l[2]))
                .toList();
        SessionFile.in(bench.context(), "baseline.json")
                .write(JsonMapper.shared().writeValueAsString(Map.of("resources", entries)));
    }

    @Test
    void functions_are_deleted_and_those_gone_already_are_done() throws Exception {
        function("tts");
        baseline("lambda/function/gone");
        var delete = bench.action("lambda.delete", REGION, Map.of("functions", List.of("tts", "gone")));

        assertThat(bench.operations(delete)).containsExactly("DeleteFunction");
        bench.carryOut(delete);
        assertThat(bench.operations(delete)).isEmpty();
        assertThat(delete.undo(List.of())).isInstanceOf(Undo.None.class);
    }

    @Test
    void a_function_with_an_open_event_source_stays() throws Exception {
        function("tts");
        LambdaState.of(bench.estate(), REGION)
                .eventSource(MessagingState.of(bench.estate(), REGION).queue("q", 0), "tts", 10);
        var delete = bench.action("lambda.delete", REGION, Map.of("functions", List.of("tts")));

        assertThat(delete.preflight(bench.context())).anyMatch(c -> !c.passed());
    }

    @Test
    void tags_go_back_to_what_each_resource_had() throws Exception {
        var functions = IntStream.range(0, 45)
                .mapToObj(i -> "arn:aws:lambda:" + REGION + ":558069890522:function:f" + i)
                .toList();
        for (var i = 0; i < functions.size(); i++) {
            function("f" + i);
            bench.estate()
                    .tags()
                    .put(functions.get(i), i % 2 == 0 ? Map.of("Owner", "a") : Map.of("Project", "old" + i % 3));
        }
        var tag = bench.action("tag.resources", REGION, Map.of("arns", functions, "tags", Map.of("Project", "MedZen")));
        var before = bench.preview(tag).facts();
        assertThat(bench.operations(tag)).as("twenty at once").hasSize(3);

        bench.carryOut(tag);
        bench.carryOut(((Undo.Inverse) tag.undo(before)).action());

        assertThat(bench.preview(tag).facts()).isEqualTo(before);
        assertThat(bench.estate().tags().of(functions.getFirst())).containsOnlyKeys("Owner");
    }

    /** "Deletes the secret replicas from the Regions you specify" (RemoveRegionsFromReplication), asked where the secret lives. */
    @Test
    void a_replica_of_a_secret_goes_by_its_primary_which_stays() throws Exception {
        SecretsState.of(bench.estate(), "eu-west-1").seed("records", "", "x", Duration.ofDays(9));
        new EmbeddedSecrets(bench.estate(), "eu-west-1")
                .replicateSecretToRegions(r -> r.secretId("records")
                        .addReplicaRegions(
                                ReplicaRegionType.builder().region(REGION).build()));
        var sweep = bench.action("sweep.delete", REGION, Map.of("resources", List.of("secretsmanager/secret/records")));

        assertThat(sweep.preflight(bench.context())).allMatch(c -> c.passed());
        assertThat(bench.preview(sweep).calls())
                .singleElement()
                .satisfies(c -> assertThat(c.region() + " " + c.operation())
                        .isEqualTo("eu-west-1 RemoveRegionsFromReplication"));
        bench.carryOut(sweep);

        assertThat(new EmbeddedSecrets(bench.estate(), "eu-west-1")
                        .describeSecret(q -> q.secretId("records"))
                        .deletedDate())
                .isNull();
    }

    /**
     * "Some time after the deleted date, Secrets Manager deletes the secret, including all of its versions"
     * (docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html, DeletedDate).
     */
    @Test
    void a_secret_on_its_way_out_is_not_called_gone_and_its_day_is_named() throws Exception {
        SecretsState.of(bench.estate(), REGION).seed("records", "", "x", Duration.ofDays(9));
        var day = bench.estate().now().plus(Duration.ofDays(30)).toString().substring(0, 10);
        var sweep = bench.action("sweep.delete", REGION, Map.of("resources", List.of("secretsmanager/secret/records")));

        bench.carryOut(sweep);

        assertThat(sweep.verify(bench.context()))
                .singleElement()
                .asString()
                .contains("is gone or on its way out", "not deleted yet: it is scheduled for after " + day);
    }

    @Test
    void what_somebody_decides_on_is_shown_with_its_size_and_age_and_what_is_not_told_is_unknown() throws Exception {
        DynamoState.of(bench.estate(), REGION)
                .seed("meetings", "id", 17, Duration.ofDays(9), DynamoState.Protection.OFF);
        MessagingState.of(bench.estate(), REGION).queue("dlq", 2);
        MessagingState.of(bench.estate(), REGION).repository("media", 3);
        SecretsState.of(bench.estate(), REGION).seed("records", "", "x", Duration.ofDays(9));
        var day = bench.estate().now().minus(Duration.ofDays(9)).toString().substring(0, 10);
        var shown = bench.action(
                "holdings.show",
                REGION,
                Map.of(
                        "tables", List.of("meetings", "gone"),
                        "resources",
                                List.of("sqs/queue/dlq", "ecr/repository/media", "secretsmanager/secret/records")));

        assertThat(shown.verify(bench.context()))
                .allMatch(c -> c.passed())
                .extracting(c -> c.title() + ": " + c.outcome().evidence())
                .satisfiesExactly(
                        c -> assertThat(c).contains("table/meetings", "items, counted every six hours: 17", day),
                        c -> assertThat(c).contains("table/gone: it is not there"),
                        c -> assertThat(c).contains("queue/dlq", "2 waiting", "how old they are is unknown"),
                        c -> assertThat(c).contains("repository/media: images: 3"),
                        c -> assertThat(c).contains("secret/records: made on " + day, "last use unknown"));
    }

    @Test
    void rest_apis_go_one_in_thirty_seconds() throws Exception {
        ApiGatewayState.of(bench.estate(), REGION)
                .restApi("aaa", "one")
                .restApi("bbb", "two")
                .httpApi("ccc", "three", List.of());
        var begun = bench.estate().now();

        bench.carryOut(bench.action(
                "apigw.delete", REGION, Map.of("restApis", List.of("one", "two"), "httpApis", List.of("three"))));

        assertThat(bench.sent()).containsExactly("DeleteRestApi", "DeleteRestApi", "DeleteApi");
        assertThat(Duration.between(begun, bench.estate().now())).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void of_several_apis_with_one_name_none_is_deleted_until_one_is_named_by_its_id() throws Exception {
        ApiGatewayState.of(bench.estate(), REGION)
                .restApi("aaa", "chime")
                .restApi("bbb", "chime")
                .httpApi("ccc", "events", List.of())
                .httpApi("ddd", "events", List.of());
        var byName = bench.action(
                "apigw.delete", REGION, Map.of("restApis", List.of("chime"), "httpApis", List.of("events")));

        assertThat(byName.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .extracting(c -> c.outcome().evidence())
                .asString()
                .contains("2 are named chime: aaa (created ", "bbb (created ", "2 are named events: ccc", "ddd")
                .contains("no description");
        assertThat(bench.operations(byName)).isEmpty();
        assertThat(byName.verify(bench.context())).noneMatch(c -> c.passed());

        bench.carryOut(
                bench.action("apigw.delete", REGION, Map.of("restApis", List.of("bbb"), "httpApis", List.of("ccc"))));

        assertThat(bench.sent()).containsExactly("DeleteRestApi", "DeleteApi");
        assertThat(bench.estate().ledger().entries().stream().map(e -> e.resource()))
                .allMatch(r -> r.contains("bbb") || r.contains("ccc"));
    }

    @Test
    void a_log_group_that_comes_back_is_deleted_again() throws Exception {
        LogsState.of(bench.estate(), REGION)
                .group("/aws/lambda/tts", 10)
                .group("/aws/lambda/other", 10)
                .returns("/aws/lambda/tts", Duration.ofMinutes(20));
        var delete = bench.action(
                "logs.delete",
                REGION,
                Map.of("groups", List.of("/aws/lambda/tts", "/aws/lambda/other"), "again", "PT2H"));

        assertThat(bench.operations(delete)).hasSize(4).containsOnly("DeleteLogGroup");
        bench.carryOut(delete);

        assertThat(bench.sent()).hasSize(3);
        assertThat(bench.operations(delete)).isEmpty();
    }

    private Map<String, String> keptLines() throws Exception {
        var delete = bench.action(
                "logs.delete",
                REGION,
                Map.of(
                        "groups",
                        List.of("/aws/lambda/tts", "/aws/lambda/silent"),
                        "again",
                        "PT2H",
                        "archive",
                        "archive",
                        "archiveRegion",
                        "eu-central-1"));
        return delete.preflight(bench.context()).stream()
                .filter(c -> !c.passed())
                .collect(Collectors.toMap(Check::title, c -> c.outcome().evidence()));
    }

    @Test
    void a_log_group_goes_only_while_its_newest_lines_are_in_the_archive_and_nobody_writes_to_it() throws Exception {
        LogsState.of(bench.estate(), REGION).group("/aws/lambda/tts", 1_000).group("/aws/lambda/silent", 0);
        function("tts");
        S3State.of(bench.estate())
                .seed("exports", REGION, Duration.ofDays(1))
                .policy(LogDelivery.policy(REGION, "558069890522", "exports"));
        S3State.of(bench.estate()).seed("archive", "eu-central-1", Duration.ofDays(1));
        var title = "The lines of /aws/lambda/tts are kept in archive";
        bench.carryOut(bench.action(
                "definitions.save",
                REGION,
                Map.of(
                        "to",
                        "archive",
                        "toRegion",
                        "eu-central-1",
                        "groups",
                        List.of("/aws/lambda/tts", "/aws/lambda/silent"))));

        assertThat(keptLines()).containsOnlyKeys(title, "No function writes to them any more");
        assertThat(keptLines().get(title)).contains("made no export");

        bench.carryOut(bench.action("lambda.delete", REGION, Map.of("functions", List.of("tts"))));
        bench.carryOut(
                bench.action("logs.export", REGION, Map.of("groups", List.of("/aws/lambda/tts"), "bucket", "exports")));
        assertThat(keptLines()).containsOnlyKeys(title);
        assertThat(keptLines().get(title)).contains("is in the archive");

        bench.carryOut(bench.action("s3.copy-objects", "eu-central-1", Map.of("from", "exports", "to", "archive")));
        assertThat(keptLines()).isEmpty();

        bench.estate().time().sleep(Duration.ofMinutes(5));
        LogsState.of(bench.estate(), REGION).line("/aws/lambda/tts", "a late call");
        assertThat(keptLines().get(title)).contains("its newest line is of ");
    }

    @Test
    void what_holds_data_is_swept_away_only_with_a_copy_or_a_persons_word() throws Exception {
        var messaging = MessagingState.of(bench.estate(), REGION);
        messaging.queue("dlq", 2);
        messaging.queue("empty", 0);
        messaging.repository("media", 2);
        var sweep = bench.action(
                "sweep.delete",
                REGION,
                Map.of(
                        "resources",
                        List.of("sqs/queue/dlq", "sqs/queue/empty", "ecr/repository/media"),
                        "decidedIn",
                        "6.6c"));

        assertThat(sweep.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .hasSize(2)
                .allSatisfy(c -> assertThat(c.outcome().evidence()).contains("no copy exists"));

        bench.stated.put(
                "6.6c",
                new Attestations.Attestation(
                        "Ada", bench.estate().now(), "old test calls", "Nobody needs sqs/queue/dlq"));
        assertThat(sweep.preflight(bench.context()))
                .as("a statement vouches for what it names, and for nothing else")
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.title()).contains("ecr/repository/media"));

        bench.stated.put(
                "6.6c",
                new Attestations.Attestation(
                        "Ada",
                        bench.estate().now(),
                        "old test calls",
                        "Nobody needs sqs/queue/dlq, ecr/repository/media"));
        assertThat(sweep.preflight(bench.context()))
                .allMatch(Check::passed)
                .anySatisfy(
                        c -> assertThat(c.outcome().evidence()).contains("Ada").contains("old test calls"));
    }

    /**
     * ECR asks nobody (DeleteRepository, force), and a task that is started afterwards finds no image:
     * docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html.
     */
    @Test
    void a_repository_stays_while_a_service_runs_its_images_or_somebody_pushes_still() throws Exception {
        MessagingState.of(bench.estate(), REGION).repository("media", 1);
        bench.stated.put(
                "6.6c",
                new Attestations.Attestation(
                        "Ada", bench.estate().now(), "old test calls", "Nobody needs ecr/repository/media"));
        var sweep = bench.action(
                "sweep.delete", REGION, Map.of("resources", List.of("ecr/repository/media"), "decidedIn", "6.6c"));
        assertThat(sweep.preflight(bench.context())).allMatch(Check::passed);

        bench.world.time.advance(Duration.ofMinutes(5));
        MessagingState.of(bench.estate(), REGION).repository("media", 2);
        assertThat(sweep.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence()).contains("an image was pushed to it at"));

        bench.stated.put(
                "6.6c",
                new Attestations.Attestation(
                        "Ada", bench.estate().now(), "old test calls", "Nobody needs ecr/repository/media"));
        assertThat(sweep.preflight(bench.context())).allMatch(Check::passed);
        var ecs = EcsState.of(bench.estate(), REGION);
        var image = bench.estate().account() + ".dkr.ecr." + REGION + ".amazonaws.com/media";
        for (var other : List.of("media-old:1", "media:1")) {
            ecs.service(
                    Service.builder()
                            .serviceName("video-" + other.replace(':', '-'))
                            .clusterArn(ecs.cluster("video"))
                            .taskDefinition(ecs.taskDefinition(RegisterTaskDefinitionRequest.builder()
                                    .family("video")
                                    .containerDefinitions(ContainerDefinition.builder()
                                            .name("video")
                                            .image(image.replace("media", other))
                                            .build())
                                    .build()))
                            .desiredCount(0)
                            .build(),
                    bench.estate().now());
        }
        assertThat(sweep.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence())
                        .isEqualTo("its images run in the service video-media-1 in af-south-1"));
    }

    @Test
    void a_moved_function_goes_only_while_it_lives_on_elsewhere() throws Exception {
        function("tts");
        var delete =
                bench.action("lambda.delete", REGION, Map.of("functions", List.of("tts"), "movedTo", "eu-central-1"));

        assertThat(delete.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence()).contains("no such function in eu-central-1"));
    }

    @Test
    void a_duplicate_goes_only_while_what_replaces_it_works_elsewhere() throws Exception {
        function("old-chat");
        var delete = bench.action(
                "lambda.delete",
                REGION,
                Map.of("functions", List.of("old-chat"), "movedTo", "eu-central-1", "replacedBy", "chat"));

        assertThat(delete.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.title()).contains("chat, which replaces old-chat, works in eu-central-1"))
                .satisfies(c -> assertThat(c.outcome().evidence()).contains("no such function in eu-central-1"));
    }

    @Test
    void leftovers_go_each_by_its_own_call() throws Exception {
        Ec2State.of(bench.estate(), REGION).idleAddress("eipalloc-1", "192.0.2.1");
        var messaging = MessagingState.of(bench.estate(), REGION);
        messaging.topic("alerts");
        messaging.queue("dlq", 0);
        messaging.repository("medzen/media", 2);
        baseline("cloudwatch/alarm/none", "secretsmanager/secret/none", "rds/snapshot/none", "events/rule/none");
        var sweep = bench.action(
                "sweep.delete",
                REGION,
                Map.of(
                        "resources",
                        List.of(
                                "ec2/address/eipalloc-1",
                                "sns/topic/alerts",
                                "sqs/queue/dlq",
                                "ecr/repository/medzen/media",
                                "cloudwatch/alarm/none",
                                "secretsmanager/secret/none",
                                "rds/snapshot/none",
                                "events/rule/none")));

        assertThat(bench.operations(sweep))
                .containsExactly("ReleaseAddress", "DeleteTopic", "DeleteQueue", "DeleteRepository");
        bench.carryOut(sweep);
        assertThat(bench.operations(sweep)).isEmpty();
    }

    /** CreateDBSnapshot allows no colon in a name, DescribeDBSnapshots wants the type of any other: without it nothing is found. */
    @ParameterizedTest
    @ValueSource(strings = {"rds:ehrbase-2026-01-02-03-04", "awsbackup:job-1234"})
    void a_snapshot_that_is_not_ours_to_delete_is_never_taken_for_gone(String id) {
        assertThatThrownBy(
                        () -> bench.action("sweep.delete", REGION, Map.of("resources", List.of("rds/snapshot/" + id))))
                .hasStackTraceContaining("not a manual snapshot");
    }

    @Test
    void a_rule_that_is_on_is_not_swept_away() throws Exception {
        function("tts");
        EventsState.of(bench.estate(), REGION).rule("nightly", "rate(1 day)", "tts");
        var sweep = bench.action("sweep.delete", REGION, Map.of("resources", List.of("events/rule/nightly")));
        assertThat(sweep.preflight(bench.context())).noneMatch(c -> c.passed());

        bench.carryOut(bench.action("triggers.switch", REGION, Map.of("rules", List.of("nightly"), "state", "off")));
        bench.carryOut(sweep);

        assertThat(bench.sent()).containsExactly("DisableRule", "RemoveTargets", "DeleteRule");
    }

    private void function(String name) {
        LambdaState.of(bench.estate(), REGION)
                .function(
                        FunctionConfiguration.builder()
                                .functionName(name)
                                .runtime(Runtime.NODEJS20_X)
                                .handler("index.handler")
                                .role("arn:aws:iam::558069890522:role/x")
                                .memorySize(128)
                                .timeout(3)
                                .build(),
                        "code");
    }
}
