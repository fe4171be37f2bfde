package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.EventRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AddressAttribute;
import software.amazon.awssdk.services.ec2.model.AddressAttributeName;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** What AWS documents as refusing a leftover's deletion, or what would be lost with it: asked before the first one goes. */
final class Holds {
    private Holds() {}

    /**
     * "You can't delete a primary secret that is replicated to other Regions" (AWS Secrets Manager API Reference, DeleteSecret), and
     * a replica goes by its primary only: "Operation not permitted on a replica secret" (github.com/rebuy-de/aws-nuke/issues/1127).
     */
    static Optional<String> secret(ActionContext context, String region, String id) {
        try {
            var there =
                    context.clients().client(SecretsManagerClient.class, region).describeSecret(q -> q.secretId(id));
            var primary = primary(region, there);
            if (primary.isPresent()) {
                return inPrimary(context, primary.get(), region, id);
            }
            return there.replicationStatus().isEmpty()
                    ? Optional.empty()
                    : Optional.of("it has replicas in "
                            + there.replicationStatus().stream()
                                    .map(ReplicationStatusType::region)
                                    .collect(Collectors.joining(", "))
                            + ", which go first: aws secretsmanager remove-regions-from-replication --region " + region
                            + " --secret-id " + id + " --remove-replica-regions "
                            + there.replicationStatus().stream()
                                    .map(ReplicationStatusType::region)
                                    .collect(Collectors.joining(" ")));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Where the secret lives of which this one is a replica; empty where it is none. */
    static Optional<String> primary(String region, DescribeSecretResponse there) {
        return Optional.ofNullable(there.primaryRegion()).filter(p -> !p.equals(region));
    }

    /** A replica is taken away by its primary: that has to be there, and to know it. */
    private static Optional<String> inPrimary(ActionContext context, String primary, String region, String id) {
        try {
            var known = context.clients()
                    .client(SecretsManagerClient.class, primary)
                    .describeSecret(q -> q.secretId(id));
            return known.replicationStatus().stream().anyMatch(r -> region.equals(r.region()))
                    ? Optional.empty()
                    : Optional.of("it is a replica, and the secret in " + primary + " does not know of it");
        } catch (ResourceNotFoundException e) {
            return Optional.of("it is a replica, and its primary in " + primary + " is not found");
        }
    }

    /**
     * "The DB snapshot must be in the available state to be deleted" (Amazon RDS API Reference, DeleteDBSnapshot). Only a manual one is
     * deleted by name, and those of AWS Backup are deleted there (Amazon RDS User Guide, "Deleting a DB snapshot").
     */
    static Optional<String> snapshot(ActionContext context, String region, String id) {
        try {
            return context
                    .clients()
                    .client(RdsClient.class, region)
                    .describeDBSnapshots(q -> q.dbSnapshotIdentifier(id))
                    .dbSnapshots()
                    .stream()
                    .findFirst()
                    .flatMap(Holds::snapshot);
        } catch (DbSnapshotNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> snapshot(DBSnapshot there) {
        if (!"available".equals(there.status())) {
            return Optional.of("it is " + there.status());
        }
        return "manual".equals(there.snapshotType())
                ? Optional.empty()
                : Optional.of("it is of type " + there.snapshotType() + ", which only its maker deletes");
    }

    /**
     * "You must disassociate the Elastic IP address before you can release it", and in a default VPC it is worse: there the release
     * takes the address from what uses it (Amazon EC2 API Reference, ReleaseAddress). One with a reverse DNS name is locked (error
     * codes of the same: InvalidAddress.Locked).
     */
    static Optional<String> address(ActionContext context, String region, Address there) {
        return Optional.ofNullable(there.associationId())
                .map(a -> "it is associated: " + a)
                .or(() -> Optional.ofNullable(there.networkInterfaceId()).map(n -> "it is on " + n))
                .or(() -> reverse(context, region, there.allocationId()));
    }

    private static Optional<String> reverse(ActionContext context, String region, String id) {
        return context
                .clients()
                .client(Ec2Client.class, region)
                .describeAddressesAttribute(q -> q.allocationIds(id).attribute(AddressAttributeName.DOMAIN_NAME))
                .addresses()
                .stream()
                .map(AddressAttribute::ptrRecord)
                .filter(n -> n != null && !n.isEmpty())
                .findFirst()
                .map(n -> "it has the reverse DNS name " + n
                        + ": aws ec2 reset-address-attribute --attribute domain-name --allocation-id " + id);
    }

    /**
     * "You can not delete a topic with an active message archive policy", and "when you deactivate a message archive policy, Amazon
     * SNS deletes all of the archived messages": docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html. An
     * empty object is an inactive one (the same).
     */
    static Optional<String> topic(ActionContext context, String region, String arn) {
        try {
            var policy = context.clients()
                    .client(SnsClient.class, region)
                    .getTopicAttributes(q -> q.topicArn(arn))
                    .attributes()
                    .get("ArchivePolicy");
            return Optional.ofNullable(policy)
                    .filter(p -> !p.isBlank() && !p.equals("{}"))
                    .map(
                            p ->
                                    "it archives messages: deactivate its archive policy first, which deletes all that it archived");
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /** What goes with a queue: SQS deletes it "regardless of the queue's contents" (DeleteQueue). Empty where nothing does. */
    static Optional<String> messages(ActionContext context, String region, String name) {
        String url;
        try {
            url = context.clients()
                    .client(SqsClient.class, region)
                    .getQueueUrl(q -> q.queueName(name))
                    .queueUrl();
        } catch (QueueDoesNotExistException e) {
            return Optional.empty();
        }
        var attributes = context.clients()
                .client(SqsClient.class, region)
                .getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        var held = new ArrayList<String>();
        held(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES), "waiting", held);
        held(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE), "being worked on", held);
        held(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED), "delayed", held);
        return held.isEmpty() ? Optional.empty() : Optional.of("it holds messages: " + String.join(", ", held));
    }

    private static void held(@Nullable String number, String how, List<String> held) {
        if (number != null && !number.equals("0")) {
            held.add(number + " " + how);
        }
    }

    /** What AWS manages is refused unless forced (Amazon EventBridge API Reference, DeleteRule: Force, ManagedRuleException). */
    static Optional<String> rule(DescribeRuleResponse there) {
        if (there.managedBy() != null) {
            return Optional.of("it is managed by " + there.managedBy());
        }
        return there.state() == RuleState.DISABLED ? Optional.empty() : Optional.of("it is " + there.stateAsString());
    }

    /** "Before you can delete the rule, you must remove all targets" (DeleteRule): of every page. */
    static List<String> targets(ActionContext context, String region, String bus, String rule) {
        return EventRules.in(context, region).targets(bus, rule).stream()
                .map(Target::id)
                .toList();
    }
}
