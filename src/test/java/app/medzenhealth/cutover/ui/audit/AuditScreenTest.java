package app.medzenhealth.cutover.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.plan.PlanScreen;
import app.medzenhealth.cutover.ui.settings.SettingsScreen;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
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
        window = ShownWindow.on(
                stage,
                console,
                new ScreenEntry(Place.AUDIT, d -> new AuditScreen(choosing(d))),
                new ScreenEntry(Place.PLAN, PlanScreen::new),
                new ScreenEntry(Place.SETTINGS, SettingsScreen::new));
        scene = stage.getScene();
    }

    @Stop
    void close() {
        window.close();
    }

    /** File choosers need a desktop. */
    private ScreenContext choosing(ScreenContext desk) {
        DialogService dialogs = new DialogService() {
            @Override
            public Handle open(Dialog dialog) {
                return desk.dialogs().open(dialog);
            }

            @Override
            public void ask(TextQuestion question, Consumer<String> answer) {
                desk.dialogs().ask(question, answer);
            }

            @Override
            public Optional<Path> saveFile(String title, String name, String extension) {
                return Optional.of(Path.of("evidence", name + "." + extension));
            }

            @Override
            public Optional<Path> openFile(String title, String extension) {
                return Optional.empty();
            }

            @Override
            public Optional<Path> folder(String title) {
                return Optional.empty();
            }
        };
        return new ScreenContext(
                desk.console(),
                desk.readings(),
                desk.background(),
                dialogs,
                desk.notices(),
                desk.navigator(),
                desk.theme());
    }

    private void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void fire(String selector) {
        onFx(() -> ((ButtonBase) scene.lookup(selector)).fire());
    }

    private List<String> words() {
        return below(scene.getRoot())
                .filter(Labeled.class::isInstance)
                .map(n -> ((Labeled) n).getText())
                .filter(t -> t != null && !t.isEmpty())
                .toList();
    }

    private static Stream<Node> below(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        return node instanceof Parent p
                ? Stream.concat(
                        Stream.of(node), p.getChildrenUnmodifiable().stream().flatMap(AuditScreenTest::below))
                : Stream.of(node);
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

        var copied = WaitForAsyncUtils.waitForAsyncFx(
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
    @SuppressWarnings("unchecked")
    void filters_count_together_and_one_key_clears_them_all(FxRobot robot) {
        onFx(() -> {
            ((TextField) scene.lookup("#audit-filter")).setText("updateservice LEAD");
            ((ComboBox<String>) scene.lookup("#audit-kind")).setValue("call.intent");
            ((ComboBox<String>) scene.lookup("#audit-region")).setValue("eu-west-1");
            ((ComboBox<String>) scene.lookup("#audit-phase")).setValue("5.3");
        });

        // Every thirtieth record from 210 to 390 is the lead's intent in eu-west-1.
        assertThat(table().getItems())
                .extracting(AuditLine::seq)
                .containsExactly(390L, 360L, 330L, 300L, 270L, 240L, 210L);
        assertThat(((Label) scene.lookup("#audit-hits")).getText()).isEqualTo("7 hits in 418 records");
        onFx(() -> table().requestFocus());
        robot.press(KeyCode.C).release(KeyCode.C);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(table().getItems()).hasSize(418);
        assertThat(((Label) scene.lookup("#audit-hits")).getText()).isEmpty();
    }

    @Test
    void an_intent_leads_to_its_outcome_and_back_with_request_id_and_bytes_as_hashed(FxRobot robot) {
        onFx(() -> window.navigator().go(Place.AUDIT, Optional.of("#300")));
        robot.press(KeyCode.O).release(KeyCode.O);
        WaitForAsyncUtils.waitForFxEvents();

        assertThat(table().getSelectionModel().getSelectedItem().seq()).isEqualTo(301);
        assertThat(words()).contains("5d1c-301", "340 ms", "ecs UpdateService");
        fire("#audit-json-as-hashed");
        assertThat(((Label) scene.lookup("#audit-json")).getText())
                .startsWith("{\"actor\":")
                .doesNotContain("\n");
        robot.press(KeyCode.O).release(KeyCode.O);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(table().getSelectionModel().getSelectedItem().seq()).isEqualTo(300);
        fire("#audit-details-older");
        assertThat(table().getSelectionModel().getSelectedItem().seq()).isEqualTo(299);
    }

    @Test
    void what_is_exported_is_what_the_filter_shows() {
        onFx(() -> ((TextField) scene.lookup("#audit-filter")).setText("eu-west-1"));
        fire("#audit-export");
        assertThat(((RadioButton) scene.lookup("#export-scope-filter")).isSelected())
                .isTrue();
        assertThat(((Label) scene.lookup("#export-hint")).getText()).isEqualTo("209 records now: text eu-west-1.");
        fire("#export-choose");

        assertThat(console.told()).contains("export BUNDLE audit-filter.zip: text eu-west-1");
        assertThat(scene.lookup("#export-open-folder")).isNotNull();
    }

    @Test
    void a_time_that_is_none_cannot_be_exported() {
        fire("#audit-export");
        onFx(() -> ((TextField) scene.lookup("#export-from")).setText("yesterday"));
        assertThat(((RadioButton) scene.lookup("#export-scope-time")).isSelected())
                .isTrue();
        assertThat(scene.lookup("#export-choose").isDisabled()).isTrue();

        onFx(() -> {
            ((TextField) scene.lookup("#export-from")).setText("2026-01-20 10:00");
            ((TextField) scene.lookup("#export-until")).setText("2026-01-20 12:00");
        });
        fire("#export-choose");
        assertThat(console.told()).last().asString().endsWith("from 2026-01-20T10:00:00Z, before 2026-01-20T12:00:00Z");
    }

    @Test
    void a_failed_export_says_what_was_not_written() {
        console.refuse(new Refusal("The disk is full", "choose another place"));
        fire("#audit-export");
        fire("#export-choose");

        assertThat(words())
                .contains("The disk is full")
                .anyMatch(t -> t.startsWith("Nothing was written to ") && t.endsWith("is unchanged."));
    }

    @Test
    void a_trail_that_cannot_be_read_is_unknown_and_can_be_read_again() {
        console.unreadable(Optional.of(new IllegalStateException("the disk is gone")));
        onFx(() -> ((TextField) scene.lookup("#audit-filter")).setText("eu-west-1"));
        assertThat(words()).contains("The trail could not be read");

        console.unreadable(Optional.empty());
        fire("#audit-read-again");
        assertThat(table().getItems()).hasSize(209);
    }

    @Test
    void reads_are_shown_by_operation_with_their_mean_latency_and_errors() {
        console.append(
                "console",
                "reads.summary",
                "",
                Map.of(
                        "reads",
                        List.of(
                                Map.of(
                                        "service",
                                        "rds",
                                        "region",
                                        "eu-west-1",
                                        "operation",
                                        "DescribeDBInstances",
                                        "calls",
                                        12L,
                                        "errors",
                                        0L,
                                        "latencyMillis",
                                        480L),
                                Map.of(
                                        "service",
                                        "ecs",
                                        "region",
                                        "eu-central-1",
                                        "operation",
                                        "ListServices",
                                        "calls",
                                        2L,
                                        "errors",
                                        1L,
                                        "latencyMillis",
                                        30L))));
        var later = HandMadeView.midCutover();
        later.view();
        console.show(later.records(419).view());
        onFx(window::refreshNow);
        onFx(() -> window.navigator().go(Place.AUDIT, Optional.of("#419")));

        assertThat(words())
                .containsSubsequence("ecs ListServices", "2", "15", "✗ 1", "rds DescribeDBInstances", "12", "40", "0");
    }

    @Test
    void the_export_dialog_offers_every_format() {
        fire("#audit-export");

        for (var format : TrailExport.Format.values()) {
            assertThat(scene.lookup("#export-" + format.name().toLowerCase(Locale.ROOT)))
                    .as(format.name())
                    .isNotNull();
        }
    }

    @Test
    void a_parameter_is_set_only_when_its_value_can_be_right() {
        onFx(() -> window.navigator().go(Place.PLAN, Optional.of("hostedZone")));
        var field = (TextField) scene.lookup("#parameter-value-hostedZone");
        var set = (Button) scene.lookup("#parameter-set-hostedZone");

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
        for (var i = 0; i < 9; i++) {
            fire("#text-larger");
        }

        assertThat(window.desk().theme().appearance().textPercent()).isEqualTo(150);
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
