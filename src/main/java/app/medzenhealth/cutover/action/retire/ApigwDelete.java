package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.DeletionFacts;
import app.medzenhealth.cutover.action.deletion.Target;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.DeleteRestApiRequest;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.DeleteApiRequest;

/**
 * Deletes REST and HTTP APIs, each named by its id, or by its name where only one has it: names need not be unique (AWS Code
 * Library, GetRestApis). Of several with one name none is deleted. AWS allows one DeleteRestApi in 30 seconds (API Gateway Developer
 * Guide, "Quotas": docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
 */
public final class ApigwDelete extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("apigw.delete", "Delete APIs")
            .requires(LIST, "restApis", "httpApis")
            .accepts(LIST, "callersIn")
            .readsFiles("callersIn")
            .about("restApis", "httpApis")
            .deletes("restApis", "httpApis")
            .ofWhatNobodyUses()
            .keeps("callersIn")
            .sends("apigateway", "DeleteRestApi")
            .sends("apigatewayv2", "DeleteApi")
            .readsCopies()
            .neverUndone("an API's id and address never come back")
            .script(RetireRecipes::apis)
            .createdBy(ApigwDelete::new);

    private static final Duration PACE = Duration.ofSeconds(31);

    private final String region;
    private final List<String> restApis;
    private final List<String> httpApis;
    private final ApiCallers callers;
    private final DeletionFacts facts;

    private record Found(String kind, String id, String name, Optional<Instant> made, String description) {
        static Found of(String kind, String id, String name, @Nullable Instant created, @Nullable String description) {
            return new Found(kind, id, name, Optional.ofNullable(created), description == null ? "" : description);
        }

        String created() {
            return made.map(Instant::toString).orElse("unknown");
        }

        String label() {
            return kind + "/" + id;
        }

        boolean isNamed(String entry) {
            return id.equals(entry) || name.equals(entry);
        }

        String words() {
            return id + " (created " + created() + ", "
                    + (description.isEmpty() ? "no description" : "“" + description + "”") + ")";
        }
    }

    private ApigwDelete(Inputs in) {
        this.region = in.region();
        this.restApis = in.list("restApis");
        this.httpApis = in.list("httpApis");
        this.callers = new ApiCallers(in.region(), in.list("callersIn"));
        this.facts = DeletionFacts.of(in);
    }

    @Override
    protected String summary() {
        return "Deletes the APIs " + String.join(", ", names()) + " in " + region + " for good.";
    }

    private List<String> names() {
        return Stream.concat(restApis.stream(), httpApis.stream()).toList();
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var several = several(context).keySet();
        var rest =
                rest(context).stream().filter(a -> !several.contains(a.name())).toList();
        var http =
                http(context).stream().filter(a -> !several.contains(a.name())).toList();
        for (var i = 0; i < rest.size(); i++) {
            var api = rest.get(i);
            var stage = Stage.send(
                            "Deleting " + api.name(),
                            Call.of(
                                    ApiGatewayClient.class,
                                    region,
                                    DeleteRestApiRequest.builder()
                                            .restApiId(api.id())
                                            .build(),
                                    ApiGatewayClient::deleteRestApi))
                    .after((c, p) -> requireThere(c, api, rest(c)));
            note(notes, api, i == 0 ? stage : stage.after(ApigwDelete::pace));
        }
        for (var api : http) {
            note(
                    notes,
                    api,
                    Stage.send(
                                    "Deleting " + api.name(),
                                    Call.of(
                                            ApiGatewayV2Client.class,
                                            region,
                                            DeleteApiRequest.builder()
                                                    .apiId(api.id())
                                                    .build(),
                                            ApiGatewayV2Client::deleteApi))
                            .after((c, p) -> requireThere(c, api, http(c))));
        }
        names().stream()
                .filter(n -> rest.stream().noneMatch(a -> a.isNamed(n))
                        && http.stream().noneMatch(a -> a.isNamed(n))
                        && !several.contains(n))
                .forEach(n -> {
                    notes.fact(n, "api", Fact.ABSENT);
                    seen(context, n).warning(n).ifPresent(notes::warn);
                });
        new ApiHolds(region)
                .usagePlans(context, ids(context))
                .forEach(p -> notes.warn(p + ": its callers' keys lead nowhere then."));
        notes.stage(Stage.await("Looking whether each was ever there", (c, p) -> Sightings.requireSeen(verify(c))));
        return notes.done();
    }

    /** By name: all that a name of the plan's means, where these are several. Two that are both named by id are none of them. */
    private Map<String, List<Found>> several(ActionContext context) {
        var all = Stream.concat(rest(context).stream(), http(context).stream())
                .collect(Collectors.groupingBy(Found::name, TreeMap::new, Collectors.toList()));
        all.values()
                .removeIf(same ->
                        same.size() < 2 || !names().contains(same.getFirst().name()));
        return all;
    }

    /** The names of what is deleted, by id. */
    private Map<String, String> ids(ActionContext context) {
        return Stream.concat(rest(context).stream(), http(context).stream())
                .collect(Collectors.toMap(Found::id, Found::name, (a, b) -> a));
    }

    private void note(Outlook.Notes notes, Found api, Stage stage) {
        notes.fact(api.name(), "api", api.id());
        notes.change(region, api.name(), "api", api.id(), Fact.ABSENT);
        notes.deletes(Deletion.of(region, api.label())
                .named(api.name())
                .holding("id " + api.id() + ", made on "
                        + api.made().map(Times::day).orElse("an unknown day")));
        notes.stage(stage.after((c, p) ->
                names().stream().filter(api::isNamed).forEach(n -> seen(c, n).note(n, api.id()))));
    }

    private Sightings seen(ActionContext context, String name) {
        return restApis.contains(name)
                ? new Sightings(context, region, "apigateway", "rest-api")
                : new Sightings(context, region, "apigatewayv2", "http-api");
    }

    private static void pace(ActionContext context, Progress progress) throws InterruptedException {
        progress.line("Waiting " + PACE.toSeconds() + " s: AWS allows one deletion of a REST API in 30 s");
        context.time().sleep(PACE);
    }

    private void requireThere(ActionContext context, Found api, List<Found> now) throws InterruptedException {
        if (!now.contains(api)) {
            throw new ActionFailure(
                    api.name() + " (" + api.id() + ") is not what was reviewed any more",
                    "it was not deleted, nor were those after it",
                    "review the step again");
        }
        DeletionFacts.require(checks(context, api));
    }

    /** Of one API: read for all before the first goes, and for each right before it goes. */
    private List<Check> checks(ActionContext context, Found api) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(unmapped(context, Map.of(api.id(), api.name())));
        if (callers.asked()) {
            checks.addAll(callers.of(context, api.id(), api.name()));
        }
        checks.addAll(facts.checks(context, Target.of(region, api.label()).since(api.made())));
        return checks;
    }

    private Check unmapped(ActionContext context, Map<String, String> apis) throws InterruptedException {
        var title = "No custom domain leads to " + String.join(", ", apis.values());
        return Check.reading(title, () -> {
            var held = new ApiHolds(region).domains(context, apis);
            return Check.passIf(
                    held::isEmpty,
                    held.isEmpty() ? "the mappings of all custom domains were looked through" : String.join(", ", held),
                    "take the mapping away first, or let the domain lead elsewhere");
        });
    }

    private List<Found> rest(ActionContext context) {
        return context.clients().client(ApiGatewayClient.class, region).getRestApisPaginator(q -> {}).items().stream()
                .map(a -> Found.of("apigateway/rest-api", a.id(), a.name(), a.createdDate(), a.description()))
                .filter(a -> restApis.stream().anyMatch(a::isNamed))
                .toList();
    }

    private List<Found> http(ActionContext context) {
        var found = new ArrayList<Found>();
        var client = context.clients().client(ApiGatewayV2Client.class, region);
        var page = client.getApis(q -> {});
        while (true) {
            page.items().stream()
                    .map(a -> Found.of("apigatewayv2/http-api", a.apiId(), a.name(), a.createdDate(), a.description()))
                    .filter(a -> httpApis.stream().anyMatch(a::isNamed))
                    .forEach(found::add);
            if (page.nextToken() == null) {
                return found;
            }
            var token = page.nextToken();
            page = client.getApis(q -> q.nextToken(token));
        }
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "Each name means one API";
        var checks = new ArrayList<Check>();
        checks.addAll(Check.of("The APIs can be read", () -> {
            var all = new ArrayList<Check>();
            for (var api : Stream.concat(rest(context).stream(), http(context).stream())
                    .toList()) {
                all.addAll(checks(context, api));
            }
            return all;
        }));
        checks.add(Check.reading(title, () -> {
            var several = several(context);
            return Check.passIf(
                    several::isEmpty,
                    several.isEmpty()
                            ? ids(context).size() + " found"
                            : several.entrySet().stream()
                                    .map(e -> e.getValue().size() + " are named " + e.getKey() + ": "
                                            + e.getValue().stream()
                                                    .map(Found::words)
                                                    .collect(Collectors.joining(", ")))
                                    .collect(Collectors.joining("; ")),
                    "name the one that is meant by its id");
        }));
        return checks;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var name : names()) {
            var title = "No API named " + name + " is left";
            checks.add(Check.reading(title, () -> {
                var left = Stream.concat(rest(context).stream(), http(context).stream())
                        .filter(a -> a.isNamed(name))
                        .map(a -> a.name() + " " + a.words())
                        .toList();
                return left.isEmpty()
                        ? seen(context, name).gone(name)
                        : new Check.Fail(left.toString(), "run the step again");
            }));
        }
        return checks;
    }

    @Override
    protected String goingBack() {
        return "None: an API's id and address never come back.";
    }

    @Override
    protected Duration expected() {
        return PACE.multipliedBy(Math.max(1, restApis.size()));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("a deleted API's id and address never come back");
    }
}
