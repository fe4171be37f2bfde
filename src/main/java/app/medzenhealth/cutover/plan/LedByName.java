package app.medzenhealth.cutover.plan;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a step outside the cutovers needs that sets the users' own name anew, as a pair that fails over: that the side which the cutover
 * led them to serves them from the database that takes writes, and that the health checks that the name goes by are as they were made.
 * One that was to keep users away from a side that can only be read, and was released, sends them there with the first failure.
 */
final class LedByName {
    private LedByName() {}

    static List<RequiredFact> of(Plan plan, Step step) {
        var led = step.actions().stream().filter(a -> a.has(Trait.REDIRECTS)).toList();
        var names = led.stream().map(LedByName::name).collect(Collectors.toSet());
        var serving = plan.phases().stream()
                .filter(p -> p.cutsOver() && p.does(Trait.PROMOTES))
                .filter(p -> p.steps().stream().anyMatch(s -> leads(s, names)))
                .flatMap(p -> p.steps().stream().filter(s -> leads(s, names) || serves(p, s)))
                .flatMap(s -> s.verify().stream()
                        .flatMap(v -> v.by().stream().map(by -> new RequiredFact(v.says(), s.id(), by))))
                .toList();
        return serving.isEmpty()
                ? List.of()
                : Stream.of(serving, checks(plan, led))
                        .flatMap(Collection::stream)
                        .toList();
    }

    private static String name(ActionUse use) {
        return String.valueOf(use.with().get("name"));
    }

    private static boolean leads(Step step, Set<String> names) {
        return step.actions().stream().anyMatch(a -> a.has(Trait.REDIRECTS) && names.contains(name(a)));
    }

    private static boolean serves(Phase phase, Step step) {
        return RequiredFact.serves(step)
                && RequiredFact.before(phase, step).stream().anyMatch(s -> s.does(Trait.PROMOTES));
    }

    private static List<RequiredFact> checks(Plan plan, List<ActionUse> led) {
        return led.stream()
                .flatMap(a -> Variables.in(String.valueOf(a.with().getOrDefault("healthCheck", ""))).stream())
                .flatMap(v -> plan.steps().filter(s -> v.startsWith(s.id() + ".")))
                .flatMap(s -> s.actions().stream()
                        .filter(a -> a.has(Trait.MAKES_HEALTH_CHECK))
                        .map(a -> new RequiredFact(
                                "The health check " + a.with().getOrDefault("name", "of step " + s.id())
                                        + " is still "
                                        + (Boolean.TRUE.equals(a.with().get("held")) ? "held red" : "as it was made"),
                                s.id(),
                                a)))
                .toList();
    }
}
