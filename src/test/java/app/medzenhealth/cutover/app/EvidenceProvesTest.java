package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence proves the sentence that it stands beside by its own figures; else a person states it. */
final class EvidenceProvesTest {
    /** A figure with a unit, or a word that stands for one. */
    private static final Pattern FIGURE =
            Pattern.compile("\\d+\\+? ?(days?|ms|seconds?|minutes?|%|h\\b)|fits the downtime|average|uptime");

    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();

    private Map<String, ActionUse> evidence() {
        var found = new LinkedHashMap<String, ActionUse>();
        plan.everything()
                .flatMap(p -> p.checklists().stream())
                .flatMap(c -> c.items().stream())
                .forEach(i -> i.check().ifPresent(c -> found.put(i.text(), c)));
        plan.criteria().stream()
                .filter(c -> c.unmeetable().isEmpty())
                .forEach(c -> c.measure().ifPresent(m -> found.put(c.text(), m)));
        return found;
    }

    @Test
    void a_sentence_with_a_figure_has_evidence_with_one() {
        var unproven = new ArrayList<String>();
        evidence().forEach((text, use) -> {
            if (FIGURE.matcher(text).find() && !measures(text, use)) {
                unproven.add(text + " ← " + use.type() + " " + use.with());
            }
        });
        assertThat(unproven).isEmpty();
        System.out.printf(
                "%d sentences have evidence, %d of them a figure that it measures%n",
                evidence().size(),
                evidence().keySet().stream()
                        .filter(t -> FIGURE.matcher(t).find())
                        .count());
    }

    /**
     * That steps are done proves no figure unless their time is asked for; a step that measures over the time itself does. That alarms are
     * quiet now proves none either: they must have been for as many days as the sentence has, by their history.
     */
    private boolean measures(String text, ActionUse use) {
        return switch (use.type()) {
            case "steps.done" ->
                use.with().containsKey("since")
                        || plan.steps()
                                .filter(s ->
                                        String.valueOf(use.with().get("steps")).contains(s.id()))
                                .flatMap(s -> s.actions().stream())
                                .anyMatch(a -> a.type().startsWith("metrics."));
            case "alarm.check" ->
                use.with().get("over") instanceof String over
                        && text.startsWith(Duration.parse(over).toDays() + " days ");
            case "metrics.healthy", "metrics.watch", "downtime.within", "soak.healthy", "rds.check", "cost.compare" ->
                true;
            default -> false;
        };
    }

    @Test
    void that_monitoring_is_configured_names_every_alarm_that_step_5_0_makes() {
        var made = plan.step("5.0").orElseThrow().actions().stream()
                .flatMap(a -> ((List<?>) a.with().get("alarms")).stream())
                .map(a -> String.valueOf(((Map<?, ?>) a).get("name")))
                .toList();
        var asked = String.valueOf(
                evidence().get("Monitoring and alerts configured").with().get("alarms"));
        assertThat(made).hasSize(5).allMatch(asked::contains);
    }

    @Test
    void a_skipped_step_proves_nothing() throws Exception {
        try (var live = LiveOnEstate.open(plan, folder)) {
            assertThat(live.session().readEvidence("p5-budget-1")).noneMatch(Check::passed);
            TwoPeople.skip(
                    live.session(),
                    live.lead(),
                    new RehearsedPerson("second@medzen"),
                    "1.8c",
                    "There was no time for it today");
            assertThat(live.session().readEvidence("p5-budget-1"))
                    .singleElement()
                    .satisfies(c -> assertThat(c.outcome().evidence())
                            .contains("it was skipped by lead@medzen", "no time for it"));
        }
    }

