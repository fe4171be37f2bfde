package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.Moves.Database;
import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What serves users once a database was promoted runs on that database, and so do the functions that are moved to it. */
final class BackingCheck {
    /**
     * For example {@code medzen-db.abc123.eu-west-1.rds.amazonaws.com} (RDS User Guide, "Connecting to a DB instance": the endpoint
     * begins with the instance's name, and holds its region).
     */
    private static final Pattern ENDPOINT =
            Pattern.compile("([A-Za-z0-9-]+)\\.[A-Za-z0-9-]+\\.([a-z0-9-]+)\\.rds\\.amazonaws\\.com");

    private static final Pattern ADDRESS = Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s\"']+");

    private final Moves moves;
    private final Faults faults;

    private BackingCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        if (!moves.databaseMoves()) {
            return;
        }
        var check = new BackingCheck(moves, faults);
        moves.doing(Trait.SCALES).stream()
                .filter(a -> Moves.starts(a.use()) && Moves.cutsOver(a))
                .forEach(check::serves);
        moves.doing(Trait.DEPLOYS_FUNCTIONS).forEach(check::functions);
        moves.doing(Trait.RUNS_PROGRAM).stream().filter(Moves::cutsOver).forEach(check::program);
    }

    private void serves(ActionAt at) {
        var promoted = moves.doing(Trait.PROMOTES).stream()
                .filter(p -> moves.beforeHere(p, at))
                .flatMap(p -> Database.of(p.use()).stream())
                .collect(Collectors.toSet());
        if (promoted.isEmpty()) {
            return;
        }
        var regions = promoted.stream().map(Database::region).collect(Collectors.toSet());
        if (at.use().region().filter(regions::contains).isEmpty()) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would start " + at.use().with().get("service") + " in "
                            + at.use().region().orElse("") + ", but what takes writes is in "
                            + String.join(", ", regions),
                    "start the service beside the promoted database");
            return;
        }
        var inRegion = moves.doing(Trait.MAKES_SERVICE).stream()
                .filter(m -> m.use().region().equals(at.use().region()))
                .toList();
        var made = inRegion.stream()
                .filter(m -> Moves.service(m.use()).equals(Moves.service(at.use())))
                .toList();
        if (made.isEmpty() && !inRegion.isEmpty()) {
            faults.found(
                    at.pointer(),
                    "users are served by no service that the plan makes in "
                            + at.use().region().orElse("") + ": " + at.use().type() + " would start "
                            + at.use().with().get("service"),
                    "start one that a step with ecs.create-service makes on the promoted database");
        }
        made.forEach(m -> runsOn(m, promoted));
        proven(at, promoted);
    }

    /** What was registered once need not be what runs: somebody reads it from the tasks, right after and before users are led. */
    private void proven(ActionAt at, Set<Database> promoted) {
        var read = Optional.ofNullable(at.step()).stream()
                .flatMap(s -> s.verify().stream())
                .flatMap(v -> v.by().stream())
                .filter(by -> by.has(Trait.PROVES_BACKING))
                .filter(by -> Moves.service(by).equals(Moves.service(at.use())))
                .anyMatch(by -> promoted.stream()
                        .anyMatch(d -> d.name().equals(String.valueOf(by.with().get("database")))
                                && by.region().filter(d.region()::equals).isPresent()));
        if (!read) {
            faults.found(
                    at.pointer(),
                    "nothing reads whether the tasks of " + at.use().with().get("service") + " serve from "
                            + names(promoted),
                    "add a “by:” under “verify:” with ecs.serves of that service and that database");
        }
    }

    /** By what is registered under the family that the service runs. */
    private void runsOn(ActionAt service, Set<Database> promoted) {
        var registered = moves.doing(Trait.REGISTERS_TASK).stream()
                .filter(r -> r.use().region().equals(service.use().region())
                        && String.valueOf(r.use().with().get("family"))
                                .equals(String.valueOf(service.use().with().get("taskDefinition"))))
                .toList();
        if (registered.isEmpty()) {
            noDatabase(service, promoted);
        }
        registered.forEach(r -> {
            var databases = reached(r.use().with().get("environment"));
            if (databases.isEmpty()) {
                noDatabase(r, promoted);
            }
            databases.stream()
                    .filter(d -> !promoted.contains(d))
                    .forEach(d -> faults.found(
                            r.pointer() + "/with/environment",
                            "what serves users would run on " + d + ", and users write to " + names(promoted),
                            "give it the endpoint of the promoted database"));
        });
    }

    private void noDatabase(ActionAt at, Set<Database> promoted) {
        faults.found(
                at.pointer(),
                "what " + at.use().type()
                        + " sets up to serve users names no database that the plan knows, and users write to "
                        + names(promoted),
                "give it the endpoint of the promoted database, for example ${<step>.endpoint}");
    }

    private void functions(ActionAt at) {
        var users = Stream.of(Trait.PROMOTES, Trait.LIFTS_FENCE)
                .flatMap(t -> moves.doing(t).stream())
                .filter(Moves::cutsOver)
                .flatMap(a -> Database.of(a.use()).stream())
                .filter(d -> at.use().region().filter(d.region()::equals).isPresent())
                .collect(Collectors.toSet());
        Stream.of("databases", "variables")
                .flatMap(i -> reached(at.use().with().get(i)).stream())
                .distinct()
                .filter(d -> !users.contains(d))
                .forEach(d -> faults.found(
                        at.pointer(),
                        at.use().type() + " would give its functions " + d + ", and users write to "
                                + (users.isEmpty() ? "no database there" : names(users)),
                        "give them the endpoint of the database that users are moved to"));
    }

    private static String names(Set<Database> databases) {
        return databases.stream().map(Database::toString).sorted().collect(Collectors.joining(", "));
    }

    /** The databases whose endpoints stand in an input. */
    private Set<Database> reached(@Nullable Object input) {
        var found = new LinkedHashSet<Database>();
        if (input instanceof Map<?, ?> || input instanceof List<?>) {
            new ActionUse("", Optional.empty(), Map.of("in", input)).texts().forEach(text -> {
                for (var m = ENDPOINT.matcher(text); m.find(); ) {
                    found.add(new Database(m.group(2), m.group(1)));
                }
                Variables.in(text).stream()
                        .filter(v -> v.contains(".endpoint"))
                        .flatMap(v -> moves.giving(v).stream())
                        .flatMap(a -> Database.of(a.use()).stream())
                        .forEach(found::add);
            });
        }
        return found;
    }

    /** An address that a program is told in a cutover is the users' own name, not that of one side or of a drill. */
    private void program(ActionAt at) {
        var sides = moves.doing(Trait.REDIRECTS).stream()
                .map(a -> Moves.name(a.use()))
                .filter(n -> !moves.names().contains(n))
                .collect(Collectors.toSet());
        at.use()
                .texts()
                .flatMap(t -> ADDRESS.matcher(t).results().map(r -> r.group()))
                .map(AddressCheck::host)
                .filter(h -> sides.contains(h) || h.endsWith(".amazonaws.com"))
                .distinct()
                .forEach(h -> faults.found(
                        at.pointer(),
                        at.use().type() + " would set " + h + ", which is not the name that users are led by: "
                                + String.join(", ", moves.names()),
                        "set that name: it goes where users are led"));
    }
}
