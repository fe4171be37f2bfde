package app.medzenhealth.cutover.plan;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was made and verified days ago, and works on production's data from now on: another hand may have replaced it since. Functions,
 * rules with their targets and permissions are read again where triggers are switched on; a secret's replica before users are cut off,
 * since whatever starts later logs in by it. What a service runs and is set to, and what answers under the name, is read by the
 * post-conditions of the steps behind the fence themselves, and the database by {@link BeforeFence}.
 */
final class SwitchedOn {
    private static final Set<Trait> SET_GOING =
            Set.of(Trait.DEPLOYS_FUNCTIONS, Trait.COPIES_TRIGGERS, Trait.PERMITS_CALLS, Trait.LEADS_FUNCTIONS_AWAY);

    /** By which these actions say that what triggers them is to be off, which no longer is when some are on. */
    private static final String TRIGGERS = "triggers";

    private SwitchedOn() {}

    static List<RequiredFact> of(Plan plan, Phase phase, Step step) {
        var on = step.actions().stream()
                .filter(a -> a.has(Trait.SWITCHES_TRIGGERS) && on(a))
                .flatMap(a -> a.region().stream())
                .collect(Collectors.toSet());
        var made = on.isEmpty()
                ? Stream.<RequiredFact>empty()
                : facts(
                        plan,
                        phase,
                        step,
                        a -> SET_GOING.stream().anyMatch(a::has)
                                && a.region().filter(on::contains).isPresent());
        var secrets = step.does(Trait.FENCES)
                ? facts(plan, phase, step, a -> a.has(Trait.REPLICATES_SECRET))
                : Stream.<RequiredFact>empty();
        return Stream.concat(made, secrets).toList();
    }

    /** YAML 1.1 readers take a bare on for a boolean. */
    private static boolean on(ActionUse use) {
        var state = String.valueOf(use.with().get("state"));
        return state.equals("on") || state.equals("true");
    }

    private interface Which {
        boolean test(ActionUse use);
    }

    private static Stream<RequiredFact> facts(Plan plan, Phase phase, Step step, Which which) {
        return Stream.concat(
                        earlier(plan, phase).stream().flatMap(p -> p.steps().stream()),
                        RequiredFact.before(phase, step).stream())
                .flatMap(s -> s.actions().stream()
                        .filter(which::test)
                        .map(a -> new RequiredFact(
                                "What step " + s.id() + " made is still as it made it"
                                        + a.region().map(r -> " (" + r + ")").orElse(""),
                                s.id(),
                                whateverTriggers(a))));
    }

    /** The phases that are complete before this one is begun. */
    private static Set<Phase> earlier(Plan plan, Phase phase) {
        var found = new HashSet<Phase>();
        var open = new ArrayDeque<>(phase.after());
        while (!open.isEmpty()) {
            plan.phase(Objects.requireNonNull(open.poll())).filter(found::add).ifPresent(p -> open.addAll(p.after()));
        }
        return plan.phases().stream().filter(found::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static ActionUse whateverTriggers(ActionUse use) {
        if (!use.has(Trait.DEPLOYS_FUNCTIONS) && !use.has(Trait.COPIES_TRIGGERS)) {
            return use;
        }
        var inputs = new LinkedHashMap<>(use.with());
        inputs.put(TRIGGERS, "any");
        return use.with(inputs);
    }
}
