package app.medzenhealth.cutover.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the actions of a step give, by name. Where several of them give the same name, each keeps its own: {@code copied.2} is what
 * the second of them gave, and {@code copied} lists all in their order.
 *
 * @param signatures by action type
 */
public record StepOutputs(Function<String, Optional<ActionSignature>> signatures) {

    /** Indices of the step's actions that may give an output of this name. */
    public List<Integer> givers(Step step, String name) {
        return IntStream.range(0, step.actions().size())
                .filter(i -> gives(step.actions().get(i), name))
                .boxed()
                .toList();
    }

    private boolean gives(ActionUse use, String name) {
        return signatures
                .apply(use.type())
                .filter(s -> s.outputs().contains(name) || s.outputs().contains("*"))
                .isPresent();
    }

    /** Whether a variable names one output of the step, by its number where several actions give it. */
    public boolean names(Step step, String variable) {
        return !givers(step, variable).isEmpty() || number(step, variable).isPresent();
    }

    /** Whether a variable would have to be a list: several actions give it, and it does not say which. */
    public boolean ambiguous(Step step, String variable) {
        return number(step, variable).isEmpty() && givers(step, variable).size() > 1;
    }

    private Optional<Integer> number(Step step, String variable) {
        var dot = variable.lastIndexOf('.');
        if (dot < 0 || !variable.substring(dot + 1).matches("[1-9][0-9]?")) {
            return Optional.empty();
        }
        var several = givers(step, variable.substring(0, dot)).size();
        var number = Integer.parseInt(variable.substring(dot + 1));
        return several > 1 && number <= several ? Optional.of(number) : Optional.empty();
    }

    /**
     * What the step has given when one more of its actions has.
     *
     * @param before what it had given; from an earlier run, too
     * @param index of the action
     */
    public Map<String, String> with(Step step, Map<String, String> before, int index, Map<String, String> given) {
        var all = new LinkedHashMap<String, String>(before);
        given.forEach((name, value) -> {
            var givers = givers(step, name);
            var number = givers.indexOf(index) + 1;
            if (givers.size() < 2 || number == 0) {
                all.put(name, value);
                return;
            }
            all.put(name + "." + number, value);
            var values = new ArrayList<String>();
            for (var i = 1; i <= givers.size(); i++) {
                var one = all.get(name + "." + i);
                if (one != null && !one.isBlank()) {
                    values.add(one);
                }
            }
            all.put(name, String.join(",", values));
        });
        return all;
    }
}
