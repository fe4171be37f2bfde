package app.medzenhealth.cutover.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which steps use which parameter: in their actions, verifications, messages and the contacts they write down, in the lists and
 * soaks that gate them, and in the window they are bound to.
 *
 * @param steps by parameter's id, in the plan's order; only what is used
 */
public record ParameterUses(Map<String, Set<String>> steps) {

    public static ParameterUses of(Plan plan) {
        var uses = new LinkedHashMap<String, Set<String>>();
        plan.everything()
                .forEach(phase -> phase.steps()
                        .forEach(step -> in(plan, phase, step)
                                .forEach(name -> uses.computeIfAbsent(name, n -> new LinkedHashSet<>())
                                        .add(step.id()))));
        return new ParameterUses(uses);
    }

    /** What an action reads of the plan's parameters: in its inputs, and for the runbook in the contacts it names. */
    public static Stream<String> in(Plan plan, ActionUse use) {
        return Stream.concat(
                Variables.in(use.with()).stream(),
                use.has(Trait.NAMES_CONTACTS)
                        ? plan.contacts().stream()
                                .flatMap(c -> Stream.concat(c.name().stream(), c.reach().stream()))
                                .flatMap(t -> Variables.in(t).stream())
                        : Stream.empty());
    }

    /** @param step of the phase, as it stands or as people's decisions leave it */
    public static Stream<String> in(Plan plan, Phase phase, Step step) {
        var uses = new ArrayList<ActionUse>(step.actions());
        step.verify().forEach(v -> v.by().ifPresent(uses::add));
        plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.gates()
                        .filter(g -> g.equals(step.id()) || g.equals(phase.id()))
                        .isPresent())
                .forEach(c -> c.items().forEach(i -> i.check().ifPresent(uses::add)));
        var names = new LinkedHashSet<String>();
        uses.forEach(u -> in(plan, u).forEach(names::add));
        plan.messages(step).forEach(m -> names.addAll(Variables.in(m.subject() + "\n" + m.body())));
        if (plan.inWindow(step)) {
            plan.window().date().ifPresent(names::add);
        }
        return names.stream().filter(n -> plan.parameter(n).isPresent());
    }

    public Set<String> of(String parameter) {
        return steps.getOrDefault(parameter, Set.of());
    }

    /** The parameters that a phase's steps use and that have no value, in the plan's order. */
    public List<Plan.Parameter> missing(Plan plan, Phase phase, Map<String, String> values) {
        var own = phase.steps().stream().map(Step::id).collect(Collectors.toSet());
        return plan.parameters().stream()
                .filter(p -> of(p.id()).stream().anyMatch(own::contains))
                .filter(p -> values.getOrDefault(p.id(), "").isBlank())
                .toList();
    }
}
