package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.UndoLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever can be undone can be done once more: no service takes the second request for the first one. */
class UndoneAndDoneAgainTest {
    @TempDir
    private Path folder;

    @Test
    void each_step_that_can_be_undone_is_undone_and_carried_out_again_before_the_fence() throws Exception {
        try (var app = EstateApp.open(folder, estate -> estate)) {
            var tried = new LinkedHashSet<String>();
            var stopped = new ArrayList<String>();
            var lead = app.lead(s -> {});
            while (true) {
                lead.goUntil(v -> v.step("5.2").orElseThrow().state().settled()
                        || v.phases().stream()
                                .flatMap(p -> p.steps().stream())
                                .anyMatch(s -> undoable(s, app)
                                        && !tried.contains(s.step().id())));
                var next = app.session().view().phases().stream()
                        .flatMap(p -> p.steps().stream())
                        .filter(s ->
                                undoable(s, app) && !tried.contains(s.step().id()))
                        .findFirst();
                if (next.isEmpty()) {
                    break;
                }
                var id = next.get().step().id();
                tried.add(id);
                app.undo(id);
                assertThat(app.session().view().step(id).orElseThrow().state())
                        .as("undone: " + id)
                        .isInstanceOf(StepState.Undone.class);
                lead.carryOut(app.session().view().step(id).orElseThrow())
                        .ifPresent(problem -> stopped.add(id + ": " + problem));
                if (!stopped.isEmpty()) {
                    break;
                }
            }
            System.out.println("undone and done again: " + tried);
            assertThat(stopped).isEmpty();
            assertThat(tried).hasSizeGreaterThan(15).contains("2.4");
        }
    }

    private static boolean undoable(StepView view, EstateApp app) {
        return view.step().effect() == Step.Effect.REVERSIBLE
                && view.state() instanceof StepState.Succeeded
                && UndoLock.of(app.session().view(), view).isEmpty();
    }
}
