package app.medzenhealth.cutover.rehearsal.stacks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which exports of other stacks a template uses. */
final class Imports {
    private Imports() {}

    /** Names that are made with functions other than Ref to a parameter are not followed. */
    static Set<String> in(StackTemplate template, Map<String, String> parameters) {
        var names = new LinkedHashSet<String>();
        template.resources().values().forEach(r -> collect(r.properties(), parameters, names));
        return names;
    }

    private static void collect(Object value, Map<String, String> parameters, Set<String> names) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, inner) -> {
                    if (key.equals("Fn::ImportValue")) {
                        names.add(
                                inner instanceof Map<?, ?> ref && ref.get("Ref") instanceof String parameter
                                        ? parameters.getOrDefault(parameter, parameter)
                                        : String.valueOf(inner));
                    } else {
                        collect(inner, parameters, names);
                    }
                });
            case List<?> list -> list.forEach(inner -> collect(inner, parameters, names));
            default -> {}
        }
    }
}
