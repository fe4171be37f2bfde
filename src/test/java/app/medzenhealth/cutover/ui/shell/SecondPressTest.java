package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SecondPressTest {
    private final AtomicLong nanoseconds = new AtomicLong();
    private final List<String> pressed = new ArrayList<>();
    /** What would be done beside the JavaFX thread; a test decides when. */
    private final Deque<Runnable> work = new ArrayDeque<>();

    private final StackPane root = new StackPane();
    private Stage stage;
    private Scene scene;

    @Start
    void start(Stage shown) {
        stage = shown;
        scene = new Scene(root, 700, 500);
        new SecondPress(nanoseconds::get).watch(scene);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    /** The first goes away when it is pressed, and the second lies where it was. */
    private void twoButtons(FxRobot robot) {
        robot.interact(() -> {
            var second = button("second");
            var first = button("first");
            first.setOnAction(_ -> {
                pressed.add("first");
                root.getChildren().remove(first);
                second.requestFocus();
            });
            root.getChildren().setAll(second, first);
            first.requestFocus();
        });
    }

    private Button button(String id) {
        var button = new Button("Go on from here");
        button.setId(id);
        button.setOnAction(_ -> pressed.add(id));
        return button;
    }

    @Test
    void the_second_click_of_a_double_click_reaches_nothing_else(FxRobot robot) {
        twoButtons(robot);
        robot.clickOn("#first");
        robot.clickOn(MouseButton.PRIMARY);
        robot.clickOn(MouseButton.PRIMARY);
        assertThat(pressed).containsExactly("first");

        nanoseconds.addAndGet(SecondPress.SOON.toNanos());
        robot.clickOn("#second");
        assertThat(pressed).containsExactly("first", "second");
    }

    @Test
    void enter_twice_does_one_thing_and_after_another_key_it_is_meant(FxRobot robot) {
        twoButtons(robot);
        robot.push(KeyCode.ENTER);
        robot.push(KeyCode.ENTER);
        assertThat(pressed).containsExactly("first");

        robot.push(KeyCode.SHIFT);
        robot.push(KeyCode.ENTER);
        assertThat(pressed).containsExactly("first", "second");
    }

    @Test
    void one_button_can_be_pressed_as_fast_as_one_likes(FxRobot robot) {
        robot.interact(() -> root.getChildren().setAll(button("more")));
        for (var i = 0; i < 4; i++) {
            robot.clickOn("#more");
        }
        assertThat(pressed).hasSize(4);
    }

    @Test
    void enter_again_while_a_rehearsal_is_opened_neither_quits_nor_opens_another(FxRobot robot) {
        var opened = new ArrayList<Console>();
        robot.interact(() -> {
            var page = new BeginningPage(
                    beginning(), new Background(work::add, Runnable::run), opened::add, () -> pressed.add("quit"));
            root.getChildren().setAll(page);
            page.lookup("#beginning-continue").requestFocus();
        });
        for (var i = 0; i < 3; i++) {
            robot.push(KeyCode.ENTER);
            nanoseconds.addAndGet(2 * SecondPress.SOON.toNanos());
        }
        assertThat(scene.getFocusOwner().getId()).isEqualTo("beginning-progress");
        robot.interact(() -> {
            while (!work.isEmpty()) {
                work.removeFirst().run();
            }
        });
        assertThat(pressed).containsExactly("goes on");
        assertThat(opened).hasSize(1);
    }

    @Test
    void the_buttons_stay_where_they_are_while_a_rehearsal_is_opened(FxRobot robot) {
        var page = new AtomicReference<BeginningPage>();
        robot.interact(() -> {
            page.set(new BeginningPage(beginning(), new Background(work::add, Runnable::run), _ -> {}, () -> {}));
            root.getChildren().setAll(page.get());
            layOut();
        });
        var button = page.get().lookup("#beginning-continue");
        var before = button.localToScene(button.getLayoutBounds());
        robot.interact(() -> {
            ((Button) button).fire();
            layOut();
        });
        assertThat(page.get().lookup("#beginning-progress").isVisible()).isTrue();
        assertThat(button.localToScene(button.getLayoutBounds())).isEqualTo(before);
    }

    private void layOut() {
        for (var pass = 0; pass < 3; pass++) {
            root.applyCss();
            root.layout();
        }
    }

    private Beginning beginning() {
        return new Beginning() {
            @Override
            public String plan() {
                return "MedZen";
            }

            @Override
            public String left() {
                return "rehearsal-1";
            }

            @Override
            public String stands() {
                return "41 steps are done.";
            }

            @Override
            public Console goOn() {
                pressed.add("goes on");
                return HandMadeConsole.midCutover();
            }

            @Override
            public Console beginAnew() {
                throw new AssertionError("nobody asked for a new one");
            }
        };
    }
}
