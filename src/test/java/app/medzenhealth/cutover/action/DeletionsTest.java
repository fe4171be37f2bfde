package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BasePathMapping;
import software.amazon.awssdk.services.apigateway.model.GetBasePathMappingsRequest;
import software.amazon.awssdk.services.apigateway.model.GetBasePathMappingsResponse;
import software.amazon.awssdk.services.apigateway.model.GetDomainNamesRequest;
import software.amazon.awssdk.services.apigateway.model.GetDomainNamesResponse;
import software.amazon.awssdk.services.apigateway.model.GetRestApisRequest;
import software.amazon.awssdk.services.apigateway.model.GetRestApisResponse;
import software.amazon.awssdk.services.apigateway.model.RestApi;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiMapping;
import software.amazon.awssdk.services.apigatewayv2.model.DomainName;
import software.amazon.awssdk.services.apigatewayv2.model.GetApiMappingsRequest;
import software.amazon.awssdk.services.apigatewayv2.model.GetApiMappingsResponse;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttribute;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What AWS refuses to delete is known before the first irreversible call of a batch. */
class DeletionsTest {
    private static final String REGION = "af-south-1";

    /**
     * Every deleting call that an action may send, and what of AWS's documented refusals is asked before. A call that is not here
     * fails the test: look its refusals up, then ask for them.
     */
    private static final Map<String, String> ASKED = new TreeMap<>(Map.ofEntries(
            Map.entry("AcmClient.deleteCertificate", "InUseBy"),
            Map.entry("ApiGatewayClient.deleteRestApi", "base path mappings, of both APIs"),
            Map.entry("ApiGatewayV2Client.deleteApi", "API mappings"),
            Map.entry(
                    "CloudFormationClient.deleteStack",
                    "termination protection, exports in use, filled buckets, protected resources, images"),
            Map.entry("CloudWatchClient.deleteAlarms", "none documented for what the console made"),
            Map.entry("CloudWatchLogsClient.deleteLogGroup", "deletion protection"),
            Map.entry("DynamoDbClient.deleteTable", "state, replicas; protection goes by a call of its own; backup"),
            Map.entry("Ec2Client.releaseAddress", "association, network interface, reverse DNS name"),
            Map.entry("Ec2Client.revokeSecurityGroupIngress", "nothing is lost: kept whole"),
            Map.entry("EcrClient.deleteRepository", "none: images go with it, by force"),
            Map.entry("EcsClient.deleteService", "tasks are scaled to 0 and waited for first"),
            Map.entry("EcsClient.deregisterTaskDefinition", "none documented"),
            Map.entry("ElasticLoadBalancingV2Client.deleteListener", "none documented for a listener of one's own"),
            // ResourceInUse, while an action refers to it (DeleteTargetGroup, API reference): its listener goes in the
            // stage before.
            // Where another listener or rule leads there the group stays, and AWS's refusal says so; a group holds no
            // data.
            Map.entry("ElasticLoadBalancingV2Client.deleteTargetGroup", "its listener goes first"),
            Map.entry("EventBridgeClient.deleteRule", "managed rules, state; targets of every page go first"),
            Map.entry("EventBridgeClient.removeTargets", "managed rules"),
            Map.entry("KmsClient.deleteAlias", "none documented"),
            Map.entry("KmsClient.scheduleKeyDeletion", "key manager, state, replicas"),
            Map.entry("LambdaClient.deleteFunction", "state, update in progress, event sources"),
            // ServiceException and TooManyRequests alone (DeleteLayerVersion, API reference): functions that use it
            // keep it.
            Map.entry("LambdaClient.deleteLayerVersion", "none documented"),
            Map.entry("LambdaClient.removePermission", "none documented"),
            Map.entry(
                    "RdsClient.deleteDBInstance",
                    "state, protection, replicas, clusters, final snapshot: name, state, key, replica"),
            Map.entry("RdsClient.deleteDBParameterGroup", "instances that use it"),
            Map.entry("RdsClient.deleteDBSnapshot", "state, type"),
            Map.entry("ResourceGroupsTaggingApiClient.untagResources", "none documented"),
            Map.entry("Route53Client.deleteHealthCheck", "none: not prevented while records use it"),
            Map.entry("S3Client.abortMultipartUpload", "none documented"),
            Map.entry("S3Client.deleteBucket", "emptied first; policy"),
            Map.entry("S3Client.deleteObjects", "MFA delete, Object Lock, legal hold, policy, proof of the copy"),
            Map.entry("SecretsManagerClient.deleteSecret", "primary region, replicas"),
            Map.entry(
                    "SecretsManagerClient.removeRegionsFromReplication",
                    "whether the primary is there and knows the replica"),
            Map.entry("SnsClient.deleteTopic", "archive policy"),
            Map.entry("SqsClient.deleteQueue", "none: messages it holds are said")));

