package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.FunctionName;
import java.time.Duration;
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
public final class LambdaPermissions extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("lambda.permissions", "Permit invocations of a function")
            .requires(TEXT, "function")
            .requires(LIST, "statements")
            .about("statements")
            .sends("lambda", "AddPermission", "RemovePermission")
            .script(FunctionRecipes::permit)
            .createdBy(LambdaPermissions::new);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Functions region;
    private final String function;
    private final List<Statement> statements;

    private record Statement(String id, String principal, String sourceArn) {}

    private LambdaPermissions(Inputs in) {
        this.region = new Functions(in.region());
        this.function = FunctionName.of(in.text("function")).name();
        this.statements = in.each("statements").stream()
                .map(s -> new Statement(s.text("id"), s.text("principal"), s.text("sourceArn")))
                .toList();
    }

    @Override
    protected String summary() {
        return "Lets "
                + statements.stream().map(Statement::principal).distinct().collect(Collectors.joining(", "))
                + " invoke " + function + " in " + region.region() + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var policy = policy(context);
        for (var statement : statements) {
            notes.fact(function, "statement " + statement.id(), policy.getOrDefault(statement.id(), Fact.ABSENT));
            if (!policy.containsKey(statement.id())) {
                notes.change(
                        region.region(),
                        function,
                        "statement " + statement.id(),
                        Fact.ABSENT,
                        statement.principal() + " from " + statement.sourceArn());
                notes.stage(Stage.send(
                        "Adding " + statement.id(),
                        Call.of(
                                LambdaClient.class,
                                region.region(),
                                request(context, statement),
                                LambdaClient::addPermission)));
            }
        }
        return notes.done();
    }

    private AddPermissionRequest request(ActionContext context, Statement statement) {
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
        return request.build();
    }

    /** What each statement permits, by its id. */
    private Map<String, String> policy(ActionContext context) {
        try {
            var policy = new HashMap<String, String>();
            JSON.readTree(region.client(context)
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
                Look.at(
                        title,
                        () -> Look.that(
                                title,
                                () -> region.read(context, function).isPresent(),
                                function + " in " + region.region(),
                                "deploy it first")),
                Look.at(free, () -> {
                    var policy = policy(context);
                    var others = statements.stream()
                            .filter(s -> policy.containsKey(s.id())
                                    && !policy.get(s.id()).equals(wanted(s)))
                            .map(s -> s.id() + ": " + policy.get(s.id()))
                            .toList();
                    return Look.that(
                            free,
                            others::isEmpty,
                            others.isEmpty() ? "none" : String.join("; ", others),
                            "take it out by hand, or choose another id");
                }));
    }

    private static String wanted(Statement statement) {
        return statement.principal() + " from " + statement.sourceArn();
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "The policy of " + function + " holds the statements";
        return List.of(Look.at(title, () -> {
            var policy = policy(context);
            return Look.that(
                    title,
                    () -> statements.stream().allMatch(s -> wanted(s).equals(policy.get(s.id()))),
                    policy.toString(),
                    "run the step again");
        }));
    }

    @Override
    protected String goingBack() {
        return "The statements that this adds are taken out again.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Undo undo(List<Fact> before) {
        var added = statements.stream()
                .filter(s -> before.stream()
                        .anyMatch(f -> f.attribute().equals("statement " + s.id())
                                && f.value().equals(Fact.ABSENT)))
                .toList();
        if (added.isEmpty()) {
            return new Undo.None("the statements were there before");
        }
        return new Undo.Inverse(new Removal(region.region(), "statements of " + function, context -> {
            var policy = policy(context);
            return added.stream()
                    .filter(s -> policy.containsKey(s.id()))
                    .map(s -> Stage.send(
                            "Taking out " + s.id(),
                            Call.of(
                                    LambdaClient.class,
                                    region.region(),
                                    RemovePermissionRequest.builder()
                                            .functionName(function)
                                            .statementId(s.id())
                                            .build(),
                                    LambdaClient::removePermission)))
                    .toList();
        }));
    }
}
