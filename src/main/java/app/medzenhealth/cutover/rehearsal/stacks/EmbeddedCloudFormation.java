package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Page;
import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.*;

/** AWS CloudFormation: change sets first, members made for real, deletion that can fail. */
public final class EmbeddedCloudFormation implements CloudFormationClient {
    private static final int LARGEST_BODY = 51_200;
    private static final Duration CHANGE_SET_PENDING = Duration.ofSeconds(2);
    private static final Duration CHANGE_SET_CREATING = Duration.ofSeconds(4);

    private final Estate estate;
    private final CloudFormationState state;
    private final StackWork work;

    public EmbeddedCloudFormation(Estate estate, String region) {
        this.estate = estate;
        this.state = CloudFormationState.of(estate, region);
        this.work = new StackWork(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public ListStacksResponse listStacks(ListStacksRequest r) {
        List<String> wanted = r.stackStatusFiltersAsStrings();
        List<StackSummary> all = newestFirst().stream()
                .filter(s -> wanted.isEmpty() || wanted.contains(s.status()))
                .map(s -> StackSummary.builder()
                        .stackId(s.id())
                        .stackName(s.name())
                        .stackStatus(s.status())
                        .stackStatusReason(s.reason())
                        .creationTime(s.created())
                        .lastUpdatedTime(s.updated)
                        .deletionTime(s.deleted)
                        .build())
                .toList();
        Page<StackSummary> page = estate.page(all, r.nextToken(), null);
        return ListStacksResponse.builder()
                .stackSummaries(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest r) {
        List<software.amazon.awssdk.services.cloudformation.model.Stack> all = (r.stackName() == null
                        ? newestFirst().stream().filter(s -> !s.gone()).toList()
                        : List.of(stack(r.stackName())))
                .stream().map(this::shown).toList();
        Page<software.amazon.awssdk.services.cloudformation.model.Stack> page = estate.page(all, r.nextToken(), null);
        return DescribeStacksResponse.builder()
                .stacks(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest r) {
        Page<StackEvent> page = estate.page(stack(r.stackName()).events(), r.nextToken(), null);
        return DescribeStackEventsResponse.builder()
                .stackEvents(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListStackResourcesResponse listStackResources(ListStackResourcesRequest r) {
        List<StackResourceSummary> all = stack(r.stackName()).members.values().stream()
                .map(m -> StackResourceSummary.builder()
                        .logicalResourceId(m.logicalId())
                        .physicalResourceId(m.physicalId())
                        .resourceType(m.type())
                        .resourceStatus(m.status())
                        .lastUpdatedTimestamp(m.at())
                        .build())
                .toList();
        Page<StackResourceSummary> page = estate.page(all, r.nextToken(), null);
        return ListStackResourcesResponse.builder()
                .stackResourceSummaries(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeStackResourcesResponse describeStackResources(DescribeStackResourcesRequest r) {
        Stack stack = stack(r.stackName());
        return DescribeStackResourcesResponse.builder()
                .stackResources(stack.members.values().stream()
                        .filter(m ->
                                r.logicalResourceId() == null || m.logicalId().equals(r.logicalResourceId()))
                        .map(m -> StackResource.builder()
                                .stackName(stack.name())
                                .stackId(stack.id())
                                .logicalResourceId(m.logicalId())
                                .physicalResourceId(m.physicalId())
                                .resourceType(m.type())
                                .resourceStatus(m.status())
                                .timestamp(m.at())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public GetTemplateResponse getTemplate(GetTemplateRequest r) {
        Template template = stack(r.stackName()).template;
        return GetTemplateResponse.builder()
                .templateBody(template == null ? "{\"Resources\":{}}" : template.text())
                .stagesAvailableWithStrings("Original", "Processed")
                .build();
    }

    @Override
    public GetTemplateSummaryResponse getTemplateSummary(GetTemplateSummaryRequest r) {
        Template template = r.templateBody() != null ? read(r.templateBody()) : stack(r.stackName()).template;
        if (template == null) {
            return GetTemplateSummaryResponse.builder().build();
        }
        return GetTemplateSummaryResponse.builder()
                .description(template.description())
                .resourceTypes(template.resources().values().stream()
                        .map(Template.Resource::type)
                        .distinct()
                        .toList())
                .parameters(template.parameters().entrySet().stream()
                        .map(e -> ParameterDeclaration.builder()
                                .parameterKey(e.getKey())
                                .parameterType(e.getValue().type())
                                .defaultValue(e.getValue().standard())
                                .noEcho(e.getValue().noEcho())
                                .build())
                        .toList())
                .capabilitiesWithStrings(
                        Capabilities.required(template).stream().toList())
                .build();
    }

    @Override
    public ValidateTemplateResponse validateTemplate(ValidateTemplateRequest r) {
        Template template = read(r.templateBody());
        return ValidateTemplateResponse.builder()
                .description(template.description())
                .parameters(template.parameters().entrySet().stream()
                        .map(e -> TemplateParameter.builder()
                                .parameterKey(e.getKey())
                                .defaultValue(e.getValue().standard())
                                .noEcho(e.getValue().noEcho())
                                .build())
                        .toList())
                .capabilitiesWithStrings(
                        Capabilities.required(template).stream().toList())
                .build();
    }

    @Override
    public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest r) {
        Optional<Stack> existing = state.find(r.stackName());
        Optional<ChangeSet> same = existing.flatMap(s -> changeSet(s, r.changeSetName()));
        if (same.isPresent()) {
            if (r.clientToken() != null && r.clientToken().equals(same.get().token)) {
                return CreateChangeSetResponse.builder()
                        .id(same.get().id)
                        .stackId(same.get().stack.id())
                        .build();
            }
            throw AwsFault.of(
                    AlreadyExistsException.builder(),
                    "AlreadyExistsException",
                    400,
                    "ChangeSet " + r.changeSetName() + " already exists");
        }
        boolean create = r.changeSetType() == ChangeSetType.CREATE;
        if (create
                && existing.filter(s -> !s.status().equals("REVIEW_IN_PROGRESS"))
                        .isPresent()) {
            throw invalid("Stack [" + r.stackName()
                    + "] already exists and cannot be created again with the changeSet [" + r.changeSetName() + "].");
        }
        if (!create && existing.isEmpty()) {
            throw invalid("Stack [" + r.stackName() + "] does not exist");
        }
        existing.filter(Stack::busy).ifPresent(s -> {
            throw invalid("Stack:" + s.id() + " is in " + s.status() + " state and can not be updated.");
        });
        Template template = Boolean.TRUE.equals(r.usePreviousTemplate())
                ? Optional.ofNullable(existing.orElseThrow().template).orElseThrow()
                : read(r.templateBody());
        consent(template, r.capabilitiesAsStrings());
        Stack stack = existing.orElseGet(() -> review(r.stackName()));
        Map<String, String> parameters = parameters(template, r.parameters(), stack);
        List<Change> changes = Differences.between(stack, template, parameters);
        boolean nothing = changes.isEmpty();
        ChangeSet made = new ChangeSet(
                state.changeSetId(r.changeSetName()),
                r.changeSetName(),
                stack,
                template,
                parameters,
                tags(r.tags()),
                r.capabilitiesAsStrings(),
                changes,
                Timeline.of(estate.now(), "CREATE_PENDING")
                        .then(CHANGE_SET_PENDING, "CREATE_IN_PROGRESS")
                        .then(CHANGE_SET_CREATING, nothing ? "FAILED" : "CREATE_COMPLETE"),
                nothing
                        ? "The submitted information didn't contain changes. Submit different information to create a change"
                                + " set."
                        : null,
                r.clientToken());
        state.changeSets.put(made.id, made);
        return CreateChangeSetResponse.builder().id(made.id).stackId(stack.id()).build();
    }

    @Override
    public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest r) {
        ChangeSet found = changeSet(r.stackName(), r.changeSetName());
        String status = found.status.at(estate.now());
        boolean complete = status.equals("CREATE_COMPLETE");
        Page<Change> page = complete ? estate.page(found.changes, r.nextToken(), null) : new Page<>(List.of(), null);
        return DescribeChangeSetResponse.builder()
                .changeSetId(found.id)
                .changeSetName(found.name)
                .stackId(found.stack.id())
                .stackName(found.stack.name())
                .status(status)
                .statusReason(status.equals("FAILED") ? found.reason : null)
                .executionStatus(complete ? found.execution : "UNAVAILABLE")
                .creationTime(found.status.from())
                .parameters(shown(found.template, found.parameters))
                .tags(tagList(found.tags))
                .capabilitiesWithStrings(found.capabilities)
                .changes(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListChangeSetsResponse listChangeSets(ListChangeSetsRequest r) {
        Stack stack = stack(r.stackName());
        List<ChangeSetSummary> all = state.changeSets.values().stream()
                .filter(c -> c.stack == stack)
                .map(c -> ChangeSetSummary.builder()
                        .changeSetId(c.id)
                        .changeSetName(c.name)
                        .stackId(stack.id())
                        .stackName(stack.name())
                        .status(c.status.at(estate.now()))
                        .executionStatus(c.execution)
                        .creationTime(c.status.from())
                        .build())
                .toList();
        Page<ChangeSetSummary> page = estate.page(all, r.nextToken(), null);
        return ListChangeSetsResponse.builder()
                .summaries(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest r) {
        ChangeSet found = changeSet(r.stackName(), r.changeSetName());
        state.changeSets.remove(found.id);
        return DeleteChangeSetResponse.builder().build();
    }

    @Override
    public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest r) {
        ChangeSet found = changeSet(r.stackName(), r.changeSetName());
        if (r.clientRequestToken() != null && found.stack.tokens.contains(r.clientRequestToken())) {
            return ExecuteChangeSetResponse.builder().build();
        }
        String status = found.status.at(estate.now());
        if (!status.equals("CREATE_COMPLETE") || !found.execution.equals("AVAILABLE")) {
            throw AwsFault.of(
                    InvalidChangeSetStatusException.builder(),
                    "InvalidChangeSetStatus",
                    400,
                    "ChangeSet [" + found.id + "] cannot be executed in its current status of ["
                            + (status.equals("CREATE_COMPLETE") ? found.execution : status) + "]");
        }
        if (r.clientRequestToken() != null) {
            found.stack.tokens.add(r.clientRequestToken());
        }
        found.execution = "EXECUTE_IN_PROGRESS";
        found.stack.tags = found.tags;
        found.stack.capabilities = found.capabilities;
        begin(found.stack, found.template, found.parameters, found.changes, () -> found.execution = "EXECUTE_COMPLETE");
        return ExecuteChangeSetResponse.builder().build();
    }

    @Override
    public CreateStackResponse createStack(CreateStackRequest r) {
        Optional<Stack> existing = state.find(r.stackName());
        if (existing.isPresent()) {
            if (r.clientRequestToken() != null && existing.get().tokens.contains(r.clientRequestToken())) {
                return CreateStackResponse.builder()
                        .stackId(existing.get().id())
                        .build();
            }
            throw AwsFault.of(
                    AlreadyExistsException.builder(),
                    "AlreadyExistsException",
                    400,
                    "Stack [" + r.stackName() + "] already exists");
        }
        Template template = read(r.templateBody());
        consent(template, r.capabilitiesAsStrings());
        Stack stack = review(r.stackName());
        stack.tags = tags(r.tags());
        stack.capabilities = r.capabilitiesAsStrings();
        stack.protectedFromDeletion = Boolean.TRUE.equals(r.enableTerminationProtection());
        if (r.clientRequestToken() != null) {
            stack.tokens.add(r.clientRequestToken());
        }
        Map<String, String> parameters = parameters(template, r.parameters(), stack);
        begin(stack, template, parameters, Differences.between(stack, template, parameters), () -> {});
        return CreateStackResponse.builder().stackId(stack.id()).build();
    }

    @Override
    public DeleteStackResponse deleteStack(DeleteStackRequest r) {
        Optional<Stack> found = state.find(r.stackName());
        if (found.isEmpty() || found.get().gone()) {
            return DeleteStackResponse.builder().build();
        }
        Stack stack = found.get();
        if (r.clientRequestToken() != null && !stack.tokens.add(r.clientRequestToken())) {
            return DeleteStackResponse.builder().build();
        }
        if (stack.protectedFromDeletion) {
            throw invalid("Stack [" + stack.name() + "] cannot be deleted while TerminationProtection is enabled");
        }
        if (!r.retainResources().isEmpty() && !stack.status().equals("DELETE_FAILED")) {
            throw invalid("The specified resources to retain can only be used for stacks in the DELETE_FAILED state");
        }
        if (stack.status().equals("DELETE_IN_PROGRESS")) {
            return DeleteStackResponse.builder().build();
        }
        if (stack.busy()) {
            throw invalid("Stack [" + stack.id() + "] cannot be deleted while in status " + stack.status());
        }
        work.delete(stack, r.retainResources());
        return DeleteStackResponse.builder().build();
    }

    @Override
    public UpdateTerminationProtectionResponse updateTerminationProtection(UpdateTerminationProtectionRequest r) {
        Stack stack = stack(r.stackName());
        stack.protectedFromDeletion = Boolean.TRUE.equals(r.enableTerminationProtection());
        return UpdateTerminationProtectionResponse.builder().stackId(stack.id()).build();
    }

    @Override
    public ListExportsResponse listExports(ListExportsRequest r) {
        Page<CloudFormationState.Export> page = estate.page(state.exports(), r.nextToken(), null);
        return ListExportsResponse.builder()
                .exports(page.items().stream()
                        .map(e -> Export.builder()
                                .name(e.name())
                                .value(e.value())
                                .exportingStackId(e.stackId())
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListImportsResponse listImports(ListImportsRequest r) {
        List<String> importers = state.importers(r.exportName());
        if (importers.isEmpty()) {
            throw invalid("Export '" + r.exportName() + "' is not imported by any stack.");
        }
        Page<String> page = estate.page(importers, r.nextToken(), null);
        return ListImportsResponse.builder()
                .imports(page.items())
                .nextToken(page.next())
                .build();
    }

    private void begin(
            Stack stack, Template template, Map<String, String> parameters, List<Change> changes, Runnable done) {
        boolean create = stack.status().equals("REVIEW_IN_PROGRESS");
        stack.description = template.description();
        stack.imports.clear();
        stack.imports.addAll(Imports.in(template, parameters));
        if (!create) {
            stack.updated = estate.now();
        }
        List<String> make = changes.stream()
                .map(Change::resourceChange)
                .filter(c -> c.action() != ChangeAction.REMOVE)
                .map(ResourceChange::logicalResourceId)
                .toList();
        List<String> remove = changes.stream()
                .map(Change::resourceChange)
                .filter(c -> c.action() == ChangeAction.REMOVE)
                .map(ResourceChange::logicalResourceId)
                .toList();
        work.begin(stack, create ? "CREATE" : "UPDATE", new StackWork.Plan(template, parameters, make, remove, done));
    }

    private Stack review(String name) {
        Stack stack = new Stack(name, state.stackId(name), "REVIEW_IN_PROGRESS", estate.now());
        stack.turn("REVIEW_IN_PROGRESS", "User Initiated", estate.now());
        state.stacks.put(stack.id(), stack);
        return stack;
    }

    private static Template read(@Nullable String body) {
        if (body == null) {
            throw invalid("Either Template URL or Template Body must be specified.");
        }
        if (body.length() > LARGEST_BODY) {
            throw invalid(
                    "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have"
                            + " length less than or equal to " + LARGEST_BODY);
        }
        try {
            return TemplateReader.read(body);
        } catch (Template.Malformed e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static void consent(Template template, List<String> given) {
        Capabilities.required(template)
                .filter(needed -> !Capabilities.given(needed, given))
                .ifPresent(needed -> {
                    throw AwsFault.of(
                            InsufficientCapabilitiesException.builder(),
                            "InsufficientCapabilitiesException",
                            400,
                            "Requires capabilities : [" + needed + "]");
                });
    }

    private static Map<String, String> parameters(Template template, List<Parameter> given, Stack stack) {
        TreeSet<String> unknown = given.stream()
                .map(Parameter::parameterKey)
                .filter(key -> !template.parameters().containsKey(key))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unknown.isEmpty()) {
            throw invalid("Parameters: " + unknown + " do not exist in the template");
        }
        Map<String, String> values = new LinkedHashMap<>();
        template.parameters().forEach((name, p) -> {
            if (p.standard() != null) {
                values.put(name, p.standard());
            }
        });
        for (Parameter parameter : given) {
            values.put(
                    parameter.parameterKey(),
                    Boolean.TRUE.equals(parameter.usePreviousValue())
                            ? stack.parameters.getOrDefault(parameter.parameterKey(), "")
                            : parameter.parameterValue());
        }
        TreeSet<String> missing = new TreeSet<>(template.parameters().keySet());
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw invalid("Parameters: " + missing + " must have values");
        }
        return values;
    }

    private software.amazon.awssdk.services.cloudformation.model.Stack shown(Stack stack) {
        return software.amazon.awssdk.services.cloudformation.model.Stack.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .description(stack.description)
                .stackStatus(stack.status())
                .stackStatusReason(stack.reason())
                .creationTime(stack.created())
                .lastUpdatedTime(stack.updated)
                .deletionTime(stack.deleted)
                .enableTerminationProtection(stack.protectedFromDeletion)
                .capabilitiesWithStrings(stack.capabilities)
                .parameters(stack.template == null ? List.of() : shown(stack.template, stack.parameters))
                .tags(tagList(stack.tags))
                .outputs(stack.outputs.entrySet().stream()
                        .map(e -> Output.builder()
                                .outputKey(e.getKey())
                                .outputValue(e.getValue())
                                .exportName(stack.exports.get(e.getKey()))
                                .build())
                        .toList())
                .build();
    }

    private static List<Parameter> shown(Template template, Map<String, String> values) {
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

    private List<Stack> newestFirst() {
        return state.stacks.values().stream()
                .sorted(Comparator.comparing(Stack::created).reversed())
                .toList();
    }

    private Stack stack(String nameOrId) {
        return state.find(nameOrId).orElseThrow(() -> invalid("Stack with id " + nameOrId + " does not exist"));
    }

    private ChangeSet changeSet(@Nullable String stack, String nameOrId) {
        if (nameOrId.startsWith("arn:")) {
            return Optional.ofNullable(state.changeSets.get(nameOrId)).orElseThrow(() -> notFound(nameOrId));
        }
        if (stack == null) {
            throw invalid("StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        return changeSet(stack(stack), nameOrId).orElseThrow(() -> notFound(nameOrId));
    }

    private Optional<ChangeSet> changeSet(Stack stack, String name) {
        return state.changeSets.values().stream()
                .filter(c -> c.stack == stack && c.name.equals(name))
                .findFirst();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b));
    }

    private static List<Tag> tagList(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }

    private static AwsServiceException notFound(String name) {
        return AwsFault.of(
                ChangeSetNotFoundException.builder(),
                "ChangeSetNotFound",
                404,
                "ChangeSet [" + name + "] does not exist");
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(CloudFormationException.builder(), "ValidationError", 400, message);
    }
}
