package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Variables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Steps as people's decisions leave them: an action about something of which there is none has nothing to do. Called under the
 * session's lock.
 */
final class DecidedSteps {
    private final Plan plan;
    private final SessionJournal journal;
    private final ActionCatalogue catalogue;

    DecidedSteps(Plan plan, SessionJournal journal, ActionCatalogue catalogue) {
        this.plan = plan;
        this.journal = journal;
        this.catalogue = catalogue;
    }

    /** The step itself where nothing was decided; with as many actions as before in any case. */
    Step of(Step step) {
        if (journal.state().nothing().isEmpty()) {
            return step;
        }
        var actions = step.actions().stream().map(this::of).toList();
        if (actions.equals(step.actions())) {
            return step;
        }
        var left = actions.stream().anyMatch(a -> !a.type().equals(NothingToDo.TYPE));
        return new Step(
                step.id(),
                step.title(),
                step.purpose(),
                left ? step.effect() : Step.Effect.READS,
                left ? step.confirm() : Step.Confirm.NONE,
                left ? step.typed() : Optional.empty(),
                step.after(),
                actions,
                step.verify().stream()
                        .map(v -> new Step.Verification(v.says(), v.by().map(this::of)))
                        .toList(),
                step.expected(),
                step.departures(),
                step.source(),
                left && step.mandatory());
    }

    private ActionUse of(ActionUse use) {
        var subjects =
                catalogue.find(use.type()).map(t -> t.signature().subjects()).filter(s -> !s.isEmpty());
        if (subjects.isEmpty()) {
            return use;
        }
        var none = none(use, subjects.get());
        return none.isEmpty() || left(use, subjects.get()) ? use : NothingToDo.use(title(use), why(none));
    }

    /** The parameters among the subjects of which there is none. */
    private Set<String> none(ActionUse use, List<String> subjects) {
        return subjects.stream()
                .flatMap(s -> Optional.ofNullable(use.with().get(s)).stream())
                .flatMap(v -> Variables.in(v).stream())
                .filter(journal.state().nothing()::containsKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether any subject is left when what there is none of is gone. */
    private boolean left(ActionUse use, List<String> subjects) {
        var resolved = Variables.resolve(
                use,
                name -> journal.state().nothing().containsKey(name) ? Optional.of(Variables.NONE) : Optional.empty());
        return subjects.stream().map(s -> resolved.with().get(s)).anyMatch(v -> switch (v) {
            case null -> false;
            case String text -> !text.isBlank();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        });
    }

    private String title(ActionUse use) {
        return catalogue
                        .find(use.type())
                        .map(ActionType::signature)
                        .map(s -> s.title())
                        .orElse(use.type())
                + use.region().map(r -> " in " + r).orElse("");
    }

    private String why(Set<String> none) {
        return none.stream()
                .map(id -> {
                    var decision =
                            Objects.requireNonNull(journal.state().nothing().get(id));
                    return "“" + plan.parameter(id).map(Plan.Parameter::title).orElse(id)
                            + "”: there is none, decided by " + decision.by() + " at " + Times.minute(decision.at())
                            + " UTC: "
                            + decision.note();
                })
                .collect(Collectors.joining("; "));
    }
}
