package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.eventbridge.model.DisableRuleRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.CreateHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import tools.jackson.databind.json.JsonMapper;

class RequestShapeTest {
    private static final String RDS = "arn:aws:rds:eu-west-1:558069890522:";

    static Stream<Arguments> resources() {
        return Stream.of(
                Arguments.of(
                        "before",
                        CreateDbSnapshotRequest.builder()
                                .dbInstanceIdentifier("db")
                                .dbSnapshotIdentifier("before")
                                .build()),
                Arguments.of(
                        "copy",
                        CopyDbSnapshotRequest.builder()
                                .sourceDBSnapshotIdentifier(RDS + "snapshot:before")
                                .targetDBSnapshotIdentifier("copy")
                                .build()),
                Arguments.of(
                        "drill",
                        RestoreDbInstanceFromDbSnapshotRequest.builder()
                                .dbInstanceIdentifier("drill")
                                .dbSnapshotIdentifier("copy")
                                .build()),
                Arguments.of(
                        "replica",
                        CreateDbInstanceReadReplicaRequest.builder()
                                .dbInstanceIdentifier("replica")
                                .sourceDBInstanceIdentifier(RDS + "db:db")
                                .build()),
                Arguments.of(
                        "db",
                        DeleteDbInstanceRequest.builder()
                                .dbInstanceIdentifier("db")
                                .finalDBSnapshotIdentifier("last")
                                .build()),
                Arguments.of(
                        "fn", DeleteFunctionRequest.builder().functionName("fn").build()),
                Arguments.of(
                        "fn",
                        DeleteFunctionRequest.builder()
                                .functionName("arn:aws:lambda:af-south-1:558069890522:function:fn")
                                .build()),
                Arguments.of(
                        "stack", DeleteStackRequest.builder().stackName("stack").build()),
                Arguments.of(
                        "stack",
                        DeleteStackRequest.builder()
                                .stackName("arn:aws:cloudformation:af-south-1:558069890522:stack/stack/0a1b")
                                .build()),
                Arguments.of(
                        "changes",
                        ExecuteChangeSetRequest.builder()
                                .stackName("stack")
                                .changeSetName("arn:aws:cloudformation:eu-central-1:558069890522:changeSet/changes/0a")
                                .build()),
                Arguments.of(
                        "cluster/service",
                        UpdateServiceRequest.builder()
                                .cluster("cluster")
                                .service("service")
                                .build()),
                Arguments.of(
                        "cluster/service",
                        UpdateServiceRequest.builder()
                                .cluster("arn:aws:ecs:eu-west-1:558069890522:cluster/cluster")
                                .service("arn:aws:ecs:eu-west-1:558069890522:service/cluster/service")
                                .build()),
                Arguments.of(
                        "alb",
                        CreateListenerRequest.builder()
                                .loadBalancerArn(
                                        "arn:aws:elasticloadbalancing:eu-central-1:558069890522:loadbalancer/app/alb/50dc6c495c0c9188")
                                .build()),
                Arguments.of(
                        "Z1",
                        ChangeResourceRecordSetsRequest.builder()
                                .hostedZoneId("/hostedzone/Z1")
                                .build()),
                Arguments.of(
                        "ehr.example.org",
                        CreateHealthCheckRequest.builder()
                                .callerReference("token-1")
                                .healthCheckConfig(c -> c.fullyQualifiedDomainName("ehr.example.org"))
                                .build()),
                Arguments.of(
                        "table",
                        DeleteTableRequest.builder()
                                .tableName("arn:aws:dynamodb:af-south-1:558069890522:table/table")
                                .build()),
                Arguments.of(
                        "bucket", CreateBucketRequest.builder().bucket("bucket").build()),
                Arguments.of(
                        "bucket/a/b?versionId=3",
                        DeleteObjectRequest.builder()
                                .bucket("bucket")
                                .key("a/b")
                                .versionId("3")
                                .build()),
                Arguments.of(
                        "to/k",
                        CopyObjectRequest.builder()
                                .sourceBucket("from")
                                .sourceKey("k")
                                .destinationBucket("to")
                                .destinationKey("k")
                                .build()),
                Arguments.of(
                        "queue",
                        DeleteQueueRequest.builder()
                                .queueUrl("https://sqs.af-south-1.amazonaws.com/558069890522/queue")
                                .build()),
                Arguments.of(
                        "nightly", DisableRuleRequest.builder().name("nightly").build()),
                Arguments.of(
                        "bus/nightly",
                        DisableRuleRequest.builder()
                                .name("nightly")
                                .eventBusName("bus")
                                .build()),
                Arguments.of(
                        "group/s",
                        DeleteScheduleRequest.builder()
                                .name("s")
                                .groupName("group")
                                .build()),
                Arguments.of(
                        "/aws/lambda/fn",
                        DeleteLogGroupRequest.builder()
                                .logGroupName("/aws/lambda/fn")
                                .build()),
                Arguments.of("*", AllocateAddressRequest.builder().build()));
    }

