package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView.Tick;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CriterionStandingTest {
    private static final Tick SAID = new Tick("lead", Instant.parse("2026-02-01T10:00:00Z"), "41 ms from Vienna");

    @Test
    void what_is_neither_measured_nor_stated_is_not_shown() {
        var measured = criterion(Optional.of(use("rds.check")), Optional.empty());
        var stated = criterion(Optional.empty(), Optional.empty());

        assertThat(CriterionStanding.of(measured, Optional.empty(), Map.of("C1", SAID)))
                .as("nobody's word replaces what is measured")
                .isInstanceOf(CriterionStanding.NotShown.class);
        assertThat(CriterionStanding.of(measured, Optional.of(List.of()), Map.of()))
                .isInstanceOf(CriterionStanding.NotShown.class);
        assertThat(CriterionStanding.of(stated, Optional.empty(), Map.of("C2", SAID)))
                .isInstanceOf(CriterionStanding.NotShown.class);
    }

    @Test
    void a_statement_shows_who_made_it() {
        assertThat(CriterionStanding.of(
                        criterion(Optional.empty(), Optional.empty()), Optional.empty(), Map.of("C1", SAID)))
                .isEqualTo(new CriterionStanding.Attested(SAID));
    }

    @Test
    void what_cannot_be_met_cannot_whatever_was_measured_or_said() {
        var criterion = criterion(Optional.of(use("cost.compare")), Optional.of("it costs more"));

        assertThat(CriterionStanding.of(
                        criterion, Optional.of(List.of(Check.pass("cheap", "yes"))), Map.of("C1", SAID)))
                .isEqualTo(new CriterionStanding.CannotBeMet("it costs more"));
    }

    @Test
    void a_person_states_what_was_not_measured_and_never_what_does_not_hold_or_is_not_known() {
        var criterion = criterion(Optional.of(use("downtime.within")), Optional.empty());
        var open = Check.notMeasured("writes", "no probe writes");

        assertThat(CriterionStanding.of(
                        criterion, Optional.of(List.of(Check.pass("reads", "4 min"), open)), Map.of("C1", SAID)))
                .isEqualTo(new CriterionStanding.Attested(SAID));
        assertThat(CriterionStanding.of(criterion, Optional.of(List.of(open)), Map.of()))
                .isEqualTo(new CriterionStanding.Measured(List.of(open)));
        for (var other : List.of(
                Check.pass("reads", "4 min"),
                Check.fail("reads", "9 min", "say why"),
                Check.unknown("reads", "denied"))) {
            var read = other.passed() ? List.of(other) : List.of(open, other);
            assertThat(CriterionStanding.of(criterion, Optional.of(read), Map.of("C1", SAID)))
                    .isEqualTo(new CriterionStanding.Measured(read));
        }
    }

    @Test
    void only_checks_that_hold_make_it_met() {
        assertThat(met(Check.pass("a", "1"), Check.pass("b", "2"))).isTrue();
        assertThat(met(Check.pass("a", "1"), Check.notMeasured("b", "no data"))).isFalse();
        assertThat(met(Check.pass("a", "1"), Check.unknown("b", "denied"))).isFalse();
        assertThat(met(Check.fail("a", "1", "mend it"))).isFalse();
        assertThat(met()).isFalse();
    }

    private static boolean met(Check... checks) {
        return new CriterionStanding.Measured(List.of(checks)).met();
    }

    private static Plan.Criterion criterion(Optional<ActionUse> measure, Optional<String> unmeetable) {
        return new Plan.Criterion("C1", "Performance", "Answers are quick", measure, unmeetable, "here");
    }

    private static ActionUse use(String type) {
        return new ActionUse(type, Optional.of("eu-west-1"), Map.of());
    }
}
