package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.plan.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/**
 * Puts another database into the variables of functions that name one which serves no more. Everything else of them stays, and a
 * function that is not there has nothing to change. Only the host is kept as a fact: what stands around it may be a secret.
 *
 * <p>{@code UpdateFunctionConfiguration} takes the variables whole (AWS Lambda API Reference, Environment): those of a function are
 * sent together.
 */
final class LambdaDatabases extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writes("lambda.databases", "Lead functions to another database")
            .requires(LIST, "functions", "insteadOf")
            .requires(TEXT, "endpoint")
            .is(Trait.LEADS_FUNCTIONS_AWAY)
            .sends("lambda", "UpdateFunctionConfiguration")
            .undoneBy("each variable names the former database again")
            .script(LambdaDatabases::commands)
            .createdBy(LambdaDatabases::new);

    private static final String NAME = "databases in its variables";

    private final Functions functions;
    private final List<String> names;
    private final List<String> instances;
    private final String endpoint;
    /** A host that is to be replaced, or that has been. */
    private final Pattern host;

    LambdaDatabases(Inputs in) {
        super(in.region());
        functions = new Functions(in.region());
        names = in.someOf("functions");
        instances = in.someOf("insteadOf");
        endpoint = in.text("endpoint");
        host = Pattern.compile(Pattern.quote(endpoint) + "|"
                + instances.stream()
                        .map(i -> endpointOf(Pattern.quote(i), in.region()))
                        .collect(Collectors.joining("|")));
    }

    /** Amazon RDS User Guide, "Finding the connection information for a DB instance": identifier, account's part, region. */
    private static String endpointOf(String instance, String region) {
        return "(?<![A-Za-z0-9-])" + instance + "\\.[a-z0-9]+\\." + region.replace(".", "\\.")
                + "\\.rds\\.amazonaws\\.com";
    }

    @Override
    protected String summary() {
        return "Leads " + String.join(", ", names) + " in " + region() + " to " + endpoint + ", where they name "
                + String.join(" or ", instances) + ".";
    }

    @Override
    protected String condition() {
        return "No function names a database that serves no more";
    }

    /** The hosts by variable, as {@code DB_HOST=host}: one text a function, since its variables are sent together. */
    @Override
    protected List<Attribute> attributes(ActionContext context) {
        var all = new ArrayList<Attribute>();
        for (var name : names) {
            functions.read(context, name).map(Functions::variables).ifPresent(variables -> {
                var hosts = hosts(variables);
                if (!hosts.isEmpty()) {
                    var wanted = new TreeMap<>(hosts);
                    wanted.replaceAll((_, _) -> endpoint);
                    all.add(Attribute.of(name, NAME, text(wanted), () -> text(hosts))
                            .setBy(value -> update(name, variables, value)));
                }
            });
        }
        return List.copyOf(all);
    }

    private TreeMap<String, String> hosts(Map<String, String> variables) {
        var hosts = new TreeMap<String, String>();
        variables.forEach((variable, value) -> {
            var found = host.matcher(value);
            if (found.find()) {
                hosts.put(variable, found.group());
            }
        });
        return hosts;
    }

    private static String text(Map<String, String> hosts) {
        return hosts.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
    }

    /** @param hosts as {@link #text} writes them */
    private Call<?, ?, ?> update(String function, Map<String, String> variables, String hosts) {
        var changed = new TreeMap<>(variables);
        for (var pair : hosts.split(" ")) {
            var parts = pair.split("=", 2);
            changed.computeIfPresent(
                    parts[0], (_, value) -> host.matcher(value).replaceAll(Matcher.quoteReplacement(parts[1])));
        }
        return Call.of(
                LambdaClient.class,
                region(),
                UpdateFunctionConfigurationRequest.builder()
                        .functionName(function)
                        .environment(e -> e.variables(changed))
                        .build(),
                LambdaClient::updateFunctionConfiguration);
    }

    @Override
    protected void besides(ActionContext context, List<Seen> seen, Outlook.Notes notes) {
        seen.stream()
                .filter(Seen::open)
                .map(s -> s.attribute().resource())
                .forEach(f -> notes.stage(Stage.await("Waiting for " + f, (c, p) -> functions.awaitUpdated(c, p, f))));
    }

    private static void commands(ActionContext context, Inputs with, Script script) {
        for (var function : with.someOf("functions")) {
            var read = FunctionRecipes.configuration(with.region(), function);
            script.when(read.asking("FunctionArn"), function + " is not there: nothing to do", s -> {
                var file = s.keep(
                        function + "-variables.json",
                        read.with(
                                "--query",
                                "{FunctionName: FunctionName, Environment: {Variables: not_null(Environment.Variables, `{}`)}}",
                                "--output",
                                "json"));
                with.someOf("insteadOf")
                        .forEach(i -> s.edit(
                                file,
                                "s/\\([^A-Za-z0-9-]\\)" + i + "\\.[a-z0-9]*\\." + with.region()
                                        + "\\.rds\\.amazonaws\\.com/\\1" + with.text("endpoint") + "/g"));
                s.run(Command.aws(
                        with.region(),
                        "lambda",
                        "update-function-configuration",
                        "--cli-input-json",
                        "file://" + file));
                FunctionRecipes.updated(s, with.region(), function);
            });
        }
    }
}
