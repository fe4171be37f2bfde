package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WorkingCopy;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeAction;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecutionStatus;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Replacement;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * Creates or updates a stack by change set. The change set is read before it is executed: what it would replace, or remove
 * without the preview having said so, stops it.
 */
public final class CfnDeploy extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("cfn.deploy", "Deploy a stack")
            .requires(TEXT, "stack", "template")
            .requires(MAP, "parameters")
            .requires(LIST, "capabilities")
            .requires(MAP, "tags")
            .accepts(LIST, "forbid")
            .outputs("stackId", "*")
            .is(Trait.DEPLOYS_STACK)
            .readsFiles("template")
            .sends("cloudformation", "CreateChangeSet", "ExecuteChangeSet", "DeleteStack")
            .besides(Stacks.PERMISSIONS)
            .undoneBy("a stack that it created is deleted; one that was there stays as it became")
            .script(StackRecipes::deploy, StackRecipes::outputs)
            .createdBy(CfnDeploy::new);

    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int LAG = 6;

    /** What each status means to the wait for a deployment (CloudFormation User Guide, "Stack status codes"). */
    static final States DEPLOYMENT = new States(
            Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
            Set.of(
                    "REVIEW_IN_PROGRESS",
                    "CREATE_IN_PROGRESS",
                    "UPDATE_IN_PROGRESS",
                    "ROLLBACK_IN_PROGRESS",
                    "UPDATE_ROLLBACK_IN_PROGRESS",
                    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"),
            Set.of(
                    "CREATE_FAILED",
                    "ROLLBACK_FAILED",
                    "ROLLBACK_COMPLETE",
                    "UPDATE_FAILED",
                    "UPDATE_ROLLBACK_FAILED",
                    "UPDATE_ROLLBACK_COMPLETE",
                    "DELETE_IN_PROGRESS",
                    "DELETE_FAILED",
                    "DELETE_COMPLETE",
                    "IMPORT_IN_PROGRESS",
                    "IMPORT_COMPLETE",
                    "IMPORT_ROLLBACK_IN_PROGRESS",
                    "IMPORT_ROLLBACK_FAILED",
                    "IMPORT_ROLLBACK_COMPLETE"));

    static final States REVIEW = new States(
            Set.of("CREATE_COMPLETE"),
            Set.of("CREATE_PENDING", "CREATE_IN_PROGRESS"),
            Set.of("FAILED", "DELETE_PENDING", "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED"));

    /** Begun is enough: how it ends, the stack tells. */
    static final States EXECUTION = new States(
            Set.of("EXECUTE_IN_PROGRESS", "EXECUTE_COMPLETE", "EXECUTE_FAILED"),
            Set.of(),
            Set.of("UNAVAILABLE", "AVAILABLE", "OBSOLETE"));

    private final Stacks stack;
    private final String file;
    private final Map<String, String> parameters;
    private final List<String> capabilities;
    private final Map<String, String> tags;
    private final List<String> forbid;

    private CfnDeploy(Inputs in) {
        this.stack = new Stacks(in.region(), in.text("stack"));
        this.file = in.text("template");
        this.parameters = new TreeMap<>(in.map("parameters"));
        this.capabilities = in.list("capabilities");
        this.tags = new TreeMap<>(in.map("tags"));
        this.forbid = in.list("forbid");
    }

    @Override
    protected String summary() {
        return "Deploys " + file + " as the stack " + stack.name() + " in " + stack.region() + ", by a change set.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var template = TemplateFile.read(WorkingCopy.of(context), file);
        var live = stack.live(context);
        notes.fact(stack.name(), "status", live.map(Stack::stackStatusAsString).orElse(Fact.ABSENT));
        notes.fact(file, "sha256", template.print());
        var changeSet = name(template);
        var made = changeSet(context, live, changeSet);
        if (live.filter(s -> going(s.stackStatus())).isPresent()) {
            notes.stage(Stage.await("Waiting for the stack", this::awaitStack));
            return notes.done();
        }
        if (made.filter(m -> m.executionStatus() == ExecutionStatus.EXECUTE_COMPLETE)
                        .isPresent()
                || live.filter(s -> same(context, s, template)).isPresent()) {
            return notes.done();
        }
        var existing = existing(context, live);
        changes(notes, template, existing);
        if (made.isEmpty()) {
            notes.stage(Stage.send(
                    "Making the change set",
                    Call.of(
                            CloudFormationClient.class,
                            stack.region(),
                            creation(context, template, changeSet, live),
                            CloudFormationClient::createChangeSet)));
        }
        notes.stage(Stage.await("Reading the change set", (c, p) -> review(c, p, changeSet, template, existing)));
        notes.stage(Stage.send(
                        "Executing the change set",
                        Call.of(
                                CloudFormationClient.class,
                                stack.region(),
                                ExecuteChangeSetRequest.builder()
                                        .stackName(stack.name())
                                        .changeSetName(changeSet)
                                        .clientRequestToken(context.tokens().token("execute-" + changeSet))
                                        .build(),
                                CloudFormationClient::executeChangeSet),
                        (answer, c, p) -> {
                            awaitBegun(c, p, changeSet);
                            awaitStack(c, p);
                        })
                .after((c, p) -> stack.live(c).ifPresent(s -> new KnownStack(c, stack).note(s.stackId()))));
        return notes.done();
    }

    /** The same inputs always give the same change set, so that a lost answer leaves nothing to guess. */
    private String name(TemplateFile template) {
        return "cutover-" + template.print(parameters, capabilities, tags);
    }

    private void changes(Outlook.Notes notes, TemplateFile template, Map<String, String> existing) {
        template.resources().forEach((id, type) -> {
            if (!existing.containsKey(id)) {
                notes.change(stack.region(), stack.name(), id, Fact.ABSENT, type);
            }
        });
        existing.forEach((id, type) -> {
            if (!template.resources().containsKey(id)) {
                notes.change(stack.region(), stack.name(), id, type, Fact.ABSENT);
            }
        });
        if (!existing.isEmpty()) {
            notes.warn(
                    "The stack exists: its resources may be modified. A replacement stops the change set before it is"
                            + " executed.");
        }
    }

    private CreateChangeSetRequest creation(
            ActionContext context, TemplateFile template, String changeSet, Optional<Stack> live) {
        var update = live.filter(s -> s.stackStatus() != StackStatus.REVIEW_IN_PROGRESS)
                .isPresent();
        var all = new TreeMap<>(tags);
        all.putAll(CreatedBy.tags(context));
        return CreateChangeSetRequest.builder()
                .stackName(stack.name())
                .changeSetName(changeSet)
                .changeSetType(update ? ChangeSetType.UPDATE : ChangeSetType.CREATE)
                .templateBody(template.body())
                .parameters(parameters.entrySet().stream()
                        .map(p -> Parameter.builder()
                                .parameterKey(p.getKey())
                                .parameterValue(p.getValue())
                                .build())
                        .toList())
                .capabilitiesWithStrings(capabilities)
                .tags(all.entrySet().stream()
                        .map(t -> Tag.builder()
                                .key(t.getKey())
                                .value(t.getValue())
                                .build())
                        .toList())
                .clientToken(context.tokens().token("create-" + changeSet))
                .build();
    }

    private Optional<DescribeChangeSetResponse> changeSet(
            ActionContext context, Optional<Stack> live, String changeSet) {
        if (live.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(stack.client(context)
                    .describeChangeSet(q -> q.stackName(stack.name()).changeSetName(changeSet)));
        } catch (ChangeSetNotFoundException e) {
            return Optional.empty();
        }
    }

    private boolean same(ActionContext context, Stack live, TemplateFile template) {
        var given = new TreeMap<String, String>();
        live.parameters().forEach(p -> given.put(p.parameterKey(), p.parameterValue()));
        return complete(live.stackStatus())
                && parameters.entrySet().stream().allMatch(p -> p.getValue().equals(given.get(p.getKey())))
                && template.body()
                        .strip()
                        .equals(String.valueOf(stack.client(context)
                                        .getTemplate(q -> q.stackName(live.stackId()))
                                        .templateBody())
                                .strip());
    }

    private Map<String, String> existing(ActionContext context, Optional<Stack> live) {
        var existing = new TreeMap<String, String>();
        if (live.isPresent()) {
            stack.client(context)
                    .listStackResourcesPaginator(q -> q.stackName(live.get().stackId()))
                    .stackResourceSummaries()
                    .forEach(r -> {
                        if (Stacks.present(r.resourceStatus())) {
                            existing.put(r.logicalResourceId(), r.resourceType());
                        }
                    });
        }
        return existing;
    }

    private void review(
            ActionContext context,
            Progress progress,
            String changeSet,
            TemplateFile template,
            Map<String, String> existing)
            throws InterruptedException {
        var wait = REVIEW.begin(0);
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(5), () -> {
            var set = stack.client(context)
                    .describeChangeSet(q -> q.stackName(stack.name()).changeSetName(changeSet));
            return wait.seen(
                    "The change set " + changeSet, set.statusAsString(), () -> String.valueOf(set.statusReason()));
        });
        var open = new TreeSet<String>();
        stack.client(context)
                .describeChangeSetPaginator(q -> q.stackName(stack.name()).changeSetName(changeSet))
                .changes()
                .forEach(c -> surprise(c.resourceChange(), template, existing).ifPresent(open::add));
        if (!open.isEmpty()) {
            throw new ActionFailure(
                    "The change set would do what the preview did not say: " + String.join("; ", open),
                    "it was not executed; the change set " + changeSet + " stays to be read",
                    "read it in CloudFormation, correct the template, then review the step again");
        }
    }

    private static Optional<String> surprise(
            ResourceChange change, TemplateFile template, Map<String, String> existing) {
        var shown = change.logicalResourceId() + " (" + change.resourceType() + ")";
        var foreseen = switch (change.action()) {
            case ADD -> template.resources().containsKey(change.logicalResourceId());
            case REMOVE ->
                existing.containsKey(change.logicalResourceId())
                        && !template.resources().containsKey(change.logicalResourceId());
            case MODIFY -> change.replacement() == null || change.replacement() == Replacement.FALSE;
            default -> false;
        };
        return foreseen
                ? Optional.empty()
                : Optional.of(
                        (change.action() == ChangeAction.MODIFY ? "replace " : change.actionAsString() + " ") + shown);
    }

    private void awaitStack(ActionContext context, Progress progress) throws InterruptedException {
        var wait = DEPLOYMENT.begin(LAG);
        Await.until(context, progress, PATIENCE, INTERVAL, () -> {
            var live = stack.live(context);
            return live.isEmpty()
                    ? new Await.Terminal("The stack " + stack.name() + " does not exist any more")
                    : wait.seen(
                            stack.name(),
                            live.get().stackStatusAsString(),
                            () -> stack.firstFailure(context, live.get().stackId()));
        });
    }

    /**
     * Right after ExecuteChangeSet the stack still has the state from before, which may be a complete one: only the change set
     * tells that its own execution has begun.
     */
    private void awaitBegun(ActionContext context, Progress progress, String changeSet) throws InterruptedException {
        var wait = EXECUTION.begin(LAG);
        Await.until(context, progress, Duration.ofMinutes(5), Duration.ofSeconds(5), () -> {
            var set = changeSet(context, stack.live(context), changeSet);
            return set.isEmpty()
                    ? new Await.Reached("The change set " + changeSet + " is not kept any more")
                    : wait.seen(
                            "The execution of " + changeSet,
                            set.get().executionStatusAsString(),
                            () -> String.valueOf(set.get().statusReason()));
        });
    }

    private static boolean complete(StackStatus status) {
        return DEPLOYMENT.of(status.toString()) == States.Meaning.WANTED;
    }

    private static boolean going(StackStatus status) {
        return status != StackStatus.REVIEW_IN_PROGRESS && DEPLOYMENT.of(status.toString()) == States.Meaning.GOING;
    }

    /** Outputs of this step that the plan uses anywhere. */
    private static Set<String> used(ActionContext context) {
        var prefix = context.step() + ".";
        return context.plan()
                .steps()
                .flatMap(s ->
                        Stream.concat(s.actions().stream(), s.verify().stream().flatMap(v -> v.by().stream())))
                .flatMap(a -> Variables.in(a.with()).stream())
                .filter(v -> v.startsWith(prefix) && !v.equals(prefix + Variables.MINT))
                .map(v -> v.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var template = TemplateFile.read(WorkingCopy.of(context), file);
        var forbidden = template.resources().entrySet().stream()
                .filter(r -> forbid.contains(r.getValue()))
                .map(r -> r.getKey() + " (" + r.getValue() + ")")
                .toList();
        var missing = template.capabilities().stream()
                .filter(c -> !capabilities.contains(c)
                        && !(c.equals("CAPABILITY_IAM") && capabilities.contains("CAPABILITY_NAMED_IAM")))
                .toList();
        var literal =
                parameters.keySet().stream().filter(template.hidden()::contains).toList();
        var state = "The stack can be deployed";
        var used = used(context);
        var undeclared =
                used.stream().filter(o -> !template.outputs().contains(o)).toList();
        return List.of(
                new Check(
                        "The template declares the outputs that later steps use",
                        Check.passIf(
                                undeclared::isEmpty,
                                undeclared.isEmpty()
                                        ? String.join(", ", used)
                                        : "not declared: " + String.join(", ", undeclared),
                                "declare them under Outputs in " + file + ", then review the step again")),
                new Check(
                        "The template holds nothing forbidden",
                        Check.passIf(
                                forbidden::isEmpty,
                                forbidden.isEmpty()
                                        ? template.resources().size() + " resources"
                                        : String.join(", ", forbidden),
                                "take it out of the template: it is made by another step")),
                new Check(
                        "The plan consents to what the template needs",
                        Check.passIf(
                                missing::isEmpty,
                                missing.isEmpty()
                                        ? String.join(", ", template.capabilities())
                                        : "not consented: " + missing,
                                "read the template's IAM resources, then name the capability in the plan")),
                new Check(
                        "No secret is a parameter",
                        Check.passIf(
                                literal::isEmpty,
                                literal.isEmpty()
                                        ? "no NoEcho parameter is given"
                                        : "NoEcho parameters given in the plan: " + literal,
                                "let the template refer to the secret")),
                new Check(
                        "The template fits into a request",
                        Check.passIf(
                                () -> template.body().getBytes(StandardCharsets.UTF_8).length
                                        <= TemplateFile.LARGEST_BYTES,
                                template.body().length() + " characters",
                                "a template of more than 51,200 bytes must come from a bucket")),
                Check.reading(state, () -> {
                    var status = stack.live(context).map(Stack::stackStatus);
                    return Check.passIf(
                            () -> status.isEmpty()
                                    || complete(status.get())
                                    || going(status.get())
                                    || status.get() == StackStatus.REVIEW_IN_PROGRESS
                                    || status.get() == StackStatus.UPDATE_ROLLBACK_COMPLETE,
                            status.map(s -> stack.name() + " is " + s).orElse("there is none yet"),
                            "a stack in this state must be deleted or repaired first");
                }));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "The stack is complete and has every resource of the template";
        return List.of(Check.reading(title, () -> {
            var live = stack.live(context);
            var template = TemplateFile.read(WorkingCopy.of(context), file);
            var missing = new TreeSet<>(template.resources().keySet());
            missing.removeAll(existing(context, live).keySet());
            // An older template, or a namesake's, may declare the same resources otherwise.
            var other = live.isPresent()
                    && changeSet(context, live, name(template))
                            .filter(m -> m.executionStatus() == ExecutionStatus.EXECUTE_COMPLETE)
                            .isEmpty()
                    && !same(context, live.get(), template);
            return Check.passIf(
                    () -> live.filter(s -> complete(s.stackStatus())).isPresent() && missing.isEmpty() && !other,
                    live.map(s -> s.stackId() + " is " + s.stackStatusAsString())
                                    .orElse("there is no such stack")
                            + (missing.isEmpty() ? "" : ", missing " + missing)
                            + (other ? ", of another template or with other parameters" : ""),
                    "look at the stack's events, then run the step again");
        }));
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        var live = stack.live(context)
                .orElseThrow(() -> new ActionFailure(
                        "The stack " + stack.name() + " does not exist", "it was not deployed", "run the step again"));
        var outputs = new LinkedHashMap<String, String>();
        live.outputs().forEach(o -> outputs.put(o.outputKey(), o.outputValue()));
        outputs.put("stackId", live.stackId());
        return new Outputs(Map.copyOf(outputs));
    }

    @Override
    protected String goingBack() {
        return "A stack that this creates is deleted again; one that was there before is not rolled back.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(12);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return before.stream()
                        .anyMatch(
                                f -> f.attribute().equals("status") && f.value().equals(Fact.ABSENT))
                ? new Undo.Inverse(new CfnDelete(stack))
                : new Undo.None("the stack was there before: deploy its former template");
    }
}
