package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.Moves.Database;
import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A way back opens what the cutover closed, closes and stops what users are on, and deletes what it leaves behind, each by the same
 * names in the same region.
 */
final class ReturnCheck {
    private static final List<String> OPENS_BY = List.of("cluster", "service", "securityGroup", "port");
    private static final List<String> STARTS_AGAIN = List.of("rules", "schedules", "functions");

    private final Moves moves;
    private final Faults faults;

    private ReturnCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        var check = new ReturnCheck(moves, faults);
        moves.doing(Trait.LIFTS_FENCE).forEach(check::opens);
        moves.doing(Trait.CLEARS_FENCE).forEach(check::clears);
        moves.doing(Trait.FENCES).stream().filter(a -> a.in().rollback()).forEach(check::closes);
        moves.doing(Trait.FENCES).forEach(check::group);
        moves.doing(Trait.DESTROYS).stream()
                .filter(a -> a.in().rollback() && a.use().database().isPresent())
                .forEach(check::deletes);
    }

    private void opens(ActionAt at) {
        var fence = moves.thereDoing(Trait.FENCES).stream()
                .filter(f -> Database.of(f.use()).equals(Database.of(at.use())))
                .findFirst();
        if (fence.isEmpty()) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would open " + shown(at.use()) + ", which no step of the cutover closes",
                    "open the very database that is fenced, in its region");
            return;
        }
        sameAs(at, fence.get());
        if (at.use().with().get("desired") instanceof Number n && n.intValue() < 1) {
            faults.found(
                    at.pointer() + "/with/desired",
                    at.use().type() + " would start no task, and nobody would be served",
                    "start as many as ran before");
        }
        moves.thereDoing(Trait.SCALES).stream()
                .filter(s -> Moves.starts(s.use())
                        && s.in().phase().id().equals(fence.get().in().phase().id()))
                .filter(s -> moves.doing(Trait.SCALES).stream()
                        .noneMatch(stop -> RequiredFact.stops(stop.use())
                                && moves.beforeHere(stop, at)
                                && Moves.service(stop.use()).equals(Moves.service(s.use()))))
                .map(s -> s.use().with().get("service") + " in "
                        + s.use().region().orElse(""))
                .distinct()
                .forEach(service -> faults.found(
                        at.pointer(),
                        at.use().type() + " would open " + shown(at.use()) + ", but " + service
                                + ", which the cutover starts, is not stopped before",
                        "scale it to 0 in a step before it: two open sides lose data"));
    }

    private void sameAs(ActionAt at, ActionAt fence) {
        OPENS_BY.stream()
                .filter(i -> !Objects.equals(
                        at.use().with().get(i), fence.use().with().get(i)))
                .forEach(i -> faults.found(
                        at.pointer() + "/with/" + i,
                        at.use().type() + " would open by the " + i + " "
                                + at.use().with().get(i) + ", and the fence closed "
                                + fence.use().with().get(i),
                        "name what step " + Moves.id(fence) + " names"));
        STARTS_AGAIN.stream()
                .filter(i -> !Set.copyOf(Moves.texts(at.use(), i)).equals(Set.copyOf(Moves.texts(fence.use(), i))))
                .forEach(i -> faults.found(
                        at.pointer(),
                        at.use().type() + " would start the " + i + " " + Moves.texts(at.use(), i)
                                + " again, and the fence closed " + Moves.texts(fence.use(), i),
                        "name what step " + Moves.id(fence) + " names"));
    }

    private void clears(ActionAt at) {
        if (moves.doing(Trait.FENCES).stream()
                .noneMatch(f -> Database.of(f.use()).equals(Database.of(at.use()))
                        && OPENS_BY.stream()
                                .allMatch(i -> Objects.equals(
                                        at.use().with().get(i), f.use().with().get(i))))) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would open " + at.use().with().get("securityGroup") + " for " + shown(at.use())
                            + ", and no fence of the plan closes it so",
                    "name what a step with fence.writes names");
        }
    }

    /** What a way back closes is what users write to by then, and what serves them. */
    private void closes(ActionAt at) {
        var there = moves.promoted();
        if (Database.of(at.use()).filter(there::contains).isEmpty() && !there.isEmpty()) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would close " + shown(at.use()) + ", but users write to "
                            + there.stream().map(Database::toString).sorted().collect(Collectors.joining(", "))
                            + " after the cutover",
                    "close the database that the cutover promotes");
        }
        var serving = moves.thereDoing(Trait.SCALES).stream()
                .filter(s -> Moves.starts(s.use()))
                .toList();
        if (!serving.isEmpty()
                && serving.stream().noneMatch(s -> Moves.service(s.use()).equals(Moves.service(at.use())))) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would stop " + at.use().with().get("service") + ", but users are served by "
                            + serving.getFirst().use().with().get("service") + " after the cutover",
                    "stop the service that the cutover starts");
        }
    }

    /** Where the plan makes the database, it says behind which groups. */
    private void group(ActionAt fence) {
        var group = String.valueOf(fence.use().with().get("securityGroup"));
        var made = moves.doing(Trait.MAKES_DATABASE).stream()
                .filter(m -> Database.of(m.use()).equals(Database.of(fence.use())))
                .toList();
        if (!made.isEmpty()
                && made.stream()
                        .noneMatch(m -> Moves.texts(m.use(), "securityGroups").contains(group))) {
            faults.found(
                    fence.pointer() + "/with/securityGroup",
                    fence.use().type() + " would close " + group + ", which " + shown(fence.use())
                            + " is not made with",
                    "close the group that its step names under “securityGroups:”");
        }
    }

    private void deletes(ActionAt at) {
        var left = new HashSet<>(moves.promoted());
        left.addAll(moves.fenced());
        left.addAll(Moves.databases(moves.doing(Trait.FENCES).stream()
                .filter(f -> moves.beforeHere(f, at))
                .toList()));
        Disposable.in(moves).forEach(d -> Database.of(d.made().use()).ifPresent(left::add));
        left.removeAll(moves.takesWrites(at));
        if (Database.of(at.use()).filter(left::contains).isEmpty()) {
            faults.found(
                    at.pointer(),
                    at.use().type() + " would delete " + shown(at.use())
                            + ", which this way back does not leave behind",
                    "delete what the cutover or this way back has closed, what the cutover promoted, or what a drill made");
        }
    }

    private static String shown(ActionUse use) {
        return Database.of(use).map(Database::toString).orElse("a database");
    }
}
