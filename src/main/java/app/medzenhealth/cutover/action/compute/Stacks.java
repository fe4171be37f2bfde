package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.aws.Wording;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Reads one stack, deleted ones included: by name alone a wrong name would count as deleted. */
record Stacks(String region, String name) {

    /** CloudFormation acts in the caller's name on whatever its template names. */
    static final String[] PERMISSIONS = """
            apigateway:* dynamodb:* ec2:* ecs:* elasticloadbalancing:* events:* lambda:* logs:* sns:* sqs:* s3:*
            iam:AttachRolePolicy iam:CreateRole iam:DeleteRole iam:DeleteRolePolicy iam:DetachRolePolicy iam:GetRole
            iam:PassRole iam:PutRolePolicy iam:TagRole
            """.strip().split("\\s+");

    private static final int MOST_EVENTS = 2_000;
    /** With these a stack's own events begin an operation; a rollback and a clean-up are part of the one that went before. */
    private static final Set<String> BEGINNINGS =
            Set.of("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS");

    /** Empty where there is no stack of the name now. */
    Optional<Stack> live(ActionContext context) {
        return byId(context, name).filter(s -> s.stackStatus() != StackStatus.DELETE_COMPLETE);
    }

    /** @param id a name or an ARN; only by ARN are deleted stacks found */
    Optional<Stack> byId(ActionContext context, String id) {
        try {
            return client(context).describeStacks(q -> q.stackName(id)).stacks().stream()
                    .findFirst();
        } catch (CloudFormationException e) {
            // CloudFormation has no code of its own for this.
            if (AwsErrors.is(e, ErrorCode.VALIDATION_ERROR) && AwsErrors.says(e, Wording.STACK_ABSENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The ARN of the newest deleted stack of the name; AWS lists them for 90 days. */
    Optional<String> deleted(ActionContext context) {
        return client(context)
                .listStacksPaginator(q -> q.stackStatusFilters(StackStatus.DELETE_COMPLETE))
                .stackSummaries()
                .stream()
                .filter(s -> s.stackName().equals(name) || s.stackId().equals(name))
                .max(Comparator.comparing(s -> s.deletionTime() == null ? s.creationTime() : s.deletionTime()))
                .map(s -> s.stackId());
    }

    /** Of a deleted stack that is known by its name alone. */
    static String unidentified(String arn) {
        return arn
                + " is the newest deleted one of the name; that it is the one that is meant is not known: this session"
                + " deleted none, and no baseline that it froze holds it";
    }

    /**
     * Why the newest operation went wrong: its first failure is the cause, the later ones follow from it. Its events are those up
     * to the stack's own event with which it began; what comes before is of an earlier operation.
     */
    String firstFailure(ActionContext context, String id) {
        Optional<StackEvent> first = Optional.empty();
        var read = 0;
        for (var event : client(context)
                .describeStackEventsPaginator(q -> q.stackName(id))
                .stackEvents()) {
            if (begins(event) || ++read > MOST_EVENTS) {
                break;
            }
            if (failed(event)) {
                first = Optional.of(event);
            }
        }
        return first.map(e -> e.logicalResourceId() + ": " + e.resourceStatusReason())
                .orElse("no resource says why");
    }

    private static boolean failed(StackEvent event) {
        return event.resourceStatusAsString() != null
                && event.resourceStatusAsString().endsWith("_FAILED")
                && !String.valueOf(event.resourceStatusReason()).contains("cancelled");
    }

    private static boolean begins(StackEvent event) {
        return event.stackId() != null
                && event.stackId().equals(event.physicalResourceId())
                && BEGINNINGS.contains(String.valueOf(event.resourceStatusAsString()));
    }

    static boolean present(ResourceStatus status) {
        return status != ResourceStatus.DELETE_COMPLETE;
    }

    CloudFormationClient client(ActionContext context) {
        return context.clients().client(CloudFormationClient.class, region);
    }
}
