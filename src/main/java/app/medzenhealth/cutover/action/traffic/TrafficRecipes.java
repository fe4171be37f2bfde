package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.script.Recipe;
import app.medzenhealth.cutover.action.script.Recipes;
import java.util.Map;

/** Names, triggers and the fence as commands. */
public final class TrafficRecipes {
    private TrafficRecipes() {}

    public static Map<String, Recipe> all() {
        return Recipes.of(DnsRecipes.all(), TriggerRecipes.all()).byType();
    }
}
