package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.FunctionName;
import app.medzenhealth.cutover.plan.Trait;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lets services invoke a function: adds the statements that its policy lacks. */
public final class LambdaPermissions extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writes("lambda.permissions", "Permit invocations of a function")
            .requires(TEXT, "function")
            .requires(LIST, "statements")
            .about("statements")
            .is(Trait.PERMITS_CALLS)
            .sends("lambda", "AddPermission", "RemovePermission")
            .undoneBy("the statements that it added are removed")
            .script(FunctionRecipes::permit)
            .createdBy(LambdaPermissions::new);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Functions functions;
    private final String function;
    private final List<Statement> statements;

    record Statement(String id, String principal, String sourceArn) {}

    LambdaPermissions(Inputs in) {
        super(in.region());
        this.functions = new Functions(in.region());
        this.function = FunctionName.of(in.text("function")).name();
        this.statements = in.each("statements").stream()
                .map(s -> new Statement(s.text("id"), s.text("principal"), s.text("sourceArn")))
                .toList();
    }

    List<Statement> statements() {
        return statements;
    }

    @Override
    protected String summary() {
        return "Lets "
                + statements.stream().map(Statement::principal).distinct().collect(Collectors.joining(", "))
                + " invoke " + function + " in " + region() + ".";
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        var policy = once(() -> policy(context));
        return statements.stream()
                .map(s -> Attribute.of(
                                function,
                                "statement " + s.id(),
                                s.principal() + " from " + s.sourceArn(),
                                () -> policy.get().getOrDefault(s.id(), Fact.ABSENT))
                        .setBy(value -> value.equals(Fact.ABSENT) ? removal(s) : addition(context, s))
                        .settableWhere(Fact.ABSENT::equals))
                .toList();
    }

    private Call<?, ?, ?> removal(Statement statement) {
        return Call.of(
                LambdaClient.class,
                region(),
                RemovePermissionRequest.builder()
                        .functionName(function)
                        .statementId(statement.id())
                        .build(),
                LambdaClient::removePermission);
    }

    Call<?, ?, ?> addition(ActionContext context, Statement statement) {
        var request = AddPermissionRequest.builder()
                .functionName(function)
                .statementId(statement.id())
                .action("lambda:InvokeFunction")
                .principal(statement.principal())
                .sourceArn(statement.sourceArn());
        if (statement.principal().startsWith("s3.")) {
            // A bucket's ARN names no account: without this, whoever gets a deleted bucket's name could invoke the
            // function.
            request.sourceAccount(context.plan().account());
        }
        return Call.of(LambdaClient.class, region(), request.build(), LambdaClient::addPermission);
    }

    /** What each statement permits, by its id. */
    private Map<String, String> policy(ActionContext context) {
        try {
            var policy = new HashMap<String, String>();
            JSON.readTree(functions
                            .client(context)
                            .getPolicy(q -> q.functionName(function))
                            .policy())
                    .path("Statement")
                    .forEach(s -> policy.put(s.path("Sid").asString(""), shown(s)));
            return policy;
        } catch (ResourceNotFoundException e) {
            return Map.of();
        }
    }

    private static String shown(JsonNode statement) {
        var service = statement.path("Principal").path("Service");
        return service.asString("") + " from " + source(statement);
    }

    /** Names of conditions and of their keys are written in any case (IAM User Guide, "Condition": keys are not case-sensitive). */
    private static String source(JsonNode statement) {
        return statement.path("Condition").properties().stream()
                .filter(c -> c.getKey().toLowerCase(Locale.ROOT).matches("arn(like|equals)"))
                .flatMap(c -> c.getValue().properties().stream())
                .filter(k -> k.getKey().equalsIgnoreCase("aws:SourceArn"))
                .map(k -> k.getValue().asString(""))
                .findFirst()
                .orElse("");
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "The function exists";
        var free = "No statement of the same name permits something else";
        return List.of(
                Check.reading(
                        title,
                        () -> Check.passIf(
                                () -> functions.read(context, function).isPresent(),
                                function + " in " + region(),
                                "deploy it first")),
                Check.reading(free, () -> {
                    var others = seen(context).stream()
                            .filter(Seen::open)
                            .filter(o -> !o.now().equals(Fact.ABSENT))
                            .map(Seen::toString)
                            .toList();
                    return Check.passIf(
                            others::isEmpty,
                            others.isEmpty() ? "none" : String.join("; ", others),
                            "take it out by hand, or choose another id");
                }));
    }

    @Override
    protected String condition() {
        return "The policy of " + function + " holds the statements";
    }

    @Override
    protected String goingBack() {
        return "The statements this adds are removed again.";
    }

    /** What was there before stays: only what the action added goes. */
    @Override
    public Undo undo(List<Fact> before) {
        var added = before.stream().filter(f -> f.value().equals(Fact.ABSENT)).toList();
        return added.isEmpty() ? new Undo.None("the statements were there before") : super.undo(added);
    }
}
