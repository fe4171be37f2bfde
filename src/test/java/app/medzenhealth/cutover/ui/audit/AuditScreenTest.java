package app.medzenhealth.cutover.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.Look;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.plan.PlanScreen;
import app.medzenhealth.cutover.ui.settings.SettingsScreen;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class AuditScreenTest {
    private final HandMadeConsole console = HandMadeConsole.midCutover();
    private CssErrors errors;
    private ConsoleWindow window;
    private Scene scene;

    @Start
    void open(Stage stage) {
        errors = new CssErrors();
        window = new ConsoleWindow(
                console,
                List.of(
                        new ScreenEntry(Place.AUDIT, AuditScreen::new),
                        new ScreenEntry(Place.PLAN, PlanScreen::new),
                        new ScreenEntry(Place.SETTINGS, SettingsScreen::new)),
                new Look(Appearance.STANDARD),
                new Background(Runnable::run, Runnable::run));
        scene = window.scene(980, 900);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }

    @Stop
    void close() {
        window.close();
    }

    private void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void fire(String selector) {
        onFx(() -> ((ButtonBase) scene.lookup(selector)).fire());
    }

    @SuppressWarnings("unchecked")
    private TableView<AuditLine> table() {
        return (TableView<AuditLine>) scene.lookup("#audit-table");
    }

    @Test
    void the_newest_record_stands_on_top() {
        assertThat(table().getItems()).hasSize(418);
        assertThat(table().getItems().getFirst().seq()).isEqualTo(418);
    }

    @Test
    void verifying_reads_the_trail_again() {
        fire("#audit-verify");

        assertThat(console.told()).contains("verify");
        assertThat(scene.lookup("#audit-verify").isDisabled()).isFalse();
    }

    @Test
    void one_key_copies_the_head_in_groups_of_four(FxRobot robot) {
        onFx(() -> table().requestFocus());

        robot.press(KeyCode.H).release(KeyCode.H);
        WaitForAsyncUtils.waitForFxEvents();

        String copied = WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).isEqualTo("9c41 e07b d2f6");
    }

    @Test
    void a_key_that_is_typed_into_the_filter_is_only_a_letter(FxRobot robot) {
        onFx(() -> scene.lookup("#audit-filter").requestFocus());

        robot.press(KeyCode.V).release(KeyCode.V);
        WaitForAsyncUtils.waitForFxEvents();

        assertThat(console.told()).doesNotContain("verify");
    }

    @Test
    void opened_for_a_record_it_shows_that_record() {
        onFx(() -> window.navigator().go(Place.AUDIT, Optional.of("214")));

        assertThat(table().getSelectionModel().getSelectedItem().seq()).isEqualTo(214);
        assertThat(scene.lookup("#audit-details")).isNotNull();
    }

    @Test
    void the_export_dialog_offers_the_formats_that_can_be_exported_here() {
        fire("#audit-export");

        assertThat(scene.lookup("#export-bundle")).isNotNull();
        assertThat(scene.lookup("#export-csv")).isNotNull();
        assertThat(scene.lookup("#export-pdf"))
                .as("not offered by this console")
                .isNull();
    }

    @Test
    void a_parameter_is_set_only_when_its_value_can_be_right() {
        onFx(() -> window.navigator().go(Place.PLAN, Optional.of("hostedZone")));
        TextField field = (TextField) scene.lookup("#parameter-value-hostedZone");
        Button set = (Button) scene.lookup("#parameter-set-hostedZone");

        onFx(() -> field.setText("medzenhealth.app"));
        assertThat(set.isDisabled()).isTrue();
        onFx(() -> field.setText("Z08ANOTHERZONE0002"));
        assertThat(set.isDisabled()).isFalse();
        fire("#parameter-set-hostedZone");

        assertThat(console.told()).contains("parameter hostedZone = Z08ANOTHERZONE0002");
    }

    @Test
    void larger_text_applies_at_once_and_ends_at_150_percent() {
        onFx(() -> window.navigator().go(Place.SETTINGS));
        for (int i = 0; i < 9; i++) {
            fire("#text-larger");
        }

        assertThat(window.desk().look().appearance().textPercent()).isEqualTo(150);
        assertThat(((Label) scene.lookup("#text-size")).getText()).isEqualTo("150 %");
        assertThat(scene.lookup("#text-larger").isDisabled()).isTrue();
    }

    @Test
    void the_person_at_the_console_changes_by_name() {
        onFx(() -> window.navigator().go(Place.SETTINGS));
        onFx(() -> ((TextField) scene.lookup("#operator-name")).setText("night@medzenhealth.app"));
        fire("#operator-take");

        assertThat(console.told()).contains("operator night@medzenhealth.app");
    }

    @Test
    void no_stylesheet_is_wrong_on_any_of_the_three_screens() {
        onFx(() -> window.navigator().go(Place.PLAN));
        onFx(() -> window.navigator().go(Place.SETTINGS));

        assertThat(errors.seen()).isEmpty();
    }
}
