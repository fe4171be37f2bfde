package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Recipe;
import app.medzenhealth.cutover.action.script.Recipes;
import app.medzenhealth.cutover.action.script.Script;
import java.util.Map;

/** Stacks, containers and functions as commands. */
public final class ComputeRecipes {
    private ComputeRecipes() {}

    /** Sets how many tasks a service runs, and waits until it does. */
    public static void scale(Script script, Inputs with, int desired) {
        ContainerRecipes.scale(script, with, desired);
        ContainerRecipes.running(script, with, desired);
    }

    public static Map<String, Recipe> all() {
        return Recipes.of(StackRecipes.all(), ContainerRecipes.all(), FunctionRecipes.all())
                .byType();
    }
}
