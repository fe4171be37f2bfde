package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.plan.Times;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DeleteRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RemoveTargetsRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.RemoveRegionsFromReplicationRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * A resource that the plan's own steps leave over, and how it is taken away.
 *
 * @param label as the plan names it: {@code service/type/id}
 * @param read what it is now; empty where it is gone
 * @param inUse why it must not go yet; empty where it may
 * @param stages takes away what was read
 * @param stays what of it is still there, and until when, although it counts as gone; empty where nothing is
 */
record Leftover(
        String label,
        Function<ActionContext, Optional<String>> read,
        Function<ActionContext, Optional<String>> inUse,
        Function<ActionContext, List<Stage>> stages,
        Function<ActionContext, Optional<String>> stays) {

    /** Of which nothing stays. */
    private Leftover(
            String label,
            Function<ActionContext, Optional<String>> read,
            Function<ActionContext, Optional<String>> inUse,
            Function<ActionContext, List<Stage>> stages) {
        this(label, read, inUse, stages, context -> Optional.empty());
    }

    private static final long SECRET_RECOVERY_DAYS = 30;

    /** What it deletes, as {@code service/type}. */
    static final List<String> KINDS = List.of(
            "ec2/address",
            "sns/topic",
            "sqs/queue",
            "ecr/repository",
            "cloudwatch/alarm",
            "secretsmanager/secret",
            "rds/snapshot",
            "events/rule");

    String service() {
        return label.split("/", 3)[0];
    }

    String type() {
        return label.split("/", 3)[1];
    }

    String id() {
        return label.split("/", 3)[2];
    }

    static Leftover parse(String region, String label) {
        var parts = label.split("/", 3);
        if (parts.length < 3) {
            throw unknown(label);
        }
        var id = parts[2];
        return switch (parts[0] + "/" + parts[1]) {
            case "ec2/address" -> address(region, label, id);
            case "sns/topic" -> topic(region, label, id);
            case "sqs/queue" -> queue(region, label, id);
            case "ecr/repository" -> repository(region, label, id);
            case "cloudwatch/alarm" -> alarm(region, label, id);
            case "secretsmanager/secret" -> secret(region, label, id);
            case "rds/snapshot" -> snapshot(region, label, id);
            case "events/rule" -> rule(region, label, id);
            default -> throw unknown(label);
        };
    }

    private static ActionFailure unknown(String label) {
        var parts = label.split("/", 3);
        var how = parts.length < 3 ? Optional.<String>empty() : Elsewhere.how(parts[0] + "/" + parts[1]);
        return new ActionFailure(
                "sweep.delete does not " + (how.isPresent() ? "" : "know how to ") + "delete " + label,
                "nothing was sent",
                how.map(h -> "take it off the list: it is deleted " + h)
                        .orElse("use one of " + String.join(", ", KINDS) + ", each with its id"));
    }

    private static Leftover address(String region, String label, String id) {
        Function<ActionContext, Optional<Address>> read = context -> {
            try {
                return context
                        .clients()
                        .client(Ec2Client.class, region)
                        .describeAddresses(q -> q.allocationIds(id))
                        .addresses()
                        .stream()
                        .findFirst();
            } catch (Ec2Exception e) {
                if (AwsErrors.is(e, ErrorCode.NO_SUCH_ALLOCATION)) {
                    return Optional.empty();
                }
                throw e;
            }
        };
        return new Leftover(
                label,
                read.andThen(a -> a.map(x -> x.publicIp())),
                context -> read.apply(context).flatMap(a -> Holds.address(context, region, a)),
                context -> List.of(Stage.send(
                        "Releasing " + id,
                        Call.of(
                                Ec2Client.class,
                                region,
                                ReleaseAddressRequest.builder().allocationId(id).build(),
                                Ec2Client::releaseAddress))));
    }

    private static Leftover topic(String region, String label, String id) {
        Function<ActionContext, String> arn = context -> Arns.of(context, "sns", region, id);
        return new Leftover(
                label,
                context -> {
                    try {
                        context.clients()
                                .client(SnsClient.class, region)
                                .getTopicAttributes(q -> q.topicArn(arn.apply(context)));
                        return Optional.of(arn.apply(context));
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                },
                context -> Holds.topic(context, region, arn.apply(context)),
                context -> List.of(Stage.send(
                        "Deleting the topic " + id,
                        Call.of(
                                SnsClient.class,
                                region,
                                DeleteTopicRequest.builder()
                                        .topicArn(arn.apply(context))
                                        .build(),
                                SnsClient::deleteTopic))));
    }

    private static Leftover queue(String region, String label, String id) {
        Function<ActionContext, Optional<String>> url = context -> {
            try {
                return Optional.of(context.clients()
                        .client(SqsClient.class, region)
                        .getQueueUrl(q -> q.queueName(id))
                        .queueUrl());
            } catch (QueueDoesNotExistException e) {
                return Optional.empty();
            }
        };
        return new Leftover(
                label,
                url,
                context -> Optional.empty(),
                context -> List.of(Stage.send(
                        "Deleting the queue " + id,
                        Call.of(
                                SqsClient.class,
                                region,
                                DeleteQueueRequest.builder()
                                        .queueUrl(url.apply(context).orElseThrow())
                                        .build(),
                                SqsClient::deleteQueue))));
    }

    private static Leftover repository(String region, String label, String id) {
        Function<ActionContext, Optional<Repository>> read = context -> {
            try {
                return context
                        .clients()
                        .client(EcrClient.class, region)
                        .describeRepositories(q -> q.repositoryNames(id))
                        .repositories()
                        .stream()
                        .findFirst();
            } catch (RepositoryNotFoundException e) {
                return Optional.empty();
            }
        };
        return new Leftover(
                label,
                read.andThen(r -> r.map(Repository::repositoryArn)),
                context -> read.apply(context).flatMap(r -> new ImageUsers(context, region).of(r.repositoryUri())),
                context -> List.of(Stage.send(
                        "Deleting the repository " + id + " with its images",
                        Call.of(
                                EcrClient.class,
                                region,
                                DeleteRepositoryRequest.builder()
                                        .repositoryName(id)
                                        .force(true)
                                        .build(),
                                EcrClient::deleteRepository))));
    }

    private static Leftover alarm(String region, String label, String id) {
        return new Leftover(
                label,
                context -> {
                    // Without their types it tells of metric alarms only.
                    var there = context.clients()
                            .client(CloudWatchClient.class, region)
                            .describeAlarms(q ->
                                    q.alarmNames(id).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
                    return there.metricAlarms().stream()
                            .map(MetricAlarm::alarmArn)
                            .findFirst()
                            .or(() -> there.compositeAlarms().stream()
                                    .map(CompositeAlarm::alarmArn)
                                    .findFirst());
                },
                context -> Optional.empty(),
                context -> List.of(Stage.send(
                        "Deleting the alarm " + id,
                        Call.of(
                                CloudWatchClient.class,
                                region,
                                DeleteAlarmsRequest.builder().alarmNames(id).build(),
                                CloudWatchClient::deleteAlarms))));
    }

    /** A replica goes by its primary alone, and at once; a secret of its own can be restored for a time. */
    private static Leftover secret(String region, String label, String id) {
        Function<ActionContext, Optional<DescribeSecretResponse>> there = context -> {
            try {
                return Optional.of(context.clients()
                        .client(SecretsManagerClient.class, region)
                        .describeSecret(q -> q.secretId(id)));
            } catch (software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException e) {
                return Optional.empty();
            }
        };
        var read = there.andThen(s -> s.filter(x -> x.deletedDate() == null));
        return new Leftover(
                label,
                read.andThen(found -> found.map(s -> s.arn()
                        + Holds.primary(region, s)
                                .map(p -> ", a replica of the one in " + p)
                                .orElse(""))),
                context -> Holds.secret(context, region, id),
                context -> List.of(read.apply(context)
                        .flatMap(s -> Holds.primary(region, s))
                        .map(primary -> Stage.send(
                                "Taking the replica of " + id + " away, by its primary in " + primary,
                                Call.of(
                                        SecretsManagerClient.class,
                                        primary,
                                        RemoveRegionsFromReplicationRequest.builder()
                                                .secretId(id)
                                                .removeReplicaRegions(region)
                                                .build(),
                                        SecretsManagerClient::removeRegionsFromReplication)))
                        .orElseGet(() -> Stage.send(
                                "Scheduling the deletion of " + id,
                                Call.of(
                                        SecretsManagerClient.class,
                                        region,
                                        DeleteSecretRequest.builder()
                                                .secretId(id)
                                                .recoveryWindowInDays(SECRET_RECOVERY_DAYS)
                                                .build(),
                                        SecretsManagerClient::deleteSecret)))),
                there.andThen(s -> s.map(DescribeSecretResponse::deletedDate)
                        .map(d -> "not deleted yet: it is scheduled for after " + Times.day(d)
                                + ", and its deletion can be called off until then")));
    }

    private static Leftover snapshot(String region, String label, String id) {
        if (id.contains(":")) {
            throw new ActionFailure(
                    label + " is not a manual snapshot: RDS and AWS Backup delete their own",
                    "nothing was sent",
                    "name a manual one, or end the automated backups that keep it");
        }
        return new Leftover(
                label,
                context -> {
                    try {
                        return context
                                .clients()
                                .client(RdsClient.class, region)
                                .describeDBSnapshots(q -> q.dbSnapshotIdentifier(id))
                                .dbSnapshots()
                                .stream()
                                .findFirst()
                                .map(s -> s.dbSnapshotArn());
                    } catch (DbSnapshotNotFoundException e) {
                        return Optional.empty();
                    }
                },
                context -> Holds.snapshot(context, region, id),
                context -> List.of(Stage.send(
                        "Deleting the snapshot " + id,
                        Call.of(
                                RdsClient.class,
                                region,
                                DeleteDbSnapshotRequest.builder()
                                        .dbSnapshotIdentifier(id)
                                        .build(),
                                RdsClient::deleteDBSnapshot))));
    }

    /** @param path the rule's name, or {@code bus/name} of one on a bus of its own: without a bus AWS looks at the default one */
    private static Leftover rule(String region, String label, String path) {
        var bus = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "default";
        var id = path.substring(path.lastIndexOf('/') + 1);
        Function<ActionContext, Optional<DescribeRuleResponse>> read = context -> {
            try {
                return Optional.of(context.clients()
                        .client(EventBridgeClient.class, region)
                        .describeRule(q -> q.eventBusName(bus).name(id)));
            } catch (software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException e) {
                return Optional.empty();
            }
        };
        return new Leftover(
                label,
                read.andThen(r -> r.map(x -> x.arn() + " " + x.stateAsString())),
                read.andThen(r -> r.flatMap(Holds::rule)),
                context -> {
                    var targets = Holds.targets(context, region, bus, id);
                    var deletion = Stage.send(
                            "Deleting the rule " + id,
                            Call.of(
                                    EventBridgeClient.class,
                                    region,
                                    DeleteRuleRequest.builder()
                                            .eventBusName(bus)
                                            .name(id)
                                            .build(),
                                    EventBridgeClient::deleteRule));
                    return targets.isEmpty()
                            ? List.of(deletion)
                            : List.of(
                                    Stage.send(
                                            "Taking the targets off " + id,
                                            Call.of(
                                                    EventBridgeClient.class,
                                                    region,
                                                    RemoveTargetsRequest.builder()
                                                            .eventBusName(bus)
                                                            .rule(id)
                                                            .ids(targets)
                                                            .build(),
                                                    EventBridgeClient::removeTargets)),
                                    deletion);
                });
    }
}
