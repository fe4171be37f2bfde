package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What serves afterwards is what serves now: each container is brought up like the one that the cutover closes, from one image, with the
 * same secrets, told the region that it is in; a database is compared with the one that is closed; and programs that are told where
 * users are, are told where the name has led them by then.
 */
final class AlikeCheck {
    private static final String LIKE = "like";
    /** Secrets Manager, "What's in a Secrets Manager secret": the ARN ends with the secret's name, and six characters of AWS's. */
    private static final Pattern SECRET =
            Pattern.compile("arn:aws[a-z-]*:secretsmanager:([^:]*):[^:]*:secret:([^:]+)(:.*)?");

    private final Moves moves;
    private final Faults faults;
    private final Set<String> regions;

    private AlikeCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
        this.regions = moves.plan().regions().stream().map(Plan.Region::id).collect(Collectors.toSet());
    }

    static void look(Moves moves, Faults faults) {
        if (!moves.databaseMoves()) {
            return;
        }
        var check = new AlikeCheck(moves, faults);
        var containers = moves.doing(Trait.REGISTERS_TASK);
        containers.forEach(check::service);
        containers.forEach(check::region);
        check.agree(containers, a -> Stream.of(String.valueOf(a.use().with().get("image"))), "image", "runs");
        check.agree(containers, check::secrets, "secrets", "gets");
        moves.all().forEach(check::database);
        moves.doing(Trait.RUNS_PROGRAM).forEach(check::told);
    }

    private void service(ActionAt at) {
        var closed = moves.thereDoing(Trait.FENCES).stream()
                .map(f -> Moves.service(f.use()))
                .collect(Collectors.toSet());
        if (!(at.use().with().get(LIKE) instanceof Map<?, ?> like)) {
            faults.found(
                    at.pointer() + "/with",
                    at.use().type() + " takes nothing over from what runs now",
                    "add “like” with region, cluster and service of what the cutover closes");
            return;
        }
        var named = Stream.of("region", "cluster", "service")
                .map(member -> String.valueOf(like.get(member)))
                .map(Object.class::cast)
                .toList();
        if (!closed.isEmpty() && !closed.contains(named)) {
            faults.found(
                    at.pointer() + "/with/like",
                    at.use().type() + " would take over the settings of " + words(named)
                            + ", but the service that the cutover closes is "
                            + closed.stream().map(AlikeCheck::words).collect(Collectors.joining(", ")),
                    "name that one");
        }
    }

    private static String words(List<Object> service) {
        return service.get(2) + " of " + service.get(1) + " in " + service.get(0);
    }

    private void region(ActionAt at) {
        var here = at.use().region().orElse("");
        texts(at.use(), "environment")
                .filter(e -> regions.contains(e.getValue()) && !e.getValue().equals(here))
                .forEach(e -> faults.found(
                        at.pointer() + "/with/environment/" + e.getKey(),
                        at.use().type() + " would tell a container in " + here + " by " + e.getKey() + " that it is in "
                                + e.getValue(),
                        "set it to " + here));
        texts(at.use(), "secrets")
                .forEach(e -> secretRegion(e.getValue())
                        .filter(region -> !region.equals(here))
                        .ifPresent(region -> faults.found(
                                at.pointer() + "/with/secrets/" + e.getKey(),
                                at.use().type() + " would give a container in " + here + " its " + e.getKey() + " from "
                                        + region + ", and it could not start without that region",
                                "name the secret's replica in " + here)));
    }

    private Stream<Map.Entry<String, String>> texts(ActionUse use, String input) {
        return use.with().get(input) instanceof Map<?, ?> map
                ? map.entrySet().stream().map(e -> Map.entry(String.valueOf(e.getKey()), String.valueOf(e.getValue())))
                : Stream.empty();
    }

    private Optional<String> secretRegion(String secret) {
        var arn = SECRET.matcher(secret);
        return arn.matches()
                ? Optional.of(arn.group(1)).filter(r -> Variables.in(r).isEmpty())
                : moves.giver(secret).flatMap(a -> a.use().region());
    }

    private Stream<String> secrets(ActionAt at) {
        return texts(at.use(), "secrets").map(e -> e.getKey() + " of " + secretName(e.getValue()));
    }

    private String secretName(String secret) {
        var arn = SECRET.matcher(secret);
        return arn.matches()
                ? arn.group(2)
                : moves.giver(secret)
                        .map(a -> String.valueOf(a.use().with().get("secret")))
                        .orElse(secret);
    }

    /** What most of them have is what is meant: the others differ. */
    private void agree(List<ActionAt> containers, Function<ActionAt, Stream<String>> of, String input, String does) {
        var values = containers.stream()
                .collect(Collectors.groupingBy(a -> of.apply(a).sorted().toList(), Collectors.counting()));
        var usual = values.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(List.of());
        containers.stream()
                .filter(a -> !of.apply(a).sorted().toList().equals(usual))
                .forEach(a -> faults.found(
                        a.pointer() + "/with/" + input,
                        "what " + Moves.id(a) + " brings up " + does + " "
                                + of.apply(a).sorted().collect(Collectors.joining(", ")) + ", and elsewhere it " + does
                                + " " + String.join(", ", usual),
                        "let all that serve be the same"));
    }

    private void database(ActionAt at) {
        if (!(at.use().with().get(LIKE) instanceof Map<?, ?> like) || !like.containsKey("instance")) {
            return;
        }
        var named = new Moves.Database(String.valueOf(like.get("region")), String.valueOf(like.get("instance")));
        if (!moves.fenced().isEmpty() && !moves.fenced().contains(named)) {
            faults.found(
                    at.pointer() + "/with/like",
                    at.use().type() + " would compare with " + named + ", but the database that the cutover closes is "
                            + moves.fenced().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    "compare with that one");
        }
    }

    /** By a setting of the form NAME=region, once the phase has led users somewhere. */
    private void told(ActionAt at) {
        var last = moves.doing(Trait.REDIRECTS).stream()
                .filter(r -> moves.beforeHere(r, at) && moves.names().contains(Moves.name(r.use())))
                .reduce((earlier, later) -> later)
                .flatMap(r -> moves.regionOf(Moves.value(r.use())));
        last.ifPresent(where -> Moves.texts(at.use(), "argv").stream()
                .filter(a -> a.contains("=") && regions.contains(a.substring(a.indexOf('=') + 1)))
                .filter(a -> !a.endsWith("=" + where))
                .forEach(a -> faults.found(
                        at.pointer() + "/with/argv",
                        Moves.id(at) + " would tell programs " + a + ", but the name has led users to " + where
                                + " by then",
                        "tell them " + a.substring(0, a.indexOf('=') + 1) + where)));
    }
}
