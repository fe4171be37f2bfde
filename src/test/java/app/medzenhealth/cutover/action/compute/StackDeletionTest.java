package app.medzenhealth.cutover.action.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedDynamo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** A stack whose deletion does not go as it should, as CloudFormation tells of it. */
class StackDeletionTest {
    private static final String REGION = "af-south-1";
    private static final String ARN = "arn:aws:cloudformation:af-south-1:558069890522:stack/held/1";

    @TempDir
    Path folder;

    private final ArrayDeque<String> statuses = new ArrayDeque<>(List.of("UPDATE_COMPLETE"));
    private String reason = "";
    private List<StackEvent> events = List.of();
    private Workbench bench;
    private Action delete;

    @BeforeEach
    void a_stack() {
        bench = new Workbench(folder);
        bench.stubs
                .answer(CloudFormationClient.class, DescribeStacksRequest.class, "describeStacks", q -> stacks())
                .answer(
                        CloudFormationClient.class,
                        DeleteStackRequest.class,
                        "deleteStack",
                        q -> DeleteStackResponse.builder().build())
                .answer(
                        CloudFormationClient.class,
                        DescribeStackEventsRequest.class,
                        "describeStackEvents",
                        q -> DescribeStackEventsResponse.builder()
                                .stackEvents(events)
                                .build())
                .answer(
                        CloudFormationClient.class,
                        ListStackResourcesRequest.class,
                        "listStackResources",
                        q -> ListStackResourcesResponse.builder()
                                .stackResourceSummaries(StackResourceSummary.builder()
                                        .logicalResourceId("Files")
                                        .physicalResourceId("gone-already")
                                        .resourceType("AWS::S3::Bucket")
                                        .resourceStatus("CREATE_COMPLETE")
                                        .build())
                                .build())
                .answer(S3Client.class, ListObjectVersionsRequest.class, "listObjectVersions", q -> {
                    throw NoSuchBucketException.builder()
                            .awsErrorDetails(AwsErrorDetails.builder()
                                    .errorCode("NoSuchBucket")
                                    .build())
                            .statusCode(404)
                            .build();
                });
        delete = bench.action("cfn.delete", REGION, Map.of("stack", "held"));
    }

    /** The statuses one after another, then the last for good. */
    private DescribeStacksResponse stacks() {
        var status = statuses.size() > 1 ? statuses.poll() : statuses.peek();
        return DescribeStacksResponse.builder()
                .stacks(Stack.builder()
                        .stackName("held")
                        .stackId(ARN)
                        .stackStatus(status)
                        .stackStatusReason(reason)
                        .build())
                .build();
    }

    private static StackEvent event(String physical, String logical, String status, String reason, String at) {
        return StackEvent.builder()
                .stackId(ARN)
                .physicalResourceId(physical)
                .logicalResourceId(logical)
                .resourceStatus(status)
                .resourceStatusReason(reason)
                .timestamp(Instant.parse(at))
                .build();
    }

    @Test
    void a_bucket_that_is_gone_already_holds_nothing() throws Exception {
        assertThat(delete.preflight(bench.context())).allMatch(c -> c.passed());
    }

    /** AWS CloudFormation Template Reference, DeletionPolicy attribute. */
    @Test
    void what_the_template_keeps_is_not_called_absent() throws Exception {
        assertThat(bench.preview(delete).warnings())
                .as("it cannot be read")
                .anyMatch(w -> w.contains("DeletionPolicy"));
        bench.stubs.answer(
                CloudFormationClient.class,
                GetTemplateRequest.class,
                "getTemplate",
                q -> GetTemplateResponse.builder()
                        .templateBody("Resources: { Files: { Type: AWS::S3::Bucket, DeletionPolicy: Retain } }")
                        .build());

        assertThat(bench.preview(delete).changes())
                .singleElement()
                .asString()
                .contains("Files", "kept outside of the stack");
    }

