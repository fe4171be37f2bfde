package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.FLAG;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Invokes a function with a test event. An accepted call is not proof: a function's own error comes back with status 200, so
 * the error is looked for and the answer asserted. Of the answer only whether it is as expected is kept.
 */
public final class LambdaInvoke extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("lambda.invoke", "Invoke a function")
            .requires(TEXT, "function", "payload")
            .requires(MAP, "expect")
            .accepts(FLAG, "dryRun")
            .is(Trait.ONLY_ADDS)
            .sends("lambda", "Invoke")
            .neverUndone("an invocation cannot be taken back")
            .script(FunctionRecipes::invoke)
            .createdBy(LambdaInvoke::new);

    private final Functions region;
    private final String function;
    private final String payload;
    private final Map<String, String> expect;
    private final InvocationType kind;

    private LambdaInvoke(Inputs in) {
        this.region = new Functions(in.region());
        this.function = in.text("function");
        this.payload = in.text("payload");
        this.expect = in.map("expect");
        this.kind = in.flag("dryRun") ? InvocationType.DRY_RUN : InvocationType.REQUEST_RESPONSE;
    }

    @Override
    protected String summary() {
        return kind == InvocationType.DRY_RUN
                ? "Asks whether " + function + " in " + region.region() + " could be invoked, without running it."
                : "Runs " + function + " in " + region.region() + " once with a test event, and looks at its answer.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        notes.fact(
                function,
                "codeSha256",
                region.read(context, function)
                        .map(GetFunctionConfigurationResponse::codeSha256)
                        .orElse(Fact.ABSENT));
        notes.change(region.region(), function, "test event", "not sent", kind.toString());
        notes.stage(Stage.send(
                "Invoking " + function,
                Call.of(
                        LambdaClient.class,
                        region.region(),
                        InvokeRequest.builder()
                                .functionName(function)
                                .invocationType(kind)
                                .payload(SdkBytes.fromUtf8String(payload))
                                .build(),
                        LambdaClient::invoke),
                (answer, c, p) -> keep(c, judge(answer))));
        return notes.done();
    }

    /** What is wrong with the answer, one line each; empty where nothing is. */
    private List<String> judge(InvokeResponse answer) {
        var open = new ArrayList<String>();
        if (answer.functionError() != null) {
            open.add("the function failed: " + answer.functionError());
        }
        if (kind == InvocationType.DRY_RUN) {
            return open;
        }
        var read =
                new AnswerText(answer.payload() == null ? "" : answer.payload().asUtf8String());
        expect.forEach((pointer, wanted) -> {
            var value = read.at(pointer);
            if (value.isEmpty()) {
                open.add(pointer + " is missing");
            } else if (!wanted.equals("*") && !wanted.equals(value.get())) {
                open.add(pointer + " is not " + wanted);
            }
        });
        return open;
    }

    private void keep(ActionContext context, List<String> open) {
        try {
            note(context).write(new Answered(code(context), event(), open));
        } catch (ActionFailure e) {
            throw new ActionFailure(
                    "The function was invoked, but its result cannot be kept: " + e.getMessage(),
                    "the result is not on record",
                    "make the session's folder writable, then run the step again",
                    e);
        }
        if (!open.isEmpty()) {
            throw new ActionFailure(
                    function + ": " + String.join("; ", open),
                    "the function is not proven to work",
                    "look at the function's log, correct it, then run the step again");
        }
    }

    /**
     * Of which code and event an answer tells: of another one it tells nothing.
     *
     * @param code CodeSha256 of the function that answered
     * @param event SHA-256 of the event's text
     * @param open what was not as expected
     */
    private record Answered(String code, String event, List<String> open) {

        private String shown() {
            return open.isEmpty() ? "as expected of code " + code + ", event " + event : String.join("; ", open);
        }
    }

    private Answered wanted(ActionContext context) {
        return new Answered(code(context), event(), List.of());
    }

    private String code(ActionContext context) {
        return region.read(context, function)
                .map(GetFunctionConfigurationResponse::codeSha256)
                .orElse(Fact.ABSENT);
    }

    private String event() {
        return DigestUtils.sha256Hex(payload);
    }

    private SessionNote<Answered> note(ActionContext context) {
        return SessionNote.in(
                context, "invocation-" + context.step() + "-" + region.region() + "-" + function, Answered.class);
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "The function is Active";
        return List.of(Check.reading(
                title,
                () -> region.read(context, function)
                        .map(f -> Check.passIf(
                                () -> Functions.active(f),
                                f.stateAsString(),
                                Functions.usable(f)
                                        // AWS Lambda Developer Guide, "Lambda function states": Inactive.
                                        ? "it is idle: its next invocation fails and wakes it; invoke it once in AWS, and wait until it is Active"
                                        : "wait until it is Active"))
                        .orElseGet(() -> new Check.Fail(
                                "there is no " + function + " in " + region.region(), "deploy it first"))));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = function + " answered "
                + (kind == InvocationType.DRY_RUN
                        ? "the dry run"
                        : "without an error, with "
                                + expect.keySet().stream().sorted().collect(Collectors.joining(", ")));
        return List.of(Check.reading(
                title,
                () -> note(context)
                        .read()
                        .map(a -> Check.passIf(
                                () -> a.equals(wanted(context)),
                                a.shown()
                                        + (a.open().isEmpty()
                                                ? "; now it is code " + code(context) + ", event " + event()
                                                : ""),
                                "look at the function's log, then run the step again"))
                        .orElseGet(() -> new Check.Fail("it was not invoked", "run the step"))));
    }

    @Override
    public Verdict reconcile(ActionContext context) {
        if (note(context).read().filter(wanted(context)::equals).isPresent()) {
            return new Verdict.Done("the answer is on record");
        }
        return kind == InvocationType.DRY_RUN
                ? new Verdict.NotDone("a dry run leaves nothing behind and may be repeated")
                : new Verdict.Undecided("whether the test event was worked on cannot be read; its log group tells");
    }

    @Override
    protected String goingBack() {
        return "What a test event caused is the function's own business; choose one that changes nothing.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("an invocation cannot be taken back");
    }
}
