package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import app.medzenhealth.cutover.plan.command.AllowedPrograms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Programs of this machine are those that a plan may start, with arguments and variables that lead to nothing else. */
final class CommandCheck {
    private CommandCheck() {}

    static void look(PlanPlaces places, Faults faults) {
        places.actions().filter(at -> at.use().has(Trait.RUNS_PROGRAM)).forEach(at -> look(at, faults));
    }

    private static void look(ActionAt at, Faults faults) {
        var with = at.use().with();
        if (!with.containsKey("argv")) {
            // That it is missing is said of every input alike.
            return;
        }
        if (with.get("argv") instanceof String) {
            faults.found(
                    at.pointer() + "/with/argv",
                    "the whole command is a variable, which could be any command",
                    "name the program and its arguments one by one");
            return;
        }
        AllowedPrograms.faults(
                        texts(with.get("argv")),
                        String.valueOf(with.getOrDefault("directory", ".")),
                        named(with.get("environment")),
                        texts(with.get("credentials")),
                        texts(with.get("hosts")))
                .forEach(f -> faults.found(at.pointer() + "/with/" + f.at(), f.why(), f.instead()));
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : value instanceof String text ? List.of(text) : List.of();
    }

    private static Map<String, String> named(@Nullable Object value) {
        var named = new LinkedHashMap<String, String>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((k, v) -> named.put(String.valueOf(k), String.valueOf(v)));
        }
        return named;
    }
}
