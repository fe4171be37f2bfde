package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Stands for an action that lacks a value: of a parameter that nobody has set on this account, or one that another step gives and has
 * not given. It says what it waits for. Where only an output is missing, whatever else the action asks for is asked for all the same:
 * weeks before the night somebody finds out that what it names is not there.
 */
final class NotSetYet extends ReadOnlyAction {
    private static final Pattern OUTPUT = Pattern.compile("\\$\\{([^}]+)\\.([^.}]+)}");

    private final String title;
    private final List<Missing> missing;
    private final Optional<Action> asks;

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

    /** @param asks the action with what it has; empty where it asks AWS nothing */
    NotSetYet(String title, List<Missing> missing, Optional<Action> asks) {
        this.asks = asks;
        this.title = title;
        this.missing = List.copyOf(missing);
    }

    @Override
    protected String summary() {
        return title + ": waits for " + missing.stream().map(Missing::words).collect(Collectors.joining(", ")) + ".";
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var all = new ArrayList<>(checks());
        if (asks.isPresent()) {
            try {
                asks.get().preview(context);
                asks.get().preflight(context).stream().map(NotSetYet::plain).forEach(all::add);
            } catch (RuntimeException e) {
                all.add(plain(Failures.unknown(title, e)));
            }
        }
        return List.copyOf(all);
    }

    private static Check plain(Check check) {
        return new Check(
                plain(check.title()),
                switch (check.outcome()) {
                    case Check.Pass(var evidence) -> new Check.Pass(plain(evidence));
                    case Check.Fail(var evidence, var remedy) -> new Check.Fail(plain(evidence), plain(remedy));
                    case Check.Unknown(var evidence) -> new Check.Unknown(plain(evidence));
                    case Check.NotMeasured(var why) -> new Check.NotMeasured(plain(why));
                });
    }

    private static String plain(String text) {
        return OUTPUT.matcher(text).replaceAll("what step $1 gives as “$2”");
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(checks().toArray(Check[]::new));
    }

    private List<Check> checks() {
        return missing.stream().map(Missing::check).toList();
    }
}
