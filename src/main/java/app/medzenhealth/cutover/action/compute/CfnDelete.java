package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Explained;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.DeletionFacts;
import app.medzenhealth.cutover.action.deletion.StackContents;
import app.medzenhealth.cutover.action.deletion.Target;
import app.medzenhealth.cutover.action.retire.ArchivedLines;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.aws.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Deletes a stack by its ARN and waits until it is DELETE_COMPLETE. Never forced. */
public final class CfnDelete extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("cfn.delete", "Delete a stack")
            .requires(TEXT, "stack")
            .accepts(LIST, "retain")
            .accepts(TEXT, "archive", "archiveRegion", "decidedIn")
            .outputs("stackArn")
            .deletes("stack")
            .ofWhatNobodyUses()
            .sends("cloudformation", "DeleteStack")
            .besides(Stacks.PERMISSIONS)
            .readsCopies()
            .neverUndone("what was in the stack is gone")
            .keeps("archive", "decidedIn")
            .script(StackRecipes::delete)
            .createdBy(CfnDelete::made);

    private static final Duration PATIENCE = Duration.ofMinutes(90);

    /**
     * What each status means to the wait for the deletion (CloudFormation User Guide, "Stack status codes"). Other operations that
     * are under way come to an end; whatever rests after DeleteStack is not being deleted.
     */
    static final States DELETION = new States(
            Set.of("DELETE_COMPLETE"),
            Set.of(
                    "DELETE_IN_PROGRESS",
                    "CREATE_IN_PROGRESS",
                    "ROLLBACK_IN_PROGRESS",
                    "UPDATE_IN_PROGRESS",
                    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                    "UPDATE_ROLLBACK_IN_PROGRESS",
                    "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                    "IMPORT_IN_PROGRESS",
                    "IMPORT_ROLLBACK_IN_PROGRESS"),
            Set.of(
                    "CREATE_FAILED",
                    "CREATE_COMPLETE",
                    "ROLLBACK_FAILED",
                    "ROLLBACK_COMPLETE",
                    "DELETE_FAILED",
                    "UPDATE_COMPLETE",
                    "UPDATE_FAILED",
                    "UPDATE_ROLLBACK_FAILED",
                    "UPDATE_ROLLBACK_COMPLETE",
                    "REVIEW_IN_PROGRESS",
                    "IMPORT_COMPLETE",
                    "IMPORT_ROLLBACK_FAILED",
                    "IMPORT_ROLLBACK_COMPLETE"));
    /** A minute: DeleteStack is accepted before the status shows it. */
    private static final int LAG = 4;

    private final Stacks stack;
    private final List<String> retain;

    /** Empty where the stack is taken away by whoever made it: then nothing was there before. */
    private final Optional<StackData> data;

    private final DeletionFacts facts;

    /** Takes away a stack that its deployment made. */
    CfnDelete(Stacks stack) {
        this(stack, List.of(), Optional.empty(), DeletionFacts.NONE);
    }

    /** @param retain logical ids that stay where the stack could not be deleted before */
    private CfnDelete(Stacks stack, List<String> retain, Optional<StackData> data, DeletionFacts facts) {
        this.stack = stack;
        this.retain = retain;
        this.data = data;
        this.facts = facts;
    }

    private static CfnDelete made(Inputs in) {
        var stack = new Stacks(in.region(), in.text("stack"));
        return new CfnDelete(
                stack,
                in.list("retain"),
                Optional.of(new StackData(
                        stack,
                        in.optional("archive").map(b -> new ArchivedLines(in.text("archiveRegion"), b)),
                        in.optional("decidedIn"))),
                DeletionFacts.of(in));
    }

    @Override
    protected String summary() {
        return "Deletes the stack " + stack.name() + " in " + stack.region()
                + " with everything in it that its template does not keep, for good.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var live = stack.live(context);
        notes.fact(stack.name(), "stackId", live.map(Stack::stackId).orElse(Fact.ABSENT));
        notes.fact(stack.name(), "status", live.map(Stack::stackStatusAsString).orElse(Fact.ABSENT));
        live.ifPresent(s -> {
            var policies = new DeletionPolicies(stack).of(context, s.stackId());
            policies.unknown()
                    .ifPresent(why -> notes.warn(
                            "What the stack's template keeps by a DeletionPolicy is not known: " + why + "."));
            var resources = resources(context, s);
            notes.deletes(Deletion.of(stack.region(), "cloudformation/stack/" + stack.name())
                    .holding(Deletion.counted(resources.size(), "resource")));
            resources.stream()
                    .filter(r -> !policies.keeps(r.logicalResourceId()))
                    .filter(r ->
                            s.stackStatus() != StackStatus.DELETE_FAILED || !retain.contains(r.logicalResourceId()))
                    .forEach(r -> notes.deletes(
                            Deletion.of(stack.region(), StackContents.label(r)).withAnother()));
            resources.forEach(r -> notes.change(
                    stack.region(),
                    stack.name(),
                    r.logicalResourceId(),
                    r.resourceType() + " " + r.physicalResourceId(),
                    s.stackStatus() == StackStatus.DELETE_FAILED && retain.contains(r.logicalResourceId())
                            ? DeletionPolicies.KEPT
                            : policies.after(r.logicalResourceId())));
            if (s.stackStatus() != StackStatus.DELETE_IN_PROGRESS) {
                notes.stage(Stage.send(
                                "Deleting the stack",
                                Call.of(
                                        CloudFormationClient.class,
                                        stack.region(),
                                        request(context, s),
                                        CloudFormationClient::deleteStack))
                        .after((c, p) -> {
                            DeletionFacts.require(preflight(c));
                            keep(c, s.stackId());
                        }));
            }
            notes.stage(Stage.await("Waiting until it is gone", (c, p) -> awaitDeleted(c, p, s.stackId())));
        });
        return notes.done();
    }

    private DeleteStackRequest request(ActionContext context, Stack live) {
        var failedBefore = live.stackStatus() == StackStatus.DELETE_FAILED;
        return DeleteStackRequest.builder()
                .stackName(live.stackId())
                // "For stacks in the DELETE_FAILED state" (AWS CloudFormation API Reference, DeleteStack:
                // RetainResources).
                .retainResources(failedBefore ? retain : List.of())
                .clientRequestToken(context.tokens().token(failedBefore ? "delete-stack-again" : "delete-stack"))
                .build();
    }

    private List<StackResourceSummary> resources(ActionContext context, Stack live) {
        return stack
                .client(context)
                .listStackResourcesPaginator(q -> q.stackName(live.stackId()))
                .stackResourceSummaries()
                .stream()
                .filter(r -> Stacks.present(r.resourceStatus()))
                .toList();
    }

    private void awaitDeleted(ActionContext context, Progress progress, String arn) throws InterruptedException {
        keep(context, arn);
        var wait = DELETION.begin(LAG);
        Await.until(context, progress, PATIENCE, Duration.ofSeconds(15), () -> {
            var found = stack.byId(context, arn);
            return found.isEmpty()
                    ? new Await.Terminal(arn + " is not found by its ARN")
                    : wait.seen(arn, found.get().stackStatusAsString(), () -> reason(context, found.get()));
        });
    }

    private String reason(ActionContext context, Stack found) {
        return Stream.of(
                        Optional.ofNullable(found.stackStatusReason()),
                        Optional.of(stack.firstFailure(context, found.stackId())))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var known = "The name means a stack";
        var checks = new ArrayList<Check>();
        checks.add(Check.reading(known, () -> {
            var live = stack.live(context).map(Stack::stackId);
            var deleted = live.isPresent() ? live : stack.deleted(context).map(d -> d + ", deleted already");
            return Check.passIf(
                    deleted::isPresent,
                    deleted.orElse("there is no such stack, and none was deleted lately"),
                    "correct the name: a wrong one would count as deleted");
        }));
        checks.add(unprotected(context));
        checks.add(notImported(context));
        checks.add(emptyBuckets(context));
        checks.add(nothingProtected(context));
        checks.addAll(keptElsewhere(context));
        checks.addAll(Check.of("The stack can be read", () -> {
            var all = new ArrayList<Check>();
            var live = stack.live(context);
            if (live.isPresent()) {
                all.addAll(facts.checks(
                        context,
                        Target.of(stack.region(), "cloudformation", "stack", stack.name())
                                .since(Optional.ofNullable(live.get().lastUpdatedTime())
                                        .or(() -> Optional.ofNullable(live.get().creationTime())))));
                for (var target : going(context, live.get())) {
                    all.addAll(facts.checks(context, target));
                }
            }
            return all;
        }));
        return checks;
    }

    /** What goes with it and has code or settings of its own. */
    private List<Target> going(ActionContext context, Stack live) {
        var policies = new DeletionPolicies(stack).of(context, live.stackId());
        return resources(context, live).stream()
                .filter(r -> !policies.keeps(r.logicalResourceId()))
                .flatMap(r -> StackContents.target(stack.region(), r).stream())
                .toList();
    }

    /** Of each resource that holds data and goes with the stack. */
    private List<Check> keptElsewhere(ActionContext context) throws InterruptedException {
        var title = "What holds data in it is known";
        List<StackResourceSummary> going;
        DeletionPolicies.Known policies;
        try {
            var live = stack.live(context);
            if (live.isEmpty() || data.isEmpty()) {
                return List.of();
            }
            policies = new DeletionPolicies(stack).of(context, live.get().stackId());
            var failedBefore = live.get().stackStatus() == StackStatus.DELETE_FAILED;
            going = resources(context, live.get()).stream()
                    .filter(r -> !failedBefore || !retain.contains(r.logicalResourceId()))
                    .toList();
        } catch (SdkException e) {
            return List.of(Check.unknown(title, Explained.of(e)));
        }
        return data.get().checks(context, going, policies);
    }

    private Check unprotected(ActionContext context) throws InterruptedException {
        var title = "Termination protection is off";
        return Check.reading(title, () -> {
            var on = stack.live(context)
                    .filter(s -> Boolean.TRUE.equals(s.enableTerminationProtection()))
                    .isPresent();
            return Check.passIf(() -> !on, on ? "it is on" : "it is off", "take it off by hand, on purpose");
        });
    }

    private Check notImported(ActionContext context) throws InterruptedException {
        var title = "No other stack imports its exports";
        return Check.reading(title, () -> {
            var used = new ArrayList<String>();
            stack.live(context)
                    .ifPresent(s -> s.outputs().stream()
                            .map(Output::exportName)
                            .filter(n -> n != null)
                            .forEach(n -> importers(context, n).forEach(i -> used.add(n + " by " + i))));
            return Check.passIf(
                    used::isEmpty,
                    used.isEmpty() ? "none" : String.join(", ", used),
                    "change the importing stacks first");
        });
    }

    private List<String> importers(ActionContext context, String export) {
        try {
            return stack.client(context).listImportsPaginator(q -> q.exportName(export)).imports().stream()
                    .toList();
        } catch (CloudFormationException e) {
            // CloudFormation answers a validation error for an export that nobody imports.
            if (AwsErrors.is(e, ErrorCode.VALIDATION_ERROR) && AwsErrors.says(e, Wording.EXPORT_UNUSED)) {
                return List.of();
            }
            throw e;
        }
    }

    private Check nothingProtected(ActionContext context) throws InterruptedException {
        var title = "Nothing in it is protected against deletion";
        return Check.reading(title, () -> {
            var held = stack.live(context)
                    .map(s -> StackHolds.of(context, stack.region(), resources(context, s)))
                    .orElse(List.of());
            return Check.passIf(
                    held::isEmpty,
                    held.isEmpty()
                            ? "databases, clusters, tables, balancers and repositories were looked at"
                            : String.join(", ", held),
                    "take the protection off by hand, on purpose, or empty it first");
        });
    }

    private Check emptyBuckets(ActionContext context) throws InterruptedException {
        var title = "Its buckets are empty";
        return Check.reading(title, () -> {
            var filled = new ArrayList<String>();
            var s3 = context.clients().client(S3Client.class, stack.region());
            stack.live(context)
                    .ifPresent(s -> resources(context, s).stream()
                            .filter(r -> r.resourceType().equals("AWS::S3::Bucket"))
                            .map(StackResourceSummary::physicalResourceId)
                            .filter(b -> holdsSomething(s3, b))
                            .forEach(filled::add));
            return Check.passIf(
                    filled::isEmpty,
                    filled.isEmpty() ? "none holds anything" : "filled: " + filled,
                    "save what is in them, empty them, then delete the stack");
        });
    }

    /** A bucket that is gone already holds nothing, and CloudFormation passes over it. */
    private static boolean holdsSomething(S3Client s3, String bucket) {
        try {
            var versions = s3.listObjectVersions(q -> q.bucket(bucket).maxKeys(1));
            return !versions.versions().isEmpty() || !versions.deleteMarkers().isEmpty();
        } catch (NoSuchBucketException e) {
            return false;
        }
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "The stack is DELETE_COMPLETE by its ARN";
        return List.of(Check.reading(title, () -> {
            var live = stack.live(context);
            if (live.isPresent()) {
                return new Check.Fail(
                        live.get().stackId() + " is " + live.get().stackStatusAsString(), "run the step again");
            }
            var own = kept(context).read();
            return own.isPresent() ? gone(context, own.get().arn()) : goneBefore(context);
        }));
    }

    /** Of the one that this step deletes: an older deleted stack of the same name says nothing about it. */
    private Check.Outcome gone(ActionContext context, String arn) {
        var status = stack.byId(context, arn).map(Stack::stackStatusAsString);
        if (status.isEmpty()) {
            return new Check.Unknown(arn + " is not found by its ARN; AWS keeps deleted stacks for 90 days");
        }
        return Check.passIf(
                () -> status.get().equals("DELETE_COMPLETE"), arn + " is " + status.get(), "run the step again");
    }

    /** Gone before this step: only of the stack that the name means to this session is it known. */
    private Check.Outcome goneBefore(ActionContext context) {
        var known = new KnownStack(context, stack).arn();
        return known.isPresent()
                ? gone(context, known.get())
                : stack.deleted(context)
                        .<Check.Outcome>map(d -> new Check.Unknown(Stacks.unidentified(d)))
                        .orElseGet(() -> new Check.Fail("no deleted stack of this name is listed", "correct the name"));
    }

    private void keep(ActionContext context, String arn) {
        kept(context).write(new Deleted(arn));
        new KnownStack(context, stack).note(arn);
    }

    private record Deleted(String arn) {}

    /** Holds the ARN of what this step deletes, from before the call: by name alone it cannot be told from older ones. */
    private SessionNote<Deleted> kept(ActionContext context) {
        return SessionNote.in(
                context, "deleted-stack-" + stack.region() + "-" + context.step() + "-" + stack.name(), Deleted.class);
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(kept(context)
                .read()
                .map(Deleted::arn)
                .or(() -> stack.deleted(context))
                .map(d -> Map.of("stackArn", d))
                .orElse(Map.of()));
    }

    @Override
    protected String goingBack() {
        return "None: what was in the stack is gone.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(30);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("a deleted stack is gone; deploy its template again");
    }
}
