package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A correction of the written plan, and what fails when it is taken out.
 *
 * @param id as the plan's departures call it
 * @param proofs never empty
 */
record Correction(String id, List<Proof> proofs) {

    Correction(String id, Proof... proofs) {
        this(id, List.of(proofs));
    }

    @Override
    public String toString() {
        return id;
    }

    /** What fails without the correction, and passes with it. */
    sealed interface Proof {

        /** {@code plan check} refuses the plan without it, and finds the shipped one sound. */
        record Refused(String altered, String says) implements Proof {}

        /** It is true of the shipped plan, and not of one that is sound but lacks it. */
        record Holds(Predicate<Plan> of, String altered) implements Proof {}

        /** It is true of the shipped plan, and {@code plan check} refuses one that lacks it. */
        record Enforced(Predicate<Plan> of, String altered, String says) implements Proof {}

        /** It is in the code of an action, and this test of that action fails without it. */
        record Tested(String test, String method) implements Proof {}
    }

    static Proof refused(String altered, String says) {
        return new Proof.Refused(altered, says);
    }

    static Proof holds(Predicate<Plan> of, String altered) {
        return new Proof.Holds(of, altered);
    }

    static Proof enforced(Predicate<Plan> of, String altered, String says) {
        return new Proof.Enforced(of, altered, says);
    }

    static Proof tested(String test, String method) {
        return new Proof.Tested(test, method);
    }

    /** The first action of a type in a step. */
    static ActionUse use(Plan plan, String step, String type) {
        return plan.step(step).stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("step " + step + " has no " + type));
    }

    static String with(Plan plan, String step, String type, String input) {
        return String.valueOf(use(plan, step, type).with().get(input));
    }

    /** The checks that prove a step's post-conditions, as text. */
    static String proofsOf(Plan plan, String step) {
        return plan.step(step).stream()
                .flatMap(s -> s.verify().stream())
                .flatMap(v -> v.by().stream())
                .toList()
                .toString();
    }

    /** The check behind an item of a checklist, as text; empty where a person states it. */
    static String item(Plan plan, String id) {
        return plan.everything()
                .flatMap(p -> p.checklists().stream())
                .flatMap(c -> c.items().stream())
                .filter(i -> i.id().equals(id))
                .flatMap(i -> i.check().stream())
                .toList()
                .toString();
    }

    /** Every text of what a step does. */
    static Stream<String> texts(Step step) {
        return step.actions().stream().map(a -> a.with().toString());
    }

    /** Whether the one comes before the other in the plan's order. */
    static boolean inOrder(Plan plan, String first, String then) {
        var ids = plan.steps().map(Step::id).toList();
        return ids.contains(first) && ids.indexOf(first) < ids.indexOf(then);
    }
}
