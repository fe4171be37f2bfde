package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.app.ShippedSession;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.feather.Feather;

class NextInSightTest {
    @TempDir
    Path folder;

    @Test
    void after_a_restart_the_first_key_to_what_comes_next_brings_its_row_into_sight() throws Exception {
        ScreenPainter.startUp();
        var view = ShippedSession.views(folder.resolve("state"), "5.2").getLast();
        var next = view.nextStep().orElseThrow().step();
        assertThat(next).startsWith("5.");
        var seen = ScreenPainter.onFx(() -> {
            try (var window = new ConsoleWindow(
                    new ClickedSession(view),
                    EveryScreen.entries(),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run))) {
                // The first screen is another: the list was never laid out before.
                var scene = window.scene(900, 600);
                window.refreshNow();
                laidOut(scene);
                Event.fireEvent(
                        scene.getRoot(),
                        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.F2, false, false, false, false));
                laidOut(scene);
                var list = (Region) scene.lookup("#steps");
                var row = list.lookupAll(".list-cell").stream()
                        .filter(n -> ("step-" + next).equals(n.getId()))
                        .findFirst();
                return row.isPresent()
                        && list.localToScene(list.getLayoutBounds())
                                .contains(row.get().localToScene(row.get().getLayoutBounds()));
            }
        });
        assertThat(seen).as("the row of step " + next + " is in sight").isTrue();
    }

    @Test
    void the_chosen_row_stays_whole_when_it_or_a_row_above_it_grows() throws Exception {
        ScreenPainter.startUp();
        var cut = ScreenPainter.onFx(() -> {
            var found = new ArrayList<String>();
            for (var height = 300; height < 400; height += 7) {
                for (var grows : List.of(0, 1, 3)) {
                    var list = new PlanList(_ -> {}, _ -> {}, () -> {});
                    list.setMinSize(300, height);
                    list.setMaxSize(300, height);
                    var scene = new Scene(new StackPane(list), 300, height);
                    new SceneTheme(Appearance.STANDARD).dress(scene);
                    // The last row that is wholly in sight is chosen.
                    list.show(rows(Set.of()), Optional.of("s0"));
                    laidOut(scene);
                    var last = 0;
                    while (whole(list, last + 1)) {
                        last++;
                    }
                    var chosen = last;
                    list.show(rows(Set.of()), Optional.of("s" + chosen));
                    laidOut(scene);
                    list.show(rows(Set.of(chosen - grows)), Optional.of("s" + chosen));
                    laidOut(scene);
                    if (!whole(list, chosen)) {
                        found.add("height " + height + ", row " + chosen + " with " + (chosen - grows) + " grown");
                    }
                }
            }
            return found;
        });
        assertThat(cut).isEmpty();
    }

    private static List<PlanRow> rows(Set<Integer> waiting) {
        return IntStream.range(0, 40)
                .<PlanRow>mapToObj(i -> new PlanRow.Item(
                        "s" + i,
                        "A step",
                        waiting.contains(i)
                                ? new StateStyle(Feather.USER, "Waits for a person", Tone.WARN)
                                : new StateStyle(Feather.CIRCLE, "Ready", Tone.ACCENT),
                        false,
                        false))
                .toList();
    }

    private static boolean whole(PlanList list, int row) {
        var flow = list.lookup(".virtual-flow");
        return list.lookupAll(".list-cell").stream()
                .filter(n -> n instanceof ListCell<?> c && c.getIndex() == row && !c.isEmpty())
                .anyMatch(n -> flow.localToScene(flow.getLayoutBounds()).contains(n.localToScene(n.getLayoutBounds())));
    }

    private static void laidOut(Scene scene) {
        for (var pass = 0; pass < 4; pass++) {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        }
    }
}
