package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Appearance.Shade;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.CutText;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What a second person signs, where it is more than fits: it counts as shown only where every line of it stood on the screen. */
@ExtendWith(ApplicationExtension.class)
class ReadBeforeSigningTest {
    private final AtomicReference<Optional<Stage>> shown = new AtomicReference<>(Optional.empty());

    @Start
    void start(Stage first) {
        shown.set(Optional.of(first));
    }

    private Stage stage() {
        return shown.get().orElseThrow();
    }

    private static Approvals.Challenge challenge(int lines) {
        var changes = IntStream.rangeClosed(1, lines)
                .mapToObj(i -> "af-south-1 log group /aws/lambda/medzen-function-" + i + ": present → absent"
                        + (i % 9 == 0 ? ", which holds 96.0 KiB of lines that nobody has read since January" : ""))
                .toList();
        return new Approvals.Challenge(
                "medzen",
                "5e".repeat(32),
                "558069890522",
                "s-20260112",
                "5.6",
                "Delete the log groups of the old region",
                "lead@medzenhealth.app",
                "None: deleted lines are gone.",
                changes,
                Approvals.Challenge.digest(changes),
                "3f".repeat(32),
                "2026-01-12T08:10:00Z",
                "00".repeat(12));
    }

    private ChallengeWords shown(FxRobot robot, int lines, double height) {
        var words = new AtomicReference<Optional<ChallengeWords>>(Optional.empty());
        robot.interact(() -> {
            var made = new ChallengeWords(challenge(lines), new Label("8:12 left"));
            words.set(Optional.of(made));
            var body = new ScrollPane(new VBox(made));
            body.setFitToWidth(true);
            body.setMinHeight(height);
            body.setMaxHeight(height);
            var scene = new Scene(new VBox(body), 760, 700);
            new SceneTheme(Appearance.STANDARD).dress(scene);
            stage().setScene(scene);
            stage().show();
        });
        settle(robot);
        return words.get().orElseThrow();
    }

    private static void settle(FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        // A pulse lays out, and what was laid out is looked at after it.
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> {});
    }

    private ListView<?> list() {
        return (ListView<?>) stage().getScene().lookup("#challenge-changes");
    }

    private String said() {
        return ((Labeled) stage().getScene().lookup("#challenge-seen")).getText();
    }

    @Test
    void a_few_lines_are_all_there_at_once(FxRobot robot) {
        assertThat(shown(robot, 12, 700).unseenProperty().get()).isZero();
        assertThat(list()).isNull();
    }

    @Test
    void many_lines_are_shown_when_each_was_scrolled_to_and_not_before(FxRobot robot) {
        var words = shown(robot, 84, 700);
        var unseen = words.unseenProperty();
        assertThat(unseen.get()).isBetween(60, 83);
        assertThat(said()).contains(" of 84 lines were shown");

        // To the end at once: what lies between was not there.
        robot.interact(() -> {
            list().requestFocus();
            list().scrollTo(83);
        });
        settle(robot);
        assertThat(unseen.get()).isBetween(40, 75);
        for (var line = 0; line < 84; line += 4) {
            var to = line;
            robot.interact(() -> list().scrollTo(to));
            settle(robot);
        }
        assertThat(unseen.get()).isZero();
        assertThat(said()).isEqualTo("✓ All 84 lines were shown.");
    }

    @Test
    void the_keyboard_leads_through_all_of_it(FxRobot robot) {
        var words = shown(robot, 84, 700);
        robot.interact(() -> list().requestFocus());
        for (var press = 0; press < 20; press++) {
            robot.push(KeyCode.PAGE_DOWN);
            settle(robot);
        }
        assertThat(words.unseenProperty().get()).isZero();
    }

    @Test
    void a_line_that_is_higher_than_the_list_counts_where_its_end_was_there(FxRobot robot) {
        var words = new AtomicReference<Optional<ChallengeWords>>(Optional.empty());
        robot.interact(() -> {
            var c = challenge(20);
            var changes = new ArrayList<>(c.changes());
            changes.set(3, "policy: " + "statement ".repeat(600));
            words.set(Optional.of(new ChallengeWords(
                    new Approvals.Challenge(
                            c.plan(),
                            c.planDigest(),
                            c.account(),
                            c.session(),
                            c.step(),
                            c.title(),
                            c.askedBy(),
                            c.goingBack(),
                            changes,
                            Approvals.Challenge.digest(changes),
                            c.fingerprint(),
                            c.expires(),
                            c.nonce()),
                    new Label("8:12 left"))));
            var scene = new Scene(new StackPane(words.get().orElseThrow()), 760, 700);
            new SceneTheme(Appearance.STANDARD).dress(scene);
            stage().setScene(scene);
            stage().show();
        });
        settle(robot);
        for (var press = 0; press < 60; press++) {
            var back = press;
            robot.interact(() -> list().scrollTo(back % 20));
            settle(robot);
        }
        var left = words.get().orElseThrow().unseenProperty();
        assertThat(left.get()).as("its end was jumped over").isLessThanOrEqualTo(1);
        for (var press = 0; left.get() > 0 && press < 400; press++) {
            robot.interact(() -> {
                list().scrollTo(3);
                var flow = (VirtualFlow<?>) list().lookup(".virtual-flow");
                flow.scrollPixels(100.0 * 60);
            });
            settle(robot);
        }
        assertThat(left.get()).isZero();
    }

    @Test
    void it_can_be_read_in_either_theme_and_in_large_text() throws Exception {
        ScreenPainter.startUp();
        var faults = new ArrayList<String>();
        for (var shade : Shade.values()) {
            for (int percent : List.of(100, Appearance.LARGEST)) {
                var name = "challenge-" + shade + "-" + percent;
                ScreenPainter.onFx(() -> {
                    var css = new CssErrors();
                    var page = new VBox(new ChallengeWords(challenge(84), new Label("8:12 left, until 08:10:00 UTC")));
                    page.getStyleClass().addAll("screen", "confirm-body");
                    var scene = new Scene(page, 900, 700);
                    new SceneTheme(new Appearance(shade, percent)).dress(scene);
                    ScreenPainter.paint(scene, Path.of("target", "pictures", name + ".png"));
                    css.seen().forEach(f -> faults.add(name + ": " + f));
                    CutText.below(scene.getRoot()).forEach(f -> faults.add(name + ": cut " + f));
                    return "";
                });
            }
        }
        assertThat(faults).isEmpty();
    }
}