    /**
     * "If a resource has no DeletionPolicy attribute, AWS CloudFormation deletes the resource by default"; of a database that is in
     * no cluster "the default policy is Snapshot" (AWS CloudFormation Template Reference, DeletionPolicy attribute).
     */
    @Test
    void what_holds_data_and_goes_with_the_stack_is_kept_elsewhere_or_named_by_a_person() throws Exception {
        holding("""
                Resources:
                  Table: { Type: AWS::DynamoDB::Table }
                  Kept: { Type: AWS::DynamoDB::Table, DeletionPolicy: Retain }
                  Queue: { Type: AWS::SQS::Queue }
                  Lines: { Type: AWS::Logs::LogGroup }
                  Base: { Type: AWS::RDS::DBInstance, Properties: { DBName: x } }
                  Member: { Type: AWS::RDS::DBInstance, Properties: { DBClusterIdentifier: c } }
                """);
        DynamoState.of(bench.estate(), REGION).seed("table", "id", 10, Duration.ofDays(9), DynamoState.Protection.OFF);
        delete = bench.action("cfn.delete", REGION, Map.of("stack", "held", "decidedIn", "6.2d"));

        assertThat(open()).containsExactly("Lines", "Member", "Queue", "Table");
        assertThat(bench.preview(delete).changes().toString()).contains("after a snapshot");

        new EmbeddedDynamo(bench.estate(), REGION)
                .createBackup(b -> b.tableName("table").backupName("copy"));
        bench.context().time().sleep(Duration.ofHours(1));
        assertThat(open())
                .as("CloudWatch has no value of writes since the copy, and nobody has stated anything")
                .containsExactly("Lines", "Member", "Queue", "Table");
        bench.stated.put("6.2d", new Attestations.Attestation("Ada", Instant.EPOCH, "nobody needs queue, lines-old"));
        assertThat(open()).containsExactly("Lines", "Member", "Table");
        bench.stated.put(
                "6.2d", new Attestations.Attestation("Ada", Instant.EPOCH, "nobody needs queue, lines-old, table"));
        assertThat(open()).containsExactly("Lines", "Member");
    }

    private List<String> open() throws InterruptedException {
        return delete.preflight(bench.context()).stream()
                .filter(c -> c.title().endsWith(" is kept elsewhere") && !c.passed())
                .map(c -> c.title().split(" ")[0])
                .sorted()
                .toList();
    }

    private void holding(String template) {
        var types = new TreeMap<>(Map.of(
                "Table", "AWS::DynamoDB::Table",
                "Kept", "AWS::DynamoDB::Table",
                "Queue", "AWS::SQS::Queue",
                "Lines", "AWS::Logs::LogGroup",
                "Base", "AWS::RDS::DBInstance",
                "Member", "AWS::RDS::DBInstance"));
        bench.stubs
                .answer(
                        CloudFormationClient.class,
                        ListStackResourcesRequest.class,
                        "listStackResources",
                        q -> ListStackResourcesResponse.builder()
                                .stackResourceSummaries(types.entrySet().stream()
                                        .map(t -> StackResourceSummary.builder()
                                                .logicalResourceId(t.getKey())
                                                .physicalResourceId(t.getKey().toLowerCase(Locale.ROOT))
                                                .resourceType(t.getValue())
                                                .resourceStatus("CREATE_COMPLETE")
                                                .build())
                                        .toList())
                                .build())
                .answer(
                        CloudFormationClient.class,
                        GetTemplateRequest.class,
                        "getTemplate",
                        q -> GetTemplateResponse.builder()
                                .templateBody(template)
                                .build());
    }

    @Test
    void an_older_deleted_stack_of_the_name_does_not_count_for_the_one_that_was_to_go() throws Exception {
        var older = "arn:aws:cloudformation:af-south-1:558069890522:stack/held/0";
        bench.stubs.answer(
                CloudFormationClient.class,
                ListStacksRequest.class,
                "listStacks",
                q -> ListStacksResponse.builder()
                        .stackSummaries(StackSummary.builder()
                                .stackName("held")
                                .stackId(older)
                                .stackStatus("DELETE_COMPLETE")
                                .creationTime(Instant.parse("2026-01-02T03:04:05Z"))
                                .build())
                        .build());
        reason = "Deletion was cancelled by a hook";
        assertThatThrownBy(() -> bench.run(delete)).isInstanceOf(ActionFailure.class);
        bench.stubs.answer(
                CloudFormationClient.class,
                DescribeStacksRequest.class,
                "describeStacks",
                q -> q.stackName().equals(ARN)
                        ? stacks()
                        : DescribeStacksResponse.builder().stacks(List.of()).build());

        assertThat(delete.verify(bench.context()))
                .singleElement()
                .asString()
                .contains("Fail", ARN + " is UPDATE_COMPLETE");
        statuses.clear();
        statuses.add("DELETE_COMPLETE");
        assertThat(delete.verify(bench.context()))
                .singleElement()
                .asString()
                .contains("Pass", ARN)
                .doesNotContain(older);
    }

    private void onlyDeleted(String arn) {
        bench.stubs
                .answer(
                        CloudFormationClient.class,
                        ListStacksRequest.class,
                        "listStacks",
                        q -> ListStacksResponse.builder()
                                .stackSummaries(StackSummary.builder()
                                        .stackName("held")
                                        .stackId(arn)
                                        .stackStatus("DELETE_COMPLETE")
                                        .creationTime(Instant.parse("2026-01-02T03:04:05Z"))
                                        .build())
                                .build())
                .answer(
                        CloudFormationClient.class,
                        DescribeStacksRequest.class,
                        "describeStacks",
                        q -> DescribeStacksResponse.builder()
                                .stacks(
                                        q.stackName().equals(arn)
                                                ? List.of(Stack.builder()
                                                        .stackName("held")
                                                        .stackId(arn)
                                                        .stackStatus("DELETE_COMPLETE")
                                                        .build())
                                                : List.of())
                                .build());
    }

