package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.plan.Reliance;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionActions;
import app.medzenhealth.cutover.session.StepState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others rely on is left out by two people only, with the consequence that the console computes. */
class MandatoryStepsTest {
    private static final Path FILE = Path.of("assets/plans/medzen-eu-central-1.yaml");
    private static final String REASON = "We are late, and the telephone conference wants to go on";

    @TempDir
    Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();
    private final RehearsedPerson second = new RehearsedPerson("second@medzen");

    private static List<String> mandatory(Plan plan) {
        return plan.steps()
                .filter(s -> Reliance.on(plan, s).mandatory())
                .map(Step::id)
                .toList();
    }

    /** Every phase may begin, so that every step may be left out: what is asked here is who may. */
    static Plan opened(Plan plan) {
        return PlanVariant.of(plan)
                .phases(plan.phases().stream().map(MandatoryStepsTest::opened).toList())
                .closing(plan.closing().stream().map(MandatoryStepsTest::opened).toList())
                .plan();
    }

    private static Phase opened(Phase p) {
        return new Phase(
                p.id(),
                p.title(),
                p.goal(),
                p.planned(),
                List.of(),
                Optional.empty(),
                p.regions(),
                p.checklists(),
                p.steps(),
                p.deliverables(),
                p.departures(),
                p.source(),
                p.writeRole());
    }

    @Test
    void what_the_cutover_and_the_deletions_stand_on_is_mandatory_without_a_word_in_the_plan() throws Exception {
        assertThat(Files.readString(FILE)).doesNotContain("mandatory:");
        assertThat(mandatory(plan))
                .as("fence, comparison, promotion, service, switch")
                .contains("5.3", "5.5", "5.6", "5.7", "5.8")
                .as("what times the promotion, and who decides on the window")
                .contains("1.8c", "5.2")
                .as("what saves what is deleted, and a copy of it")
                .contains("1.3", "1.4", "5.4", "4.7", "6.2", "6.2b", "6.2c", "6.6e", "6.6f")
                .as("what shows that it is not needed")
                .contains("3.3", "6.1")
                .as("who signs off")
                .contains("6.2d")
                .as("the ways back")
                .contains("rollback.1", "rollback.2", "rollback.3")
                .as("what nothing stands on")
                .doesNotContain("1.1", "1.8b", "1.9", "3.1", "5.0", "5.2a", "5.12b", "5.14", "6.10", "after.6");
        System.out.println("mandatory: " + mandatory(plan));
    }

    @Test
    void a_plan_makes_a_step_mandatory_besides_and_takes_none_away() throws Exception {
        var text = Files.readString(FILE);
        var at = "        title: \"Monitor for fifteen minutes\"\n";
        assertThat(text).contains(at);
        var read = new PlanReader(SessionActions.signatures());
        var added = read.read(
                FILE, text.replace(at, at + "        mandatory: true\n").getBytes(StandardCharsets.UTF_8));
        assertThat(added).isInstanceOf(PlanReading.Read.class);
        assertThat(mandatory(plan)).doesNotContain("5.11");
        assertThat(mandatory(((PlanReading.Read) added).plan())).contains("5.11");

        var fence = "        title: \"Fence writes in Ireland\"\n";
        var taken = read.read(
                FILE, text.replace(fence, fence + "        mandatory: false\n").getBytes(StandardCharsets.UTF_8));
        assertThat(taken)
                .isInstanceOfSatisfying(
                        PlanReading.Refused.class,
                        r -> assertThat(r.problems())
                                .singleElement()
                                .satisfies(p -> assertThat(p.line())
                                        .isEqualTo((int) text.substring(0, text.indexOf(fence))
                                                        .lines()
                                                        .count()
                                                + 2)));
    }

