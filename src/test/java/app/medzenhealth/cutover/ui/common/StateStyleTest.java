package app.medzenhealth.cutover.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.DeliverableView;
import app.medzenhealth.cutover.session.SessionView.ItemView;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.Tick;
import app.medzenhealth.cutover.session.StepState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class StateStyleTest {
    /** A phase whose steps are all done, with one list and one deliverable that a step brings. */
    private static PhaseView over(int items, int ticked, boolean delivered, List<String> by) {
        var p = HandMadeView.midCutover().view().phases().getFirst();
        assertThat(p.state()).isEqualTo(PhaseState.COMPLETE);
        var all = IntStream.range(0, items)
                .mapToObj(i -> new Checklist.Item("i" + i, "Item " + i, Optional.empty(), Optional.empty(), "here"))
                .toList();
        var list = new ChecklistView(
                new Checklist("list", "Before anything begins", Optional.empty(), all, "here"),
                all.stream()
                        .map(i -> new ItemView(
                                i,
                                all.indexOf(i) < ticked
                                        ? Optional.of(new Tick("lead", HandMadeView.NOW, ""))
                                        : Optional.empty(),
                                List.of(),
                                Optional.empty()))
                        .toList());
        return new PhaseView(
                p.phase(),
                p.state(),
                p.started(),
                p.ended(),
                p.locks(),
                p.soak(),
                List.of(list),
                p.steps(),
                List.of(new DeliverableView(
                        new Phase.Deliverable("d", "Triggers updated", by, "here"), delivered, List.of())));
    }

    private static String word(PhaseView phase) {
        return StateStyle.of(phase).word();
    }

    @Test
    void a_phase_is_complete_only_when_nothing_it_asks_for_is_open() {
        assertThat(word(over(7, 1, true, List.of("4.3")))).isEqualTo("Steps done · 6 items open");
        assertThat(word(over(7, 6, true, List.of("4.3")))).isEqualTo("Steps done · 1 item open");
        assertThat(word(over(7, 7, false, List.of("4.3", "5.10")))).isEqualTo("Steps done · 1 item open");
        assertThat(word(over(7, 6, false, List.of("4.3", "5.10")))).isEqualTo("Steps done · 2 items open");
        assertThat(word(over(7, 7, true, List.of("4.3")))).isEqualTo("Complete");
    }

    @Test
    void a_phase_whose_steps_were_skipped_is_not_said_to_be_done() {
        var skipped = new StepState.Skipped(HandMadeView.NOW, "lead", "Not needed");
        var phase = HandMadeView.midCutover()
                .state("1.3", skipped)
                .state("1.7", skipped)
                .view()
                .phases()
                .getFirst();

        assertThat(phase.state()).isEqualTo(PhaseState.COMPLETE);
        var look = StateStyle.of(phase);
        assertThat(look.word()).startsWith("1 done, 2 skipped");
        assertThat(look.tone()).isEqualTo(Tone.WARN);
        assertThat(look.symbol()).isNotEqualTo(Feather.CHECK_CIRCLE);
    }

    @Test
    void a_step_that_went_on_without_something_is_neither_green_nor_simply_done_and_its_phase_neither() {
        var phase = HandMadeView.midCutover()
                .waived("1.3", List.of("“Last use” (lead: known)", "“Alarm” (lead: known)"))
                .view()
                .phases()
                .getFirst();

        var step = phase.steps().stream()
                .filter(s -> s.step().id().equals("1.3"))
                .findFirst()
                .orElseThrow();
        assertThat(StateStyle.of(step))
                .isEqualTo(new StateStyle(Feather.ALERT_TRIANGLE, "Done without 2 items", Tone.WARN));
        assertThat(StateStyle.of(phase).word()).startsWith("Steps done without 2 items");
        assertThat(StateStyle.of(phase).tone()).isEqualTo(Tone.WARN);
    }

    @Test
    void a_deliverable_that_no_step_brings_is_for_people_to_judge() {
        assertThat(word(over(7, 7, false, List.of()))).isEqualTo("Complete");
    }
}
