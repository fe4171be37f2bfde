package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Variables;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Gives a plan's variables their values. */
final class Resolver {
    private final Plan plan;
    private final SessionJournal journal;

    Resolver(Plan plan, SessionJournal journal) {
        this.plan = plan;
        this.journal = journal;
    }

    ActionUse resolve(String step, ActionUse use) {
        return resolve(step, use, Map.of());
    }

    /** @param own outputs that earlier actions of the same run gave */
    ActionUse resolve(String step, ActionUse use, Map<String, String> own) {
        return Variables.resolve(use, name -> value(step, name, own));
    }

    /** What looked like a secret and was not kept is not known any more after a restart. */
    private Optional<String> value(String step, String name, Map<String, String> own) {
        return kept(step, name, own).filter(value -> !Redactor.isMarked(value));
    }

    private Optional<String> kept(String step, String name, Map<String, String> own) {
        return switch (name) {
            case "account" -> Optional.of(plan.account());
            case "plan.id" -> Optional.of(plan.id());
            case Variables.MINT -> Optional.ofNullable(journal.state().mints().get(step));
            default -> parameter(name).or(() -> output(step, name, own));
        };
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(journal.state().parameters().get(name)).filter(v -> !v.isBlank());
    }

    private Optional<String> output(String step, String name, Map<String, String> own) {
        return plan.steps()
                .map(Step::id)
                .filter(id -> name.startsWith(id + "."))
                .max(Comparator.comparingInt(String::length))
                .flatMap(id -> {
                    var output = name.substring(id.length() + 1);
                    if (output.equals(Variables.MINT)) {
                        return Optional.ofNullable(journal.state().mints().get(id));
                    }
                    if (id.equals(step) && own.containsKey(output)) {
                        return Optional.of(own.get(output));
                    }
                    return Optional.ofNullable(
                            journal.state().outputs().getOrDefault(id, Map.of()).get(output));
                });
    }
}
