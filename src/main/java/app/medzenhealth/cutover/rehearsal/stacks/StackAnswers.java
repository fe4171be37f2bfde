package app.medzenhealth.cutover.rehearsal.stacks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.TemplateParameter;

/** Stacks and change sets as CloudFormation's answers tell of them. */
final class StackAnswers {

    private StackAnswers() {}

    static software.amazon.awssdk.services.cloudformation.model.Stack stack(Stack stack) {
        return software.amazon.awssdk.services.cloudformation.model.Stack.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .description(stack.description.isEmpty() ? null : stack.description)
                .stackStatus(stack.status())
                .stackStatusReason(stack.reason())
                .creationTime(stack.created())
                .lastUpdatedTime(stack.updated)
                .deletionTime(stack.deleted)
                .enableTerminationProtection(stack.protectedFromDeletion)
                .capabilitiesWithStrings(stack.capabilities)
                .parameters(stack.template == null ? List.of() : parameters(stack.template, stack.parameters))
                .tags(tags(stack.tags))
                .outputs(stack.outputs.entrySet().stream()
                        .map(e -> Output.builder()
                                .outputKey(e.getKey())
                                .outputValue(e.getValue())
                                .exportName(stack.exports.get(e.getKey()))
                                .build())
                        .toList())
                .build();
    }

    static StackSummary summary(Stack stack) {
        return StackSummary.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .stackStatus(stack.status())
                .stackStatusReason(stack.reason())
                .creationTime(stack.created())
                .lastUpdatedTime(stack.updated)
                .deletionTime(stack.deleted)
                .build();
    }

    static StackResourceSummary summary(Stack.Member member) {
        return StackResourceSummary.builder()
                .logicalResourceId(member.logicalId())
                .physicalResourceId(member.physicalId())
                .resourceType(member.type())
                .resourceStatus(member.status())
                .lastUpdatedTimestamp(member.at())
                .build();
    }

    static StackResource resource(Stack stack, Stack.Member member) {
        return StackResource.builder()
                .stackName(stack.name())
                .stackId(stack.id())
                .logicalResourceId(member.logicalId())
                .physicalResourceId(member.physicalId())
                .resourceType(member.type())
                .resourceStatus(member.status())
                .timestamp(member.at())
                .build();
    }

    /** Without its changes, which come in pages. */
    static DescribeChangeSetResponse changeSet(ChangeSet set, Instant now) {
        var status = set.status.at(now);
        return DescribeChangeSetResponse.builder()
                .changeSetId(set.id)
                .changeSetName(set.name)
                .stackId(set.stack.id())
                .stackName(set.stack.name())
                .status(status)
                .statusReason(status.equals("FAILED") ? set.reason : null)
                .executionStatus(status.equals("CREATE_COMPLETE") ? set.execution : "UNAVAILABLE")
                .creationTime(set.status.from())
                .parameters(parameters(set.template, set.parameters))
                .tags(tags(set.tags))
                .capabilitiesWithStrings(set.capabilities)
                .build();
    }

    static ChangeSetSummary summary(ChangeSet set, Instant now) {
        return ChangeSetSummary.builder()
                .changeSetId(set.id)
                .changeSetName(set.name)
                .stackId(set.stack.id())
                .stackName(set.stack.name())
                .status(set.status.at(now))
                .executionStatus(set.execution)
                .creationTime(set.status.from())
                .build();
    }

    static List<ParameterDeclaration> declared(StackTemplate template) {
        return template.parameters().entrySet().stream()
                .map(e -> ParameterDeclaration.builder()
                        .parameterKey(e.getKey())
                        .parameterType(e.getValue().type())
                        .defaultValue(e.getValue().standard())
                        .noEcho(e.getValue().noEcho())
                        .build())
                .toList();
    }

    static List<TemplateParameter> validated(StackTemplate template) {
        return template.parameters().entrySet().stream()
                .map(e -> TemplateParameter.builder()
                        .parameterKey(e.getKey())
                        .defaultValue(e.getValue().standard())
                        .noEcho(e.getValue().noEcho())
                        .build())
                .toList();
    }

    /** Without the values that the template calls secret. */
    static List<Parameter> parameters(StackTemplate template, Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> Parameter.builder()
                        .parameterKey(e.getKey())
                        .parameterValue(
                                template.parameters().containsKey(e.getKey())
                                                && template.parameters()
                                                        .get(e.getKey())
                                                        .noEcho()
                                        ? "****"
                                        : e.getValue())
                        .build())
                .toList();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }
}
