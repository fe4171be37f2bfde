package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.ActionSignature;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeExportTasksRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/**
 * Evidence that is older than, weaker than, or about something else than what it is to vouch for: a namesake, yesterday's, another
 * place's, or nothing at all under a misspelt name. Every type that changes something has a row.
 */
class WeakerEvidenceTest {
    private static final String REGION = "af-south-1";
    private static final Map<String, Row> ROWS = new TreeMap<>();

    @TempDir
    Path folder;

    private sealed interface Row {}

    /** What is planted; the action then neither verifies nor counts as done. */
    private record Planted(Map<String, Object> with, Consumer<Stubs> weaker) implements Row {}

    /** A test of its own, in a package below, plants it. */
    private record HeldBy(String test, String method) implements Row {}

    /** Why nothing can be confused, or who answers for it. */
    private record Words(String why) implements Row {}

    private static void misspelt(String type, Map<String, Object> with) {
        ROWS.put(type, new Planted(with, s -> {}));
    }

    private static void held(String type, String test, String method) {
        ROWS.put(type, new HeldBy(test, method));
    }

    static {
        misspelt("lambda.delete", Map.of("functions", List.of("mispelt")));
        misspelt("sweep.delete", Map.of("resources", List.of("sns/topic/mispelt")));
        misspelt("logs.delete", Map.of("groups", List.of("/aws/lambda/mispelt"), "again", "PT2H"));
        misspelt("logs.export", Map.of("groups", List.of("/aws/lambda/mispelt"), "bucket", "archive"));
        misspelt("apigw.delete", Map.of("restApis", List.of("mispelt"), "httpApis", List.of()));
        misspelt("dynamodb.delete-tables", Map.of("tables", List.of("mispelt")));
        misspelt("rds.delete-instance", Map.of("instance", "mispelt", "keepAutomatedBackups", false));
        misspelt("s3.empty-and-delete-bucket", Map.of("bucket", "mispelt"));
        misspelt("cfn.delete", Map.of("stack", "mispelt"));
        ROWS.put(
                "rds.promote",
                new Planted(
                        Map.of("instance", "records", "backupRetention", 30),
                        s -> s.answer(
                                RdsClient.class,
                                DescribeDbInstancesRequest.class,
                                "describeDBInstances",
                                q -> DescribeDbInstancesResponse.builder()
                                        .dbInstances(DBInstance.builder()
                                                .dbInstanceIdentifier("records")
                                                .dbInstanceStatus("available")
                                                .backupRetentionPeriod(30)
                                                .build())
                                        .build())));
        ROWS.put(
                "dynamodb.backup",
                new Planted(
                        Map.of("tables", List.of("audit")),
                        s -> s.answer(
                                        DynamoDbClient.class,
                                        DescribeTableRequest.class,
                                        "describeTable",
                                        q -> DescribeTableResponse.builder()
                                                .table(t -> t.tableName("audit").tableStatus("ACTIVE"))
                                                .build())
                                .answer(
                                        DynamoDbClient.class,
                                        ListBackupsRequest.class,
                                        "listBackups",
                                        q -> ListBackupsResponse.builder()
                                                .backupSummaries(BackupSummary.builder()
                                                        .backupName("audit-yesterday-1.1")
                                                        .backupStatus("AVAILABLE")
                                                        .backupCreationDateTime(Instant.parse("2026-01-01T00:00:00Z"))
                                                        .build())
                                                .build())));
        ROWS.put(
                "cfn.deploy",
                new Planted(
                        Map.of(
                                "stack", "held",
                                "template", "new.yaml",
                                "parameters", Map.of(),
                                "capabilities", List.of(),
                                "tags", Map.of()),
                        s -> s.answer(
                                        CloudFormationClient.class,
                                        DescribeStacksRequest.class,
                                        "describeStacks",
                                        q -> DescribeStacksResponse.builder()
                                                .stacks(Stack.builder()
                                                        .stackName("held")
                                                        .stackId("arn:held")
                                                        .stackStatus("UPDATE_COMPLETE")
                                                        .build())
                                                .build())
                                .answer(
                                        CloudFormationClient.class,
                                        DescribeChangeSetRequest.class,
                                        "describeChangeSet",
                                        q -> {
                                            throw ChangeSetNotFoundException.builder()
                                                    .build();
                                        })
                                .answer(
                                        CloudFormationClient.class,
                                        GetTemplateRequest.class,
                                        "getTemplate",
                                        q -> GetTemplateResponse.builder()
                                                .templateBody("Resources: { Topic: { Type: AWS::SNS::Topic } }")
                                                .build())
                                .answer(
                                        CloudFormationClient.class,
                                        ListStackResourcesRequest.class,
                                        "listStackResources",
                                        q -> ListStackResourcesResponse.builder()
                                                .stackResourceSummaries(StackResourceSummary.builder()
                                                        .logicalResourceId("Topic")
                                                        .physicalResourceId("t")
                                                        .resourceType("AWS::SNS::Topic")
                                                        .resourceStatus("CREATE_COMPLETE")
                                                        .build())
                                                .build())));
        held(
                "rds.create-snapshot",
                "database.DatabaseActionsTest",
                "a_snapshot_of_that_name_that_somebody_took_before_is_no_evidence");
        held("rds.copy-snapshot", "database.DatabaseActionsTest", "a_copy_of_another_snapshot_is_no_evidence");
        held("rds.export-snapshot", "database.DatabaseActionsTest", "an_export_of_another_snapshot_is_no_evidence");
        held(
                "rds.restore-snapshot",
                "database.DatabaseActionsTest",
                "a_drill_that_was_restored_from_another_snapshot_is_no_evidence");
        held(
                "s3.copy-objects",
                "storage.StorageActionsTest",
                "what_changed_at_the_source_without_changing_its_size_is_copied_again");
        held("s3.create-bucket", "storage.StorageActionsTest", "a_bucket_of_that_name_that_is_not_ours_is_not_changed");
        held("command.run", "local.LocalTest", "what_became_of_a_command_is_for_a_person_to_say");
        var compared = "by its whole content against what is wanted: a namesake is it, or differs, whoever made it; ";
        words("kms.create-key", "the alias names one key in the region, and the preview shows whose");
        words(
                "acm.request-certificate",
                compared + "any issued certificate for the names serves, and its ARN is shown");
        words(
                "secret.replicate",
                "the primary tells of its replica in the region by itself; a namesake there is none to it");
        words("rds.create-parameter-group", compared + "family and every parameter of the source");
        words("rds.create-replica", compared + "its source by name and region, and that it follows");
        words("ecs.scale", "the service is named with its cluster, and its own counts are read");
        words("ecs.register-task", compared + "the newest revision");
        words("ecs.create-service", compared + "revision, counts and healthy targets");
        words(
                "service.clear",
                "service, listener and target group are each named, the listener by its balancer and port");
        words("elb.drain", "the group is read by its name, and its own attribute is what is compared");
        words("elb.create-listener", compared + "port, protocol, certificate and target group by their ARNs");
        words("lambda.invoke", "the answer is noted with the function's code and the event, in this session's folder");
        words("lambda.deploy", compared + "code hash, settings and triggers");
        words("lambda.copy-layers", "each layer by the hash of its code, under its own name in the region");
        words("lambda.databases", "each variable is read in the function's own configuration, by the whole host name");
        words("lambda.permissions", compared + "each statement");
        words("events.create-rules", compared + "pattern or schedule, state and targets");
        words("dns.change", compared + "the records, and what the authoritative servers answer");
        words("dns.ttl", "the time that passed counts from this session's own note of the change");
        words("route53.hold-health-check", "the check is named by its id, and its own settings are read");
        words("dns.remove", "the name stands in its zone, and each health check is named by its id");
        words("route53.create-health-check", compared + "host, path, port and name");
        words("triggers.switch", "what is not there is refused before anything is sent (preflight)");
        words("s3.notifications", compared + "the whole configuration, by our id");
        words(
                "fence.writes",
                "what is not there is refused before anything is sent; the log is read from the database itself");
        words("fence.clear", "groups and databases are named, and what they let in is read from the groups themselves");
        words("fence.lift", "what it restores is this session's own note of the fence");
        words(
                "alarms.topic",
                "a topic is named with its region, and each address is read in its own list of subscriptions");
        words("alarms.create", compared + "the whole alarm");
        words("definitions.save", "each file by the SHA-256 that S3 keeps of it, against that of what is there now");
        words("tag.resources", "tags are read by ARN, which names region and account");
    }

