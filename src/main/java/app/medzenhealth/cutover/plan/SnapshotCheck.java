package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.Moves.Database;
import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.function.Predicate;

/** The database that a cutover leads away from is kept as it was before anything began, and as it was when it stood still. */
final class SnapshotCheck {
    private SnapshotCheck() {}

    static void look(Moves moves, Faults faults) {
        if (!moves.databaseMoves()) {
            return;
        }
        moves.thereDoing(Trait.FENCES)
                .forEach(fence -> Database.of(fence.use()).ifPresent(fenced -> {
                    taken(moves, fence, fenced, s -> moves.before(s, fence), "before step " + Moves.id(fence), faults);
                    taken(
                            moves,
                            fence,
                            fenced,
                            s -> moves.beforeHere(fence, s),
                            "after step " + Moves.id(fence) + " has closed it",
                            faults);
                }));
    }

    private static void taken(
            Moves moves, ActionAt fence, Database fenced, Predicate<ActionAt> when, String said, Faults faults) {
        if (moves.doing(Trait.TAKES_SNAPSHOT).stream()
                .filter(s -> !s.in().rollback() && when.test(s))
                .noneMatch(s -> Database.of(s.use()).filter(fenced::equals).isPresent())) {
            faults.found(
                    fence.pointer(),
                    "no step takes a snapshot of " + fenced + " " + said,
                    "add rds.create-snapshot of this very database, in its region");
        }
    }
}
