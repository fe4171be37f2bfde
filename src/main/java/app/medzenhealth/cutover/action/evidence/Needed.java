package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.aws.IamActions;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What IAM must allow for a plan to run to its end and back, from what the code itself sends.
 *
 * @param changes by the ARN of the role that they are sent under; those of whoever is signed in under {@link #CALLER}
 * @param reads of whoever is signed in
 */
record Needed(Map<String, SortedSet<String>> changes, SortedSet<String> reads) {
    static final String CALLER = "";

    /** What changes of these actions need, as IAM spells it: the catalogue's answer. */
    @FunctionalInterface
    interface OfActions {
        SortedSet<String> permissions(Stream<ActionUse> uses);
    }

    /** @param more what the plan names besides, for whoever is signed in */
    static Needed of(Plan plan, OfActions actions, Iterable<String> more) {
        var changes = new LinkedHashMap<String, SortedSet<String>>();
        changes.put(CALLER, new TreeSet<>());
        plan.everything()
                .forEach(phase -> changes.computeIfAbsent(sentBy(phase), p -> new TreeSet<>())
                        .addAll(actions.permissions(phase.steps().stream().flatMap(s -> s.actions().stream()))));
        more.forEach(changes.computeIfAbsent(CALLER, p -> new TreeSet<>())::add);
        return new Needed(changes, IamActions.reads());
    }

    private static String sentBy(Phase phase) {
        return phase.writeRole().orElse(CALLER);
    }

    /** Everything of one principal. */
    SortedSet<String> by(String principal) {
        var all = new TreeSet<String>(changes.getOrDefault(principal, new TreeSet<>()));
        if (principal.equals(CALLER)) {
            all.addAll(reads);
        }
        return all;
    }
}
