package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.NamedForDeletion;
import app.medzenhealth.cutover.action.script.Recipe;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Variables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what read-only actions have to say: for checklists, soaks, criteria and verifications. */
final class Evidence {
    private final ActionCatalogue catalogue;

    Evidence(ActionCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param resolved without variables that have a value. Never throws for what AWS or the plan says: that is unknown. */
    List<Check> read(ActionUse resolved, ActionContext context) throws InterruptedException {
        var open = Variables.in(resolved.with());
        if (!open.isEmpty()) {
            // Nothing may be looked for under a name that is not known: not to find it would prove nothing.
            return List.of(Check.unknown(title(resolved), "not known yet: " + words(open, context.plan())));
        }
        try {
            return action(resolved).verify(context);
        } catch (RuntimeException e) {
            return List.of(Failures.unknown(resolved.type(), e));
        }
    }

    private static String words(Set<String> variables, Plan plan) {
        return variables.stream()
                .map(v -> plan.parameter(v)
                        .map(p -> "“" + p.title() + "” is not set under Plan › Parameters")
                        .orElse("what step " + v.replaceFirst("\\.([^.]*)$", " gives as “$1”")))
                .collect(Collectors.joining(", "));
    }

    Action action(ActionUse resolved) {
        return catalogue.make(resolved);
    }

    /** The same as commands; empty for a type that is unknown. */
    Optional<Recipe> script(ActionUse use) {
        return catalogue.find(use.type()).map(ActionType::script);
    }

    /** Whether its type changes something; what is unknown may. */
    boolean writes(ActionUse use) {
        return catalogue.find(use.type()).map(t -> t.signature().writes()).orElse(true);
    }

    /** What it deletes, by the plan and what people have decided alone. */
    List<Deletion> named(ActionUse use, ActionContext context) {
        return catalogue
                .find(use.type())
                .map(t -> NamedForDeletion.of(context, t.signature(), new Inputs(use.type(), use.region(), use.with())))
                .orElse(List.of());
    }

    /** Whether a run of it gives something: its verification is about that, and fails before the run. */
    boolean gives(ActionUse use) {
        return catalogue
                .find(use.type())
                .filter(t -> !t.signature().outputs().isEmpty())
                .isPresent();
    }

    String title(ActionUse use) {
        return catalogue.find(use.type()).map(t -> t.signature().title()).orElse(use.type());
    }
}
