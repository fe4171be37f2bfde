package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.aws.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** What goes with a stack. What its template says whole is saved with the template; what has code or settings of its own, by itself. */
public final class StackContents {
    /** How the inventory calls what CloudFormation calls otherwise. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("AWS::Lambda::Function", "lambda/function"),
            Map.entry("AWS::Lambda::LayerVersion", "lambda/layer-version"),
            Map.entry("AWS::ApiGateway::RestApi", "apigateway/rest-api"),
            Map.entry("AWS::ApiGatewayV2::Api", "apigatewayv2/http-api"),
            Map.entry("AWS::DynamoDB::Table", "dynamodb/table"),
            Map.entry("AWS::S3::Bucket", "s3/bucket"),
            Map.entry("AWS::Logs::LogGroup", "logs/log-group"),
            Map.entry("AWS::RDS::DBInstance", "rds/instance"),
            Map.entry("AWS::SNS::Topic", "sns/topic"),
            Map.entry("AWS::SQS::Queue", "sqs/queue"),
            Map.entry("AWS::ECR::Repository", "ecr/repository"),
            Map.entry("AWS::CloudWatch::Alarm", "cloudwatch/alarm"),
            Map.entry("AWS::SecretsManager::Secret", "secretsmanager/secret"),
            Map.entry("AWS::Events::Rule", "events/rule"));

    private StackContents() {}

    static Optional<Stack> live(CloudFormationClient client, String name) {
        try {
            return client.describeStacks(q -> q.stackName(name)).stacks().stream()
                    .filter(s -> s.stackStatus() != StackStatus.DELETE_COMPLETE)
                    .findFirst();
        } catch (CloudFormationException e) {
            // CloudFormation has no code of its own for this.
            if (AwsErrors.is(e, ErrorCode.VALIDATION_ERROR) && AwsErrors.says(e, Wording.STACK_ABSENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static List<StackResourceSummary> resources(CloudFormationClient client, String stack) {
        return client.listStackResourcesPaginator(q -> q.stackName(stack)).stackResourceSummaries().stream()
                .filter(r -> r.resourceStatus() != ResourceStatus.DELETE_COMPLETE)
                .toList();
    }

    /** What goes with a stack and has code or settings that are saved by themselves; empty where there is no such stack. */
    static List<Target> within(ActionContext context, String region, String stack) {
        var client = context.clients().client(CloudFormationClient.class, region);
        return live(client, stack).stream()
                .flatMap(s -> resources(client, s.stackId()).stream())
                .flatMap(r -> target(region, r).stream())
                .toList();
    }

    /** Of a resource of a stack; empty where the template is all that there is to save of it. */
    public static Optional<Target> target(String region, StackResourceSummary resource) {
        return Optional.ofNullable(KINDS.get(resource.resourceType()))
                .flatMap(kind -> Optional.ofNullable(resource.physicalResourceId())
                        .map(id -> Target.of(region, kind + "/" + name(kind, id))));
    }

    /** As the inventory calls it, or what it does not know as CloudFormation does: {@code iam/role/name}. */
    public static String label(StackResourceSummary resource) {
        var parts = resource.resourceType().split("::");
        var type = parts[parts.length - 1]
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        return target("", resource)
                .map(Target::label)
                .orElseGet(() -> (parts.length > 1 ? parts[1].toLowerCase(Locale.ROOT) : "cloudformation") + "/" + type
                        + "/"
                        + Optional.ofNullable(resource.physicalResourceId()).orElse(resource.logicalResourceId()));
    }

    /** CloudFormation's Ref gives an ARN of topics, the address of queues, and {@code bus|name} of rules on a bus of their own. */
    private static String name(String kind, String id) {
        return switch (kind) {
            case "sns/topic" -> id.substring(id.lastIndexOf(':') + 1);
            case "sqs/queue" -> id.substring(id.lastIndexOf('/') + 1);
            case "events/rule" ->
                Stream.of(id.split("\\|")).reduce((a, b) -> a + "/" + b).orElse(id);
            default -> id;
        };
    }
}