    @ParameterizedTest
    @MethodSource("resources")
    void a_request_names_what_it_changes_and_a_name_and_its_arn_agree(String resource, SdkRequest request) {
        assertThat(RequestShape.of(request).resource()).isEqualTo(resource);
    }

    @ParameterizedTest
    @CsvSource({
        "CreateDBSnapshot, create-db-snapshot",
        "RestoreDBInstanceFromDBSnapshot, restore-db-instance-from-db-snapshot",
        "VpcSecurityGroupIds, vpc-security-group-ids",
        "SourceDBInstanceIdentifier, source-db-instance-identifier",
        "MultiAZ, multi-az",
        "TargetGroupARNs, target-group-arns",
        "ResourceARNList, resource-arn-list",
        "ChangeResourceRecordSets, change-resource-record-sets",
        "CodeSha256, code-sha256",
        "EnableIAMDatabaseAuthentication, enable-iam-database-authentication",
        "KMSMasterKeyId, kms-master-key-id",
        "Ipv6CidrBlock, ipv6-cidr-block",
        "ExecutePartiQLStatement, execute-partiql-statement"
    })
    void names_become_options_as_the_cli_makes_them(String name, String option) {
        assertThat(CommandLine.kebab(name)).isEqualTo(option);
    }

    @Test
    void flags_have_no_value_and_lists_are_words() {
        assertThat(RequestShape.of(CreateDbInstanceReadReplicaRequest.builder()
                                .dbInstanceIdentifier("replica")
                                .sourceDBInstanceIdentifier(RDS + "db:db")
                                .multiAZ(false)
                                .copyTagsToSnapshot(true)
                                .vpcSecurityGroupIds("sg-1", "sg-2")
                                .sourceRegion("eu-west-1")
                                .build())
                        .cli("eu-central-1"))
                .startsWith("aws", "rds", "create-db-instance-read-replica")
                .contains("--no-multi-az", "--copy-tags-to-snapshot")
                .containsSequence("--vpc-security-group-ids", "sg-1", "sg-2")
                .containsSequence("--source-db-instance-identifier", RDS + "db:db")
                .endsWith("--region", "eu-central-1");
    }

