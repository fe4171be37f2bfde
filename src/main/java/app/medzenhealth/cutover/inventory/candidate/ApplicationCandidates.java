package app.medzenhealth.cutover.inventory.candidate;

import static app.medzenhealth.cutover.inventory.candidate.Candidate.fact;

import app.medzenhealth.cutover.aws.Clients;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** APIs, rules, and what feeds functions. */
final class ApplicationCandidates {
    private static final int MOST_PAGES = 50;

    private ApplicationCandidates() {}

    static List<Candidate> restApis(Clients clients, String region, int most) {
        return clients.client(ApiGatewayClient.class, region).getRestApisPaginator().items().stream()
                .limit(most)
                .map(a -> Candidate.of(a.name(), fact("id", a.id()), fact("created", a.createdDate()), a.description()))
                .toList();
    }

    private static Stream<Api> apis(Clients clients, String region) {
        var client = clients.client(ApiGatewayV2Client.class, region);
        return Stream.iterate(
                        Optional.of(client.getApis(q -> {})),
                        Optional::isPresent,
                        page -> page.map(GetApisResponse::nextToken)
                                .map(token -> client.getApis(q -> q.nextToken(token))))
                .limit(MOST_PAGES)
                .flatMap(Optional::stream)
                .flatMap(r -> r.items().stream());
    }

    static List<Candidate> httpApis(Clients clients, String region, int most) {
        return apis(clients, region)
                .limit(most)
                .map(a -> Candidate.of(
                        a.name(),
                        fact("id", a.apiId()),
                        a.protocolTypeAsString(),
                        fact("created", a.createdDate()),
                        a.description()))
                .toList();
    }

    /** The same by id, which is what their metrics go by. */
    static List<Candidate> httpApiIds(Clients clients, String region, int most) {
        return apis(clients, region)
                .limit(most)
                .map(a -> Candidate.of(
                        a.apiId(),
                        a.name(),
                        a.protocolTypeAsString(),
                        fact("created", a.createdDate()),
                        a.description()))
                .toList();
    }

    static List<Candidate> rules(Clients clients, String region, int most) {
        var events = clients.client(EventBridgeClient.class, region);
        return Stream.iterate(
                        Optional.of(events.listRules(q -> {})),
                        Optional::isPresent,
                        page -> page.map(ListRulesResponse::nextToken)
                                .map(token -> events.listRules(q -> q.nextToken(token))))
                .limit(MOST_PAGES)
                .flatMap(Optional::stream)
                .flatMap(r -> r.rules().stream())
                .limit(most)
                .map(r -> rule(events, r))
                .toList();
    }

    private static Candidate rule(EventBridgeClient events, Rule rule) {
        var targets = events.listTargetsByRule(q -> q.rule(rule.name())).targets().stream()
                .map(t -> t.arn().replaceFirst(".*:", ""))
                .toList();
        return Candidate.of(
                rule.name(),
                rule.stateAsString(),
                rule.scheduleExpression(),
                targets.isEmpty() ? "no target" : fact("calls", String.join(", ", targets)),
                rule.description());
    }

    /** By function, which is how the actions name what feeds it. */
    static List<Candidate> sources(Clients clients, String region, int most) {
        return clients
                .client(LambdaClient.class, region)
                .listEventSourceMappingsPaginator()
                .eventSourceMappings()
                .stream()
                .limit(most)
                .map(m -> Candidate.of(
                        m.functionArn().replaceFirst(".*:function:", "").replaceFirst(":.*", ""),
                        fact("fed by", m.eventSourceArn()),
                        m.state()))
                .toList();
    }

    static List<Candidate> logGroups(Clients clients, String region, int most) {
        return clients.client(CloudWatchLogsClient.class, region).describeLogGroupsPaginator().logGroups().stream()
                .limit(most)
                .map(g -> Candidate.of(
                        g.logGroupName(),
                        fact("bytes", g.storedBytes()),
                        g.retentionInDays() == null ? "kept for ever" : "kept " + g.retentionInDays() + " days"))
                .toList();
    }
}