    /** CloudFormation API Reference, ListStacks: deleted stacks are listed for 90 days, and their names are free again. */
    @Test
    void a_deleted_namesake_is_neither_what_was_deleted_nor_what_is_checked() throws Exception {
        var namesake = "arn:aws:cloudformation:af-south-1:558069890522:stack/held/0";
        var check = bench.action("stack.check", REGION, Map.of("stack", "held", "status", List.of("DELETE_COMPLETE")));
        onlyDeleted(namesake);
        for (var action : List.of(delete, check)) {
            assertThat(action.verify(bench.context()))
                    .as("nothing says which stack of the name is meant")
                    .singleElement()
                    .asString()
                    .contains("Unknown", namesake);
        }

        SessionFile.in(bench.context(), "baseline.json").write(baseline(ARN));
        for (var action : List.of(delete, check)) {
            assertThat(action.verify(bench.context()))
                    .as("the baseline holds another one of the name")
                    .singleElement()
                    .asString()
                    .contains("Unknown", ARN + " is not found");
        }

        onlyDeleted(ARN);
        for (var action : List.of(delete, check)) {
            assertThat(action.verify(bench.context()))
                    .singleElement()
                    .asString()
                    .contains("Pass", ARN);
        }
    }

    private static String baseline(String arn) {
        return "{\"resources\":[{\"service\":\"cloudformation\",\"type\":\"stack\",\"region\":\"" + REGION
                + "\",\"name\":\"held\",\"arn\":\"" + arn + "\"}]}";
    }

    @Test
    void a_later_stack_of_the_name_is_not_the_one_that_this_session_deleted() throws Exception {
        bench.stubs.answer(CloudFormationClient.class, DeleteStackRequest.class, "deleteStack", q -> {
            statuses.clear();
            statuses.add("DELETE_COMPLETE");
            return DeleteStackResponse.builder().build();
        });
        bench.run(delete);
        var later = "arn:aws:cloudformation:af-south-1:558069890522:stack/held/2";
        bench.stubs.answer(
                CloudFormationClient.class,
                DescribeStacksRequest.class,
                "describeStacks",
                q -> DescribeStacksResponse.builder()
                        .stacks(Stack.builder()
                                .stackName("held")
                                .stackId(later)
                                .stackStatus("CREATE_COMPLETE")
                                .build())
                        .build());

        var check = bench.action("stack.check", REGION, Map.of("stack", "held", "status", List.of("CREATE_COMPLETE")));
        assertThat(check.verify(bench.context())).singleElement().asString().contains("Fail", later, ARN);
    }

    @Test
    void a_deletion_that_is_taken_back_ends_the_wait_within_minutes_with_the_reason() {
        reason = "Deletion was cancelled by a hook";
        var from = bench.context().time().instant();

        assertThatThrownBy(() -> bench.run(delete))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("UPDATE_COMPLETE")
                .hasMessageContaining("cancelled by a hook");
        assertThat(Duration.between(from, bench.context().time().instant())).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void a_deletion_that_began_and_came_to_rest_elsewhere_ends_the_wait_at_once() {
        statuses.clear();
        statuses.addAll(List.of(
                "UPDATE_COMPLETE",
                "UPDATE_COMPLETE",
                "UPDATE_COMPLETE",
                "UPDATE_COMPLETE",
                "UPDATE_COMPLETE",
                "UPDATE_COMPLETE",
                "UPDATE_COMPLETE",
                "UPDATE_COMPLETE",
                "UPDATE_COMPLETE",
                "DELETE_IN_PROGRESS",
                "DELETE_FAILED"));
        events = List.of(
                event(
                        ARN,
                        "held",
                        "DELETE_FAILED",
                        "The following resource(s) failed to delete: [Group]",
                        "2026-11-29T08:02:00Z"),
                event(
                        "sg-0aa",
                        "Group",
                        "DELETE_FAILED",
                        "resource sg-0aa has a dependent object",
                        "2026-11-29T08:01:00Z"),
                event(ARN, "held", "DELETE_IN_PROGRESS", "User Initiated", "2026-11-29T08:00:00Z"),
                event(ARN, "held", "UPDATE_ROLLBACK_COMPLETE", "", "2026-08-02T08:02:00Z"),
                event(
                        "db",
                        "Database",
                        "UPDATE_FAILED",
                        "DBParameterGroup not found: records-pg14",
                        "2026-08-02T08:01:00Z"),
                event(ARN, "held", "UPDATE_IN_PROGRESS", "User Initiated", "2026-08-02T08:00:00Z"));

        assertThatThrownBy(() -> bench.run(delete))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("Group: resource sg-0aa has a dependent object")
                .hasMessageNotContaining("records-pg14");
    }
}
