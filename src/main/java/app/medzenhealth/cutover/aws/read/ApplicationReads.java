package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.GetDomainNamesResponse;
import software.amazon.awssdk.services.apigateway.model.GetRestApisResponse;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;

/** Stacks, functions, APIs. */
final class ApplicationReads {

    private ApplicationReads() {}

    /** Deleted stacks stay in the list for 90 days; they are not there. */
    static List<Found> stacks(Reading in) {
        CloudFormationClient client = in.client(CloudFormationClient.class);
        return in
                .pages(
                        token -> client.listStacks(b -> b.nextToken(token)),
                        ListStacksResponse::stackSummaries,
                        ListStacksResponse::nextToken)
                .stream()
                .filter(s -> s.stackStatus() != StackStatus.DELETE_COMPLETE)
                .map(s -> new Found(
                        "stack",
                        in.region(),
                        text(s.stackId()),
                        text(s.stackId()),
                        s.stackName(),
                        text(s.stackStatusAsString()),
                        details("description", s.templateDescription()),
                        Map.of()))
                .toList();
    }

    static List<Found> functions(Reading in) {
        LambdaClient client = in.client(LambdaClient.class);
        return in
                .pages(
                        token -> client.listFunctions(b -> b.marker(token)),
                        ListFunctionsResponse::functions,
                        ListFunctionsResponse::nextMarker)
                .stream()
                .map(f -> function(in, f))
                .toList();
    }

    private static Found function(Reading in, FunctionConfiguration f) {
        var variables = f.environment() == null
                ? Map.<String, String>of()
                : f.environment().variables();
        return new Found(
                "function",
                in.region(),
                f.functionName(),
                text(f.functionArn()),
                f.functionName(),
                text(f.stateAsString()),
                details(
                        "runtime", f.runtimeAsString(),
                        "memory", f.memorySize(),
                        "timeout", f.timeout(),
                        "handler", f.handler(),
                        "CodeSha256", f.codeSha256(),
                        "architecture", String.join(", ", f.architecturesAsStrings()),
                        "environment keys", String.join(", ", new TreeSet<>(variables.keySet()))),
                Map.of());
    }

    static List<Found> restApis(Reading in) {
        ApiGatewayClient client = in.client(ApiGatewayClient.class);
        List<Found> found = new ArrayList<>();
        in.pages(
                        token -> client.getRestApis(b -> b.position(token)),
                        GetRestApisResponse::items,
                        GetRestApisResponse::position)
                .forEach(a -> found.add(new Found(
                        "rest-api",
                        in.region(),
                        a.id(),
                        "arn:aws:apigateway:" + in.region() + "::/restapis/" + a.id(),
                        text(a.name()),
                        "",
                        details("description", a.description()),
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

    static List<Found> httpApis(Reading in) {
        ApiGatewayV2Client client = in.client(ApiGatewayV2Client.class);
        List<Found> found = new ArrayList<>();
        in.pages(token -> client.getApis(b -> b.nextToken(token)), GetApisResponse::items, GetApisResponse::nextToken)
                .forEach(a -> found.add(new Found(
                        "http-api",
                        in.region(),
                        a.apiId(),
                        "arn:aws:apigateway:" + in.region() + "::/apis/" + a.apiId(),
                        text(a.name()),
                        "",
                        details("protocol", a.protocolTypeAsString(), "description", a.description()),
                        a.tags())));
        return found;
    }
}