    private static void words(String type, String why) {
        ROWS.put(type, new Words(why));
    }

    static List<String> planted() {
        return ROWS.entrySet().stream()
                .filter(r -> r.getValue() instanceof Planted)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void every_type_that_changes_something_says_what_could_fool_it() {
        assertThat(ROWS.keySet())
                .containsExactlyInAnyOrderElementsOf(StandardActions.catalogue().signatures().stream()
                        .filter(ActionSignature::writes)
                        .map(ActionSignature::type)
                        .toList());
        ROWS.forEach((type, row) -> {
            switch (row) {
                case Planted p -> assertThat(p.with()).as(type).isNotEmpty();
                case HeldBy held -> assertThat(methods(held.test())).as(type).contains(held.method());
                case Words words -> assertThat(words.why()).as(type).isNotBlank();
            }
        });
    }

    private static List<String> methods(String test) {
        try {
            return Arrays.stream(Class.forName(WeakerEvidenceTest.class.getPackageName() + "." + test)
                            .getDeclaredMethods())
                    .filter(m -> m.isAnnotationPresent(Test.class))
                    .map(Method::getName)
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("planted")
    void weaker_evidence_neither_verifies_nor_counts_as_done(String type) throws Exception {
        var bench = new Workbench(folder);
        Files.createDirectories(bench.workingCopy());
        Files.writeString(
                bench.workingCopy().resolve("new.yaml"),
                "Resources: { Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: patients } } }");
        var row = (Planted) ROWS.get(type);
        row.weaker().accept(bench.stubs);
        var action = bench.action(type, REGION, row.with());

        assertThat(action.verify(bench.context()))
                .anySatisfy(c -> assertThat(c.passed()).isFalse());
        assertThat(action.reconcile(bench.context())).isNotInstanceOf(Verdict.Done.class);
    }

    /** A gap that a person decides about: seen and gone is gone, never seen is open, and the preview says so beforehand. */
    @Test
    void a_misspelt_name_of_a_deletion_is_open_and_one_of_the_baseline_is_gone() throws Exception {
        var bench = new Workbench(folder);
        var delete = bench.action("lambda.delete", REGION, Map.of("functions", List.of("tts")));
        assertThat(bench.preview(delete).warnings()).singleElement().asString().contains("tts: not found", "misspelt");
        Assertions.assertThatThrownBy(() -> bench.run(delete))
                .isInstanceOfSatisfying(
                        ItemsOpen.class, e -> assertThat(e.open()).hasSize(1).allMatch(e::decidable));

        SessionFile.in(bench.context(), "baseline.json").write("""
                {"resources":[{"service":"lambda","type":"function","region":"%s","name":"tts","arn":"arn:tts"}]}
                """.formatted(REGION));

        bench.carryOut(delete);
        assertThat(bench.preview(delete).warnings()).isEmpty();
    }

    @Test
    void a_snapshot_of_another_database_and_an_export_of_yesterday_count_for_nothing() throws Exception {
        var bench = new Workbench(folder);
        bench.stubs
                .answer(
                        RdsClient.class,
                        DescribeDbSnapshotsRequest.class,
                        "describeDBSnapshots",
                        q -> DescribeDbSnapshotsResponse.builder()
                                .dbSnapshots(DBSnapshot.builder()
                                        .dbSnapshotIdentifier("last")
                                        .dbInstanceIdentifier("other")
                                        .status("available")
                                        .encrypted(true)
                                        .build())
                                .build())
                .answer(
                        CloudWatchLogsClient.class,
                        DescribeExportTasksRequest.class,
                        "describeExportTasks",
                        q -> DescribeExportTasksResponse.builder()
                                .exportTasks(ExportTask.builder()
                                        .taskName("cutover-yesterday")
                                        .logGroupName("/aws/lambda/tts")
                                        .destination("archive")
                                        .status(k -> k.code("COMPLETED"))
                                        .build())
                                .build());
        for (var action : List.of(
                bench.action("rds.create-snapshot", REGION, Map.of("instance", "records", "snapshot", "last")),
                bench.action(
                        "logs.export", REGION, Map.of("groups", List.of("/aws/lambda/tts"), "bucket", "archive")))) {
            assertThat(action.reconcile(bench.context())).isNotInstanceOf(Verdict.Done.class);
        }
    }
}
