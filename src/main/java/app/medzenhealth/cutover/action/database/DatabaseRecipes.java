package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.script.Recipe;
import app.medzenhealth.cutover.action.script.Recipes;
import java.util.Map;

/** Databases and tables as commands. */
public final class DatabaseRecipes {
    private DatabaseRecipes() {}

    public static Map<String, Recipe> all() {
        return Recipes.of(InstanceRecipes.all(), SnapshotRecipes.all(), DataRecipes.all())
                .byType();
    }
}
