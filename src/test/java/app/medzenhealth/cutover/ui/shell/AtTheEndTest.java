package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;

/** When every step is settled, nothing on the window is due any more, and what was not as planned is named. */
class AtTheEndTest {
    private static HandMadeView ended() {
        return HandMadeView.midCutover().over();
    }

    @Test
    void nothing_is_due_any_more() throws Exception {
        var words = words(ended());

        assertThat(words)
                .contains("at its end")
                .doesNotContain("possible")
                .noneMatch(w -> w.contains("0 s left"))
                .noneMatch(w -> w.startsWith("window ") || w.startsWith("outside "))
                .noneMatch(w -> w.contains("closes in") || w.contains("opens in"));
    }

    @Test
    void what_was_skipped_and_gone_on_without_is_named_and_nothing_is_called_complete() throws Exception {
        var words = words(ended().waived("5.3", List.of("“Last use of x” (lead: nobody knows it)")));

        assertThat(words)
                .contains("2 exceptions")
                .noneMatch(w -> w.contains("ALL PHASES COMPLETE"))
                .anyMatch(w -> w.contains("1 STEP SKIPPED · WITHOUT 1 ITEM"))
                .anyMatch(w -> w.contains("Step 5.3 went on without “Last use of x”"))
                .anyMatch(w -> w.contains("3.2") && w.contains("was skipped by lead@medzenhealth.app"))
                .anyMatch(w -> w.contains("Done without 1 item"));
    }

    @Test
    void without_any_exception_it_says_that_all_is_as_planned() throws Exception {
        var view = ended().state(
                        "3.2",
                        new StepState.Succeeded(HandMadeView.NOW, Duration.ofMinutes(1), "lead@medzenhealth.app"));

        assertThat(words(view)).contains("all as planned").noneMatch(w -> w.matches("\\d+ exceptions?"));
    }

    private static List<String> words(HandMadeView made) throws Exception {
        ScreenPainter.startUp();
        return ScreenPainter.onFx(() -> {
            try (var window = new ConsoleWindow(
                    new HandMadeConsole(made.view(), HandMadeInventory.threeRegions()),
                    EveryScreen.entries(),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run))) {
                var scene = window.scene(1600, 1000);
                window.refreshNow();
                laidOut(scene.getRoot());
                var mission = texts(scene.getRoot()).toList();
                ((ButtonBase) scene.lookup("#mission-handover")).fire();
                laidOut(scene.getRoot());
                var handover = texts(scene.getRoot()).toList();
                window.navigator().go(Place.PHASES, Optional.of("5.3"));
                laidOut(scene.getRoot());
                return Stream.of(mission.stream(), handover.stream(), texts(scene.getRoot()))
                        .flatMap(s -> s)
                        .distinct()
                        .toList();
            }
        });
    }

    private static void laidOut(Parent root) {
        for (var pass = 0; pass < 3; pass++) {
            root.applyCss();
            root.layout();
        }
    }

    private static Stream<String> texts(Node node) {
        return switch (node) {
            case Labeled l -> Stream.ofNullable(l.getText());
            case Text t -> Stream.of(t.getText());
            case Parent p -> p.getChildrenUnmodifiable().stream().flatMap(AtTheEndTest::texts);
            default -> Stream.empty();
        };
    }
}
