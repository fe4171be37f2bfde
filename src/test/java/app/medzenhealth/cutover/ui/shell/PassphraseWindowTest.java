package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Appearance.Shade;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** The window that asks for the passphrase of a trail's key, before there is a console. */
@ExtendWith(ApplicationExtension.class)
class PassphraseWindowTest {
    private static final String PATH =
            "/home/lead/.local/state/cutover-console/live-sts-eu-central-1-amazonaws-com/signing-key.pem";
    private static final List<PassphraseQuestion> QUESTIONS = List.of(
            new PassphraseQuestion.Open("Passphrase of " + PATH),
            new PassphraseQuestion.Again("Passphrase of " + PATH),
            new PassphraseQuestion.Choose("New passphrase for the signing key, 15 characters or more"));

    private final List<Optional<String>> answers = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicReference<Optional<Stage>> stage = new AtomicReference<>(Optional.empty());

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> stage.get().ifPresent(Stage::close));
    }

    private void ask(FxRobot robot, PassphraseQuestion question) {
        robot.interact(() -> stage.set(Optional.of(Gui.ask(
                question,
                new SceneTheme(Appearance.STANDARD),
                answer -> answers.add(answer.map(String::new)),
                closed::incrementAndGet))));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Node node(String id) {
        return stage.get().orElseThrow().getScene().lookup("#" + id);
    }

    private boolean isOpen() {
        return stage.get().orElseThrow().isShowing();
    }

    private void type(FxRobot robot, String text) {
        robot.interact(() -> ((PasswordField) node("passphrase-field")).setText(text));
    }

    private static void enter(FxRobot robot, KeyCode key) {
        robot.push(key);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void it_is_typed_at_once_and_enter_hands_it_over_and_forgets_it(FxRobot robot) {
        ask(robot, QUESTIONS.getFirst());
        assertThat(stage.get().orElseThrow().getScene().getFocusOwner()).isSameAs(node("passphrase-field"));
        var field = (PasswordField) node("passphrase-field");
        robot.push(KeyCode.A);
        robot.push(KeyCode.B);
        enter(robot, KeyCode.ENTER);

        assertThat(answers).containsExactly(Optional.of("ab"));
        assertThat(field.getText()).isEmpty();
        assertThat(isOpen()).isFalse();
        assertThat(closed).hasValue(1);
    }

    @Test
    void nothing_typed_is_no_answer_and_enter_on_it_does_nothing(FxRobot robot) {
        for (var question : QUESTIONS) {
            ask(robot, question);
            assertThat(node("passphrase-go").isDisabled()).isTrue();
            enter(robot, KeyCode.ENTER);
            assertThat(answers).isEmpty();
            assertThat(isOpen()).isTrue();
            robot.interact(() -> stage.get().ifPresent(Stage::close));
        }
    }

    /** In whatever way: it is never taken for an answer, and least of all for “leave it unsealed”. */
    @Test
    void escape_quit_and_closing_the_window_turn_away(FxRobot robot) {
        for (var question : QUESTIONS) {
            answers.clear();
            closed.set(0);
            ask(robot, question);
            type(robot, "something that was begun");
            enter(robot, KeyCode.ESCAPE);
            assertThat(answers).as("Esc").containsExactly(Optional.empty());

            ask(robot, question);
            robot.interact(() -> ((ButtonBase) node("passphrase-cancel")).fire());
            assertThat(answers).as("Quit").containsExactly(Optional.empty(), Optional.empty());

            ask(robot, question);
            type(robot, "something that was begun");
            robot.interact(() -> stage.get().orElseThrow().close());
            assertThat(answers).as("closed").hasSize(2);
            assertThat(closed).hasValue(3);
        }
    }

    @Test
    void that_a_key_stays_unsealed_takes_a_button_of_its_own(FxRobot robot) {
        ask(robot, QUESTIONS.getFirst());
        assertThat(node("passphrase-none")).isNull();
        robot.interact(() -> stage.get().ifPresent(Stage::close));
        ask(robot, QUESTIONS.getLast());
        robot.interact(() -> ((ButtonBase) node("passphrase-none")).fire());
        assertThat(answers).containsExactly(Optional.of(""));
        assertThat(isOpen()).isFalse();
    }

    @Test
    void a_wrong_one_is_said_to_be_wrong_and_the_field_is_empty_again(FxRobot robot) {
        ask(robot, QUESTIONS.getFirst());
        assertThat(node("passphrase-wrong")).isNull();
        robot.interact(() -> stage.get().ifPresent(Stage::close));
        ask(robot, QUESTIONS.get(1));
        assertThat(((Labeled) node("passphrase-wrong")).getText()).contains("wrong", "nothing was opened");
        assertThat(((PasswordField) node("passphrase-field")).getText()).isEmpty();
    }

    @Test
    void caps_lock_is_said_as_soon_as_it_is_on_and_nothing_moves(FxRobot robot) {
        var on = new AtomicReference<>(Optional.of(false));
        var card = new AtomicReference<Optional<PassphraseCard>>(Optional.empty());
        robot.interact(() -> {
            var asked = new PassphraseCard(QUESTIONS.getFirst(), _ -> {}, on::get);
            card.set(Optional.of(asked));
            var window = new Stage();
            window.setScene(new Scene(new StackPane(asked), 900, 420));
            window.show();
            asked.focus();
            stage.set(Optional.of(window));
        });
        WaitForAsyncUtils.waitForFxEvents();
        var hint = node("passphrase-caps-lock");
        var before = node("passphrase-go").localToScene(node("passphrase-go").getLayoutBounds());
        assertThat(hint.isVisible()).isFalse();
        on.set(Optional.of(true));
        robot.push(KeyCode.A);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(hint.isVisible()).isTrue();
        assertThat(node("passphrase-go").localToScene(node("passphrase-go").getLayoutBounds()))
                .isEqualTo(before);
        // A system that cannot tell says nothing.
        on.set(Optional.empty());
        robot.push(KeyCode.A);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(hint.isVisible()).isFalse();
    }

    @Test
    void it_can_be_read_in_either_theme_and_in_large_text() throws Exception {
        ScreenPainter.startUp();
        var faults = new ArrayList<String>();
        for (var question : QUESTIONS) {
            for (var shade : Shade.values()) {
                for (int percent : List.of(100, Appearance.LARGEST)) {
                    var name = "passphrase-" + question.getClass().getSimpleName() + "-" + shade + "-" + percent;
                    ScreenPainter.onFx(() -> {
                        var css = new CssErrors();
                        var window = new Stage();
                        Gui.small(
                                window,
                                "passphrase",
                                new PassphraseCard(question, _ -> {}, () -> Optional.of(true)),
                                new SceneTheme(new Appearance(shade, percent)));
                        ScreenPainter.paint(window.getScene(), Path.of("target", "pictures", name + ".png"));
                        css.seen().forEach(f -> faults.add(name + ": " + f));
                        CutText.below(window.getScene().getRoot()).forEach(f -> faults.add(name + ": cut " + f));
                        return "";
                    });
                }
            }
        }
        assertThat(faults).isEmpty();
    }
}
