package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseQuestionTest {
    private final SessionView running = HandMadeView.midCutover()
            .state("5.6", HandMadeView.everyState().get(6))
            .view();

    private static SessionView with(SessionView view, SessionView.Mode mode, List<PhaseView> phases) {
        return new SessionView(
                view.revision(),
                view.session(),
                view.plan(),
                mode,
                view.operator(),
                view.identity(),
                view.at(),
                phases,
                view.rollbacks(),
                view.next(),
                view.sentence(),
                view.resumption(),
                view.hold(),
                view.downtime(),
                view.wayBack(),
                view.parameters(),
                view.audit());
    }

    @Test
    void it_names_what_runs_what_goes_on_and_what_it_costs_in_each_mode() {
        for (var mode : SessionView.Mode.values()) {
            var text = String.join("\n", CloseQuestion.sentences(with(running, mode, running.phases())));
            assertThat(text)
                    .contains("is running: Waiting for status available", "repeats none", "the downtime runs on")
                    .contains(
                            switch (mode) {
                                case LIVE -> "AWS continues with what was sent";
                                case EMULATOR -> "The emulator continues";
                                case REHEARSAL -> "The rehearsal is kept";
                            });
        }
    }

    @Test
    void nothing_is_asked_where_nothing_runs() {
        var still = running.phases().stream()
                .map(p -> new PhaseView(
                        p.phase(),
                        p.state(),
                        p.started(),
                        p.ended(),
                        p.locks(),
                        p.soak(),
                        p.checklists(),
                        p.steps().stream()
                                .map(s -> s.state() instanceof StepState.Running
                                        ? HandMadeView.settled(
                                                s,
                                                s.step(),
                                                new StepState.Succeeded(running.at(), Duration.ZERO, "lead"),
                                                s.review())
                                        : s)
                                .toList(),
                        p.deliverables()))
                .toList();
        assertThat(CloseQuestion.of(with(running, SessionView.Mode.LIVE, still), () -> {}))
                .isEmpty();
    }
}