    @TempDir
    Path folder;

    @Test
    void every_deleting_call_of_an_action_has_its_refusals_looked_up() {
        var found = new TreeSet<String>();
        for (var type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("app.medzenhealth.cutover.action")) {
            for (var reference : type.getMethodReferencesFromSelf()) {
                var name = reference.getName();
                if (reference.getTargetOwner().getName().matches("software\\.amazon\\.awssdk\\.services\\..*Client")
                        && name.matches(
                                "(delete|release|deregister|remove|revoke|terminate|abort|untag|schedule.*Deletion).*")) {
                    found.add(reference.getTargetOwner().getSimpleName() + "." + name);
                }
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(ASKED.keySet()));
        System.out.println(found.size() + " deleting calls, " + Refusal.values().length + " refusals tried");
    }

    private enum Refusal {
        API_WITH_BASE_PATH_MAPPING(
                "apigw.delete",
                Map.of("restApis", List.of("one", "two"), "httpApis", List.of()),
                "two by api.example.org/v1",
                s -> apis(s).answer(
                                ApiGatewayClient.class,
                                GetBasePathMappingsRequest.class,
                                "getBasePathMappings",
                                q -> GetBasePathMappingsResponse.builder()
                                        .items(BasePathMapping.builder()
                                                .restApiId("id-two")
                                                .basePath("v1")
                                                .build())
                                        .build())
                        .answer(
                                ApiGatewayV2Client.class,
                                GetApiMappingsRequest.class,
                                "getApiMappings",
                                q -> GetApiMappingsResponse.builder()
                                        .items(List.of())
                                        .build())),
        API_WITH_MAPPING_OF_SEVERAL_LEVELS(
                "apigw.delete",
                Map.of("restApis", List.of("one", "two"), "httpApis", List.of()),
                "two by api.example.org/v1/clinic",
                s -> apis(s).answer(
                                ApiGatewayClient.class,
                                GetBasePathMappingsRequest.class,
                                "getBasePathMappings",
                                q -> GetBasePathMappingsResponse.builder()
                                        .items(List.of())
                                        .build())
                        .answer(
                                ApiGatewayV2Client.class,
                                software.amazon.awssdk.services.apigatewayv2.model.GetDomainNamesRequest.class,
                                "getDomainNames",
                                q -> software.amazon.awssdk.services.apigatewayv2.model.GetDomainNamesResponse.builder()
                                        .items(DomainName.builder()
                                                .domainName("api.example.org")
                                                .build())
                                        .build())
                        .answer(
                                ApiGatewayV2Client.class,
                                GetApiMappingsRequest.class,
                                "getApiMappings",
                                q -> GetApiMappingsResponse.builder()
                                        .items(ApiMapping.builder()
                                                .apiId("id-two")
                                                .apiMappingKey("v1/clinic")
                                                .build())
                                        .build())),
        SECRET_WHOSE_PRIMARY_DOES_NOT_KNOW_IT(
                "sweep.delete",
                Map.of("resources", List.of("secretsmanager/secret/records")),
                "it is a replica, and the secret in eu-west-1 does not know of it",
                s -> secret(s, "eu-west-1", List.of())),
        SECRET_WITH_REPLICAS(
                "sweep.delete",
                Map.of("resources", List.of("secretsmanager/secret/records")),
                "replicas in eu-central-1",
                s -> secret(s, REGION, List.of("eu-central-1"))),
        SNAPSHOT_BEING_COPIED(
                "sweep.delete",
                Map.of("resources", List.of("rds/snapshot/old")),
                "it is copying",
                s -> snapshot(s, "copying", "manual")),
        SNAPSHOT_OF_AWS_BACKUP(
                "sweep.delete",
                Map.of("resources", List.of("rds/snapshot/old")),
                "of type awsbackup",
                s -> snapshot(s, "available", "awsbackup")),
        TOPIC_THAT_ARCHIVES(
                "sweep.delete",
                Map.of("resources", List.of("sns/topic/alerts.fifo")),
                "deletes all that it archived",
                s -> s.answer(
                        SnsClient.class,
                        GetTopicAttributesRequest.class,
                        "getTopicAttributes",
                        q -> GetTopicAttributesResponse.builder()
                                .attributes(Map.of("ArchivePolicy", "{\"MessageRetentionPeriod\":\"30\"}"))
                                .build())),
        RULE_OF_AWS(
                "sweep.delete",
                Map.of("resources", List.of("events/rule/backup")),
                "managed by backup.amazonaws.com",
                s -> s.answer(
                        EventBridgeClient.class,
                        DescribeRuleRequest.class,
                        "describeRule",
                        q -> DescribeRuleResponse.builder()
                                .arn("arn")
                                .state("DISABLED")
                                .managedBy("backup.amazonaws.com")
                                .build())),
        ADDRESS_ON_AN_INTERFACE(
                "sweep.delete",
                Map.of("resources", List.of("ec2/address/eipalloc-1")),
                "it is on eni-1",
                s -> s.answer(
                        Ec2Client.class,
                        DescribeAddressesRequest.class,
                        "describeAddresses",
                        q -> DescribeAddressesResponse.builder()
                                .addresses(Address.builder()
                                        .publicIp("192.0.2.1")
                                        .networkInterfaceId("eni-1")
                                        .build())
                                .build())),
        ADDRESS_WITH_A_REVERSE_NAME(
                "sweep.delete",
                Map.of("resources", List.of("ec2/address/eipalloc-1")),
                "reverse DNS name mail.example.org.",
                s -> s.answer(
                                Ec2Client.class,
                                DescribeAddressesRequest.class,
                                "describeAddresses",
                                q -> DescribeAddressesResponse.builder()
                                        .addresses(Address.builder()
                                                .publicIp("192.0.2.1")
                                                .allocationId("eipalloc-1")
                                                .build())
                                        .build())
                        .answer(
                                Ec2Client.class,
                                DescribeAddressesAttributeRequest.class,
                                "describeAddressesAttribute",
                                q -> DescribeAddressesAttributeResponse.builder()
                                        .addresses(AddressAttribute.builder()
                                                .ptrRecord("mail.example.org.")
                                                .build())
                                        .build())),
        LOG_GROUP_PROTECTED(
                "logs.delete",
                Map.of("groups", List.of("/aws/lambda/x"), "again", "PT1H"),
                "/aws/lambda/x",
                s -> s.answer(
                        CloudWatchLogsClient.class,
                        DescribeLogGroupsRequest.class,
                        "describeLogGroups",
                        q -> DescribeLogGroupsResponse.builder()
                                .logGroups(LogGroup.builder()
                                        .logGroupName("/aws/lambda/x")
                                        .creationTime(1L)
                                        .deletionProtectionEnabled(true)
                                        .build())
                                .build())),
        FUNCTION_BEING_UPDATED(
                "lambda.delete",
                Map.of("functions", List.of("x")),
                "last update InProgress",
                s -> s.answer(
                        LambdaClient.class,
                        GetFunctionConfigurationRequest.class,
                        "getFunctionConfiguration",
                        q -> GetFunctionConfigurationResponse.builder()
                                .functionName("x")
                                .functionArn("arn:aws:lambda:af-south-1:558069890522:function:x")
                                .codeSha256("c")
                                .state("Active")
                                .lastUpdateStatus("InProgress")
                                .build())),
        TABLE_BEING_UPDATED(
                "dynamodb.delete-tables",
                Map.of("tables", List.of("x")),
                "it is UPDATING",
                s -> table(s, "UPDATING", List.of())),
        GLOBAL_TABLE(
                "dynamodb.delete-tables",
                Map.of("tables", List.of("x")),
                "replicas in eu-west-1",
                s -> table(s, "ACTIVE", List.of("eu-west-1"))),
        DATABASE_BEING_CHANGED(
                "rds.delete-instance", database(), "it is modifying", s -> database(s, "modifying", false, false)),
        DATABASE_PROTECTED("rds.delete-instance", database(), "it is on", s -> database(s, "available", true, false)),
        DATABASE_FOLLOWED("rds.delete-instance", database(), "other", s -> database(s, "available", false, true)),
        DATABASE_FAILED(
                "rds.delete-instance",
                database(),
                "takes none in that state",
                s -> database(s, "incompatible-network", false, false)),
        STACK_WITH_A_PROTECTED_TABLE(
                "cfn.delete",
                Map.of("stack", "held"),
                "Table (x) is protected",
                s -> table(s, "ACTIVE", List.of())
                        .answer(
                                CloudFormationClient.class,
                                DescribeStacksRequest.class,
                                "describeStacks",
                                q -> DescribeStacksResponse.builder()
                                        .stacks(Stack.builder()
                                                .stackId("arn")
                                                .stackName("held")
                                                .stackStatus("CREATE_COMPLETE")
                                                .build())
                                        .build())
                        .answer(
                                CloudFormationClient.class,
                                ListStackResourcesRequest.class,
                                "listStackResources",
                                q -> ListStackResourcesResponse.builder()
                                        .stackResourceSummaries(StackResourceSummary.builder()
                                                .logicalResourceId("Table")
                                                .physicalResourceId("x")
                                                .resourceType("AWS::DynamoDB::Table")
                                                .resourceStatus("CREATE_COMPLETE")
                                                .build())
                                        .build())),
        BUCKET_WITH_MFA_DELETE(
                "s3.empty-and-delete-bucket",
                Map.of("bucket", "files"),
                "MFA delete is on",
                s -> bucket(s)
                        .answer(
                                S3Client.class,
                                GetBucketVersioningRequest.class,
                                "getBucketVersioning",
                                q -> GetBucketVersioningResponse.builder()
                                        .mfaDelete("Enabled")
                                        .build())),
        BUCKET_WHOSE_POLICY_DENIES(
                "s3.empty-and-delete-bucket",
                Map.of("bucket", "files"),
                "denies everyone s3:DeleteBucket",
                s -> bucket(s)
                        .answer(
                                S3Client.class,
                                GetBucketPolicyRequest.class,
                                "getBucketPolicy",
                                q -> GetBucketPolicyResponse.builder()
                                        .policy(
                                                "{\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:DeleteBucket\"}]}")
                                        .build())),
        BUCKET_WITH_A_RETAINED_VERSION(
                "s3.empty-and-delete-bucket",
                Map.of("bucket", "files"),
                "a is retained until 1 Jan 2099",
                s -> locked(
                        s,
                        HeadObjectResponse.builder()
                                .objectLockRetainUntilDate(Instant.parse("2099-01-01T00:00:00Z"))
                                .build())),
        BUCKET_UNDER_A_LEGAL_HOLD(
                "s3.empty-and-delete-bucket",
                Map.of("bucket", "files"),
                "a is under a legal hold",
                s -> locked(
                        s,
                        HeadObjectResponse.builder()
                                .objectLockLegalHoldStatus("ON")
                                .build()));

        private final String type;
        private final Map<String, Object> with;
        private final String evidence;
        private final Consumer<Stubs> answers;

        Refusal(String type, Map<String, Object> with, String evidence, Consumer<Stubs> answers) {
            this.type = type;
            this.with = with;
            this.evidence = evidence;
            this.answers = answers;
        }

        private static Map<String, Object> database() {
            return Map.of("instance", "db", "finalSnapshot", "last", "keepAutomatedBackups", true);
        }

        private static Stubs apis(Stubs stubs) {
            return stubs.answer(
                            ApiGatewayClient.class,
                            GetRestApisRequest.class,
                            "getRestApis",
                            q -> GetRestApisResponse.builder()
                                    .items(
                                            RestApi.builder()
                                                    .id("id-one")
                                                    .name("one")
                                                    .build(),
                                            RestApi.builder()
                                                    .id("id-two")
                                                    .name("two")
                                                    .build())
                                    .build())
                    .answer(
                            ApiGatewayClient.class,
                            GetDomainNamesRequest.class,
                            "getDomainNames",
                            q -> GetDomainNamesResponse.builder()
                                    .items(software.amazon.awssdk.services.apigateway.model.DomainName.builder()
                                            .domainName("api.example.org")
                                            .build())
                                    .build());
        }

        private static Stubs secret(Stubs stubs, String primary, List<String> replicas) {
            return stubs.answer(
                    SecretsManagerClient.class,
                    DescribeSecretRequest.class,
                    "describeSecret",
                    q -> DescribeSecretResponse.builder()
                            .arn("arn")
                            .primaryRegion(primary)
                            .replicationStatus(replicas.stream()
                                    .map(r -> ReplicationStatusType.builder()
                                            .region(r)
                                            .build())
                                    .toList())
                            .build());
        }

        private static Stubs snapshot(Stubs stubs, String status, String type) {
            return stubs.answer(
                    RdsClient.class,
                    DescribeDbSnapshotsRequest.class,
                    "describeDBSnapshots",
                    q -> DescribeDbSnapshotsResponse.builder()
                            .dbSnapshots(DBSnapshot.builder()
                                    .dbSnapshotArn("arn")
                                    .status(status)
                                    .snapshotType(type)
                                    .build())
                            .build());
        }

        private static Stubs table(Stubs stubs, String status, List<String> replicas) {
            return stubs.answer(
                    DynamoDbClient.class,
                    DescribeTableRequest.class,
                    "describeTable",
                    q -> DescribeTableResponse.builder()
                            .table(t -> t.tableName("x")
                                    .tableStatus(status)
                                    .deletionProtectionEnabled(true)
                                    .replicas(replicas.stream()
                                            .map(r -> ReplicaDescription.builder()
                                                    .regionName(r)
                                                    .build())
                                            .toList()))
                            .build());
        }

        private static Stubs database(Stubs stubs, String status, boolean isProtected, boolean followed) {
            return stubs.answer(
                    RdsClient.class,
                    DescribeDbInstancesRequest.class,
                    "describeDBInstances",
                    q -> DescribeDbInstancesResponse.builder()
                            .dbInstances(DBInstance.builder()
                                    .dbInstanceIdentifier("db")
                                    .dbInstanceStatus(status)
                                    .deletionProtection(isProtected)
                                    .readReplicaDBInstanceIdentifiers(followed ? List.of("other") : List.of())
                                    .build())
                            .build());
        }

        private static Stubs bucket(Stubs stubs) {
            return stubs.answer(
                            S3Client.class,
                            GetBucketLocationRequest.class,
                            "getBucketLocation",
                            q -> GetBucketLocationResponse.builder()
                                    .locationConstraint(REGION)
                                    .build())
                    .answer(
                            S3Client.class,
                            GetBucketVersioningRequest.class,
                            "getBucketVersioning",
                            q -> GetBucketVersioningResponse.builder().build())
                    .answer(
                            S3Client.class,
                            GetBucketPolicyRequest.class,
                            "getBucketPolicy",
                            q -> GetBucketPolicyResponse.builder().policy("{}").build())
                    .answer(
                            S3Client.class,
                            ListObjectsV2Request.class,
                            "listObjectsV2",
                            q -> ListObjectsV2Response.builder().build())
                    .answer(
                            S3Client.class,
                            ListMultipartUploadsRequest.class,
                            "listMultipartUploads",
                            q -> ListMultipartUploadsResponse.builder().build())
                    .answer(
                            S3Client.class,
                            ListObjectVersionsRequest.class,
                            "listObjectVersions",
                            q -> ListObjectVersionsResponse.builder()
                                    .versions(ObjectVersion.builder()
                                            .key("a")
                                            .versionId("1")
                                            .build())
                                    .build());
        }

        private static Stubs locked(Stubs stubs, HeadObjectResponse version) {
            return bucket(stubs)
                    .answer(
                            S3Client.class,
                            GetObjectLockConfigurationRequest.class,
                            "getObjectLockConfiguration",
                            q -> GetObjectLockConfigurationResponse.builder()
                                    .objectLockConfiguration(c -> c.objectLockEnabled("Enabled"))
                                    .build())
                    .answer(S3Client.class, HeadObjectRequest.class, "headObject", q -> version);
        }
    }

    @Test
    void what_goes_with_a_queue_is_said() throws Exception {
        var bench = new Workbench(folder);
        bench.stubs
                .answer(
                        SqsClient.class,
                        GetQueueUrlRequest.class,
                        "getQueueUrl",
                        q -> GetQueueUrlResponse.builder()
                                .queueUrl("https://sqs/work")
                                .build())
                .answer(
                        SqsClient.class,
                        GetQueueAttributesRequest.class,
                        "getQueueAttributes",
                        q -> GetQueueAttributesResponse.builder()
                                .attributes(Map.of(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "3",
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "0"))
                                .build());

        assertThat(bench.preview(bench.action("sweep.delete", REGION, Map.of("resources", List.of("sqs/queue/work"))))
                        .warnings())
                .containsExactly("sqs/queue/work: it holds messages: 3 waiting. They go with it.");
    }

    @ParameterizedTest
    @EnumSource
    void what_aws_would_refuse_half_way_is_refused_before_anything_is_sent(Refusal refusal) throws Exception {
        var bench = new Workbench(folder);
        refusal.answers.accept(bench.stubs);
        var action = bench.action(refusal.type, REGION, refusal.with);

        assertThat(action.preflight(bench.context()))
                .as("what does not pass: it says why, and what to do")
                .filteredOn(c -> c.outcome() instanceof Check.Fail)
                .anySatisfy(c -> {
                    assertThat(c.outcome().evidence()).contains(refusal.evidence);
                    assertThat(((Check.Fail) c.outcome()).remedy()).isNotBlank();
                });
        assertThat(bench.sent()).isEmpty();
    }
}
