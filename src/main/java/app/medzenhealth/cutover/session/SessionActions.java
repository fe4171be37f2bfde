package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.script.Recipes;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.action.standard.StandardRecipes;
import app.medzenhealth.cutover.plan.ActionSignature;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every action a plan may use: the standard ones, and those that only a session can answer. */
public final class SessionActions {
    private SessionActions() {}

    public static List<ActionSignature> signatures() {
        return Stream.concat(StandardActions.catalogue().signatures().stream(), Stream.of(StepsDone.signature()))
                .toList();
    }

    /** Every action a plan may use, as commands. */
    static Recipes recipes() {
        return Recipes.of(
                StandardRecipes.all().byType(),
                Map.of(
                        "steps.done",
                        (context, with, script) -> script.requires(with.someOf("steps")),
                        NothingToDo.TYPE,
                        (context, with, script) ->
                                script.say(with.text("what") + ": nothing to do. " + with.text("why"))));
    }
}
