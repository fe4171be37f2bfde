package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.app.ShippedSession;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan names by a parameter is read by people with its value, or as what is not set yet. */
class PlainWordsTest {
    @TempDir
    Path folder;

    @Test
    void no_text_of_the_shipped_plan_is_shown_with_the_name_of_a_parameter_for_its_value() throws Exception {
        ScreenPainter.startUp();
        var raw = new LinkedHashSet<String>();
        for (var view : ShippedSession.views(folder.resolve("state"), "6.6c")) {
            ScreenPainter.onFx(() -> raw.addAll(raw(view)));
        }
        assertThat(raw).isEmpty();
    }

    private static Set<String> raw(SessionView view) {
        var raw = new LinkedHashSet<String>();
        try (var window = new ConsoleWindow(
                new ClickedSession(view),
                EveryScreen.entries(),
                new SceneTheme(Appearance.STANDARD),
                new Background(Runnable::run, Runnable::run))) {
            var scene = window.scene(1600, 1000);
            window.refreshNow();
            for (var phase : view.phases()) {
                for (var step : phase.steps()) {
                    window.navigator().goToStep(step.step().id());
                    add(scene, step.step().id(), raw);
                }
            }
        }
        return raw;
    }

    private static void add(Scene scene, String where, Set<String> raw) {
        for (var pass = 0; pass < 2; pass++) {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        }
        texts(scene.getRoot())
                .filter(t -> t.contains("${"))
                .map(t -> where + ": " + t)
                .forEach(raw::add);
    }

    private static Stream<String> texts(Node node) {
        return switch (node) {
            case Labeled l -> Stream.ofNullable(l.getText());
            case Text t -> Stream.of(t.getText());
            case TextInputControl t -> Stream.ofNullable(t.getText());
            case ScrollPane s when s.getContent() != null -> texts(s.getContent());
            case Parent p -> p.getChildrenUnmodifiable().stream().flatMap(PlainWordsTest::texts);
            default -> Stream.empty();
        };
    }
}
