package app.medzenhealth.cutover.ui.mission;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.AuditFeed.SignedHead;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private final HandMadeView session = HandMadeView.midCutover();

    private static Handover card(SessionView view) {
        return Handover.of(
                view,
                HandMadeView.NOW,
                Optional.of(Set.of("dba@medzenhealth.app", view.operator().name())),
                Optional.of(new SignedHead(402, "77b1b0881372")),
                Optional.empty());
    }

    private static String line(Handover card, String name) {
        return card.lines().stream()
                .filter(l -> l.name().equals(name))
                .map(Handover.Line::text)
                .findFirst()
                .orElse("");
    }

    @Test
    void it_says_where_things_stand_what_comes_and_who_may_approve() {
        var card = card(session.view());

        assertThat(line(card, "Phase")).startsWith("5 Cutover").contains(" steps done");
        assertThat(line(card, "In flight")).isNotBlank();
        assertThat(line(card, "Next"))
                .startsWith("5.6 ")
                .contains("irreversible")
                .contains("second person");
        assertThat(line(card, "Next gate"))
                .isEqualTo("Expected: Alarms. Not known: AccessDenied: cloudwatch:DescribeAlarms");
        assertThat(line(card, "Deadline")).isEqualTo("change window 02:00–04:00 UTC closes in 1 h 17 min");
        assertThat(line(card, "Downtime")).isEqualTo("01:52 of 05:00, counting");
        assertThat(line(card, "May approve")).isEqualTo("dba@medzenhealth.app; lead: lead@medzenhealth.app");
        assertThat(line(card, "Audit head"))
                .isEqualTo("9c41 e07b d2f6 after 418 records; signed: 77b1 b088 1372 after 402");
    }

    @Test
    void what_is_in_doubt_or_stands_still_comes_first_to_the_eye() {
        var card = card(session.state(
                        "5.6", new StepState.InDoubt(HandMadeView.NOW, "PromoteReadReplica was sent; no answer came"))
                .held()
                .trailBroken()
                .view());

        assertThat(card.lines().getFirst().name()).isEqualTo("Trail");
        assertThat(card.lines().get(1).name()).isEqualTo("On hold");
        assertThat(card.lines())
                .filteredOn(l -> l.name().equals("In flight"))
                .singleElement()
                .satisfies(l -> assertThat(l.tone()).isEqualTo(Tone.UNKNOWN))
                .satisfies(l -> assertThat(l.text()).contains("IN DOUBT").contains("in AWS: snapshot"));
    }

    @Test
    void it_names_every_step_that_was_skipped_by_whom_and_why() {
        var card = card(session.state(
                        "1.3", new StepState.Skipped(HandMadeView.NOW, "dba@medzenhealth.app", "A snapshot is there"))
                .view());

        assertThat(card.lines())
                .filteredOn(l -> l.name().equals("Skipped"))
                .hasSize(2)
                .allSatisfy(l -> assertThat(l.tone()).isEqualTo(Tone.WARN))
                .anySatisfy(l -> assertThat(l.text())
                        .startsWith("1.3 ")
                        .contains("dba@medzenhealth.app")
                        .contains("A snapshot is there"))
                .anySatisfy(l ->
                        assertThat(l.text()).startsWith("3.2 ").contains("lead@medzenhealth.app", "Covered by the"));
    }

    @Test
    void while_a_phase_soaks_the_deadline_is_its_end() {
        assertThat(line(card(session.nothingNext().view()), "Deadline")).startsWith("soak before phase 6 ends ");
    }

    @Test
    void as_text_it_has_a_line_for_each_fact_and_fits_a_chat() {
        var card = card(session.view());

        assertThat(card.text().lines()).hasSize(card.lines().size() + 1);
        assertThat(card.text()).startsWith("Handover: ").hasSizeLessThan(1500);
    }

    @Test
    void approvers_that_could_not_be_read_are_not_said_to_be_nobody() {
        var card = Handover.of(session.view(), HandMadeView.NOW, Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(line(card, "May approve")).startsWith("not read yet");
    }
}
