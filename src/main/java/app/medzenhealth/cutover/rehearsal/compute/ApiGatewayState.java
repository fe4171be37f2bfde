package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigateway.model.RestApi;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.Integration;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

/** REST APIs (v1) and HTTP APIs (v2) of one region. */
public final class ApiGatewayState {
    private final Estate estate;
    private final String region;
    final Map<String, RestApi> restApis = new LinkedHashMap<>();
    final Map<String, Http> httpApis = new LinkedHashMap<>();
    /** Of each custom domain name the ids of REST APIs by base path. */
    final Map<String, Map<String, String>> mappings = new LinkedHashMap<>();

    /** When a REST API was last deleted: AWS takes one deletion in thirty seconds. */
    @Nullable
    Instant lastDeletion;

    record Http(Api api, List<Route> routes, List<Integration> integrations) {}

    private ApiGatewayState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static ApiGatewayState of(Estate estate, String region) {
        return estate.state(ApiGatewayState.class, region, () -> new ApiGatewayState(estate, region));
    }

    /** @param id ten characters, as in the API's host name */
    public ApiGatewayState restApi(String id, String name) {
        restApis.put(
                id,
                RestApi.builder()
                        .id(id)
                        .name(name)
                        .createdDate(estate.now().minusSeconds(86_400L * 200))
                        .build());
        return this;
    }

    /** Puts a REST API under a custom domain name. */
    public ApiGatewayState map(String domain, String basePath, String restApi) {
        mappings.computeIfAbsent(domain, d -> new LinkedHashMap<>()).put(basePath, restApi);
        return this;
    }

    List<String> domainsTo(String restApi) {
        return mappings.entrySet().stream()
                .filter(m -> m.getValue().containsValue(restApi))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** An HTTP API with one route and proxy integration for each function: {@code POST /<function>}. */
    public ApiGatewayState httpApi(String id, String name, List<String> functions) {
        var routes = new ArrayList<Route>();
        var integrations = new ArrayList<Integration>();
        for (var function : functions) {
            var integration = estate.id("").substring(1, 8);
            integrations.add(Integration.builder()
                    .integrationId(integration)
                    .integrationType("AWS_PROXY")
                    .integrationUri(estate.arn("lambda", region, "function:" + function))
                    .payloadFormatVersion("2.0")
                    .build());
            routes.add(Route.builder()
                    .routeId(estate.id("").substring(1, 8))
                    .routeKey("POST /" + function)
                    .target("integrations/" + integration)
                    .build());
        }
        var api = Api.builder()
                .apiId(id)
                .name(name)
                .protocolType("HTTP")
                .apiEndpoint("https://" + id + ".execute-api." + region + ".amazonaws.com")
                .createdDate(estate.now().minusSeconds(86_400L * 200))
                .routeSelectionExpression("$request.method $request.path")
                .build();
        httpApis.put(id, new Http(api, routes, integrations));
        return this;
    }
}
