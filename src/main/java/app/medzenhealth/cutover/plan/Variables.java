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
import java.util.stream.Stream;

/** The <code>${…}</code> in a plan's inputs. */
public final class Variables {
    /** One value per session and step, minted when the step is first reviewed. */
    public static final String MINT = "mint";

    /** What stands for “there is none”, as a person has decided it. */
    public static final String NONE = "none";

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
                for (var m = VARIABLE.matcher(text); m.find(); ) {
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
        return use.with(with);
    }

    /** Text with every known variable replaced. */
    public static String resolve(String text, Function<String, Optional<String>> values) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        m -> Matcher.quoteReplacement(values.apply(m.group(1)).orElse(m.group())));
    }

    /** A whole text that is one variable may stand for nothing, and in a list for several. */
    private static Object resolve(Object value, Function<String, Optional<String>> values) {
        return switch (value) {
            case String text -> none(text, values) ? "" : resolve(text, values);
            case Map<?, ?> map -> {
                var out = new LinkedHashMap<String, Object>();
                map.forEach((k, v) -> out.put(String.valueOf(k), resolve(v, values)));
                yield out;
            }
            case List<?> list -> list.stream().flatMap(v -> elements(v, values)).toList();
            default -> value;
        };
    }

    private static Stream<Object> elements(Object value, Function<String, Optional<String>> values) {
        return switch (value) {
            case String text when missing(text, values) -> Stream.empty();
            case String text
            when whole(text).flatMap(values).isPresent() ->
                Stream.of(resolve(text, values).split(","))
                        .map(String::strip)
                        .filter(v -> !v.isEmpty())
                        .map(Object.class::cast);
            // What is told about something that does not exist goes with it.
            case Map<?, ?> map when missing(map, values) -> Stream.empty();
            default -> Stream.of(resolve(value, values));
        };
    }

    private static boolean missing(Object value, Function<String, Optional<String>> values) {
        return in(value).stream()
                .anyMatch(n -> values.apply(n).filter(NONE::equals).isPresent());
    }

    private static boolean none(String text, Function<String, Optional<String>> values) {
        return whole(text).flatMap(values).filter(NONE::equals).isPresent();
    }

    /** The name, where the text is one variable and nothing else. */
    public static Optional<String> whole(String text) {
        return Optional.of(VARIABLE.matcher(text)).filter(Matcher::matches).map(m -> m.group(1));
    }
}
