package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;

/**
 * What keeps an API from being deleted, or depends on it. AWS documents no refusal for an API that a custom domain name is mapped
 * to, and yet refuses it with a BadRequestException: "Please remove all base path mappings related to the RestApi in your domains"
 * (github.com/serverless/serverless/issues/3638; for HTTP APIs "all API mappings": github.com/gruntwork-io/cloud-nuke/issues/370).
 * Mappings of several levels are known to the newer of the two APIs only, so both are asked.
 */
record ApiHolds(String region) {

    /** @param apis names by id */
    List<String> domains(ActionContext context, Map<String, String> apis) {
        var held = new ArrayList<String>();
        if (apis.isEmpty()) {
            return held;
        }
        var rest = context.clients().client(ApiGatewayClient.class, region);
        rest.getDomainNamesPaginator(q -> {})
                .items()
                .forEach(d -> rest.getBasePathMappingsPaginator(q -> q.domainName(d.domainName())).items().stream()
                        .filter(m -> apis.containsKey(m.restApiId()))
                        .forEach(
                                m -> held.add(apis.get(m.restApiId()) + " by " + d.domainName() + "/" + m.basePath())));
        newer(context, apis).stream().filter(h -> !held.contains(h)).forEach(held::add);
        return held;
    }

    private List<String> newer(ActionContext context, Map<String, String> apis) {
        var held = new ArrayList<String>();
        var client = context.clients().client(ApiGatewayV2Client.class, region);
        String from = null;
        do {
            var start = from;
            var page = client.getDomainNames(q -> q.nextToken(start));
            page.items().forEach(d -> held.addAll(mappings(client, d.domainName(), apis)));
            from = page.nextToken();
        } while (from != null);
        return held;
    }

    private static List<String> mappings(ApiGatewayV2Client client, String domain, Map<String, String> apis) {
        var held = new ArrayList<String>();
        String from = null;
        do {
            var start = from;
            var page = client.getApiMappings(q -> q.domainName(domain).nextToken(start));
            page.items().stream()
                    .filter(m -> apis.containsKey(m.apiId()))
                    .forEach(m -> held.add(apis.get(m.apiId()) + " by " + domain + "/"
                            + (m.apiMappingKey() == null || m.apiMappingKey().isEmpty()
                                    ? "(none)"
                                    : m.apiMappingKey())));
            from = page.nextToken();
        } while (from != null);
        return held;
    }

    /** Usage plans that name them: they do not keep them, but their keys do nothing afterwards. */
    List<String> usagePlans(ActionContext context, Map<String, String> apis) {
        return apis.isEmpty()
                ? List.of()
                : context
                        .clients()
                        .client(ApiGatewayClient.class, region)
                        .getUsagePlansPaginator(q -> {})
                        .items()
                        .stream()
                        .flatMap(p -> p.apiStages().stream()
                                .filter(s -> apis.containsKey(s.apiId()))
                                .map(s -> "The usage plan " + p.name() + " names " + apis.get(s.apiId())))
                        .distinct()
                        .toList();
    }
}
