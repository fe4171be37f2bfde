package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is known of a success criterion, and by whom. Nothing that was neither measured nor stated counts as met. */
public sealed interface CriterionStanding {

    /** The record by which a person states something of a criterion. */
    String ATTEST = "criterion.attest";

    /** Read, as its checks tell. */
    record Measured(List<Check> checks) implements CriterionStanding {
        public boolean met() {
            return !checks.isEmpty() && checks.stream().allMatch(Check::passed);
        }
    }

    /** @param by who has stated it, when and with which note */
    record Attested(Tick by) implements CriterionStanding {}

    record CannotBeMet(String because) implements CriterionStanding {}

    /** Neither measured nor stated. */
    record NotShown() implements CriterionStanding {}

    /** Whether a person may state it, by what its measure has said: where something was not measured, and everything else holds. */
    static boolean leftToPeople(List<Check> read) {
        return read.stream().anyMatch(c -> c.outcome() instanceof Check.NotMeasured)
                && read.stream().allMatch(c -> c.passed() || c.outcome() instanceof Check.NotMeasured);
    }

    /** @param read what its measure said last; empty where it has none, or was not read */
    static CriterionStanding of(Plan.Criterion criterion, Optional<List<Check>> read, Map<String, Tick> attested) {
        if (criterion.unmeetable().isPresent()) {
            return new CannotBeMet(criterion.unmeetable().get());
        }
        if (criterion.measure().isPresent()) {
            return read.filter(checks -> !checks.isEmpty())
                    .map(checks -> Optional.ofNullable(attested.get(criterion.id()))
                            .filter(_ -> leftToPeople(checks))
                            .<CriterionStanding>map(Attested::new)
                            .orElseGet(() -> new Measured(checks)))
                    .orElseGet(NotShown::new);
        }
        return Optional.ofNullable(attested.get(criterion.id()))
                .<CriterionStanding>map(Attested::new)
                .orElseGet(NotShown::new);
    }

    /** Among ticks; no item of a list has a blank in its id. */
    static String kept(String criterion) {
        return "criterion " + criterion;
    }

    /** What people have stated, by criterion. */
    static Map<String, Tick> attested(Plan plan, Map<String, Tick> ticks) {
        return plan.criteria().stream()
                .map(Plan.Criterion::id)
                .filter(id -> ticks.containsKey(kept(id)))
                .collect(Collectors.toUnmodifiableMap(id -> id, id -> Objects.requireNonNull(ticks.get(kept(id)))));
    }
}
