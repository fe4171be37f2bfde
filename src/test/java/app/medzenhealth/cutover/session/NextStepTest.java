package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
                        new Cause.Window(
                                "Sat 24 Jan 02:00–04:00 UTC", Optional.of(Instant.parse("2026-01-24T02:00:00Z"))))));
        var next = beforeTheFence(before).view().nextStep().orElseThrow();

        assertThat(next.step()).isEqualTo("5.3");
        assertThat(next.missing()).isEqualTo("7 ticks missing, outside the change window (Sat 24 Jan 02:00–04:00 UTC)");
    }

    /** The fence is up, and this is the state of the step after it; phase 7 could go on. */
    private static HandMadeView underWay(StepState state) {
        var view = HandMadeView.midCutover();
        HandMadePlan.medzen().phase("5").orElseThrow().steps().stream()
                .skip(1)
                .forEach(s -> view.state(s.id(), LOCKED));
        return view.state("5.4", state).state("7.6", new StepState.Ready());
    }

    private static Cause example(Class<?> cause) {
        return switch (cause.getSimpleName()) {
            case "Ticks" -> new Cause.Ticks("p5-pre", "p5-pre-2", 7);
            case "Value" -> new Cause.Value("hostedZone", "Hosted zone");
            case "Held" -> new Cause.Held();
            case "Before" -> new Cause.Before("7.6");
            case "Soak" -> new Cause.Soak(HandMadeView.NOW.plusSeconds(3600));
            case "Window" ->
                new Cause.Window("Sat 24 Jan 02:00–04:00 UTC", Optional.of(Instant.parse("2026-01-24T02:00:00Z")));
            case "Budget" -> new Cause.Budget();
            case "Moved" -> new Cause.Moved();
            case "Unsaid" -> new Cause.Unsaid("On-Call");
            case "NoGo" -> new Cause.NoGo("On-Call");
            case "Other" -> new Cause.Other();
            default -> throw new AssertionError("No example of " + cause);
        };
    }

    @Test
    void whatever_a_step_waits_for_the_phase_under_way_is_not_left_and_the_reason_is_said() {
        var said = new TreeMap<String, String>();
        for (var one : Cause.class.getPermittedSubclasses()) {
            for (var other : Cause.class.getPermittedSubclasses()) {
                var view = underWay(new StepState.Locked(List.of(
                                new Lock("It is not time yet", "wait for it", example(one)),
                                new Lock("It is not time yet", "wait for it", example(other)))))
                        .view();
                var next = view.nextStep().orElseThrow();
                assertThat(next.phase()).as("%s and %s", one, other).isEqualTo("5");
                assertThat(next.missing()).as("%s and %s", one, other).isNotBlank();
                if (one == other) {
                    assertThat(next.step()).isEqualTo("5.4");
                    said.put(one.getSimpleName(), next.words());
                }
            }
        }
        System.out.println(said);
        assertThat(said).hasSameSizeAs(Cause.class.getPermittedSubclasses());
    }

    @Test
    void in_whatever_state_its_step_is_the_phase_under_way_is_not_left() {
        var open = HandMadeView.everyState().stream().filter(s -> !s.settled()).toList();
        assertThat(open.stream().map(Object::getClass).distinct())
                .hasSize(StepState.class.getPermittedSubclasses().length - 2);
        for (var state :
                open.stream().filter(s -> !(s instanceof StepState.Locked)).toList()) {
            assertThat(underWay(state).view().nextStep().orElseThrow().step())
                    .as("%s", state)
                    .isEqualTo("5.4");
        }
    }

    @Test
    void outside_the_window_it_says_so_and_what_can_be_done() {
        var lock = new Lock(
                "The change window is not open yet",
                "wait until it opens",
                example(Cause.Window.class),
                Optional.of("window"));
        var view = underWay(new StepState.Locked(List.of(lock))).view();
        var next = view.nextStep().orElseThrow();

        assertThat(next.kind()).isEqualTo(NextStep.Kind.LOCKED);
        assertThat(next.words())
                .startsWith("5.4 ")
                .endsWith(": outside the change window (Sat 24 Jan 02:00–04:00 UTC); "
                        + "wait until it opens, or go on in spite of it, in writing");
        assertThat(NextStep.atOnce(view.phases(), view.rollbacks())
                        .orElseThrow()
                        .step())
                .as("what can be done meanwhile")
                .isEqualTo("7.6");
    }

    @Test
    void a_phase_that_was_not_begun_and_may_not_begin_leads_on_to_what_can_be_done() {
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

    @Test
    void what_is_in_doubt_on_the_way_there_calls_nobody_off_a_way_back() {
        var doubt = new StepState.InDoubt(HandMadeView.NOW, "no answer came");
        assertThat(twoStepsBack(new StepState.Ready(), doubt)
                        .nextStep()
                        .orElseThrow()
                        .step())
                .isEqualTo("rollback.2");
        assertThat(twoStepsBack(doubt, doubt).nextStep().orElseThrow().step())
                .as("what broke on the way back itself")
                .isEqualTo("rollback.2");
        assertThat(twoStepsBack(LOCKED, doubt).nextStep().orElseThrow().step())
                .as("where the way back waits for it")
                .isEqualTo("5.6");
    }

    private static SessionView twoStepsBack() {
        return twoStepsBack(new StepState.Ready(), new StepState.Ready());
    }

    private static SessionView twoStepsBack(StepState second, StepState promotion) {
        var done = new StepState.Succeeded(HandMadeView.NOW, Duration.ofMinutes(1), "lead");
        return HandMadeView.midCutover()
                .on(HandMadePlan.withTwoStepsBack())
                .state("rollback.1", done)
                .state("rollback.2", second)
                .state("5.6", promotion)
                .view();
    }
}
