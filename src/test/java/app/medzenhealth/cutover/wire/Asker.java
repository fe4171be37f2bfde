package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Variables;
import java.lang.StackWalker.StackFrame;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which type asks where no action runs: checks of a step, of a checklist or of a soak are not told of in the trail. It knows the
 * types that the plan uses for nothing else.
 */
final class Asker {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** They read beside the steps, in a rehearsal by its clock: whatever runs meanwhile did not ask. */
    private static final Set<String> WATCHES =
            Set.of("app.medzenhealth.cutover.app.StandingReads", "app.medzenhealth.cutover.app.Watching");

    private final Map<Class<?>, String> types = new HashMap<>();

    /** @throws IllegalStateException if two types are one class, and cannot be told apart */
    Asker(Plan plan) {
        var actions = plan.steps()
                .flatMap(s -> s.actions().stream())
                .map(ActionUse::type)
                .collect(Collectors.toSet());
        plan.everything()
                .flatMap(Asker::uses)
                .filter(u -> !actions.contains(u.type()))
                .filter(Asker::standard)
                .forEach(u -> add(plan, u));
    }

    /** Whether what is on the screen is read, and by no step. */
    boolean watching() {
        return STACK.walk(
                frames -> frames.map(f -> f.getDeclaringClass().getName()).anyMatch(WATCHES::contains));
    }

    /** With what stands in for the plan's parameters in a rehearsal: some are read when the action is made. */
    private void add(Plan plan, ActionUse use) {
        Class<?> made = StandardActions.catalogue()
                .make(Variables.resolve(
                        use,
                        name -> plan.parameters().stream()
                                .filter(p -> p.id().equals(name))
                                .findFirst()
                                .flatMap(Plan.Parameter::rehearsed)
                                .or(() -> Optional.of("1"))))
                .getClass();
        var other = types.putIfAbsent(made, use.type());
        if (other != null && !other.equals(use.type())) {
            throw new IllegalStateException(other + " and " + use.type() + " are one class");
        }
    }

    /** Everything that a phase does or looks at. */
    static Stream<ActionUse> uses(Phase phase) {
        return Stream.of(
                        phase.steps().stream().flatMap(s -> s.actions().stream()),
                        phase.steps().stream().flatMap(s -> s.verify().stream()).flatMap(v -> v.by().stream()),
                        phase.checklists().stream()
                                .flatMap(c -> c.items().stream())
                                .flatMap(i -> i.check().stream()),
                        phase.soak().stream().flatMap(s -> s.checks().stream()))
                .flatMap(s -> s);
    }

    /** The session's own look at itself, which asks nobody. */
    private static boolean standard(ActionUse use) {
        return StandardActions.catalogue().find(use.type()).isPresent();
    }

    /** By the calling thread's stack. */
    Optional<String> type() {
        return STACK.walk(frames -> frames.map(StackFrame::getDeclaringClass)
                .map(Class::getNestHost)
                .filter(types::containsKey)
                .findFirst()
                .map(types::get));
    }
}
