package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Stands for an action that lacks a value: of a parameter that nobody has set on this account, or one that another step gives and has
 * not given. It asks AWS nothing, and says what it waits for.
 */
final class NotSetYet extends ReadOnlyAction {
    private final String title;
    private final List<Missing> missing;

    /** A value that is not there. */
    sealed interface Missing {
        record Parameter(Plan.Parameter parameter) implements Missing {}

        /** @param output by the name that the step gives it */
        record Output(String step, String output) implements Missing {}

        default String words() {
            return switch (this) {
                case Parameter(var p) -> "“" + p.title() + "”";
                case Output(var step, var output) -> "what step " + step + " gives as “" + output + "”";
            };
        }

        default Check check() {
            return switch (this) {
                case Parameter(var p) ->
                    Check.fail("“" + p.title() + "” is set", "nobody has set it yet", "set it under Plan › Parameters");
                case Output(var step, var output) ->
                    Check.fail(
                            "What step " + step + " gives as “" + output + "” is known",
                            "step " + step + " has not given it",
                            "carry out step " + step + " first");
            };
        }
    }

    NotSetYet(String title, List<Missing> missing) {
        this.title = title;
        this.missing = List.copyOf(missing);
    }

    @Override
    protected String summary() {
        return title + ": waits for " + missing.stream().map(Missing::words).collect(Collectors.joining(", ")) + ".";
    }

    @Override
    public List<Check> preflight(ActionContext context) {
        return checks();
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(checks().toArray(Check[]::new));
    }

    private List<Check> checks() {
        return missing.stream().map(Missing::check).toList();
    }
}
