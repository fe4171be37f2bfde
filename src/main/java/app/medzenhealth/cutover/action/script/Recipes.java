package app.medzenhealth.cutover.action.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The recipes by type of action. */
public record Recipes(Map<String, Recipe> byType) {

    @SafeVarargs
    public static Recipes of(Map<String, Recipe>... groups) {
        Map<String, Recipe> all = new LinkedHashMap<>();
        for (Map<String, Recipe> group : groups) {
            group.forEach((type, recipe) -> {
                if (all.put(type, recipe) != null) {
                    throw new IllegalArgumentException("two recipes for " + type);
                }
            });
        }
        return new Recipes(Map.copyOf(all));
    }

    public Optional<Recipe> find(String type) {
        return Optional.ofNullable(byType.get(type));
    }
}
