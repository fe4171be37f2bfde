package app.medzenhealth.cutover.inventory.candidate;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One thing that a parameter may be set to.
 *
 * @param value what the parameter would hold
 * @param label what a person tells it by from others of the same name
 */
public record Candidate(String value, String label) {

    /** @param facts in display order; null and empty ones are left out */
    static Candidate of(String value, Object... facts) {
        return new Candidate(
                value,
                Arrays.stream(facts)
                        .filter(Objects::nonNull)
                        .map(String::valueOf)
                        .filter(f -> !f.isBlank() && !f.equals("null"))
                        .collect(Collectors.joining(" · ")));
    }

    /** A fact with its name, empty where the service does not tell it. */
    static String fact(String name, Object value) {
        return value == null || String.valueOf(value).isBlank() ? "" : name + " " + value;
    }
}
