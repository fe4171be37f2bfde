package app.medzenhealth.cutover.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The <code>${…}</code> in a plan's inputs. */
public final class Variables {
    /** One value per session and step, minted when the step is first reviewed. */
    public static final String MINT = "mint";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}]*)}");

    private Variables() {}

    /** The names used anywhere in an input value, in order. */
    public static Set<String> in(Object value) {
        var names = new LinkedHashSet<String>();
        collect(value, names);
        return names;
    }

    private static void collect(Object value, Set<String> into) {
        switch (value) {
            case String text -> {
                for (Matcher m = VARIABLE.matcher(text); m.find(); ) {
                    into.add(m.group(1));
                }
            }
            case Map<?, ?> map -> map.values().forEach(v -> collect(v, into));
            case List<?> list -> list.forEach(v -> collect(v, into));
            case null, default -> {}
        }
    }

    /**
     * The action with every variable replaced that {@code values} knows; others are left as they stand, so that a reader of a
     * preview sees what is not known yet.
     */
    public static ActionUse resolve(ActionUse use, Function<String, Optional<String>> values) {
        var with = new LinkedHashMap<String, Object>();
        use.with().forEach((k, v) -> with.put(k, resolve(v, values)));
        return new ActionUse(use.type(), use.region(), with);
    }

    /** Text with every known variable replaced. */
    public static String resolve(String text, Function<String, Optional<String>> values) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        m -> Matcher.quoteReplacement(values.apply(m.group(1)).orElse(m.group())));
    }

    private static Object resolve(Object value, Function<String, Optional<String>> values) {
        return switch (value) {
            case String text -> resolve(text, values);
            case Map<?, ?> map -> {
                var out = new LinkedHashMap<String, Object>();
                map.forEach((k, v) -> out.put(String.valueOf(k), resolve(v, values)));
                yield out;
            }
            case List<?> list -> list.stream().map(v -> resolve(v, values)).toList();
            default -> value;
        };
    }
}
