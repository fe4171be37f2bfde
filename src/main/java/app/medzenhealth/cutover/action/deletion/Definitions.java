package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.BucketPolicy;
import app.medzenhealth.cutover.aws.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what things are made of, so that the same thing gives the same bytes: members are sorted, and what only tells of its state
 * or of its use is left out. What data it holds is not in it: that is copied by actions of their own.
 */
final class Definitions {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
            .build();

    private final ActionContext context;
    private final String region;

    Definitions(ActionContext context, String region) {
        this.context = context;
        this.region = region;
    }

    /** @throws AwsServiceException where AWS does not answer */
    Definition of(Target target) {
        var id = target.id();
        return switch (target.kind()) {
            case "lambda/function" -> new FunctionCode(context, region).function(id);
            case "lambda/layer-version" -> new FunctionCode(context, region).layer(id);
            case "apigateway/rest-api" -> new ApiDefinitions(context, region).rest(id);
            case "apigatewayv2/http-api" -> new ApiDefinitions(context, region).http(id);
            case "cloudformation/stack" -> stack(id);
            case "dynamodb/table" -> table(id);
            case "s3/bucket" -> bucket(id);
            case "logs/log-group" -> group(id);
            case "rds/instance" -> instance(id);
            case "sns/topic" -> topic(id);
            case "sqs/queue" -> queue(id);
            case "ecr/repository" -> repository(id);
            case "cloudwatch/alarm" -> alarm(id);
            case "secretsmanager/secret" -> secret(id);
            case "events/rule" -> rule(id);
            case "rds/snapshot" -> new Definition.Nothing("it is data alone, of which a copy is asked for");
            case "ec2/address" -> new Definition.Nothing("an address is nothing but itself");
            default ->
                new Definition.Unsaved(
                        "how a " + target.kind() + " is saved is not known",
                        "save it by hand, and take it off the list");
        };
    }

    static Definition.Of json(String name, Map<String, Object> members) {
        return new Definition.Of(List.of(Part.of(name + ".json", text(members))));
    }

    static String text(Map<String, Object> members) {
        return JSON.writeValueAsString(members) + "\n";
    }

    /** JSON that AWS has written, in one order of members; anything else as it is. */
    static String canonical(String text) {
        try {
            return JSON.writeValueAsString(JSON.treeToValue(JSON.readTree(text), Object.class)) + "\n";
        } catch (JacksonException e) {
            return text;
        }
    }

    static Map<String, Object> without(SdkPojo object, Set<String> members) {
        var tree = new TreeMap<>(WholeObject.tree(object));
        tree.keySet().removeAll(members);
        return tree;
    }

    /** In one order, whatever order AWS lists them in. */
    static List<Map<String, Object>> all(List<? extends SdkPojo> objects, Set<String> without) {
        return objects.stream()
                .map(o -> without(o, without))
                .sorted(Comparator.comparing(Definitions::text))
                .toList();
    }

    /** Puts in what a read gives, where AWS does not say by an error that it is not set. */
    private static void put(Map<String, Object> members, String name, ErrorCode absent, Supplier<Object> read) {
        try {
            members.put(name, read.get());
        } catch (AwsServiceException e) {
            if (!AwsErrors.is(e, absent)) {
                throw e;
            }
        }
    }

    private Definition stack(String id) {
        var client = context.clients().client(CloudFormationClient.class, region);
        var found = StackContents.live(client, id);
        if (found.isEmpty()) {
            return new Definition.Gone();
        }
        var stack = found.get();
        var members = without(
                stack,
                Set.of(
                        "StackStatus",
                        "StackStatusReason",
                        "DetailedStatus",
                        "DriftInformation",
                        "DeletionTime",
                        "EnableTerminationProtection",
                        "LastOperations"));
        members.put(
                "Resources",
                all(
                        StackContents.resources(client, stack.stackId()),
                        Set.of("LastUpdatedTimestamp", "ResourceStatus", "ResourceStatusReason", "DriftInformation")));
        var template = client.getTemplate(q -> q.stackName(stack.stackId()).templateStage(TemplateStage.ORIGINAL))
                .templateBody();
        return new Definition.Of(
                List.of(Part.of("stack.json", text(members)), Part.of("template", template == null ? "" : template)));
    }

