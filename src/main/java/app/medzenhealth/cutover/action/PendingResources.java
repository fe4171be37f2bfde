package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is not there yet because another action of the same step makes it. The actions of a step are reviewed together before the
 * first of them runs.
 */
public final class PendingResources {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

    private PendingResources() {}

    /**
     * Whether an action of this type in this step, in this region, makes the resource.
     *
     * @param input the input that names what it makes
     */
    public static boolean from(ActionContext context, String type, String region, String input, String name) {
        return context.plan().step(context.step()).map(Step::actions).stream()
                .flatMap(List::stream)
                .filter(a -> a.type().equals(type) && a.region().equals(Optional.of(region)))
                .anyMatch(a -> names(a, input, name));
    }

    /** Whether a text still names an output that an earlier action of the step will give. */
    public static boolean unresolved(String text) {
        return VARIABLE.matcher(text).find();
    }

    /** In a plan the name may still hold variables. */
    private static boolean names(ActionUse action, String input, String name) {
        var written = String.valueOf(action.with().get(input));
        // Some services keep names in lower case. What comes is read again before the call.
        var pattern = new StringBuilder("(?i)");
        var end = 0;
        for (var match : VARIABLE.matcher(written).results().toList()) {
            pattern.append(Pattern.quote(written.substring(end, match.start()))).append(".+");
            end = match.end();
        }
        return name.matches(
                pattern.append(Pattern.quote(written.substring(end))).toString());
    }
}
