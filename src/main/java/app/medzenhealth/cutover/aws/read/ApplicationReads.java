package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetDomainNamesResponse;
import software.amazon.awssdk.services.apigateway.model.GetRestApisResponse;
import software.amazon.awssdk.services.apigateway.model.RestApi;
import software.amazon.awssdk.services.apigateway.model.Stage;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetStagesResponse;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Export;
import software.amazon.awssdk.services.cloudformation.model.ListExportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;

/** Stacks, APIs. */
final class ApplicationReads {

    private ApplicationReads() {}

    /** Deleted stacks stay in the list for 90 days; they are not there. */
    static List<Found> stacks(ServiceReading in) throws InterruptedException {
        var client = in.client(CloudFormationClient.class);
        var stacks = in
                .pages(
                        token -> client.listStacks(b -> b.nextToken(token)),
                        ListStacksResponse::stackSummaries,
                        ListStacksResponse::nextToken)
                .stream()
                .toList();
        var aside = new Details();
        var exports = aside.ask(() -> in.pages(
                token -> client.listExports(b -> b.nextToken(token)),
                ListExportsResponse::exports,
                ListExportsResponse::nextToken));
        var found = new ArrayList<Found>(in.each(
                "stack",
                stacks.stream()
                        .filter(s -> s.stackStatus() != StackStatus.DELETE_COMPLETE)
                        .toList(),
                s -> text(s.stackName()),
                (s, details) -> List.of(stack(
                        in, client, s, details, exports.map(e -> names(e, s)).orElseGet(aside::why)))));
        stacks.stream()
                .filter(s -> s.stackStatus() == StackStatus.DELETE_COMPLETE)
                .forEach(s -> found.add(found(in, s, Map.of()).leftOut()));
        found.addAll(aside.notKnown("export", in.region(), ""));
        return found;
    }

    private static String names(List<Export> exports, StackSummary of) {
        return exports.stream()
                .filter(e -> text(e.exportingStackId()).equals(text(of.stackId())))
                .map(e -> text(e.name()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static Found stack(
            ServiceReading in, CloudFormationClient client, StackSummary s, Details details, String exports) {
        var resources = details.ask(
                Detail.STACK_RESOURCES,
                () -> in.pages(
                        token -> client.listStackResources(
                                b -> b.stackName(s.stackId()).nextToken(token)),
                        ListStackResourcesResponse::stackResourceSummaries,
                        ListStackResourcesResponse::nextToken));
        var failed = resources.stream()
                .flatMap(List::stream)
                .filter(r -> text(r.resourceStatusAsString()).endsWith("_FAILED"))
                .map(r -> text(r.logicalResourceId()))
                .collect(Collectors.joining(", "));
        return found(
                in,
                s,
                details(
                        "description",
                        s.templateDescription(),
                        "resources",
                        resources.map(r -> String.valueOf(r.size())).orElseGet(details::why),
                        "failed resources",
                        failed,
                        "exports",
                        exports));
    }

    private static Found found(ServiceReading in, StackSummary s, Map<String, String> details) {
        return new Found(
                "stack",
                in.region(),
                text(s.stackId()),
                text(s.stackId()),
                s.stackName(),
                text(s.stackStatusAsString()),
                details,
                Map.of());
    }

    static List<Found> restApis(ServiceReading in) throws InterruptedException {
        var client = in.client(ApiGatewayClient.class);
        return in.together(
                new Listing("rest-api", () -> restApis(in, client)),
                new Listing("domain-name", () -> domains(in, client)));
    }

    private static List<Found> restApis(ServiceReading in, ApiGatewayClient client) throws InterruptedException {
        var apis = in.pages(
                token -> client.getRestApis(b -> b.position(token)),
                GetRestApisResponse::items,
                GetRestApisResponse::position);
        return in.each(
                "rest-api",
                apis,
                RestApi::id,
                (a, details) -> List.of(new Found(
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
                                details.fact(
                                        Detail.REST_API_STAGES,
                                        () -> in.call(() -> client.getStages(b -> b.restApiId(a.id()))).item().stream()
                                                .map(Stage::stageName)
                                                .sorted()
                                                .collect(Collectors.joining(", ")))),
                        a.tags())));
    }

    private static List<Found> domains(ServiceReading in, ApiGatewayClient client) {
        return in
                .pages(
                        token -> client.getDomainNames(b -> b.position(token)),
                        GetDomainNamesResponse::items,
                        GetDomainNamesResponse::position)
                .stream()
                .map(d -> domain(in, text(d.domainName()), text(d.domainNameStatusAsString()), d.tags()))
                .toList();
    }

    private static Found domain(ServiceReading in, String name, String state, Map<String, String> tags) {
        var arn = "arn:aws:apigateway:" + in.region() + "::/domainnames/" + name;
        return new Found("domain-name", in.region(), name, arn, name, state, Map.of(), tags);
    }

    static List<Found> httpApis(ServiceReading in) throws InterruptedException {
        var client = in.client(ApiGatewayV2Client.class);
        var apis = in.pages(
                token -> client.getApis(b -> b.nextToken(token)), GetApisResponse::items, GetApisResponse::nextToken);
        return in.each(
                "http-api",
                apis,
                Api::apiId,
                (a, details) -> List.of(new Found(
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
                                details.fact(Detail.HTTP_API_STAGES, () -> stages(in, client, a.apiId()))),
                        a.tags())));
    }

    private static String stages(ServiceReading in, ApiGatewayV2Client client, String api) {
        return in
                .pages(
                        token -> client.getStages(b -> b.apiId(api).nextToken(token)),
                        GetStagesResponse::items,
                        GetStagesResponse::nextToken)
                .stream()
                .map(software.amazon.awssdk.services.apigatewayv2.model.Stage::stageName)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
