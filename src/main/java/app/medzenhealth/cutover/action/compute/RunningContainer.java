package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The container that a service runs: what its successor elsewhere is to be set to, but for what the plan replaces. */
record RunningContainer(EcsServiceReads service, String container) {
    /** {@code arn:aws:secretsmanager:<region>:<account>:secret:<name>}, before a JSON key, a stage and a version. */
    private static final int PARTS_OF_A_SECRET = 7;

    private static final int REGION = 3;

    /** Empty where the plan names none. */
    static Optional<RunningContainer> named(Map<String, String> like, String container) {
        return like.isEmpty()
                ? Optional.empty()
                : Optional.of(new RunningContainer(
                        new EcsServiceReads(
                                like.getOrDefault("region", ""),
                                like.getOrDefault("cluster", ""),
                                like.getOrDefault("service", "")),
                        container));
    }

    /** Empty where there is no such service, or its task has no such container. */
    Optional<ContainerDefinition> read(ActionContext context) {
        return service.read(context)
                .flatMap(s -> context
                        .clients()
                        .client(EcsClient.class, service.region())
                        .describeTaskDefinition(d -> d.taskDefinition(s.taskDefinition()))
                        .taskDefinition()
                        .containerDefinitions()
                        .stream()
                        .filter(c -> c.name().equals(container))
                        .findFirst());
    }

    static Map<String, String> environment(ContainerDefinition running) {
        return running.environment().stream()
                .collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value, (a, b) -> b, TreeMap::new));
    }

    /** Each secret by its replica, which has the same name in the other region. */
    static Map<String, String> secrets(ContainerDefinition running, String region) {
        return running.secrets().stream()
                .collect(Collectors.toMap(Secret::name, s -> in(region, s.valueFrom()), (a, b) -> b, TreeMap::new));
    }

    private static String in(String region, String reference) {
        var parts = reference.split(":", -1);
        if (reference.startsWith("arn:") && parts.length > REGION) {
            parts[REGION] = region;
        }
        return String.join(":", parts);
    }

    /**
     * Nothing that runs is dropped, nothing of its region comes along unseen, and its secrets are there.
     *
     * @param variables what the plan sets itself
     * @param references the same of secrets
     */
    Check carried(ActionContext context, String region, Map<String, String> variables, Map<String, String> references)
            throws InterruptedException {
        var title = "What " + service.service() + " is set to in " + service.region() + " is carried over";
        return Check.reading(title, () -> {
            var running = read(context);
            if (running.isEmpty()) {
                return new Check.Fail(
                        service.service() + " does not run a container " + container, "correct the names under like");
            }
            var carried = new LinkedHashSet<String>();
            var open = new ArrayList<String>();
            environment(running.get()).forEach((name, value) -> {
                if (!variables.containsKey(name) && !references.containsKey(name)) {
                    carried.add(name);
                    if (!region.equals(service.region()) && value.contains(service.region())) {
                        open.add(name + " names " + service.region() + ": give its value under environment");
                    }
                }
            });
            secrets(running.get(), region).forEach((name, reference) -> {
                if (!variables.containsKey(name) && !references.containsKey(name)) {
                    carried.add(name);
                    if (!exists(context, region, reference)) {
                        open.add(name + " has no secret in " + region + ": replicate it, or give it under secrets");
                    }
                }
            });
            return open.isEmpty()
                    ? new Check.Pass("carried over: " + list(carried) + "; replaced by the plan: "
                            + list(replaced(variables, references)))
                    : new Check.Fail(
                            String.join("; ", open), "look at what the service in " + service.region() + " is set to");
        });
    }

    private static List<String> replaced(Map<String, String> variables, Map<String, String> references) {
        var all = new ArrayList<>(variables.keySet());
        all.addAll(references.keySet());
        return all.stream().sorted().toList();
    }

    private static String list(Iterable<String> names) {
        var text = String.join(", ", names);
        return text.isEmpty() ? "nothing" : text;
    }

    private static boolean exists(ActionContext context, String region, String reference) {
        var parts = reference.split(":", -1);
        var secret = List.of(parts).subList(0, Math.min(PARTS_OF_A_SECRET, parts.length)).stream()
                .collect(Collectors.joining(":"));
        try {
            return context.clients()
                            .client(SecretsManagerClient.class, region)
                            .describeSecret(d -> d.secretId(secret))
                            .deletedDate()
                    == null;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }
}
