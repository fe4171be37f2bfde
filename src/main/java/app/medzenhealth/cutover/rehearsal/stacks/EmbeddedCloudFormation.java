package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Page;
import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.*;

/** AWS CloudFormation: change sets first, members made for real, deletion that can fail. */
public final class EmbeddedCloudFormation implements CloudFormationClient {
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
        var wanted = r.stackStatusFiltersAsStrings();
        var all = newestFirst().stream()
                .filter(s -> wanted.isEmpty() || wanted.contains(s.status()))
                .map(StackAnswers::summary)
                .toList();
        var page = estate.page(all, r.nextToken(), null);
        return ListStacksResponse.builder()
                .stackSummaries(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest r) {
        var all = (r.stackName() == null
                        ? newestFirst().stream().filter(s -> !s.gone()).toList()
                        : List.of(stack(r.stackName())))
                .stream().map(StackAnswers::stack).toList();
        var page = estate.page(all, r.nextToken(), null);
        return DescribeStacksResponse.builder()
                .stacks(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest r) {
        var page = estate.page(stack(r.stackName()).events(), r.nextToken(), null);
        return DescribeStackEventsResponse.builder()
                .stackEvents(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListStackResourcesResponse listStackResources(ListStackResourcesRequest r) {
        var all = stack(r.stackName()).members.values().stream()
                .map(StackAnswers::summary)
                .toList();
        var page = estate.page(all, r.nextToken(), null);
        return ListStackResourcesResponse.builder()
                .stackResourceSummaries(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeStackResourcesResponse describeStackResources(DescribeStackResourcesRequest r) {
        var stack = stack(r.stackName());
        return DescribeStackResourcesResponse.builder()
                .stackResources(stack.members.values().stream()
                        .filter(m ->
                                r.logicalResourceId() == null || m.logicalId().equals(r.logicalResourceId()))
                        .map(m -> StackAnswers.resource(stack, m))
                        .toList())
                .build();
    }

    @Override
    public GetTemplateResponse getTemplate(GetTemplateRequest r) {
        var template = stack(r.stackName()).template;
        return GetTemplateResponse.builder()
                .templateBody(template == null ? "{\"Resources\":{}}" : template.text())
                .stagesAvailableWithStrings("Original", "Processed")
                .build();
    }

    @Override
    public GetTemplateSummaryResponse getTemplateSummary(GetTemplateSummaryRequest r) {
        var template = r.templateBody() != null ? Submission.template(r.templateBody()) : stack(r.stackName()).template;
        if (template == null) {
            return GetTemplateSummaryResponse.builder().build();
        }
        return GetTemplateSummaryResponse.builder()
                .description(template.description().isEmpty() ? null : template.description())
                .resourceTypes(template.resources().values().stream()
                        .map(StackTemplate.Resource::type)
                        .distinct()
                        .toList())
                .parameters(StackAnswers.declared(template))
                .capabilitiesWithStrings(
                        Capabilities.required(template).stream().toList())
                .build();
    }

    @Override
    public ValidateTemplateResponse validateTemplate(ValidateTemplateRequest r) {
        var template = Submission.template(r.templateBody());
        return ValidateTemplateResponse.builder()
                .description(template.description().isEmpty() ? null : template.description())
                .parameters(StackAnswers.validated(template))
                .capabilitiesWithStrings(
                        Capabilities.required(template).stream().toList())
                .build();
    }

    @Override
    public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest r) {
        var existing = state.find(r.stackName());
        var same = existing.flatMap(s -> changeSet(s, r.changeSetName()));
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
        var create = r.changeSetType() == ChangeSetType.CREATE;
        if (create
                && existing.filter(s -> !s.status().equals("REVIEW_IN_PROGRESS"))
                        .isPresent()) {
            throw Submission.invalid("Stack [" + r.stackName()
                    + "] already exists and cannot be created again with the changeSet [" + r.changeSetName() + "].");
        }
        if (!create && existing.isEmpty()) {
            throw Submission.invalid("Stack [" + r.stackName() + "] does not exist");
        }
        existing.filter(Stack::busy).ifPresent(s -> {
            throw Submission.invalid("Stack:" + s.id() + " is in " + s.status() + " state and can not be updated.");
        });
        var template = Boolean.TRUE.equals(r.usePreviousTemplate())
                ? Optional.ofNullable(existing.orElseThrow().template).orElseThrow()
                : Submission.template(r.templateBody());
        Submission.consent(template, r.capabilitiesAsStrings());
        var stack = existing.orElseGet(() -> review(r.stackName()));
        var parameters = Submission.parameters(template, r.parameters(), stack);
        var changes = Differences.between(stack, template, parameters);
        var nothing = changes.isEmpty();
        var made = new ChangeSet(
                state.changeSetId(r.changeSetName()),
                r.changeSetName(),
                stack,
                template,
                parameters,
                Submission.tags(r.tags()),
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
        var found = changeSet(r.stackName(), r.changeSetName());
        var complete = found.status.at(estate.now()).equals("CREATE_COMPLETE");
        Page<Change> page = complete ? estate.page(found.changes, r.nextToken(), null) : new Page<>(List.of(), null);
        return StackAnswers.changeSet(found, estate.now()).toBuilder()
                .changes(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListChangeSetsResponse listChangeSets(ListChangeSetsRequest r) {
        var stack = stack(r.stackName());
        var all = state.changeSets.values().stream()
                .filter(c -> c.stack == stack)
                .map(c -> StackAnswers.summary(c, estate.now()))
                .toList();
        var page = estate.page(all, r.nextToken(), null);
        return ListChangeSetsResponse.builder()
                .summaries(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest r) {
        // Of one that does not exist the model knows no refusal (botocore, cloudformation/2010-05-15, DeleteChangeSet),
        // and the
        // CDK's deploy-stack says that the request succeeds wherever the stack exists.
        named(r.stackName(), r.changeSetName()).ifPresent(found -> state.changeSets.remove(found.id));
        return DeleteChangeSetResponse.builder().build();
    }

    @Override
    public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest r) {
        var found = changeSet(r.stackName(), r.changeSetName());
        if (r.clientRequestToken() != null && found.stack.tokens.contains(r.clientRequestToken())) {
            return ExecuteChangeSetResponse.builder().build();
        }
        var status = found.status.at(estate.now());
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
        var existing = state.find(r.stackName());
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
        var template = Submission.template(r.templateBody());
        Submission.consent(template, r.capabilitiesAsStrings());
        var stack = review(r.stackName());
        stack.tags = Submission.tags(r.tags());
        stack.capabilities = r.capabilitiesAsStrings();
        stack.protectedFromDeletion = Boolean.TRUE.equals(r.enableTerminationProtection());
        if (r.clientRequestToken() != null) {
            stack.tokens.add(r.clientRequestToken());
        }
        var parameters = Submission.parameters(template, r.parameters(), stack);
        begin(stack, template, parameters, Differences.between(stack, template, parameters), () -> {});
        return CreateStackResponse.builder().stackId(stack.id()).build();
    }

    @Override
    public DeleteStackResponse deleteStack(DeleteStackRequest r) {
        var found = state.find(r.stackName());
        if (found.isEmpty() || found.get().gone()) {
            return DeleteStackResponse.builder().build();
        }
        var stack = found.get();
        if (r.clientRequestToken() != null && !stack.tokens.add(r.clientRequestToken())) {
            return DeleteStackResponse.builder().build();
        }
        if (stack.protectedFromDeletion) {
            throw Submission.invalid(
                    "Stack [" + stack.name() + "] cannot be deleted while TerminationProtection is enabled");
        }
        if (!r.retainResources().isEmpty() && !stack.status().equals("DELETE_FAILED")) {
            throw Submission.invalid(
                    "The specified resources to retain can only be used for stacks in the DELETE_FAILED state");
        }
        if (stack.status().equals("DELETE_IN_PROGRESS")) {
            return DeleteStackResponse.builder().build();
        }
        if (stack.busy()) {
            throw Submission.invalid("Stack [" + stack.id() + "] cannot be deleted while in status " + stack.status());
        }
        work.delete(stack, r.retainResources());
        return DeleteStackResponse.builder().build();
    }

    @Override
    public UpdateTerminationProtectionResponse updateTerminationProtection(UpdateTerminationProtectionRequest r) {
        var stack = stack(r.stackName());
        stack.protectedFromDeletion = Boolean.TRUE.equals(r.enableTerminationProtection());
        return UpdateTerminationProtectionResponse.builder().stackId(stack.id()).build();
    }

    @Override
    public ListExportsResponse listExports(ListExportsRequest r) {
        var page = estate.page(state.exports(), r.nextToken(), null);
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
        var importers = state.importers(r.exportName());
        if (importers.isEmpty()) {
            throw Submission.invalid("Export '" + r.exportName() + "' is not imported by any stack.");
        }
        var page = estate.page(importers, r.nextToken(), null);
        return ListImportsResponse.builder()
                .imports(page.items())
                .nextToken(page.next())
                .build();
    }

    private void begin(
            Stack stack, StackTemplate template, Map<String, String> parameters, List<Change> changes, Runnable done) {
        var create = stack.status().equals("REVIEW_IN_PROGRESS");
        stack.description = template.description();
        stack.imports.clear();
        stack.imports.addAll(Imports.in(template, parameters));
        if (!create) {
            stack.updated = estate.now();
        }
        var make = changes.stream()
                .map(Change::resourceChange)
                .filter(c -> c.action() != ChangeAction.REMOVE)
                .map(ResourceChange::logicalResourceId)
                .toList();
        var remove = changes.stream()
                .map(Change::resourceChange)
                .filter(c -> c.action() == ChangeAction.REMOVE)
                .map(ResourceChange::logicalResourceId)
                .toList();
        work.begin(stack, create ? "CREATE" : "UPDATE", new StackWork.Plan(template, parameters, make, remove, done));
    }

    private Stack review(String name) {
        var stack = new Stack(name, state.stackId(name), "REVIEW_IN_PROGRESS", estate.now());
        stack.turn("REVIEW_IN_PROGRESS", "User Initiated", estate.now());
        state.stacks.put(stack.id(), stack);
        return stack;
    }

    private List<Stack> newestFirst() {
        return state.stacks.values().stream()
                .sorted(Comparator.comparing(Stack::created).reversed())
                .toList();
    }

    private Stack stack(String nameOrId) {
        return state.find(nameOrId)
                .orElseThrow(() -> Submission.invalid("Stack with id " + nameOrId + " does not exist"));
    }

    private ChangeSet changeSet(@Nullable String stack, String nameOrId) {
        return named(stack, nameOrId).orElseThrow(() -> notFound(nameOrId));
    }

    private Optional<ChangeSet> named(@Nullable String stack, String nameOrId) {
        if (nameOrId.startsWith("arn:")) {
            return Optional.ofNullable(state.changeSets.get(nameOrId));
        }
        if (stack == null) {
            throw Submission.invalid("StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        return changeSet(stack(stack), nameOrId);
    }

    private Optional<ChangeSet> changeSet(Stack stack, String name) {
        return state.changeSets.values().stream()
                .filter(c -> c.stack == stack && c.name.equals(name))
                .findFirst();
    }

    private static AwsServiceException notFound(String name) {
        return AwsFault.of(
                ChangeSetNotFoundException.builder(),
                "ChangeSetNotFound",
                404,
                "ChangeSet [" + name + "] does not exist");
    }
}
