package app.medzenhealth.cutover.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Plan.Parameter.Kind;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;

class PlanPartsTest {

    @Test
    void findings_come_first_and_every_departure_names_the_step_that_departs() {
        var all = Deviation.of(HandMadePlan.medzen());

        assertThat(all.getFirst().kind()).isEqualTo(Deviation.Kind.FINDING);
        assertThat(all)
                .filteredOn(d -> d.id().equals("A7"))
                .singleElement()
                .satisfies(d -> assertThat(d.step()).contains("5.6"));
    }

    @Test
    void deviations_are_found_by_words_in_any_case_and_order() {
        var all = Deviation.of(HandMadePlan.medzen());

        assertThat(Deviation.matching(all, "backup WINDOW"))
                .extracting(Deviation::id)
                .containsExactly("A7");
        assertThat(Deviation.matching(all, "")).hasSameSizeAs(all);
        assertThat(Deviation.matching(all, "no such word")).isEmpty();
    }

    @Test
    void a_value_is_judged_by_the_kind_of_its_parameter() {
        assertThat(ParameterRule.problem(Kind.HOSTED_ZONE, "Z08MEDZENZONE00001"))
                .isEmpty();
        assertThat(ParameterRule.problem(Kind.HOSTED_ZONE, "medzenhealth.app")).isPresent();
        assertThat(ParameterRule.problem(Kind.KMS_KEY, "alias/aws/rds")).isEmpty();
        assertThat(ParameterRule.problem(Kind.SECURITY_GROUP, "sg-0a1ehrbasedb"))
                .isEmpty();
        assertThat(ParameterRule.problem(Kind.BUCKET, "Has_Capitals")).isPresent();
        assertThat(ParameterRule.problem(Kind.URL, "https://ehr.medzenhealth.app/ehrbase"))
                .isEmpty();
        assertThat(ParameterRule.problem(Kind.URL, "ehr.medzenhealth.app")).isPresent();
        assertThat(ParameterRule.problem(Kind.TEXT, "  ")).isPresent();
    }

    @Test
    void a_message_is_filled_in_with_parameters_and_account_and_keeps_what_is_not_known() {
        var text = MessagesSection.filled(
                "${hostedZone} in ${account}, ${nobodyKnows}",
                HandMadeView.midCutover().view());

        assertThat(text).isEqualTo("Z08MEDZENZONE00001 in 558069890522, ${nobodyKnows}");
    }

    @Test
    void a_criterion_that_nobody_has_attested_is_not_shown() throws Exception {
        ScreenPainter.startUp();
        var words = inACard(
                new HandMadeConsole(HandMadeView.fresh().view(), HandMadeInventory.threeRegions()),
                new Plan.Criterion(
                        "C9", "Performance", "Answers are quick", Optional.empty(), Optional.empty(), "here"),
                card -> card.lookupAll(".chip").stream()
                        .map(n -> ((Labeled) n).getText())
                        .toList());
        assertThat(words).containsExactly("not shown");
    }

    @Test
    void what_a_measure_has_not_measured_a_person_may_attest_and_nothing_else() throws Exception {
        ScreenPainter.startUp();
        assertThat(attestedAfter(Check.notMeasured("Downtime", "an estimate alone")))
                .isTrue();
        assertThat(attestedAfter(Check.pass("Downtime", "4 min"))).isFalse();
        assertThat(attestedAfter(Check.fail("Downtime", "6 min", "say why"))).isFalse();
        assertThat(attestedAfter(Check.unknown("Downtime", "it still counts"))).isFalse();
    }

    /** Whether the button to attest a measured criterion stands after its measure was read; before, it never does. */
    private static boolean attestedAfter(Check read) throws Exception {
        var console = new HandMadeConsole(HandMadeView.fresh().view(), HandMadeInventory.threeRegions());
        console.measured(read);
        var criterion = new Plan.Criterion(
                "C5",
                "Phase completion",
                "Users wait less than five minutes",
                Optional.of(new ActionUse("downtime.within", Optional.empty(), Map.of("most", "PT5M"))),
                Optional.empty(),
                "here");
        return inACard(console, criterion, card -> {
            var attest = card.lookup("#criterion-attest-C5");
            assertThat(attest.isVisible()).isFalse();
            card.read();
            return attest.isVisible() && attest.isManaged();
        });
    }

    private static <T> T inACard(HandMadeConsole console, Plan.Criterion criterion, Function<CriterionCard, T> look)
            throws InterruptedException {
        return ScreenPainter.onFx(() -> {
            try (var window = new ConsoleWindow(
                    console,
                    List.of(new ScreenEntry(Place.PLAN, PlanScreen::new)),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run))) {
                return look.apply(new CriterionCard(window.desk(), criterion));
            }
        });
    }

    @Test
    void the_worst_risk_comes_first() {
        var risks = List.of(
                risk("R1", "LOW", "MEDIUM"),
                risk("R2", "High", "Low"),
                risk("R3", "CRITICAL", "LOW"),
                risk("R4", "HIGH", "MEDIUM"));

        assertThat(RisksSection.worstFirst(risks)).extracting(Plan.Risk::id).containsExactly("R3", "R4", "R2", "R1");
    }

    @Test
    void a_planned_span_is_put_in_days_or_in_smaller_units() {
        assertThat(planned(Duration.ofDays(2), Duration.ofDays(3))).isEqualTo("2–3 days");
        assertThat(planned(Duration.ofDays(1), Duration.ofDays(1))).isEqualTo("1 day");
        assertThat(planned(Duration.ofMinutes(5), Duration.ofMinutes(10))).isEqualTo("5 min – 10 min");
    }

    private static String planned(Duration least, Duration most) {
        return OverviewSection.planned(new Phase.Span(least, most));
    }

    private static Plan.Risk risk(String id, String impact, String probability) {
        return new Plan.Risk(id, "text", impact, probability, "mitigation", "source");
    }
}
