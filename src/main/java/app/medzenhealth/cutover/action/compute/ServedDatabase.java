package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/**
 * Which database a service serves from: read from the definitions of its tasks and of its primary deployment, which the next tasks
 * are started from ("PRIMARY: The most recent deployment of a service", Amazon ECS API Reference, Deployment: status). That a
 * database takes writes says nothing about who writes to it.
 *
 * @param database identifier of an instance in the service's region
 * @param registered the revision that a step registered, by its ARN: what runs is to be set as it is. Empty: nothing is compared
 */
record ServedDatabase(EcsServiceReads service, String database, Optional<String> registered) {
    /** RDS User Guide, "Connecting to a DB instance"; in China the name ends in {@code .com.cn}. */
    private static final Pattern ENDPOINT =
            Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.rds(?:\\.[a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?");

    /** {@code jdbc:postgresql://host:port,host:port/database} (pgJDBC, "Connecting to the Database"); so too other drivers' URLs. */
    private static final Pattern URL =
            Pattern.compile("(?:r2dbc|jdbc|postgres|postgresql):(?:[a-z0-9+.-]+:)*//([^/?;\\s]*)");

    /** Every check of it. */
    List<Check> checks(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(Check.reading(service.name() + " in " + service.region() + " serves from " + database, () -> {
            var endpoint = endpoint(context);
            if (endpoint.isEmpty()) {
                return new Check.Fail(
                        database + " does not exist in " + service.region() + ", or has no endpoint",
                        "correct the name, or wait until it is available");
            }
            return serves(endpoint.get(), definitions(context));
        }));
        if (registered.isPresent()) {
            checks.add(Check.reading(
                    service.name() + " in " + service.region() + " is set as it was registered",
                    () -> set(read(context, registered.get()), definitions(context))));
        }
        return checks;
    }

    private Optional<String> endpoint(ActionContext context) {
        try {
            return context
                    .clients()
                    .client(RdsClient.class, service.region())
                    .describeDBInstances(q -> q.dbInstanceIdentifier(database))
                    .dbInstances()
                    .stream()
                    .flatMap(i -> Stream.ofNullable(i.endpoint()))
                    .flatMap(e -> Stream.ofNullable(e.address()))
                    .findFirst();
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Of the primary deployment, of the service, and of every task that runs or starts. */
    private Collection<TaskDefinition> definitions(ActionContext context) {
        var arns = new TreeSet<String>();
        var found = service.read(context);
        found.map(Service::taskDefinition).ifPresent(arns::add);
        found.stream()
                .flatMap(s -> s.deployments().stream())
                .filter(d -> "PRIMARY".equals(d.status()))
                .forEach(d -> arns.add(d.taskDefinition()));
        Images.tasks(context, service, t -> !"STOPPED".equals(t.lastStatus())).stream()
                .map(Task::taskDefinitionArn)
                .forEach(arns::add);
        return arns.stream().map(a -> read(context, a)).toList();
    }

    private TaskDefinition read(ActionContext context, String definition) {
        return context.clients()
                .client(EcsClient.class, service.region())
                .describeTaskDefinition(q -> q.taskDefinition(definition))
                .taskDefinition();
    }

    private static String name(TaskDefinition definition) {
        return definition.family() + ":" + definition.revision();
    }

    private Check.Outcome serves(String endpoint, Collection<TaskDefinition> definitions) {
        var open = new ArrayList<String>();
        if (definitions.isEmpty()) {
            open.add("there is no such service");
        }
        for (var definition : definitions) {
            var hosts = hosts(definition);
            if (hosts.values().stream().noneMatch(h -> h.contains(endpoint))) {
                open.add(name(definition) + " does not name " + endpoint);
            }
            hosts.forEach((variable, named) -> named.stream()
                    .filter(h -> !h.equals(endpoint))
                    .forEach(h -> open.add(
                            name(definition) + " names " + (h.isEmpty() ? "no host" : h) + " by " + variable)));
            definition.containerDefinitions().stream()
                    .filter(c -> !c.environmentFiles().isEmpty())
                    .forEach(c -> open.add(
                            name(definition) + " has variables in files, which are not read here: " + c.name()));
        }
        return Check.passIf(
                open::isEmpty,
                open.isEmpty()
                        ? definitions.stream().map(ServedDatabase::name).collect(Collectors.joining(", ")) + ": "
                                + endpoint
                        : String.join("; ", open),
                "find out who deployed it, and deploy what the plan's step registered before anybody is led there");
    }

    /** By variable the hosts of databases that its value names; of the value nothing else is told, it may be a secret. */
    private static Map<String, TreeSet<String>> hosts(TaskDefinition definition) {
        var hosts = new TreeMap<String, TreeSet<String>>();
        for (var container : definition.containerDefinitions()) {
            for (var variable : container.environment()) {
                var value = String.valueOf(variable.value()).toLowerCase(Locale.ROOT);
                var named = new TreeSet<String>();
                ENDPOINT.matcher(value).results().forEach(m -> named.add(m.group()));
                URL.matcher(value).results().forEach(m -> named.addAll(inUrl(m.group(1))));
                if (!named.isEmpty()) {
                    hosts.computeIfAbsent(variable.name(), n -> new TreeSet<>()).addAll(named);
                }
            }
        }
        return hosts;
    }

    /** @param authority {@code user:password@host:port,host:port} */
    private static List<String> inUrl(String authority) {
        return Stream.of(authority.substring(authority.lastIndexOf('@') + 1).split(",", -1))
                .map(h -> h.replaceFirst(":[0-9]*$", ""))
                .toList();
    }

    private static Check.Outcome set(TaskDefinition wanted, Collection<TaskDefinition> definitions) {
        var open = definitions.stream()
                .filter(d -> !d.taskDefinitionArn().equals(wanted.taskDefinitionArn()))
                .flatMap(d -> differences(wanted, d).stream().map(w -> name(d) + ": " + w))
                .toList();
        return Check.passIf(
                open::isEmpty,
                open.isEmpty()
                        ? "variables, secrets and commands are those of " + name(wanted)
                        : "not as " + name(wanted) + ": " + String.join("; ", open),
                "find out who deployed it, and deploy " + name(wanted) + " again");
    }

    /** What a container is set to, by a name for people; no value is told. */
    private static List<String> differences(TaskDefinition wanted, TaskDefinition found) {
        var here = settings(wanted);
        var there = settings(found);
        var names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        return names.stream()
                .filter(n ->
                        !List.of(here.getOrDefault(n, List.of())).equals(List.of(there.getOrDefault(n, List.of()))))
                .map(n -> n
                        + (!here.containsKey(n)
                                ? " was not registered"
                                : there.containsKey(n) ? " differs" : " is not set"))
                .toList();
    }

    private static Map<String, List<String>> settings(TaskDefinition definition) {
        var all = new LinkedHashMap<String, List<String>>();
        for (var container : definition.containerDefinitions()) {
            settings(container).forEach((name, values) -> {
                if (!values.isEmpty()) {
                    all.put(name + " of " + container.name(), values);
                }
            });
        }
        return all;
    }

    private static Map<String, List<String>> settings(ContainerDefinition container) {
        var all = new TreeMap<String, List<String>>();
        container.environment().stream()
                .collect(Collectors.groupingBy(
                        KeyValuePair::name, Collectors.mapping(v -> String.valueOf(v.value()), Collectors.toList())))
                .forEach((name, values) -> all.put("the variable " + name, values));
        container.secrets().stream()
                .collect(
                        Collectors.groupingBy(Secret::name, Collectors.mapping(Secret::valueFrom, Collectors.toList())))
                .forEach((name, values) -> all.put("the secret " + name, values));
        all.put("the command", container.command());
        all.put("the entry point", container.entryPoint());
        all.put(
                "the files with variables",
                container.environmentFiles().stream().map(f -> f.value()).toList());
        return all;
    }
}
