package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.aws.Wording;
import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.action.ActionContext;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Reads one stack, deleted ones included: by name alone a wrong name would count as deleted. */
record Stacks(String region, String name) {

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
                .filter(s -> s.stackName().equals(name))
                .max(Comparator.comparing(s -> s.deletionTime() == null ? s.creationTime() : s.deletionTime()))
                .map(s -> s.stackId());
    }

    /** Why the newest operation went wrong: the first failure is the cause, the later ones follow from it. */
    String firstFailure(ActionContext context, String id) {
        return client(context).describeStackEventsPaginator(q -> q.stackName(id)).stackEvents().stream()
                .limit(200)
                .filter(e -> e.resourceStatusAsString() != null
                        && e.resourceStatusAsString().endsWith("_FAILED"))
                .filter(e -> !String.valueOf(e.resourceStatusReason()).contains("cancelled"))
                .reduce((newer, older) -> older)
                .map(e -> e.logicalResourceId() + ": " + e.resourceStatusReason())
                .orElse("no resource says why");
    }

    static boolean present(ResourceStatus status) {
        return status != ResourceStatus.DELETE_COMPLETE;
    }

    CloudFormationClient client(ActionContext context) {
        return context.clients().client(CloudFormationClient.class, region);
    }
}
