package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListLayersResponse;

/** Functions: what runs, what calls it, and until when its runtime is patched. */
final class FunctionReads {

    /** A policy costs a call of its own, of which AWS answers 15 a second. */
    private static final int POLICIES = 300;

    private static final Pattern PRINCIPAL =
            Pattern.compile("\"(?:Service|AWS)\"\\s*:\\s*\\[?\\s*\"(?:arn:aws[a-z-]*:iam::)?([^\"]+)\"");

    private FunctionReads() {}

    static List<Found> functions(ServiceReading in) throws InterruptedException {
        var client = in.client(LambdaClient.class);
        return in.together(
                new Listing("function", () -> functions(in, client)), new Listing("layer", () -> layers(in, client)));
    }

    /** Each by its newest version; the code of all of them stays until it is deleted. */
    private static List<Found> layers(ServiceReading in, LambdaClient client) {
        return in
                .pages(
                        token -> client.listLayers(b -> b.marker(token)),
                        ListLayersResponse::layers,
                        ListLayersResponse::nextMarker)
                .stream()
                .map(l -> new Found(
                        "layer",
                        in.region(),
                        text(l.layerName()),
                        text(l.layerArn()),
                        text(l.layerName()),
                        "",
                        details(
                                "newest version",
                                l.latestMatchingVersion() == null
                                        ? null
                                        : l.latestMatchingVersion().version()),
                        Map.of()))
                .toList();
    }

    private static List<Found> functions(ServiceReading in, LambdaClient client) throws InterruptedException {
        var functions = in.pages(
                token -> client.listFunctions(b -> b.marker(token)),
                ListFunctionsResponse::functions,
                ListFunctionsResponse::nextMarker);
        if (functions.isEmpty()) {
            return List.of();
        }
        var aside = new Details();
        var sources = aside.ask(() -> sources(in, client));
        var policies = functions.size() <= POLICIES;
        var found = new ArrayList<Found>(in.each(
                "function",
                functions,
                FunctionConfiguration::functionName,
                (f, details) -> List.of(function(
                        in,
                        f,
                        sources.map(s ->
                                        String.join(", ", s.getOrDefault(unqualified(text(f.functionArn())), Set.of())))
                                .orElseGet(aside::why),
                        policies
                                ? details.fact(Detail.FUNCTION_POLICY, () -> callers(in, client, f))
                                : "not read: more than " + POLICIES + " functions"))));
        found.addAll(aside.notKnown("event-source-mapping", in.region(), ""));
        return found;
    }

    private static Map<String, Set<String>> sources(ServiceReading in, LambdaClient client) {
        var sources = new HashMap<String, Set<String>>();
        in.pages(
                        token -> client.listEventSourceMappings(b -> b.marker(token)),
                        ListEventSourceMappingsResponse::eventSourceMappings,
                        ListEventSourceMappingsResponse::nextMarker)
                .forEach(m -> sources.computeIfAbsent(unqualified(text(m.functionArn())), arn -> new TreeSet<>())
                        .add(source(m)));
        return sources;
    }

    private static Found function(ServiceReading in, FunctionConfiguration f, String sources, String callers) {
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
                        "runtime deprecated",
                                Runtimes.deprecated(text(f.runtimeAsString())).orElse(null),
                        "memory", f.memorySize(),
                        "timeout", f.timeout(),
                        "handler", f.handler(),
                        "CodeSha256", f.codeSha256(),
                        "architecture", String.join(", ", f.architecturesAsStrings()),
                        "environment keys", String.join(", ", new TreeSet<>(variables.keySet())),
                        "event sources", sources,
                        "may be called by", callers),
                Map.of());
    }

    /** Without version or alias. */
    private static String unqualified(String arn) {
        var parts = arn.split(":", 8);
        return parts.length < 8 ? arn : arn.substring(0, arn.length() - parts[7].length() - 1);
    }

    /** {@code sqs medzen-queue (Enabled)}: without region and account, which differ by nature. */
    private static String source(EventSourceMappingConfiguration m) {
        var parts = text(m.eventSourceArn()).split(":", 6);
        var name = parts.length < 6 ? "" : parts[2] + " " + parts[5];
        return name + (m.state() == null ? "" : " (" + m.state() + ")");
    }

    /** The principals of its policy. */
    private static String callers(ServiceReading in, LambdaClient client, FunctionConfiguration f) {
        var policy = text(in.call(() -> client.getPolicy(b -> b.functionName(f.functionName())))
                .policy());
        var principals = new TreeSet<String>();
        PRINCIPAL.matcher(policy).results().forEach(r -> principals.add(r.group(1)));
        return String.join(", ", principals);
    }
}
