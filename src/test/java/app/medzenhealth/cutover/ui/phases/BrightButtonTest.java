package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.app.ShippedSession;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is bright can be done now. */
class BrightButtonTest {
    private static final Set<String> BRIGHT = Set.of("primary", "caution", "danger");
    /** What leads to what opens a step. */
    private static final String WAY = "(Go to step|Set “|Show the first open item).*";

    @TempDir
    Path folder;

    @Test
    void no_main_button_is_bright_on_a_step_that_cannot_be_done_now_and_no_step_back_can_be_skipped() throws Exception {
        ScreenPainter.startUp();
        var faults = new ArrayList<String>();
        var looked = 0;
        var locked = 0;
        for (var view : ShippedSession.views(folder.resolve("state"), "5.2", "6.2")) {
            for (var step : steps(view)) {
                looked++;
                locked += waits(step.state()) ? 1 : 0;
            }
            ScreenPainter.onFx(() -> {
                faults.addAll(faults(view));
                return "";
            });
        }
        System.out.println(looked + " steps looked at, " + locked + " of them locked: " + faults);
        assertThat(locked).isGreaterThan(100);
        assertThat(faults).isEmpty();
    }

    private static List<String> faults(SessionView view) {
        var faults = new ArrayList<String>();
        var session = new ClickedSession(view);
        try (var window = new ConsoleWindow(
                session,
                EveryScreen.entries(),
                new SceneTheme(Appearance.STANDARD),
                new Background(Runnable::run, Runnable::run))) {
            var scene = window.scene(1600, 1000);
            window.refreshNow();
            var revision = view.revision();
            for (var step : steps(view)) {
                var id = step.step().id();
                window.navigator().goToStep(id);
                lookAt(scene, ".action-foot", step, "Phases " + id).ifPresent(faults::add);
                var back = view.plan().rollbacks().stream()
                        .anyMatch(r -> r.procedure().steps().contains(step.step()));
                if (back && scene.lookup("#skip-step") != null) {
                    faults.add(id + " is a step of a way back and can be skipped");
                }
                if (!back && waits(step.state()) && scene.lookup("#skip-step") == null) {
                    faults.add(id + " cannot be skipped");
                }
                session.show(next(view, ++revision, id));
                window.refreshNow();
                window.navigator().go(Place.MISSION);
                lookAt(scene, ".next-foot", step, "Mission " + id).ifPresent(faults::add);
            }
        }
        return faults;
    }

    private static Optional<String> lookAt(Scene scene, String foot, SessionView.StepView step, String where) {
        for (var pass = 0; pass < 2; pass++) {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        }
        return scene.getRoot().lookup(foot).lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(b -> waits(step.state()) && !b.isDisabled())
                .filter(b -> b.getStyleClass().stream().anyMatch(BRIGHT::contains))
                .filter(b -> !b.getText().matches(WAY)
                        || b.getText().equals("Go to step " + step.step().id()))
                .map(b -> where + ": “" + b.getText() + "” is bright, " + step.state())
                .findFirst();
    }

    private static boolean waits(StepState state) {
        return state instanceof StepState.Locked || state instanceof StepState.Waiting(StepState.WaitsFor.Time _);
    }

    private static List<SessionView.StepView> steps(SessionView view) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .toList();
    }

    private static SessionView next(SessionView v, long revision, String next) {
        return new SessionView(
                revision,
                v.session(),
                v.plan(),
                v.mode(),
                v.operator(),
                v.identity(),
                v.at(),
                v.phases(),
                v.rollbacks(),
                Optional.of(next),
                v.sentence(),
                v.resumption(),
                v.hold(),
                v.downtime(),
                v.wayBack(),
                v.parameters(),
                v.audit());
    }

    @Test
    void what_comes_next_and_waits_for_a_step_elsewhere_names_that_step_and_leads_there() throws Exception {
        ScreenPainter.startUp();
        var before = new StepState.Locked(List.of(new StepState.Lock(
                "Phase 7 “DR in eu-west-1” is not complete", "complete phase 7", new Cause.Before("7"))));
        var view = HandMadeView.midCutover().inService().state("7.6", new StepState.Ready());
        for (var step : List.of("5.6", "5.7", "5.8")) {
            view.state(step, before);
        }
        var shown = ScreenPainter.onFx(() -> {
            try (var window = new ConsoleWindow(
                    new ClickedSession(view.view()),
                    EveryScreen.entries(),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run))) {
                var scene = window.scene(1600, 1000);
                window.refreshNow();
                window.navigator().goToStep("5.5");
                for (var pass = 0; pass < 2; pass++) {
                    scene.getRoot().applyCss();
                    scene.getRoot().layout();
                }
                var said = ((Label) scene.lookup("#reason")).getText();
                var button = (Button) scene.lookup("#to-next");
                button.fire();
                return List.of(said, button.getText(), ((Label) scene.lookup("#step-title")).getText());
            }
        });
        assertThat(shown.get(0))
                .contains("Next: 5.6 Promote the eu-central-1 replica: waits for phase 7; first 7.6 Drill");
        assertThat(shown.get(1)).isEqualTo("Go to step 7.6");
        assertThat(shown.get(2)).isEqualTo("Drill on a disposable replica");
    }
}