    /** The announcement of success, and the ticks on the first seven days, are about a time. */
    @Test
    void what_is_stated_about_a_time_is_not_stated_before_the_time_is_over() throws Exception {
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var session = desk.workplace().session();
            assertThatThrownBy(() -> session.attest("5.14", desk.lead(), "It went out, all is well"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("is about a time that is not over: Step 5.8");
            for (var item : List.of("after-daily-1", "after-daily-2", "after-daily-4")) {
                assertThatThrownBy(() -> session.tick(item, desk.lead(), "looked at it"))
                        .isInstanceOf(Refusal.class);
            }
            new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.step("5.14").orElseThrow().state() instanceof StepState.Waiting);
            var switched = (StepState.Succeeded)
                    session.view().step("5.8").orElseThrow().state();
            assertThat(session.view().step("5.14").orElseThrow().state())
                    .isInstanceOfSatisfying(
                            StepState.Waiting.class,
                            w -> assertThat(w.what())
                                    .isInstanceOfSatisfying(
                                            StepState.WaitsFor.Time.class,
                                            t -> assertThat(t.until())
                                                    .isEqualTo(switched.at().plus(Duration.ofHours(24)))));
            assertThatThrownBy(() -> session.attest("5.14", desk.lead(), "It went out, all is well"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("24 h since the end of step 5.8 have not passed");
        }
    }

    @Test
    void what_was_stated_is_stated_again_until_what_goes_by_it_is_done() throws Exception {
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var session = desk.workplace().session();
            var lead = new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {});
            lead.goUntil(v -> v.step("6.2d").orElseThrow().state() instanceof StepState.Succeeded);
            assertThat(session.view().step("6.2d").orElseThrow().restated())
                    .hasValueSatisfying(words -> assertThat(words).contains("may be deleted in Cape Town"));

            session.attest("6.2d", desk.lead(), "Table medzen-forgotten may go too: Dr Ekane, until 2026-12-31");

            assertThat(session.view().step("6.2d").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
            assertThat(desk.workplace()
                            .records()
                            .trail()
                            .records(1, Long.MAX_VALUE)
                            .filter(r ->
                                    r.kind().equals("step.attest") && r.step().equals("6.2d")))
                    .as("both statements stay in the trail")
                    .hasSize(2);

            // Nobody who has made a decision, and nobody after the last deletion that goes by it, states anything
            // again.
            assertThatThrownBy(() -> session.attest("4.4", desk.lead(), "Something else after all"))
                    .isInstanceOf(Refusal.class);
            plan.decidedIn("6.2d")
                    .map(s -> session.view().step(s.id()).orElseThrow())
                    .filter(v -> !v.state().settled())
                    .forEach(v -> session.skip(v.step().id(), desk.lead(), "left out for this test, all of them"));
            assertThat(session.view().step("6.2d").orElseThrow().restated()).isEmpty();
            assertThatThrownBy(() -> session.attest("6.2d", desk.lead(), "And something more may go"))
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void a_phase_with_a_skipped_step_is_not_complete_and_names_who_skipped_what() throws Exception {
        try (var live = LiveOnEstate.open(plan, folder)) {
            var second = new RehearsedPerson("second@medzen");
            for (var step : plan.phase("3").orElseThrow().steps()) {
                TwoPeople.skip(
                        live.session(), live.lead(), second, step.id(), "Bedrock was not looked at, " + step.id());
            }
            assertThat(live.session().readEvidence("p5-pre-1"))
                    .filteredOn(c -> c.title().equals("Phase 3 is complete"))
                    .singleElement()
                    .satisfies(c -> {
                        assertThat(c.outcome()).isInstanceOf(Check.Fail.class);
                        assertThat(c.outcome().evidence())
                                .contains(
                                        "step 3.1 was skipped by lead@medzen: Bedrock was not looked at, 3.1",
                                        "step 3.3 was skipped by");
                    });
        }
    }

    @Test
    void where_traffic_goes_is_read_at_the_name_and_says_where_it_leads() {
        var asked = evidence().entrySet().stream()
                .filter(e -> e.getKey().startsWith("All traffic confirmed on eu-central-1"))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(asked).hasSize(1);
        var use = asked.getFirst();
        assertThat(use.type()).isEqualTo("dns.check");
        assertThat(Variables.in(use.with())).containsExactly("2.2.LoadBalancerDns");
    }
}
