package app.medzenhealth.cutover.plan;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The name by which users are moved in the phase that moves production.
 *
 * @param type of the record, for example {@code CNAME}
 * @param to what the name is to have afterwards; its variables stand in it
 * @param step the one that moves it
 */
public record MovedName(String name, String type, String to, String step) {
    private static final Set<String> ANSWERS = Set.of("CNAME", "A", "AAAA");

    /** Empty where no phase closes a side and leads users elsewhere by a name that the plan states. */
    public static Optional<MovedName> in(Plan plan) {
        return plan.sequence()
                .filter(p -> p.does(Trait.FENCES))
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream()
                        .filter(a -> a.has(Trait.REDIRECTS))
                        .flatMap(a -> of(plan, s.id(), a).stream()))
                .findFirst();
    }

    private static Optional<MovedName> of(Plan plan, String step, ActionUse use) {
        var name = stated(plan, use.with().get("name"));
        var type = stated(plan, use.with().getOrDefault("type", "CNAME"));
        return name.isBlank() || !Variables.in(name).isEmpty() || !ANSWERS.contains(type)
                ? Optional.empty()
                : Optional.of(new MovedName(name, type, stated(plan, use.with().get("value")), step));
    }

    private static String stated(Plan plan, @Nullable Object text) {
        return text == null
                ? ""
                : Variables.resolve(String.valueOf(text), v -> plan.parameter(v).flatMap(Plan.Parameter::value));
    }
}