    @Test
    void a_dns_change_is_one_batch_in_the_global_region() throws Exception {
        var cli = RequestShape.of(ChangeResourceRecordSetsRequest.builder()
                        .hostedZoneId("Z1")
                        .changeBatch(b -> b.changes(
                                change(ChangeAction.DELETE, RRType.CNAME, "old.example.org"),
                                change(ChangeAction.CREATE, RRType.CNAME, "new.example.org")))
                        .build())
                .cli("eu-west-1");

        assertThat(cli)
                .startsWith(
                        "aws", "route53", "change-resource-record-sets", "--hosted-zone-id", "Z1", "--change-batch");
        assertThat(cli).endsWith("--region", "us-east-1");
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(cli.get(6))
                        .at("/Changes/1/ResourceRecordSet/ResourceRecords/0/Value")
                        .asString())
                .isEqualTo("new.example.org");
    }

    private static Change change(ChangeAction action, RRType type, String value) {
        return Change.builder()
                .action(action)
                .resourceRecordSet(r -> r.name("ehr.example.org")
                        .type(type)
                        .ttl(60L)
                        .resourceRecords(ResourceRecord.builder().value(value).build()))
                .build();
    }

    @Test
    void the_source_of_an_s3_copy_is_one_option() {
        assertThat(RequestShape.of(CopyObjectRequest.builder()
                                .sourceBucket("from")
                                .sourceKey("a b/c")
                                .sourceVersionId("7")
                                .destinationBucket("to")
                                .destinationKey("c")
                                .build())
                        .cli("eu-central-1"))
                .startsWith("aws", "s3api", "copy-object")
                .containsSequence("--copy-source", "from/a%20b/c?versionId=7")
                .containsSequence("--bucket", "to", "--key", "c")
                .noneMatch(w -> w.startsWith("--source"));
    }

    @Test
    void code_and_payloads_are_files_and_environment_values_are_placeholders() {
        var cli = RequestShape.of(function()).cli("eu-central-1");

        assertThat(cli).containsSequence("--zip-file", "fileb://function.zip").doesNotContain("--code");
        assertThat(cli).contains("{\"Variables\":{\"EHRBASE_URL\":\"<EHRBASE_URL>\"}}");
        assertThat(RequestShape.of(InvokeRequest.builder()
                                .functionName("fn")
                                .payload(SdkBytes.fromUtf8String("{\"password\":\"geheim\"}"))
                                .build())
                        .cli("eu-central-1"))
                .endsWith("--region", "eu-central-1", "response.json")
                .noneMatch(a -> a.contains("geheim"));
    }

    private static CreateFunctionRequest function() {
        return CreateFunctionRequest.builder()
                .functionName("fn")
                .runtime(Runtime.NODEJS22_X)
                .handler("index.handler")
                .role("arn:aws:iam::558069890522:role/lambda-execution-role")
                .code(c -> c.zipFile(SdkBytes.fromUtf8String("zip")))
                .timeout(30)
                .publish(false)
                .environment(e -> e.variables(Map.of("EHRBASE_URL", "https://ehr.example.org")))
                .build();
    }

    @Test
    void the_record_of_a_request_keeps_what_was_sent_and_hides_what_is_secret() {
        var data = RequestShape.of(function()).data();

        assertThat(data)
                .containsEntry("FunctionName", "fn")
                .containsEntry("Timeout", 30)
                .containsEntry("Publish", false);
        assertThat(data.get("Code").toString()).contains("bytes=3", "sha256=");
        assertThat(data.get("Environment").toString())
                .contains("EHRBASE_URL=hidden:")
                .doesNotContain("example.org");
        assertThat(RequestShape.of(function()).data()).isEqualTo(data);
    }

    @Test
    void numbers_that_are_not_whole_are_text_in_a_record_and_numbers_in_a_command() {
        var alarm =
                PutMetricAlarmRequest.builder().alarmName("a").threshold(0.2).build();
        assertThat(RequestShape.of(alarm).data()).containsEntry("Threshold", "0.2");
        assertThat(RequestShape.of(alarm).cli("eu-central-1")).containsSequence("--threshold", "0.2");
    }

    @Test
    void regions_written_besides_the_clients_are_known_and_sources_are_not_among_them() {
        assertThat(RequestShape.of(CopyDbSnapshotRequest.builder()
                                .sourceRegion("eu-west-1")
                                .sourceDBSnapshotIdentifier(RDS + "snapshot:x")
                                .targetDBSnapshotIdentifier("y")
                                .build())
                        .otherRegions())
                .isEmpty();
        assertThat(RequestShape.of(CreateBucketRequest.builder()
                                .bucket("b")
                                .createBucketConfiguration(
                                        c -> c.locationConstraint(BucketLocationConstraint.AF_SOUTH_1))
                                .build())
                        .otherRegions())
                .containsExactly("af-south-1");
        assertThat(RequestShape.of(UpdateTableRequest.builder()
                                .tableName("t")
                                .replicaUpdates(ReplicationGroupUpdate.builder()
                                        .create(c -> c.regionName("us-east-2"))
                                        .build())
                                .build())
                        .otherRegions())
                .containsExactly("us-east-2");
        assertThat(RequestShape.of(DeleteFunctionRequest.builder()
                                .functionName("arn:aws:lambda:af-south-1:558069890522:function:fn")
                                .build())
                        .otherRegions())
                .containsExactly("af-south-1");
    }

    @Test
    void an_idempotency_token_is_seen() {
        assertThat(RequestShape.of(CreateChangeSetRequest.builder()
                                .clientToken("t")
                                .build())
                        .carriesToken())
                .isTrue();
        assertThat(RequestShape.of(PromoteReadReplicaRequest.builder().build()).carriesToken())
                .isFalse();
    }

    @Test
    void a_token_that_only_the_sdk_would_make_up_is_none() {
        var without = UpdateScheduleRequest.builder().name("nightly");
        assertThat(RequestShape.of(without.build()).carriesToken()).isFalse();
        assertThat(RequestShape.of(without.build()).data()).containsOnlyKeys("Name");
        var with = RequestShape.of(without.clientToken("t").build());
        assertThat(with.carriesToken()).isTrue();
        assertThat(with.data()).containsEntry("ClientToken", "t");
    }

    /** The commands as text, one a line, for a look at all of them against the real CLI. */
    static Stream<SdkRequest> commands() {
        return Stream.concat(
                resources().map(a -> (SdkRequest) a.get()[1]),
                Stream.of(
                        function(),
                        UpdateFunctionCodeRequest.builder()
                                .functionName("fn")
                                .zipFile(SdkBytes.fromUtf8String("z"))
                                .build(),
                        CreateChangeSetRequest.builder()
                                .stackName("s")
                                .changeSetName("c")
                                .templateBody("Resources: {}")
                                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                                .parameters(Parameter.builder()
                                        .parameterKey("DbPassword")
                                        .parameterValue("x")
                                        .build())
                                .tags(Tag.builder().key("a").value("b c").build())
                                .build(),
                        ModifyDbInstanceRequest.builder()
                                .dbInstanceIdentifier("db")
                                .applyImmediately(true)
                                .dbParameterGroupName("pg")
                                .build(),
                        RevokeSecurityGroupIngressRequest.builder()
                                .groupId("sg-1")
                                .ipPermissions(IpPermission.builder()
                                        .ipProtocol("tcp")
                                        .fromPort(5432)
                                        .toPort(5432)
                                        .userIdGroupPairs(UserIdGroupPair.builder()
                                                .groupId("sg-2")
                                                .build())
                                        .build())
                                .build(),
                        PutMetricAlarmRequest.builder()
                                .alarmName("a")
                                .namespace("AWS/RDS")
                                .metricName("CPUUtilization")
                                .dimensions(Dimension.builder()
                                        .name("DBInstanceIdentifier")
                                        .value("db")
                                        .build())
                                .comparisonOperator("GreaterThanThreshold")
                                .evaluationPeriods(5)
                                .period(60)
                                .statistic("Average")
                                .threshold(80.0)
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_has_words_without_blanks_for_names_and_values_for_options(SdkRequest request) {
        var cli = RequestShape.of(request).cli("eu-west-1");
        assertThat(cli.subList(0, 3)).allMatch(w -> w.matches("[a-z0-9-]+"));
        assertThat(cli).allMatch(w -> !w.isEmpty()).contains("--region");
    }
}
