package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.RestApi;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;

/**
 * APIs as they are set: of a REST API an export with its integrations, of each stage, from which it can be made again (API Gateway
 * API Reference, GetExport: "extensions=integrations or extensions=apigateway"); of an HTTP API its routes and integrations.
 */
record ApiDefinitions(ActionContext context, String region) {

    /** By its id, where it is named by a name that one alone has: names are not unique. */
    Target byId(Target target) {
        var ids = switch (target.kind()) {
            case "apigateway/rest-api" ->
                context.clients().client(ApiGatewayClient.class, region).getRestApisPaginator(q -> {}).items().stream()
                        .filter(a -> a.name().equals(target.id()))
                        .map(RestApi::id)
                        .toList();
            case "apigatewayv2/http-api" ->
                all().stream()
                        .filter(a -> target.id().equals(a.name()))
                        .map(Api::apiId)
                        .toList();
            default -> List.<String>of();
        };
        return ids.size() == 1 ? Target.of(region, target.kind() + "/" + ids.getFirst()) : target;
    }

    private List<Api> all() {
        var client = context.clients().client(ApiGatewayV2Client.class, region);
        return pages(from -> {
            var page = client.getApis(q -> q.nextToken(from));
            return new Page<>(page.items(), page.nextToken());
        });
    }

    /** @param named its id, or its name where only one has it */
    Definition rest(String named) {
        var client = context.clients().client(ApiGatewayClient.class, region);
        var found = client.getRestApisPaginator(q -> {}).items().stream()
                .filter(a -> a.id().equals(named) || a.name().equals(named))
                .toList();
        if (found.isEmpty()) {
            return new Definition.Gone();
        }
        if (found.size() > 1) {
            return several(found.size(), named);
        }
        var api = found.getFirst();
        var members = new TreeMap<String, Object>(Definitions.without(api, Set.of("ApiStatus", "ApiStatusMessage")));
        var stages = client.getStages(q -> q.restApiId(api.id())).item();
        members.put("stages", Definitions.all(stages, Set.of("cacheClusterStatus")));
        var parts = new ArrayList<Part>();
        parts.add(Part.of("rest-api.json", Definitions.text(members)));
        for (var stage : stages) {
            var export = client.getExport(q -> q.restApiId(api.id())
                    .stageName(stage.stageName())
                    .exportType("oas30")
                    .parameters(Map.of("extensions", "apigateway"))
                    .accepts("application/json"));
            parts.add(Part.of(
                    stage.stageName() + ".oas30.json",
                    Definitions.canonical(export.body().asUtf8String())));
        }
        return stages.isEmpty()
                ? new Definition.Unsaved(
                        "it has no stage, and AWS exports stages alone", "deploy it to a stage, or save it by hand")
                : new Definition.Of(parts);
    }

    /** @param named its id, or its name where only one has it */
    Definition http(String named) {
        var client = context.clients().client(ApiGatewayV2Client.class, region);
        var found = all().stream()
                .filter(a -> a.apiId().equals(named) || named.equals(a.name()))
                .map(Api::apiId)
                .toList();
        if (found.isEmpty()) {
            return new Definition.Gone();
        }
        if (found.size() > 1) {
            return several(found.size(), named);
        }
        var id = found.getFirst();
        var members =
                new TreeMap<String, Object>(Definitions.without(client.getApi(q -> q.apiId(id)), Set.of("Warnings")));
        members.put(
                "routes",
                Definitions.all(
                        pages(from -> {
                            var page = client.getRoutes(q -> q.apiId(id).nextToken(from));
                            return new Page<>(page.items(), page.nextToken());
                        }),
                        Set.of()));
        members.put(
                "integrations",
                Definitions.all(
                        pages(from -> {
                            var page = client.getIntegrations(q -> q.apiId(id).nextToken(from));
                            return new Page<>(page.items(), page.nextToken());
                        }),
                        Set.of()));
        members.put(
                "stages",
                Definitions.all(
                        pages(from -> {
                            var page = client.getStages(q -> q.apiId(id).nextToken(from));
                            return new Page<>(page.items(), page.nextToken());
                        }),
                        Set.of("LastDeploymentStatusMessage")));
        return Definitions.json("http-api", members);
    }

    private static Definition several(int number, String name) {
        return new Definition.Unsaved(number + " are named " + name, "name the one that is meant by its id");
    }

    private record Page<T extends SdkPojo>(
            List<T> items, @Nullable String next) {}

    private static <T extends SdkPojo> List<T> pages(Function<@Nullable String, Page<T>> read) {
        var all = new ArrayList<T>();
        String from = null;
        do {
            var page = read.apply(from);
            all.addAll(page.items());
            from = page.next();
        } while (from != null);
        return all;
    }
}
