package app.medzenhealth.cutover.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Clip;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
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
class InventoryScreenTest {
    private final HandMadeConsole console =
            new HandMadeConsole(HandMadeView.midCutover().view(), HandMadeInventory.threeRegions());
    /** What would be done beside the JavaFX thread; a test decides when. Used on the JavaFX thread. */
    private final Deque<Runnable> work = new ArrayDeque<>();

    private CssErrors errors;
    private ConsoleWindow window;
    private Scene scene;

    @Start
    void open(Stage stage) {
        errors = new CssErrors();
        window = ShownWindow.on(
                stage,
                console,
                new Background(work::add, Runnable::run),
                List.of(new ScreenEntry(Place.INVENTORY, InventoryScreen::new)));
        scene = stage.getScene();
        drain();
    }

    @Stop
    void close() {
        window.close();
    }

    private void drain() {
        while (!work.isEmpty()) {
            work.removeFirst().run();
        }
    }

    private void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(30_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @SuppressWarnings("unchecked")
    private TableView<InventoryRow> table() {
        return (TableView<InventoryRow>) scene.lookup("#inventory-table");
    }

    private <T extends Node> T node(String selector, Class<T> type) {
        return type.cast(scene.lookup(selector));
    }

    @Test
    void with_everything_chosen_the_row_that_was_clicked_is_marked_as_well(FxRobot robot) {
        onFx(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        });
        robot.clickOn(rows().get(2));
        robot.push(KeyCode.CONTROL, KeyCode.A);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(table().getSelectionModel().getSelectedItems()).hasSameSizeAs(table().getItems());
        assertThat(rows()).hasSizeGreaterThan(3).allMatch(r -> r.isSelected() && look(r).equals(look(rows().get(0))));
    }

    @Test
    void what_has_changed_since_the_first_reading_is_marked_until_it_is_compared_from_now() {
        var first = HandMadeInventory.threeRegions();
        var side = first.sideBySide().orElseThrow();
        var gone = side.rows().getLast();
        var later = new SideBySide(
                side.regions(),
                side.rows().stream()
                        .filter(r -> !r.equals(gone))
                        .map(InventoryScreenTest::withMoreMemory)
                        .toList());
        onFx(() -> {
            console.show(new InventoryFeed.Latest(
                    7, first.inventory(), Optional.of(later), Optional.empty(), Optional.empty()));
            window.refreshNow();
        });
        onFx(this::drain);

        var sync = table().getItems().stream()
                .filter(r -> r.key().logical().equals("medzen-firebase-sync"))
                .findFirst()
                .orElseThrow();
        assertThat(sync.changes()).containsExactly("memory – → 4096 in eu-west-1");
        assertThat(node("#inventory-since", Labeled.class).getText())
                .contains("1 row has changed", "1 gone: " + gone.service() + " " + gone.type() + " " + gone.logical());
        onFx(() -> node("#inventory-only-changes", ToggleButton.class).fire());
        onFx(this::drain);
        assertThat(table().getItems()).containsExactly(sync);
        onFx(() -> node("#inventory-only-changes", ToggleButton.class).fire());
        onFx(this::drain);
        onFx(() -> table().getSelectionModel().select(sync));
        onFx(() -> node("#inventory-from-now", Button.class).fire());
        onFx(this::drain);
        assertThat(table().getItems()).allMatch(r -> r.changes().isEmpty());
        assertThat(scene.lookup("#inventory-since").getParent().isVisible()).isFalse();
    }

    private static SideBySide.Row withMoreMemory(SideBySide.Row row) {
        if (!row.logical().equals("medzen-firebase-sync")
                || !(row.cells().get("eu-west-1") instanceof SideBySide.Cell.Present present)) {
            return row;
        }
        var seen = present.resource();
        var details = new HashMap<>(seen.details());
        details.put("memory", "4096");
        var cells = new HashMap<>(row.cells());
        cells.put(
                "eu-west-1",
                new SideBySide.Cell.Present(
                        new SeenResource(
                                seen.service(),
                                seen.type(),
                                seen.region(),
                                seen.id(),
                                seen.arn(),
                                seen.name(),
                                seen.state(),
                                details,
                                seen.tags()),
                        present.differences()));
        return new SideBySide.Row(row.service(), row.type(), row.logical(), cells, row.disposition(), row.drift());
    }

