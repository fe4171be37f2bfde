package app.medzenhealth.cutover.action;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An action's inputs with every variable resolved. What is missing or of the wrong kind is an {@link ActionFailure} in words.
 *
 * <p>Outputs of earlier steps are text: a number, flag, duration or comma-separated list given as text is read as such.
 */
public final class Inputs {
    private final String type;
    private final Optional<String> region;
    private final Map<String, Object> with;

    public Inputs(String type, Optional<String> region, Map<String, Object> with) {
        this.type = type;
        this.region = region;
        this.with = with;
    }

    /** The region the action acts in. */
    public String region() {
        return region.orElseThrow(() -> wrong("needs a region"));
    }

    public boolean has(String name) {
        return with.get(name) != null;
    }

    public String text(String name) {
        return optional(name).orElseThrow(() -> missing(name));
    }

    /** Empty where absent or blank. */
    public Optional<String> optional(String name) {
        var value = with.get(name);
        if (value instanceof Map || value instanceof List) {
            throw wrongKind(name, "text");
        }
        return Optional.ofNullable(value).map(String::valueOf).filter(v -> !v.isBlank());
    }

    /** A whole number. */
    public int number(String name) {
        try {
            return decimal(name).intValueExact();
        } catch (ArithmeticException e) {
            throw wrongKind(name, "a whole number");
        }
    }

    public Optional<Integer> optionalNumber(String name) {
        return has(name) ? Optional.of(number(name)) : Optional.empty();
    }

    public BigDecimal decimal(String name) {
        try {
            return new BigDecimal(text(name).strip());
        } catch (NumberFormatException e) {
            throw wrongKind(name, "a number");
        }
    }

    public Optional<BigDecimal> optionalDecimal(String name) {
        return has(name) ? Optional.of(decimal(name)) : Optional.empty();
    }

    /** False where absent. */
    public boolean flag(String name) {
        return switch (optional(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrongKind(name, "true or false");
        };
    }

    /** As ISO 8601 writes it, for example {@code PT5M} or {@code P7D}. */
    public Duration duration(String name) {
        try {
            return Duration.parse(text(name).strip());
        } catch (DateTimeParseException e) {
            throw wrongKind(name, "a duration such as PT5M");
        }
    }

    public Optional<Duration> optionalDuration(String name) {
        return has(name) ? Optional.of(duration(name)) : Optional.empty();
    }

    /** The texts of a list; empty where an optional list is absent. */
    public List<String> list(String name) {
        return switch (with.get(name)) {
            case null -> List.of();
            case List<?> values -> values.stream().map(v -> element(name, v)).toList();
            case String text ->
                Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(v -> !v.isEmpty())
                        .toList();
            default -> throw wrongKind(name, "a list");
        };
    }

    /** The texts of a list that must not be empty. */
    public List<String> someOf(String name) {
        var values = list(name);
        if (values.isEmpty()) {
            throw missing(name);
        }
        return values;
    }

    /** A map's values as text, in the plan's order; empty where an optional map is absent. */
    public Map<String, String> map(String name) {
        var values = new LinkedHashMap<String, String>();
        entries(name, with.get(name)).forEach((key, value) -> values.put(key, element(name, value)));
        return values;
    }

    /** The maps of a list, each read like inputs. */
    public List<Inputs> each(String name) {
        return switch (with.get(name)) {
            case null -> List.of();
            case List<?> values -> {
                var each = new ArrayList<Inputs>();
                for (var value : values) {
                    each.add(new Inputs(type, region, entries(name, value)));
                }
                yield List.copyOf(each);
            }
            default -> throw wrongKind(name, "a list of maps");
        };
    }

    private String element(String name, @Nullable Object value) {
        if (value == null || value instanceof Map || value instanceof List) {
            throw wrongKind(name, "made of plain texts");
        }
        return String.valueOf(value);
    }

    private Map<String, Object> entries(String name, @Nullable Object value) {
        var entries = new LinkedHashMap<String, Object>();
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((key, v) -> entries.put(String.valueOf(key), v));
            default -> throw wrongKind(name, "a map");
        }
        return entries;
    }

    private ActionFailure missing(String name) {
        return wrong("needs the input '" + name + "', which is not there or empty");
    }

    private ActionFailure wrongKind(String name, String kind) {
        return wrong("input '" + name + "' must be " + kind + ", but is " + with.get(name));
    }

    private ActionFailure wrong(String what) {
        return new ActionFailure(type + " " + what, "nothing was sent", "correct the plan, or fill in its parameters");
    }
}