    private Definition table(String name) {
        var client = context.clients().client(DynamoDbClient.class, region);
        try {
            var table = client.describeTable(q -> q.tableName(name)).table();
            var members = without(
                    table,
                    Set.of(
                            "ItemCount",
                            "TableSizeBytes",
                            "TableStatus",
                            "DeletionProtectionEnabled",
                            "ProvisionedThroughput",
                            "GlobalSecondaryIndexes",
                            "LocalSecondaryIndexes",
                            "WarmThroughput",
                            "ArchivalSummary"));
            var volatiles = Set.of("ItemCount", "IndexSizeBytes", "IndexStatus", "Backfilling", "WarmThroughput");
            members.put("GlobalSecondaryIndexes", all(table.globalSecondaryIndexes(), volatiles));
            members.put("LocalSecondaryIndexes", all(table.localSecondaryIndexes(), volatiles));
            members.put(
                    "Tags",
                    all(
                            client.listTagsOfResource(q -> q.resourceArn(table.tableArn()))
                                    .tags(),
                            Set.of()));
            return json("table", members);
        } catch (software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException e) {
            return new Definition.Gone();
        }
    }

    /** How the bucket is set, and not what is in it. */
    private Definition bucket(String name) {
        var client = context.clients().client(S3Client.class, region);
        var members = new TreeMap<String, Object>();
        try {
            BucketPolicy.of(client, name).ifPresent(p -> members.put("Policy", p));
            members.put("Versioning", without(client.getBucketVersioning(q -> q.bucket(name)), Set.of()));
            put(
                    members,
                    "Encryption",
                    ErrorCode.NO_ENCRYPTION,
                    () -> without(client.getBucketEncryption(q -> q.bucket(name)), Set.of()));
            put(
                    members,
                    "PublicAccessBlock",
                    ErrorCode.NO_PUBLIC_ACCESS_BLOCK,
                    () -> without(client.getPublicAccessBlock(q -> q.bucket(name)), Set.of()));
            put(
                    members,
                    "Lifecycle",
                    ErrorCode.NO_LIFECYCLE,
                    () -> without(client.getBucketLifecycleConfiguration(q -> q.bucket(name)), Set.of()));
            put(
                    members,
                    "Replication",
                    ErrorCode.NO_REPLICATION,
                    () -> without(client.getBucketReplication(q -> q.bucket(name)), Set.of()));
            put(
                    members,
                    "Tags",
                    ErrorCode.NO_SUCH_TAG_SET,
                    () -> all(client.getBucketTagging(q -> q.bucket(name)).tagSet(), Set.of()));
            members.put(
                    "Notifications", without(client.getBucketNotificationConfiguration(q -> q.bucket(name)), Set.of()));
        } catch (NoSuchBucketException e) {
            return new Definition.Gone();
        }
        return json("bucket", members);
    }

    private Definition group(String name) {
        return context
                .clients()
                .client(CloudWatchLogsClient.class, region)
                .describeLogGroupsPaginator(q -> q.logGroupNamePrefix(name))
                .logGroups()
                .stream()
                .filter(g -> g.logGroupName().equals(name))
                .findFirst()
                .<Definition>map(g -> json("log-group", without(g, Set.of("storedBytes"))))
                .orElseGet(Definition.Gone::new);
    }

    /** How it is set up; its snapshot holds the rest, but neither its class nor its groups. */
    private Definition instance(String name) {
        try {
            var there = context.clients()
                    .client(RdsClient.class, region)
                    .describeDBInstances(q -> q.dbInstanceIdentifier(name))
                    .dbInstances()
                    .getFirst();
            return json(
                    "instance",
                    without(
                            there,
                            Set.of(
                                    "DBInstanceStatus",
                                    "PendingModifiedValues",
                                    "LatestRestorableTime",
                                    "StatusInfos",
                                    "DeletionProtection",
                                    "ReadReplicaDBInstanceIdentifiers",
                                    "CertificateDetails",
                                    "PercentProgress")));
        } catch (DbInstanceNotFoundException e) {
            return new Definition.Gone();
        }
    }

    private Definition topic(String name) {
        var client = context.clients().client(SnsClient.class, region);
        var arn = Arns.of(context, "sns", region, name);
        try {
            var attributes = new TreeMap<>(
                    client.getTopicAttributes(q -> q.topicArn(arn)).attributes());
            attributes.keySet().removeIf(k -> k.startsWith("Subscriptions"));
            var members = new TreeMap<String, Object>(Map.of("Attributes", attributes));
            members.put(
                    "Subscriptions",
                    all(
                            client.listSubscriptionsByTopicPaginator(q -> q.topicArn(arn)).subscriptions().stream()
                                    .toList(),
                            Set.of()));
            members.put(
                    "Tags",
                    all(client.listTagsForResource(q -> q.resourceArn(arn)).tags(), Set.of()));
            return json("topic", members);
        } catch (NotFoundException e) {
            return new Definition.Gone();
        }
    }