    private static String look(TableRow<?> row) {
        return row.getBackground() == null
                ? ""
                : row.getBackground().getFills().getFirst().getFill().toString();
    }

    private List<TableRow<?>> rows() {
        return table().lookupAll(".table-row-cell").stream()
                .map(n -> (TableRow<?>) n)
                .filter(r -> !r.isEmpty() && r.isVisible())
                .sorted(Comparator.<TableRow<?>>comparingInt(TableRow::getIndex))
                .<TableRow<?>>map(r -> r)
                .toList();
    }

    @Test
    void fifty_thousand_rows_are_filtered_beside_the_javafx_thread() {
        onFx(() -> {
            console.show(HandMadeInventory.many(50_000));
            window.refreshNow();
        });
        onFx(this::drain);
        assertThat(table().getItems()).hasSize(50_000);

        onFx(() -> node("#inventory-filter", TextField.class).setText("function-04999"));

        assertThat(table().getItems())
                .as("nothing is filtered on the JavaFX thread")
                .hasSize(50_000);
        assertThat(work).as("the filtering waits for a worker").isNotEmpty();
        onFx(this::drain);
        assertThat(table().getItems()).hasSize(1);
    }

    @Test
    void a_late_result_of_an_older_filter_is_dropped() {
        onFx(() -> node("#inventory-filter", TextField.class).setText("rds"));
        onFx(() -> node("#inventory-filter", TextField.class).setText("ecs"));
        var older = work.removeFirst();

        onFx(this::drain);
        onFx(older);

        assertThat(table().getItems())
                .singleElement()
                .satisfies(r -> assertThat(r.key().service()).isEqualTo("ecs"));
    }

    @Test
    void a_chip_narrows_the_table_and_is_marked_by_more_than_colour() {
        onFx(() -> node("#inventory-drift-missing", ToggleButton.class).fire());
        onFx(this::drain);

        assertThat(table().getItems())
                .singleElement()
                .satisfies(r -> assertThat(r.key().logical()).isEqualTo("medzen-ehrbase"));
        assertThat(node("#inventory-drift-missing", ToggleButton.class).getText())
                .startsWith("✓");
    }

    @Test
    void keys_and_clicks_select_one_a_range_or_everything(FxRobot robot) {
        onFx(() -> {
            table().requestFocus();
            table().getSelectionModel().clearAndSelect(0);
        });
        robot.push(KeyCode.DOWN);
        assertThat(table().getSelectionModel().getSelectedIndices()).containsExactly(1);
        robot.push(KeyCode.SHIFT, KeyCode.DOWN);
        robot.push(KeyCode.SHIFT, KeyCode.DOWN);
        assertThat(table().getSelectionModel().getSelectedIndices()).containsExactly(1, 2, 3);
        robot.push(KeyCode.SHIFT, KeyCode.UP);
        assertThat(table().getSelectionModel().getSelectedIndices()).containsExactly(1, 2);
        robot.push(KeyCode.CONTROL, KeyCode.A);
        assertThat(table().getSelectionModel().getSelectedItems()).hasSameSizeAs(table().getItems());
        robot.push(KeyCode.UP);
        assertThat(table().getSelectionModel().getSelectedIndices()).hasSize(1);
    }

    @Test
    void the_selection_is_kept_by_name_when_a_new_scan_comes() {
        onFx(() -> table().getSelectionModel().select(3));
        var chosen = table().getSelectionModel().getSelectedItem().key();

        onFx(() -> {
            var again = HandMadeInventory.threeRegions();
            console.show(new InventoryFeed.Latest(
                    7, again.inventory(), again.sideBySide(), again.unfinished(), again.scanning()));
            window.refreshNow();
        });
        onFx(this::drain);

        assertThat(table().getSelectionModel().getSelectedItem().key()).isEqualTo(chosen);
        assertThat(scene.lookup("#inventory-details")).isNotNull();
    }

    @Test
    void what_is_unknown_is_said_in_words() {
        assertThat(texts(scene.lookup("#inventory-unknown")))
                .anySatisfy(t -> assertThat(t).contains("unknown, not empty"))
                .contains("Not permitted (AccessDenied): dynamodb in af-south-1");
    }

