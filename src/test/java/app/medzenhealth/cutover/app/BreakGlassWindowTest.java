package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.CutText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** Saving a pack from the real window on a real session. */
@ExtendWith(ApplicationExtension.class)
final class BreakGlassWindowTest {
    private final Optional<String> home = Optional.ofNullable(System.getProperty("user.home"));

    @TempDir
    private Path folder;

    private RehearsalApp desk;
    private ConsoleWindow window;
    private Scene scene;
    private CssErrors css;

    @Start
    void open(Stage stage) throws Exception {
        System.setProperty("user.home", folder.resolve("home").toString());
        Files.createDirectories(folder.resolve("home"));
        css = new CssErrors();
        var time = new VirtualTime(MedZenEstate.START);
        desk = RehearsalApp.open(
                PlanFile.SHIPPED.plan(), StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time));
        window = new ConsoleWindow(
                WindowConsole.of(desk), Screens.all(), new SceneTheme(Appearance.STANDARD), new Background());
        scene = window.scene(980, 940);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        window.start();
        stage.show();
    }

    @Stop
    void close() {
        window.close();
        desk.close();
        home.ifPresent(h -> System.setProperty("user.home", h));
    }

    @Test
    void the_key_opens_it_on_any_screen_and_it_says_what_is_saved_and_where(FxRobot robot) throws Exception {
        robot.interact(() -> window.navigator().go(Place.MISSION, Optional.empty()));
        robot.press(KeyCode.CONTROL, KeyCode.B).release(KeyCode.B, KeyCode.CONTROL);
        awaited("break-glass-all");
        var steps = desk.workplace()
                .session()
                .plan()
                .sequence()
                .mapToLong(p -> p.steps().size())
                .sum();
        assertThat(said("break-glass")).contains(steps + " steps ahead", "No password and no key.");
        assertThat(text("break-glass-phase-after")).isEqualTo("Post-migration validation");
        assertThat(text("break-glass-folder")).startsWith(folder.resolve("home").toString());
        // Once is enough.
        robot.press(KeyCode.CONTROL, KeyCode.B).release(KeyCode.B, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(onFx(() -> scene.getRoot().lookupAll("#break-glass-all").size()))
                .isOne();
        assertThat(onFx(() -> CutText.below(scene.getRoot()))).isEmpty();
        assertThat(css.seen()).isEmpty();
    }

    @Test
    void a_phase_is_saved_and_its_path_can_be_copied(FxRobot robot) throws Exception {
        robot.interact(() -> window.navigator().go(Place.PHASES, Optional.of("1.3")));
        fire("break-glass-open");
        fire("break-glass-phase-6");
        var shown = Path.of(text("break-glass-folder"));
        fire("break-glass-save");
        awaited("break-glass-copy-path");
        fire("break-glass-copy-path");
        var saved = Path.of(onFx(() -> Clipboard.getSystemClipboard().getString()));
        assertThat(saved).isEqualTo(shown).hasParent(folder.resolve("home"));
        assertThat(saved.resolve("README.md")).exists();
        assertThat(saved.resolve("phase-6")).isDirectory();
        assertThat(saved.resolve("phase-1")).doesNotExist();
        assertThat(said("break-glass-saved")).contains("21 steps", "that change something");
        assertThat(desk.workplace().records().trail().records(1, Long.MAX_VALUE))
                .filteredOn(r -> r.kind().equals("breakglass.saved"))
                .singleElement()
                .satisfies(r -> assertThat(r.actor()).isEqualTo(desk.lead().name()))
                .satisfies(r -> assertThat(r.data().toString()).contains("SHA256SUMS"));
    }

    @Test
    void what_cannot_be_written_is_said_where_it_was_asked_and_can_be_tried_again(FxRobot robot) throws Exception {
        var taken = folder.resolve("home");
        Files.delete(taken);
        Files.writeString(taken, "a file where a folder should be");
        robot.interact(() -> window.navigator().go(Place.PHASES, Optional.of("1.3")));
        fire("break-glass-open");
        fire("break-glass-phase-6");
        fire("break-glass-save");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> said("break-glass").contains("The pack could not be written"));
        assertThat(said("break-glass"))
                .contains(taken + " exists already and is not a folder", "Nothing was saved to " + taken)
                .contains("Choose another folder.");
        assertThat(onFx(() -> ((RadioButton) scene.lookup("#break-glass-phase-6")).isSelected()))
                .isTrue();
        Files.delete(taken);
        Files.createDirectories(taken);
        fire("break-glass-save");
        awaited("break-glass-copy-path");
        assertThat(made()).singleElement().satisfies(pack -> {
            assertThat(pack.resolve("phase-6")).isDirectory();
            assertThat(pack.resolve("phase-1")).doesNotExist();
        });
    }

    @Test
    void enter_on_a_choice_saves_and_the_path_stays_in_sight(FxRobot robot) throws Exception {
        ask(robot);
        robot.interact(() -> ((RadioButton) scene.lookup("#break-glass-phase-6")).fire());
        robot.interact(() -> scene.lookup("#break-glass-phase-6").requestFocus());
        // Pressed twice by an impatient hand.
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER).press(KeyCode.ENTER).release(KeyCode.ENTER);
        awaited("break-glass-copy-path");
        assertThat(made())
                .singleElement()
                .satisfies(pack -> assertThat(pack.resolve("phase-6")).isDirectory());
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        assertThat(said("break-glass-saved")).contains(made().getFirst().toString());
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        assertThat(said("break-glass-saved")).isEmpty();
    }

    @Test
    void esc_leaves_without_saving(FxRobot robot) throws Exception {
        ask(robot);
        robot.push(KeyCode.ESCAPE);
        assertThat(onFx(() -> scene.getRoot().lookup("#break-glass-all"))).isNull();
        assertThat(onFx(() -> scene.getRoot().lookup("#break-glass-saving"))).isNull();
        assertThat(made()).isEmpty();
        assertThat(saved()).isZero();
    }

    @Test
    void a_double_click_saves_once(FxRobot robot) throws Exception {
        ask(robot);
        robot.interact(() -> ((RadioButton) scene.lookup("#break-glass-phase-6")).fire());
        robot.doubleClickOn("#break-glass-save");
        awaited("break-glass-copy-path");
        assertThat(made()).hasSize(1);
        assertThat(saved()).isOne();
    }

    @Test
    void after_a_note_in_between_enter_still_saves(FxRobot robot) throws Exception {
        ask(robot);
        robot.press(KeyCode.CONTROL, KeyCode.N).release(KeyCode.N, KeyCode.CONTROL);
        awaited("note-text");
        robot.push(KeyCode.ESCAPE);
        robot.interact(() -> scene.lookup("#break-glass-all").requestFocus());
        robot.push(KeyCode.ENTER);
        awaited("break-glass-copy-path");
        assertThat(saved()).isOne();
    }

    @Test
    void it_can_be_saved_while_everything_is_on_hold(FxRobot robot) throws Exception {
        desk.workplace().session().hold(desk.lead());
        robot.interact(() -> window.navigator().go(Place.PHASES, Optional.of("1.3")));
        fire("break-glass-open");
        fire("break-glass-phase-1");
        fire("break-glass-save");
        awaited("break-glass-copy-path");
        fire("break-glass-copy-path");
        assertThat(Files.readString(
                        Path.of(onFx(() -> Clipboard.getSystemClipboard().getString()))
                                .resolve("README.md")))
                .contains("Everything is on hold since");
        assertThat(desk.workplace().session().view().step("1.3").orElseThrow().state())
                .isNotInstanceOf(StepState.Succeeded.class);
    }

    // ---------------------------------------------------------------- hands and eyes

    private void ask(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.B).release(KeyCode.B, KeyCode.CONTROL);
        awaited("break-glass-all");
    }

    private List<Path> made() throws IOException {
        try (var made = Files.list(folder.resolve("home"))) {
            return made.filter(f -> f.getFileName().toString().contains("break-glass"))
                    .toList();
        }
    }

    private long saved() {
        return desk.workplace()
                .records()
                .trail()
                .records(1, Long.MAX_VALUE)
                .filter(r -> r.kind().equals("breakglass.saved"))
                .count();
    }

    private void fire(String id) {
        awaited(id);
        WaitForAsyncUtils.waitForAsyncFx(
                20_000, () -> ((ButtonBase) scene.getRoot().lookup("#" + id)).fire());
    }

    private void awaited(String id) {
        await().alias(id)
                .atMost(Duration.ofSeconds(30))
                .until(() -> onFx(() -> scene.getRoot().lookup("#" + id) != null));
    }

    private String text(String id) {
        return onFx(() -> ((Labeled) scene.getRoot().lookup("#" + id)).getText());
    }

    private String said(String id) {
        return onFx(() -> Optional.ofNullable(scene.getRoot().lookup("#" + id))
                .map(dialog -> dialog.lookupAll(".label").stream()
                        .map(n -> n instanceof Label l ? l.getText() : "")
                        .collect(Collectors.joining("\n")))
                .orElse(""));
    }

    private static <T> T onFx(Callable<T> look) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, look);
    }
}
