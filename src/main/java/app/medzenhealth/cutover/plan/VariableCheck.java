package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Variables are defined, and by the time they are used they have a value. */
final class VariableCheck {
    private static final Set<String> BUILT_IN = Set.of("account", "plan.id");

    private final ActionCheck actions;
    private final OrderCheck order;

    VariableCheck(ActionCheck actions, OrderCheck order) {
        this.actions = actions;
        this.order = order;
    }

    void look(PlanPlaces places, Faults faults) {
        var parameters =
                places.plan().parameters().stream().map(Plan.Parameter::id).collect(Collectors.toSet());
        var steps = places.plan().steps().collect(Collectors.toMap(Step::id, s -> s, (a, b) -> a));
        places.actions()
                .forEach(at -> at.use()
                        .with()
                        .forEach((input, value) -> Variables.in(value).forEach(name -> {
                            if (!BUILT_IN.contains(name) && !parameters.contains(name)) {
                                output(at, at.pointer() + "/with/" + input, name, steps, faults);
                            }
                        })));
    }

    private void output(ActionAt at, String pointer, String name, Map<String, Step> steps, Faults faults) {
        if (name.equals(Variables.MINT)) {
            if (at.step() == null) {
                faults.found(pointer, "${mint} has no meaning outside a step", "use ${<step>.mint}");
            }
            return;
        }
        var from = steps.keySet().stream()
                .filter(id -> name.startsWith(id + "."))
                .max(Comparator.comparingInt(String::length));
        if (from.isEmpty()) {
            faults.found(
                    pointer,
                    "the variable ${" + name + "} is not defined",
                    "add a parameter of this name, or use ${<step>.<output>}");
            return;
        }
        var step = Objects.requireNonNull(steps.get(from.get()));
        var output = name.substring(from.get().length() + 1);
        var known = new StepOutputs(actions::signature);
        if (!output.equals(Variables.MINT) && !known.names(step, output)) {
            faults.found(
                    pointer,
                    "step " + step.id() + " has no output “" + output + "”",
                    "it gives " + String.join(", ", outputs(step)));
        } else if (known.ambiguous(step, output)) {
            faults.found(
                    pointer,
                    known.givers(step, output).size() + " actions of step " + step.id() + " give “" + output + "”",
                    "say which: ${" + name + ".1} is what the first of them gave");
        }
        // Evidence outside a step and rollbacks are read when they are read: what is not there yet is unknown then.
        var user = at.step();
        if (user != null
                && !at.in().rollback()
                && !step.id().equals(user.id())
                && !order.before(step.id(), user.id())) {
            faults.found(
                    pointer,
                    "${" + name + "} is used by step " + user.id() + ", which may run before step " + step.id(),
                    "add “" + step.id() + "” to its “after:”");
        }
    }

    private List<String> outputs(Step step) {
        return step.actions().stream()
                .flatMap(a -> actions.signature(a.type()).stream())
                .flatMap(s -> s.outputs().stream())
                .distinct()
                .toList();
    }
}
