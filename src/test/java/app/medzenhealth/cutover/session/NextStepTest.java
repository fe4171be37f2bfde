package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NextStepTest {
    private static final StepState LOCKED = new StepState.Locked(
            List.of(new Lock("Step 5.3 is not complete", "complete step 5.3", new Cause.Before("5.3"))));

    private static StepState missing(int ticks) {
        return new StepState.Locked(List.of(new Lock(
                "Checklist “Pre-cutover checklist”: open",
                "tick it in the checklist",
                new Cause.Ticks("p5-pre", "p5-pre-2", ticks))));
    }

    /** Before the fence: everything ahead in phase 5 waits for it, and phase 7 could go on. */
    private static HandMadeView beforeTheFence(StepState fence) {
        return HandMadeView.midCutover()
                .state("5.3", fence)
                .state("5.4", LOCKED)
                .state("5.5", LOCKED)
                .state("5.6", LOCKED)
                .state("7.6", new StepState.Ready());
    }

    @Test
    void a_phase_under_way_is_not_left_for_a_later_one_while_ticks_are_missing_in_it() {
        var next = beforeTheFence(missing(7)).view().nextStep().orElseThrow();

        assertThat(next.step()).isEqualTo("5.3");
        assertThat(next.kind()).isEqualTo(NextStep.Kind.LOCKED);
        assertThat(next.missing()).isEqualTo("7 ticks missing");
        assertThat(next.item()).isEqualTo(Optional.of("p5-pre-2"));
        assertThat(next.words()).startsWith("5.3 ").endsWith(": 7 ticks missing");
    }

    @Test
    void one_tick_is_said_as_one() {
        assertThat(beforeTheFence(missing(1)).view().nextStep().orElseThrow().missing())
                .isEqualTo("1 tick missing");
    }

    @Test
    void on_hold_the_next_step_stays_and_the_hold_is_the_reason() {
        var held = new StepState.Locked(
                List.of(new Lock("On hold since 21 Jan 02:42 UTC by lead", "release the hold", new Cause.Held())));
        var next = beforeTheFence(held).view().nextStep().orElseThrow();

        assertThat(next.step()).isEqualTo("5.3");
        assertThat(next.missing()).isEqualTo("on hold");
    }

    @Test
    void ticks_can_be_made_while_the_change_window_is_still_to_come() {
        var before = new StepState.Locked(List.of(
                new Lock("Checklist", "tick it", new Cause.Ticks("p5-pre", "p5-pre-2", 7)),
                new Lock(
                        "The change window is not open yet",
                        "wait until it opens",
                        new Cause.Window(Optional.of(java.time.Instant.parse("2026-01-24T02:00:00Z"))))));
        var next = beforeTheFence(before).view().nextStep().orElseThrow();

        assertThat(next.step()).isEqualTo("5.3");
        assertThat(next.missing()).isEqualTo("7 ticks missing, the change window opens 24 Jan 02:00 UTC");
    }

    @Test
    void what_only_time_or_other_steps_can_open_leads_on_to_what_can_be_done() {
        assertThat(beforeTheFence(LOCKED).view().nextStep().orElseThrow().step())
                .isEqualTo("7.6");
    }

    @Test
    void what_broke_comes_before_everything_else() {
        var view = beforeTheFence(missing(7))
                .state("7.6", new StepState.InDoubt(HandMadeView.NOW, "no answer"))
                .view();

        assertThat(view.nextStep().orElseThrow().step()).isEqualTo("7.6");
        assertThat(view.nextStep().orElseThrow().kind()).isEqualTo(NextStep.Kind.BROKEN);
    }

    @Test
    void a_way_back_that_was_begun_leads_on_itself_and_not_back_into_the_cutover() {
        var steps = twoStepsBack();
        assertThat(steps.nextStep().orElseThrow().step()).isEqualTo("rollback.2");
        assertThat(steps.nextStep().orElseThrow().phase()).isEqualTo("rollback");
    }

    private static SessionView twoStepsBack() {
        var done = new StepState.Succeeded(HandMadeView.NOW, Duration.ofMinutes(1), "lead");
        return HandMadeView.midCutover()
                .on(app.medzenhealth.cutover.ui.common.HandMadePlan.withTwoStepsBack())
                .state("rollback.1", done)
                .state("rollback.2", new StepState.Ready())
                .state("5.6", new StepState.Ready())
                .view();
    }
}
