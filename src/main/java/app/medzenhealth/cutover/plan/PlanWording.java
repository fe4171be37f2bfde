package app.medzenhealth.cutover.plan;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A plan's texts as people read them: parameters have their values, a date is in words, and what is not set says so. */
public final class PlanWording {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, MMMM d, uuuu", Locale.ENGLISH);

    private PlanWording() {}

    /** @param values of parameters, by id; what is not among them is not set */
    public static String of(Plan plan, Map<String, String> values, String text) {
        return Variables.resolve(text, name -> switch (name) {
            case "account" -> Optional.of(plan.account());
            case "plan.id" -> Optional.of(plan.id());
            default ->
                plan.parameter(name)
                        .map(p -> Optional.ofNullable(values.get(name))
                                .filter(v -> !v.isBlank())
                                .map(v -> p.kind() == Plan.Parameter.Kind.DATE ? inWords(v) : v)
                                .orElse("[not set yet: " + p.title() + "]"));
        });
    }

    /** How a plan file writes it: {@code typed-and-second}. */
    static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A date as ISO 8601 writes it, for example “Saturday, January 24, 2026”; any other text as it is. */
    public static String inWords(String date) {
        return day(date).map(DAY::format).orElse(date);
    }

    /** The day that a text names as ISO 8601 does; empty where it names none. */
    public static Optional<LocalDate> day(String date) {
        try {
            return Optional.of(LocalDate.parse(date.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
