package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.Moves.Database;
import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A way back leaves the world as it was. What a drill of the way there makes, and would have taken away itself, stands when somebody
 * goes back in the middle of the drill: the way back takes it away in its place. And a database that another one follows is not
 * deleted before that one was promoted or is gone.
 */
final class LeftBehindCheck {
    private final Moves moves;
    private final Faults faults;

    private LeftBehindCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        var check = new LeftBehindCheck(moves, faults);
        for (var i = 0; i < moves.plan().rollbacks().size(); i++) {
            var way = moves.plan().rollbacks().get(i);
            check.drills(way, "/rollbacks/" + i + "/procedure");
            check.followed(way);
        }
    }

    private Stream<ActionAt> own(Rollback way, Trait trait) {
        return moves.doing(trait).stream()
                .filter(a -> a.in().rollback()
                        && a.in().phase().id().equals(way.procedure().id()));
    }

    private void drills(Rollback way, String pointer) {
        var id = way.procedure().id();
        for (var drill : Disposable.in(moves)) {
            if (drill.outside(moves, way)) {
                continue;
            }
            var clears = Stream.of(Trait.DESTROYS, Trait.TAKES_NAME_AWAY)
                    .flatMap(t -> own(way, t))
                    .filter(a -> drill.isOf(a.use()))
                    .toList();
            if (clears.isEmpty()) {
                faults.found(
                        pointer,
                        "“" + id + "” may be begun after step " + Moves.id(drill.made()) + " has made "
                                + drill.subject() + " and before step " + Moves.id(drill.goes())
                                + " takes it away: it would be left behind",
                        "add a step to it that does what step " + Moves.id(drill.goes()) + " does, where it is there");
            }
            clears.forEach(c -> mayBeGone(way, drill, c));
        }
    }

    /** What a drill's steps have made by then, all of it or nothing. */
    private void mayBeGone(Rollback way, Disposable drill, ActionAt clears) {
        if (drill.subject() instanceof Database
                && !Boolean.TRUE.equals(clears.use().with().get("mayBeGone"))) {
            faults.found(
                    clears.pointer(),
                    "“" + way.procedure().id() + "” may be begun while " + drill.subject() + " is not there",
                    "add mayBeGone: true under “with:”");
        }
        checks(drill.goes()).stream()
                .filter(name -> !checks(clears).contains(name))
                .forEach(name -> faults.found(
                        clears.pointer(),
                        "“" + way.procedure().id() + "” would leave the health check " + name + " behind, which step "
                                + Moves.id(drill.goes()) + " deletes with " + drill.subject(),
                        "name it under “checksNamed:”"));
    }

    /** The health checks that go with a name, by the names that they were made with. */
    private List<String> checks(ActionAt takesAway) {
        return Stream.concat(
                        Moves.texts(takesAway.use(), "checksNamed").stream(),
                        Moves.texts(takesAway.use(), "healthChecks").stream()
                                .flatMap(c -> moves.giver(c).stream())
                                .filter(a -> a.use().has(Trait.MAKES_HEALTH_CHECK))
                                .map(a -> String.valueOf(a.use().with().get("name"))))
                .toList();
    }

    private void followed(Rollback way) {
        own(way, Trait.DESTROYS)
                .forEach(at -> Database.of(at.use()).ifPresent(gone -> {
                    var following = moves.doing(Trait.REPLICATES).stream()
                            .filter(r -> !r.in().rollback() && follows(r, gone))
                            .filter(r -> !Disposable.begunAfterClosing(moves, way, r))
                            .filter(r -> Stream.of(Trait.PROMOTES, Trait.DESTROYS)
                                    .flatMap(t -> moves.doing(t).stream())
                                    .noneMatch(
                                            a -> Database.of(a.use()).equals(Database.of(r.use())) && over(way, a, at)))
                            .flatMap(r -> Database.of(r.use()).stream())
                            .map(Database::toString)
                            .collect(Collectors.toCollection(TreeSet::new));
                    if (!following.isEmpty()) {
                        faults.found(
                                at.pointer(),
                                at.use().type() + " would delete " + gone + ", which " + String.join(", ", following)
                                        + " may still follow: it would stop here, with the way back half gone",
                                "promote or delete what follows it in a step before");
                    }
                }));
    }

    private static boolean follows(ActionAt replicates, Database source) {
        var with = replicates.use().with();
        return source.name().equals(String.valueOf(with.get("source")))
                && source.region()
                        .equals(
                                with.containsKey("sourceRegion")
                                        ? String.valueOf(with.get("sourceRegion"))
                                        : replicates.use().region().orElse(""));
    }

    /** Whether it has been carried out whenever the deletion's turn comes. */
    private boolean over(Rollback way, ActionAt done, ActionAt deletion) {
        return done.in().rollback()
                ? moves.beforeHere(done, deletion)
                : way.standsOn()
                        .anyMatch(s -> s.equals(Moves.id(done)) || moves.order().before(Moves.id(done), s));
    }
}