    private Definition queue(String name) {
        var client = context.clients().client(SqsClient.class, region);
        try {
            var url = client.getQueueUrl(q -> q.queueName(name)).queueUrl();
            var attributes =
                    new TreeMap<>(client.getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                            .attributesAsStrings());
            attributes.keySet().removeIf(k -> k.startsWith("Approximate"));
            return json(
                    "queue",
                    new TreeMap<>(Map.of(
                            "Attributes",
                            attributes,
                            "Tags",
                            new TreeMap<>(
                                    client.listQueueTags(q -> q.queueUrl(url)).tags()))));
        } catch (QueueDoesNotExistException e) {
            return new Definition.Gone();
        }
    }

    /** With the digests of its images, and not with the images: of these a person states that nobody needs them. */
    private Definition repository(String name) {
        var client = context.clients().client(EcrClient.class, region);
        try {
            var there = client.describeRepositories(q -> q.repositoryNames(name))
                    .repositories()
                    .getFirst();
            var members = new TreeMap<String, Object>(without(there, Set.of()));
            members.put(
                    "images",
                    all(
                            client.listImagesPaginator(q -> q.repositoryName(name)).imageIds().stream()
                                    .toList(),
                            Set.of()));
            return json("repository", members);
        } catch (RepositoryNotFoundException e) {
            return new Definition.Gone();
        }
    }

    private Definition alarm(String name) {
        var there = context.clients()
                .client(CloudWatchClient.class, region)
                .describeAlarms(q -> q.alarmNames(name).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
        var found = new ArrayList<SdkPojo>(there.metricAlarms());
        found.addAll(there.compositeAlarms());
        if (found.isEmpty()) {
            return new Definition.Gone();
        }
        var state = Set.of(
                "StateValue",
                "StateReason",
                "StateReasonData",
                "StateUpdatedTimestamp",
                "StateTransitionedTimestamp",
                "EvaluationState",
                "ActionsSuppressedBy",
                "ActionsSuppressedReason");
        return json("alarm", new TreeMap<>(Map.of("Alarms", all(found, state))));
    }

    /** Never its value: AWS keeps that for the days in which the deletion can be called off. */
    private Definition secret(String id) {
        try {
            var there =
                    context.clients().client(SecretsManagerClient.class, region).describeSecret(q -> q.secretId(id));
            return there.deletedDate() != null
                    ? new Definition.Gone()
                    : json(
                            "secret",
                            without(there, Set.of("LastAccessedDate", "ReplicationStatus", "NextRotationDate")));
        } catch (software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException e) {
            return new Definition.Gone();
        }
    }

    /** @param path the rule's name, or {@code bus/name} of one on a bus of its own */
    private Definition rule(String path) {
        var bus = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "default";
        var name = path.substring(path.lastIndexOf('/') + 1);
        var client = context.clients().client(EventBridgeClient.class, region);
        try {
            var there = client.describeRule(q -> q.eventBusName(bus).name(name));
            var members = new TreeMap<String, Object>(without(there, Set.of()));
            var targets = new ArrayList<SdkPojo>();
            var page = client.listTargetsByRule(q -> q.eventBusName(bus).rule(name));
            targets.addAll(page.targets());
            while (page.nextToken() != null) {
                var from = page.nextToken();
                page = client.listTargetsByRule(
                        q -> q.eventBusName(bus).rule(name).nextToken(from));
                targets.addAll(page.targets());
            }
            members.put(
                    "Tags",
                    all(
                            client.listTagsForResource(q -> q.resourceARN(there.arn()))
                                    .tags(),
                            Set.of()));
            var parts = new ArrayList<Part>();
            parts.add(Part.of("rule.json", text(members)));
            // They are taken off before the rule goes: what is left of it then is compared all the same.
            if (!targets.isEmpty()) {
                parts.add(Part.of("targets.json", text(Map.of("Targets", all(targets, Set.of())))));
            }
            return new Definition.Of(parts);
        } catch (software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException e) {
            return new Definition.Gone();
        }
    }
}
