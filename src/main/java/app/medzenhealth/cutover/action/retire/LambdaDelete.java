package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Showing;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.DeletionFacts;
import app.medzenhealth.cutover.action.deletion.Target;
import app.medzenhealth.cutover.aws.name.FunctionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Deletes functions by name, each read again by its ARN right before. What is gone already is done. */
public final class LambdaDelete extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("lambda.delete", "Delete functions")
            .requires(LIST, "functions")
            .accepts(MAP, "expect")
            .accepts(TEXT, "movedTo", "replacedBy", "decidedIn")
            .about("functions")
            .deletes("functions")
            .ofWhatNobodyUses()
            .sends("lambda", "DeleteFunction")
            .readsCopies()
            .neverUndone("code and configuration are gone")
            .keeps("movedTo|decidedIn")
            .script(RetireRecipes::functions)
            .createdBy(LambdaDelete::new);

    private static final String LABEL = "lambda/function/";

    private final String region;
    private final List<String> functions;
    /** Code hashes by function. */
    private final Map<String, String> expect;
    /** The region in which the functions must live on. */
    private final Optional<String> movedTo;
    /** The function that takes over from them there; empty: each from itself. */
    private final Optional<String> replacedBy;
    /** The step in which a person states, by its name, that nobody needs one that lives on nowhere. */
    private final Optional<String> decidedIn;

    private final DeletionFacts facts;

    private LambdaDelete(Inputs in) {
        this.region = in.region();
        this.functions =
                in.someOf("functions").stream().map(LambdaDelete::whole).toList();
        this.expect = in.map("expect");
        this.movedTo = in.optional("movedTo");
        this.replacedBy = in.optional("replacedBy");
        this.decidedIn = in.optional("decidedIn");
        this.facts = DeletionFacts.of(in);
    }

    private static String whole(String written) {
        var function = FunctionName.of(written);
        if (!function.qualifier().isEmpty()) {
            throw new ActionFailure(
                    "lambda.delete takes whole functions, not the version or alias " + written,
                    "nothing was sent",
                    "name the function alone");
        }
        return function.name();
    }

    @Override
    protected String summary() {
        return "Deletes " + String.join(", ", functions) + " in " + region + " for good.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        for (var function : functions) {
            var there = read(context, function);
            notes.fact(
                    function,
                    "functionArn",
                    there.map(GetFunctionConfigurationResponse::functionArn).orElse(Fact.ABSENT));
            if (there.isEmpty()) {
                seen(context).warning(function).ifPresent(notes::warn);
            }
            there.ifPresent(f -> {
                notes.fact(function, "codeSha256", f.codeSha256());
                notes.change(region, function, "function", f.functionArn(), Fact.ABSENT);
                notes.deletes(Deletion.of(region, LABEL + function).holding(held(f)));
                notes.stage(
                        Stage.send("Deleting " + function, deletion(function)).after((c, p) -> {
                            requireSame(c, f);
                            DeletionFacts.require(checks(c, function));
                            seen(c).note(function, f.functionArn());
                        }));
            });
        }
        notes.stage(Stage.await("Looking whether each was ever there", (c, p) -> Sightings.requireSeen(verify(c))));
        return notes.done();
    }

    private static String held(GetFunctionConfigurationResponse function) {
        return function.codeSize() == null ? "" : "code, " + Deletion.size(function.codeSize());
    }

    private Sightings seen(ActionContext context) {
        return new Sightings(context, region, "lambda", "function");
    }

    private Call<?, ?, ?> deletion(String function) {
        return Call.of(
                LambdaClient.class,
                region,
                DeleteFunctionRequest.builder().functionName(function).build(),
                LambdaClient::deleteFunction);
    }

    private void requireSame(ActionContext context, GetFunctionConfigurationResponse planned) {
        var now = read(context, planned.functionName());
        if (now.filter(n -> n.functionArn().equals(planned.functionArn())
                        && n.codeSha256().equals(planned.codeSha256()))
                .isEmpty()) {
            throw new ActionFailure(
                    planned.functionName() + " is not the function that was reviewed any more",
                    "it was not deleted, nor were those after it",
                    "review the step again");
        }
    }

    private Optional<GetFunctionConfigurationResponse> read(ActionContext context, String function) {
        return read(context, region, function);
    }

    static boolean exists(ActionContext context, String region, String function) {
        return read(context, region, function).isPresent();
    }

    private static Optional<GetFunctionConfigurationResponse> read(
            ActionContext context, String region, String function) {
        try {
            return Optional.of(context.clients()
                    .client(LambdaClient.class, region)
                    .getFunctionConfiguration(q -> q.functionName(function)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var function : functions) {
            checks.addAll(checks(context, function));
        }
        return checks;
    }

    /** Of one function: read for all before the first goes, and for each right before it goes. */
    private List<Check> checks(ActionContext context, String function) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(meant(context, function));
        checks.add(idle(context, function));
        checks.add(atRest(context, function));
        if (movedTo.isPresent()) {
            checks.add(livesOn(context, movedTo.get(), function));
        } else if (decidedIn.isPresent()) {
            checks.add(decided(context, decidedIn.get(), function));
        }
        checks.addAll(Check.of(function + " can be read", () -> {
            var there = read(context, function);
            return there.isEmpty() ? List.of() : facts.checks(context, target(context, function, there.get()));
        }));
        return checks;
    }

    /** What a way back has made anew is this session's own, and in no list. */
    private Target target(ActionContext context, String function, GetFunctionConfigurationResponse there) {
        var target = Target.of(region, "lambda", "function", function).marked("CodeSha256", there.codeSha256());
        var tags = context.clients()
                .client(LambdaClient.class, region)
                .listTags(q -> q.resource(there.functionArn()))
                .tags();
        return CreatedBy.isOurs(context, tags) ? target.marked(Target.MADE_BY, context.session()) : target;
    }

    private Check meant(ActionContext context, String function) throws InterruptedException {
        var title = function + " is the one meant";
        return Check.reading(title, () -> {
            var there = read(context, function);
            if (there.isEmpty()) {
                return new Check.Pass(
                        seen(context).ever(function) ? "it is gone already" : "nothing of this name is there");
            }
            var arn = Arns.of(context, "lambda", region, "function:" + function);
            return Check.passIf(
                    () -> there.get().functionArn().equals(arn)
                            && there.get()
                                    .codeSha256()
                                    .equals(expect.getOrDefault(
                                            function, there.get().codeSha256())),
                    there.get().functionArn() + ", code " + there.get().codeSha256(),
                    "compare it with what the plan expects");
        });
    }

    private Check decided(ActionContext context, String step, String function) throws InterruptedException {
        var title = "Somebody stated that nobody needs " + function;
        var check = Check.reading(title, () -> {
            if (read(context, function).isEmpty()) {
                return new Check.Pass("nothing is left to delete");
            }
            return context.attestations()
                    .attestation(step)
                    .filter(a -> a.names(function))
                    .<Check.Outcome>map(a -> new Check.Pass(a.person() + " in step " + step + " at " + a.at()))
                    .orElseGet(() -> new Check.Fail(
                            "it lives on nowhere, and nobody has named it in step " + step,
                            "let somebody who knows it decide in step " + step + ", or leave it"));
        });
        return check.showingIfPassed(
                Showing.Matter.COPY, LABEL + function, "lives on nowhere: decided in step " + step);
    }

    private Check livesOn(ActionContext context, String there, String function) throws InterruptedException {
        var other = replacedBy.orElse(function);
        var title = other.equals(function)
                ? function + " lives on in " + there
                : other + ", which replaces " + function + ", works in " + there;
        var check = Check.reading(title, () -> {
            if (read(context, function).isEmpty()) {
                return new Check.Pass("nothing is left to delete");
            }
            var found = read(context, there, other);
            return Check.passIf(
                    // Lambda puts to sleep what was idle for weeks, and wakes it with the next call (Lambda Developer
                    // Guide, Lambda function states).
                    () -> found.filter(f -> f.state() == State.ACTIVE || f.state() == State.INACTIVE)
                            .isPresent(),
                    found.map(f -> "it is " + f.stateAsString() + ", code " + f.codeSha256())
                            .orElse("there is no such function in " + there),
                    "deploy it to " + there + " first, or leave this one");
        });
        return check.showingIfPassed(Showing.Matter.COPY, LABEL + function, other + " works in " + there);
    }

    private Check idle(ActionContext context, String function) throws InterruptedException {
        var title = "No event source feeds " + function;
        return Check.reading(title, () -> {
            var open = context
                    .clients()
                    .client(LambdaClient.class, region)
                    .listEventSourceMappingsPaginator(q -> q.functionName(function))
                    .eventSourceMappings()
                    .stream()
                    .filter(m -> !"Disabled".equals(m.state()))
                    .map(m -> m.eventSourceArn() + " " + m.state())
                    .toList();
            return Check.passIf(
                    open::isEmpty,
                    open.isEmpty() ? "none" : String.join(", ", open),
                    "switch it off first, and see that nothing waits in it");
        });
    }

    /** Lambda refuses to delete what it is changing (DeleteFunction: ResourceConflictException). */
    private Check atRest(ActionContext context, String function) throws InterruptedException {
        var title = function + " is not being changed";
        return Check.reading(title, () -> {
            var there = read(context, function);
            return Check.passIf(
                    () -> there.filter(f ->
                                    f.state() == State.PENDING || f.lastUpdateStatus() == LastUpdateStatus.IN_PROGRESS)
                            .isEmpty(),
                    there.map(f -> f.stateAsString() + ", last update " + f.lastUpdateStatusAsString())
                            .orElse("it is gone already"),
                    "wait until it is Active and its update has ended");
        });
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var function : functions) {
            var title = function + " is gone";
            checks.add(Check.reading(
                    title,
                    () -> read(context, function).isEmpty()
                            ? seen(context).gone(function)
                            : new Check.Fail("it is there in " + region, "run the step again")));
        }
        return checks;
    }

    @Override
    protected String goingBack() {
        return "None: code and configuration are gone.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(10L * functions.size());
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("a deleted function is gone; deploy it again from its source");
    }
}
