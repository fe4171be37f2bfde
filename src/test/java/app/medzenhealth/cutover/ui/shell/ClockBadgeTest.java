package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.mission.MissionScreen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;

/** That the machine's clock is not believed stands in the window, wherever somebody looks. */
class ClockBadgeTest {
    private static final String SAID =
            "the clock is not believed: AWS's is 10080 min ahead of this machine's. Set the machine's clock, then start the console again";

    @Test
    void a_clock_that_is_not_believed_is_marked_at_the_foot_of_the_window_with_the_reason() throws Exception {
        ScreenPainter.startUp();
        var faults = new ArrayList<String>();
        for (var shade : Appearance.Shade.values()) {
            for (int percent : List.of(100, Appearance.LARGEST)) {
                for (int width : List.of(900, 1600)) {
                    ScreenPainter.onFx(() -> {
                        try (var window =
                                window(HandMadeView.midCutover().clock(SAID), new Appearance(shade, percent))) {
                            var scene = window.scene(width, 700);
                            window.refreshNow();
                            var name = "clock-" + shade + "-" + percent + "-" + width;
                            ScreenPainter.paint(scene, Path.of("target", "pictures", name + ".png"));
                            var badge = scene.lookup("#status-clock");
                            var end = badge.localToScene(badge.getLayoutBounds());
                            if (!badge.isVisible() || end.getMaxX() > width || end.getMaxY() > 700) {
                                faults.add(name + ": not in the window");
                            }
                            if (!words(badge).contains("clock") || !told(badge).contains("not believed")) {
                                faults.add(name + ": " + words(badge) + " / " + told(badge));
                            }
                            faults.addAll(CutText.below((Parent) scene.lookup("#status-clock")));
                        }
                        return "";
                    });
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void there_is_no_mark_where_there_is_nothing_to_say() throws Exception {
        ScreenPainter.startUp();
        var shown = ScreenPainter.onFx(() -> {
            try (var window = window(HandMadeView.midCutover(), Appearance.STANDARD)) {
                var scene = window.scene(1280, 700);
                window.refreshNow();
                ScreenPainter.picture(scene);
                return scene.lookup("#status-clock").isVisible();
            }
        });
        assertThat(shown).isFalse();
    }

    private static ConsoleWindow window(HandMadeView view, Appearance appearance) {
        return new ConsoleWindow(
                new HandMadeConsole(view.view(), HandMadeInventory.threeRegions()),
                List.of(new ScreenEntry(Place.MISSION, MissionScreen::new)),
                new SceneTheme(appearance),
                new Background(Runnable::run, Runnable::run));
    }

    private static Stream<Node> all(Node node) {
        return node instanceof Parent p
                ? Stream.concat(
                        Stream.of(node), p.getChildrenUnmodifiable().stream().flatMap(ClockBadgeTest::all))
                : Stream.of(node);
    }

    private static String words(Node node) {
        return all(node)
                .filter(Labeled.class::isInstance)
                .map(n -> ((Labeled) n).getText())
                .collect(Collectors.joining(" "));
    }

    /** To whoever points at it, or hears it read. */
    private static String told(Node node) {
        return all(node)
                .flatMap(n -> Stream.of(
                        n.getAccessibleText() == null ? "" : n.getAccessibleText(),
                        n instanceof Control c && c.getTooltip() != null
                                ? c.getTooltip().getText()
                                : ""))
                .collect(Collectors.joining(" "));
    }
}
