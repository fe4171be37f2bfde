package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.List;

/** Who is asked has a choice; and before a side is closed to users it can be no, which leads nowhere. */
final class DecisionCheck {
    private DecisionCheck() {}

    static void look(Moves moves, Faults faults) {
        moves.doing(Trait.ASKS).forEach(at -> {
            var options = Moves.texts(at.use(), "options");
            choice(at, options, faults);
            if (moves.doing(Trait.FENCES).stream().anyMatch(f -> decidesOn(moves, at, f))) {
                no(at, options, faults);
            }
        });
        moves.plan()
                .window()
                .go()
                .filter(_ -> moves.databaseMoves())
                .flatMap(moves.plan()::step)
                .filter(s -> !s.does(Trait.ASKS))
                .ifPresent(s -> faults.found(
                        "/window/go",
                        "step " + s.id() + " is to decide on the window, and asks nobody",
                        "name a step with decision.record"));
    }

    private static boolean decidesOn(Moves moves, ActionAt at, ActionAt fence) {
        return moves.plan().window().go().filter(Moves.id(at)::equals).isPresent() || moves.beforeHere(at, fence);
    }

    private static void choice(ActionAt at, List<String> options, Faults faults) {
        if (options.stream().distinct().count() < 2) {
            faults.found(
                    at.pointer() + "/with/options",
                    "the question of step " + Moves.id(at) + " can only be answered by “" + String.join("”, “", options)
                            + "”: it leaves no choice",
                    "add another option, for example one that begins with “No”");
        }
        var recommended = String.valueOf(at.use().with().get("recommended"));
        if (!options.contains(recommended)) {
            faults.found(
                    at.pointer() + "/with/recommended",
                    "“" + recommended + "”, which step " + Moves.id(at) + " recommends, is none of its options",
                    "recommend one of them");
        }
    }

    private static void no(ActionAt at, List<String> options, Faults faults) {
        if (options.stream().noneMatch(Decision::refuses)) {
            faults.found(
                    at.pointer() + "/with/options",
                    "step " + Moves.id(at) + " decides whether users are cut off, and nobody can say no",
                    "add an option that begins with “No”");
        }
        var leading = options.stream().filter(o -> !Decision.refuses(o)).toList();
        leading.stream()
                .filter(o -> leading.size() > 1 && !o.equals(at.use().with().get("recommended")))
                .forEach(o -> faults.found(
                        at.pointer() + "/with/options",
                        "“" + o + "” would lead on as “" + at.use().with().get("recommended") + "” does",
                        "let it begin with “No”, or leave it out"));
    }
}
