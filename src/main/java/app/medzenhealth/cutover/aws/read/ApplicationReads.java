package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetDomainNamesResponse;
import software.amazon.awssdk.services.apigateway.model.GetRestApisResponse;
import software.amazon.awssdk.services.apigateway.model.RestApi;
import software.amazon.awssdk.services.apigateway.model.Stage;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ListExportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/** Stacks, APIs. */
final class ApplicationReads {

    private ApplicationReads() {}

    /** Deleted stacks stay in the list for 90 days; they are not there. */
    static List<Found> stacks(Reading in) throws InterruptedException {
        CloudFormationClient client = in.client(CloudFormationClient.class);
        List<StackSummary> stacks = in
                .pages(
                        token -> client.listStacks(b -> b.nextToken(token)),
                        ListStacksResponse::stackSummaries,
                        ListStacksResponse::nextToken)
                .stream()
                .filter(s -> s.stackStatus() != StackStatus.DELETE_COMPLETE)
                .toList();
        Map<String, Set<String>> exports = new HashMap<>();
        in.pages(
                        token -> client.listExports(b -> b.nextToken(token)),
                        ListExportsResponse::exports,
                        ListExportsResponse::nextToken)
                .forEach(e -> exports.computeIfAbsent(text(e.exportingStackId()), id -> new TreeSet<>())
                        .add(text(e.name())));
        return in.each(stacks, s -> stack(in, client, s, exports.getOrDefault(text(s.stackId()), Set.of())));
    }

    private static Found stack(Reading in, CloudFormationClient client, StackSummary s, Set<String> exports) {
        List<StackResourceSummary> resources = in.pages(
                token -> client.listStackResources(b -> b.stackName(s.stackId()).nextToken(token)),
                ListStackResourcesResponse::stackResourceSummaries,
                ListStackResourcesResponse::nextToken);
        String failed = resources.stream()
                .filter(r -> text(r.resourceStatusAsString()).endsWith("_FAILED"))
                .map(r -> text(r.logicalResourceId()))
                .collect(Collectors.joining(", "));
        return new Found(
                "stack",
                in.region(),
                text(s.stackId()),
                text(s.stackId()),
                s.stackName(),
                text(s.stackStatusAsString()),
                details(
                        "description", s.templateDescription(),
                        "resources", resources.size(),
                        "failed resources", failed,
                        "exports", String.join(", ", exports)),
                Map.of());
    }

    static List<Found> restApis(Reading in) throws InterruptedException {
        ApiGatewayClient client = in.client(ApiGatewayClient.class);
        List<Found> found = new ArrayList<>();
        List<RestApi> apis = in.pages(
                token -> client.getRestApis(b -> b.position(token)),
                GetRestApisResponse::items,
                GetRestApisResponse::position);
        found.addAll(in.each(
                apis,
                a -> new Found(
                        "rest-api",
                        in.region(),
                        a.id(),
                        "arn:aws:apigateway:" + in.region() + "::/restapis/" + a.id(),
                        text(a.name()),
                        "",
                        details(
                                "description",
                                a.description(),
                                "stages",
                                in.call(() -> client.getStages(b -> b.restApiId(a.id()))).item().stream()
                                        .map(Stage::stageName)
                                        .sorted()
                                        .collect(Collectors.joining(", "))),
                        a.tags())));
        in.pages(
                        token -> client.getDomainNames(b -> b.position(token)),
                        GetDomainNamesResponse::items,
                        GetDomainNamesResponse::position)
                .forEach(
                        d -> found.add(domain(in, text(d.domainName()), text(d.domainNameStatusAsString()), d.tags())));
        return found;
    }

    private static Found domain(Reading in, String name, String state, Map<String, String> tags) {
        String arn = "arn:aws:apigateway:" + in.region() + "::/domainnames/" + name;
        return new Found("domain-name", in.region(), name, arn, name, state, Map.of(), tags);
    }

    static List<Found> httpApis(Reading in) throws InterruptedException {
        ApiGatewayV2Client client = in.client(ApiGatewayV2Client.class);
        List<Api> apis = in.pages(
                token -> client.getApis(b -> b.nextToken(token)), GetApisResponse::items, GetApisResponse::nextToken);
        return in.each(
                apis,
                a -> new Found(
                        "http-api",
                        in.region(),
                        a.apiId(),
                        "arn:aws:apigateway:" + in.region() + "::/apis/" + a.apiId(),
                        text(a.name()),
                        "",
                        details(
                                "protocol",
                                a.protocolTypeAsString(),
                                "description",
                                a.description(),
                                "stages",
                                stages(in, client, a.apiId())),
                        a.tags()));
    }

    private static String stages(Reading in, ApiGatewayV2Client client, String api) {
        return in
                .pages(
                        token -> client.getStages(b -> b.apiId(api).nextToken(token)),
                        software.amazon.awssdk.services.apigatewayv2.model.GetStagesResponse::items,
                        software.amazon.awssdk.services.apigatewayv2.model.GetStagesResponse::nextToken)
                .stream()
                .map(software.amazon.awssdk.services.apigatewayv2.model.Stage::stageName)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