    @Test
    void the_policy_that_would_allow_what_was_refused_can_be_copied() {
        var copy = (Button) scene.lookup("#inventory-policy");
        assertThat(copy.isVisible()).isTrue();
        onFx(copy::fire);
        var copied = WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied)
                .contains("\"Effect\": \"Allow\"", "\"dynamodb:List\"")
                .doesNotContain("lambda:");
    }

    @Test
    void one_key_copies_the_policy_unless_it_is_typed_into_the_filter(FxRobot robot) {
        onFx(() -> Clip.put(""));
        onFx(() -> node("#inventory-filter", TextField.class).requestFocus());
        robot.press(KeyCode.P).release(KeyCode.P);
        assertThat(clipboard()).isEmpty();

        onFx(() -> table().requestFocus());
        robot.press(KeyCode.P).release(KeyCode.P);

        assertThat(clipboard()).contains("\"Effect\": \"Allow\"", "\"dynamodb:List\"");
    }

    @Test
    void the_policy_can_be_read_before_it_is_copied() {
        onFx(() -> ((Button) scene.lookup("#inventory-policy-show")).fire());

        assertThat(texts(scene.lookup("#inventory-policy-dialog")))
                .contains("For dynamodb in af-south-1.")
                .anySatisfy(t -> assertThat(t).contains("\"dynamodb:List\""));
    }

    @Test
    void a_cell_tells_when_and_with_which_calls_it_was_read() {
        onFx(() -> ScreenPainter.picture(scene));

        assertThat(scene.getRoot().lookupAll(".table-cell"))
                .extracting(n -> ((TableCell<?, ?>) n).getTooltip())
                .filteredOn(t -> t != null)
                .anySatisfy(t -> assertThat(t.getText()).matches("(?s).*read at [0-9:]+ UTC with List"));
    }

    @Test
    void a_reading_that_was_stopped_or_failed_is_not_an_empty_account() {
        onFx(() -> {
            console.show(InventoryFeed.Latest.NOTHING);
            window.refreshNow();
        });
        assertThat(texts(scene.lookup("#inventory"))).contains("Not read yet");

        console.failReading(new IllegalStateException("no network"));
        onFx(() -> ((Button) scene.lookup("#inventory-refresh")).fire());
        onFx(this::drain);
        onFx(window::refreshNow);
        assertThat(texts(scene.lookup("#inventory")))
                .contains("Reading failed", "failed · not read yet")
                .doesNotContain("Not read yet");

        console.failReading(new InterruptedException());
        onFx(() -> ((Button) scene.lookup("#inventory-refresh")).fire());
        onFx(this::drain);
        onFx(window::refreshNow);
        assertThat(texts(scene.lookup("#inventory"))).contains("Reading was stopped", "stopped · not read yet");
    }

    @Test
    void control_c_copies_the_selected_rows(FxRobot robot) {
        onFx(() -> {
            table().requestFocus();
            table().getSelectionModel().select(0);
        });

        robot.press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.C, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();

        var copied = WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).startsWith("service\ttype\tname\t").contains("eu-central-1");
    }

    @Test
    void opened_for_a_resource_it_shows_its_details() {
        onFx(() -> window.navigator().go(Place.INVENTORY, Optional.of("medzen-firebase-sync")));
        onFx(this::drain);

        assertThat(texts(scene.lookup("#inventory-details"))).contains("medzen-firebase-sync", "What the plan says");
    }

    @Test
    void no_two_controls_share_an_id_and_no_stylesheet_is_wrong() {
        onFx(() -> table().getSelectionModel().select(0));
        var ids = new HashSet<String>();

        all(scene.getRoot())
                .map(Node::getId)
                .filter(id -> id != null && id.startsWith("inventory-") && !id.startsWith("inventory-column-"))
                .forEach(id -> assertThat(ids.add(id)).as(id).isTrue());
        assertThat(ids).contains("inventory-filter", "inventory-refresh", "inventory-table", "inventory-details");
        assertThat(errors.seen()).isEmpty();
    }

    private static String clipboard() {
        return WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> String.valueOf(Clipboard.getSystemClipboard().getString()));
    }

    private static List<String> texts(Node below) {
        return all(below)
                .filter(Labeled.class::isInstance)
                .map(n -> ((Labeled) n).getText())
                .toList();
    }

    private static Stream<Node> all(Node node) {
        return Stream.concat(
                Stream.of(node),
                node instanceof Parent p
                        ? p.getChildrenUnmodifiable().stream().flatMap(InventoryScreenTest::all)
                        : Stream.empty());
    }
}
