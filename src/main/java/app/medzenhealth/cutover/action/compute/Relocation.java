package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.lambda.model.DestinationConfig;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.lambda.model.OnFailure;
import software.amazon.awssdk.services.lambda.model.OnSuccess;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Endpoint;

/**
 * What takes the place, in the region that functions go to, of what they have of their own region. Whatever has no place there is
 * named, and the functions are not moved: unless the plan says of it, by the same name, that it stays behind.
 *
 * @param deadLetters ARN of a queue or topic there, by function
 * @param key for the variables of functions that encrypt theirs
 * @param databases the endpoint there that takes the place of a database's, by the instance's name in the source region
 * @param variables values there, by {@code function/VARIABLE}
 * @param leaves what stays behind, as {@code function/Member}
 * @param made whether it is asked of functions that were moved days ago: triggers may be on by now, and the origin may name another
 *     database of its own region, as it does once somebody has gone back
 */
record Relocation(
        Functions origin,
        Functions target,
        List<String> subnets,
        List<String> groups,
        Map<String, String> deadLetters,
        Optional<String> key,
        Map<String, String> databases,
        Map<String, String> variables,
        Set<String> leaves,
        boolean made) {
    private static final String URL = "FunctionUrl";
    private static final String KEPT_READY = "ProvisionedConcurrency";

    static Relocation of(Inputs in) {
        return new Relocation(
                new Functions(in.text("sourceRegion")),
                new Functions(in.region()),
                in.list("subnets"),
                in.list("securityGroups"),
                in.map("deadLetters"),
                in.optional("kmsKey"),
                in.map("databases"),
                in.map("variables"),
                Set.copyOf(in.list("leaves")),
                in.optional("triggers").filter("any"::equals).isPresent());
    }

    private boolean left(String function, String member) {
        return leaves.contains(function + "/" + member);
    }

    Settings.Place place(ActionContext context, GetFunctionConfigurationResponse source) {
        var function = source.functionName();
        var layers = new Layers(context, target.region());
        return new Settings.Place(
                left(function, "Layers")
                        ? List.of()
                        : source.layers().stream()
                                .map(Layer::arn)
                                .flatMap(a -> layers.copyOf(a).stream())
                                .toList(),
                Settings.inNetwork(source) && !subnets.isEmpty() && !left(function, "VpcConfig")
                        ? Optional.of(Settings.Place.network(
                                subnets, groups, source.vpcConfig().ipv6AllowedForDualStack()))
                        : Optional.empty(),
                Settings.deadLetter(source)
                        .filter(d -> !left(function, "DeadLetterConfig"))
                        .flatMap(d -> deadLetter(function)),
                encrypted(source) && !left(function, "KMSKeyArn") ? key : Optional.empty(),
                moved(context, source));
    }

    private Optional<String> deadLetter(String function) {
        return Optional.ofNullable(deadLetters.get(function)).filter(a -> !a.isBlank());
    }

    private static boolean encrypted(GetFunctionConfigurationResponse source) {
        return source.kmsKeyArn() != null && !source.kmsKeyArn().isEmpty();
    }

    private Map<String, String> moved(ActionContext context, GetFunctionConfigurationResponse source) {
        var moved = new TreeMap<>(Functions.variables(source));
        databases.forEach((instance, endpoint) -> {
            if (moved.values().stream().anyMatch(v -> v.contains(instance))) {
                endpoint(context, instance)
                        .ifPresent(old -> moved.replaceAll((name, value) -> value.replace(old, endpoint)));
            }
        });
        var there = Set.copyOf(databases.values());
        if (made && there.size() == 1) {
            there.forEach(endpoint ->
                    endpoints(context).forEach(old -> moved.replaceAll((name, value) -> value.replace(old, endpoint))));
        }
        moved.replaceAll((name, value) -> variables.getOrDefault(source.functionName() + "/" + name, value));
        return moved;
    }

    private List<String> endpoints(ActionContext context) {
        return context
                .clients()
                .client(RdsClient.class, origin.region())
                .describeDBInstancesPaginator()
                .dbInstances()
                .stream()
                .flatMap(i -> Optional.ofNullable(i.endpoint()).stream())
                .map(Endpoint::address)
                .toList();
    }

    private Optional<String> endpoint(ActionContext context, String instance) {
        try {
            return context
                    .clients()
                    .client(RdsClient.class, origin.region())
                    .describeDBInstances(q -> q.dbInstanceIdentifier(instance))
                    .dbInstances()
                    .stream()
                    .map(i -> i.endpoint().address())
                    .findFirst();
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** How asynchronous invocations are tried again there; empty where it is as Lambda has it by itself. */
    Optional<GetFunctionEventInvokeConfigResponse> invocations(ActionContext context, String function) {
        return left(function, "EventInvokeConfig") ? Optional.empty() : origin.invocations(context, function);
    }

    /** What a function has that would be lost, as {@code function/Member: why}. */
    List<String> lost(ActionContext context, GetFunctionConfigurationResponse source) {
        var function = source.functionName();
        var lost = new ArrayList<String>();
        var from = origin.region();
        Settings.leftBehind(source, from).forEach((member, why) -> note(lost, function, member, why));
        var layers = new Layers(context, target.region());
        source.layers().stream()
                .map(Layer::arn)
                .filter(a -> layers.copyOf(a).isEmpty())
                .forEach(a -> note(
                        lost,
                        function,
                        "Layers",
                        "no copy of " + a + " is in " + target.region() + ": publish one first"));
        if (Settings.inNetwork(source) && subnets.isEmpty()) {
            note(
                    lost,
                    function,
                    "VpcConfig",
                    "it runs in a VPC of " + from + ": name subnets and security groups here");
        }
        Settings.deadLetter(source)
                .filter(d -> deadLetter(function).isEmpty())
                .ifPresent(d -> note(
                        lost,
                        function,
                        "DeadLetterConfig",
                        "failed events go to " + d + ": name a queue or topic here"));
        if (encrypted(source) && key.isEmpty()) {
            note(
                    lost,
                    function,
                    "KMSKeyArn",
                    "its variables are encrypted with a key of " + from + ": name one of here");
        }
        moved(context, source).forEach((name, value) -> {
            if (value.contains(from) && !variables.containsKey(function + "/" + name)) {
                note(lost, function, "Environment." + name, "its value names " + from + ": give the one for here");
            }
        });
        origin.invocations(context, function)
                .map(GetFunctionEventInvokeConfigResponse::destinationConfig)
                .ifPresent(d -> destinations(d)
                        .filter(a -> a.contains(":" + from + ":"))
                        .forEach(a -> note(lost, function, "EventInvokeConfig", "its events go on to " + a)));
        lost.addAll(besides(context, function));
        return lost;
    }

    private static Stream<String> destinations(DestinationConfig config) {
        return Stream.concat(
                        Stream.ofNullable(config.onSuccess()).map(OnSuccess::destination),
                        Stream.ofNullable(config.onFailure()).map(OnFailure::destination))
                .filter(a -> a != null);
    }

    /** What Lambda keeps beside the configuration and no action of this console makes. */
    private List<String> besides(ActionContext context, String function) {
        var lost = new ArrayList<String>();
        var client = origin.client(context);
        client.listAliasesPaginator(q -> q.functionName(function))
                .aliases()
                .forEach(a -> note(lost, function, "Aliases", "it has the alias " + a.name()));
        // What the plan leaves behind anyway is not asked for.
        if (!left(function, URL)) {
            client.listFunctionUrlConfigsPaginator(q -> q.functionName(function))
                    .functionUrlConfigs()
                    .forEach(u -> note(lost, function, URL, "it answers at " + u.functionUrl()));
        }
        if (!left(function, KEPT_READY)) {
            client.listProvisionedConcurrencyConfigsPaginator(q -> q.functionName(function))
                    .provisionedConcurrencyConfigs()
                    .forEach(p -> note(
                            lost,
                            function,
                            KEPT_READY,
                            p.requestedProvisionedConcurrentExecutions() + " of it are kept ready"));
        }
        return lost;
    }

    private void note(List<String> lost, String function, String member, String why) {
        if (!left(function, member)) {
            lost.add(function + "/" + member + ": " + why);
        }
    }
}