    @Test
    void each_mandatory_step_is_refused_to_one_person_and_left_out_by_two_with_its_consequence() throws Exception {
        var plan = opened(this.plan);
        var tried = 0;
        try (var live = LiveOnEstate.open(plan, folder)) {
            var session = live.session();
            session.enrol(second.name(), second.publicKey(), live.lead());
            for (var step : plan.sequence().flatMap(p -> p.steps().stream()).toList()) {
                var reliance = Reliance.on(plan, step);
                var alone = Exemption.skip(step.id(), live.lead(), REASON);
                if (!reliance.mandatory()) {
                    assertThat(Demand.toSkip(session.view(), step).confirm()).isEqualTo(Step.Confirm.NONE);
                    continue;
                }
                tried++;
                var before = records(live).size();
                assertThatThrownBy(() -> session.exempt(alone))
                        .as(step.id())
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("takes two people")
                        .hasMessageContaining(reliance.consequence().getFirst());
                assertThatThrownBy(() -> session.exempt(alone.signed(Optional.of(step.title()), Optional.empty())))
                        .as("the name alone")
                        .isInstanceOf(Refusal.class);
                assertThat(records(live))
                        .as(step.id() + ": nothing was written")
                        .hasSize(before);

                var challenge = session.challenge(alone);
                var words = Approvals.read(challenge).words();
                assertThat(words.getFirst()).contains("SKIP, not carried out: " + step.title());
                assertThat(words).anyMatch(w -> w.contains(REASON));
                assertThat(words.stream().map(String::strip)).containsAll(reliance.consequence());
                var response = Optional.of(second.respond(challenge));
                assertThatThrownBy(() -> session.exempt(alone.signed(Optional.of("something else"), response)))
                        .as("the signature without the name")
                        .isInstanceOf(Refusal.class);
                session.exempt(alone.signed(Optional.of(step.title()), response));

                assertThat(session.view().step(step.id()).orElseThrow().state())
                        .isInstanceOfSatisfying(
                                StepState.Skipped.class,
                                s -> assertThat(s.by()).isEqualTo(live.lead().name() + " and " + second.name()));
                var skipped = records(live).stream()
                        .filter(r -> r.kind().equals("step.skipped") && r.step().equals(step.id()))
                        .collect(Collectors.toList());
                assertThat(skipped).singleElement().satisfies(r -> {
                    assertThat(r.data().get("approvedBy")).isEqualTo(second.name());
                    assertThat(r.data().get("consequence")).isEqualTo(reliance.consequence());
                });
                assertThat(records(live))
                        .anyMatch(r -> r.kind().equals("approval.accepted")
                                && r.step().equals(step.id())
                                && "skip".equals(r.data().get("for")));
            }
        }
        System.out.println(tried + " mandatory steps, each refused to one and left out by two");
        assertThat(tried).isGreaterThan(20);
    }

    @Test
    void a_signature_counts_for_one_reason_one_step_and_one_kind_of_decision() throws Exception {
        var plan = opened(this.plan);
        try (var live = LiveOnEstate.open(plan, folder)) {
            var session = live.session();
            session.enrol(second.name(), second.publicKey(), live.lead());
            var fence = Exemption.skip("5.3", live.lead(), REASON);
            var response = Optional.of(second.respond(session.challenge(fence)));
            var title = Optional.of(plan.step("5.3").orElseThrow().title());
            refused(session, Exemption.skip("5.3", live.lead(), REASON + "!").signed(title, response));
            refused(
                    session,
                    Exemption.waive("5.3", "window", live.lead(), REASON).signed(title, response));
            refused(
                    session,
                    Exemption.skip("5.5", live.lead(), REASON)
                            .signed(Optional.of(plan.step("5.5").orElseThrow().title()), response));
            assertThat(session.view().step("5.3").orElseThrow().state()).isNotInstanceOf(StepState.Skipped.class);
            session.exempt(fence.signed(title, response));
        }
    }

    private static void refused(Session session, Exemption decision) {
        assertThatThrownBy(() -> session.exempt(decision)).isInstanceOf(Refusal.class);
    }

    private static List<AuditRecord> records(LiveOnEstate live) {
        return live.workplace().records().trail().records(1, Long.MAX_VALUE).toList();
    }
}
