package app.medzenhealth.cutover.app;

import static app.medzenhealth.cutover.app.LetGoScanner.EARLIER;
import static app.medzenhealth.cutover.app.LetGoScanner.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.inventory.InventoryScreen;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** The inventory screen while the regions are being read, with the feed that the product has. */
@ExtendWith(ApplicationExtension.class)
class InventoryReadingTest {
    private static final String FRANKFURT = "eu-central-1";
    private static final String IRELAND = "eu-west-1";
    private static final String CAPE_TOWN = "af-south-1";

    private final LetGoScanner scanner = new LetGoScanner("lambda", "rds");
    private final InventoryAdapter face = new InventoryAdapter(plan(), scanner);
    private final Background background = new Background();
    private ConsoleWindow window;
    private Scene scene;

    private static Plan plan() {
        return HandMadePlan.medzen(planned("lambda", "sync", FRANKFURT), planned("rds", "db", IRELAND));
    }

    private static Plan.Resource planned(String service, String name, String region) {
        return new Plan.Resource(service, "thing", name, name, region, Plan.Disposition.MOVE, Optional.empty(), "1.1");
    }

    @Start
    void open(Stage stage) {
        window = ShownWindow.on(
                stage,
                new HandMadeConsole(HandMadeView.midCutover().on(plan()).view(), face.latest()).reading(face),
                background,
                List.of(new ScreenEntry(Place.INVENTORY, InventoryScreen::new)));
        scene = stage.getScene();
        window.start();
    }

    @Stop
    void close() {
        face.stop();
        window.close();
        background.close();
    }

    private <T> T onFx(Callable<T> asked) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, asked);
    }

    private void press(String button) {
        onFx(() -> {
            ((Button) scene.lookup(button)).fire();
            return button;
        });
    }

    private boolean visible(String selector) {
        return onFx(() -> {
            var node = scene.lookup(selector);
            return node != null && node.isVisible();
        });
    }

    private boolean says(String text) {
        return onFx(() -> scene.lookup("#inventory").lookupAll(".label").stream()
                .anyMatch(n -> ((Labeled) n).getText().equals(text)));
    }

    /** What is said of a resource in each column, by the column's id. */
    private Map<String, String> row(String name) {
        return onFx(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            for (var node : scene.getRoot().lookupAll(".table-row-cell")) {
                var row = ((TableRow<?>) node)
                        .lookupAll(".table-cell").stream()
                                .map(c -> (TableCell<?, ?>) c)
                                .collect(Collectors.toMap(
                                        c -> c.getTableColumn().getId().replace("inventory-column-", ""),
                                        InventoryReadingTest::said));
                // Below the name stands what has changed.
                if (name.equals(row.getOrDefault("name", "").split(" [|] ")[0])) {
                    return row;
                }
            }
            return Map.of();
        });
    }

    private static String said(TableCell<?, ?> cell) {
        return cell.lookupAll(".label").stream()
                // A symbol is a letter of its own font.
                .filter(n -> n.isVisible() && !(n instanceof Icon) && !(n.getParent() instanceof Label))
                .map(l -> ((Labeled) l).getText())
                .collect(Collectors.joining(" | "));
    }

    private void rowBecomes(String name, String column, String said) {
        await(name + " in " + column)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(row(name)).containsEntry(column, said));
    }

    private void progressBecomes(String words) {
        await(words).atMost(Duration.ofSeconds(20)).until(() -> says(words));
    }

    /** Everything once: what is planned is where it should be. */
    private void readAll() {
        press("#inventory-refresh");
        scanner.letGo(holds(FRANKFURT, "lambda", EARLIER, Map.of("sync", "Active")));
        scanner.letGo(holds(IRELAND, "lambda", EARLIER, Map.of("sync", "Active")));
        scanner.letGo(holds(CAPE_TOWN, "lambda", EARLIER, Map.of()));
        scanner.letGo(holds(FRANKFURT, "rds", EARLIER, Map.of()));
        scanner.letGo(holds(IRELAND, "rds", EARLIER, Map.of("db", "available")));
        scanner.letGo(holds(CAPE_TOWN, "rds", EARLIER, Map.of()));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> visible("#inventory-refresh") && !row("db").isEmpty());
    }

    @Test
    void a_service_that_was_read_is_shown_while_others_are_still_being_read() {
        press("#inventory-refresh");
        rowBecomes("db", IRELAND, "reading…");
        assertThat(row("db")).containsEntry("drift", "reading…");

        scanner.letGo(holds(IRELAND, "rds", HandMadeView.NOW, Map.of("db", "available", "extra", "available")));

        rowBecomes("db", IRELAND, "● available");
        progressBecomes("1 of 6 services read");
        assertThat(row("db")).containsEntry(FRANKFURT, "reading…").containsEntry("drift", "reading…");
        assertThat(row("extra")).as("beside the plan").containsEntry("drift", "not in plan");
        assertThat(row("sync")).containsEntry(IRELAND, "reading…").containsEntry("drift", "reading…");
        assertThat(visible("#inventory-cancel")).isTrue();
        assertThat(says("nothing unknown")).isFalse();
        assertThat(onFx(() -> scene.lookup("#inventory").lookupAll(".progress-bar").stream()
                        .filter(Node::isVisible)
                        .count()))
                .as("one bar")
                .isEqualTo(1);
        draw("first-reading");
    }

    @Test
    void a_refresh_keeps_the_old_value_until_the_new_one_comes() {
        readAll();
        rowBecomes("db", IRELAND, "● available");

        press("#inventory-refresh");
        progressBecomes("0 of 6 services read");
        rowBecomes("db", IRELAND, "● available | old: 5 min ago");
        scanner.letGo(holds(IRELAND, "rds", HandMadeView.NOW, Map.of("db", "modifying")));

        rowBecomes("db", IRELAND, "◌ modifying");
        assertThat(row("db")).containsEntry("name", "db | △ state available → modifying in eu-west-1");
        assertThat(row("sync"))
                .containsEntry("name", "sync")
                .containsEntry(IRELAND, "● active | old: 5 min ago")
                .containsEntry("drift", "not in plan");
        assertThat(row("db")).containsEntry(FRANKFURT, "– | old: 5 min ago");
        draw("refresh");
    }

    @Test
    void stopping_the_first_reading_keeps_what_had_come() {
        // Begun elsewhere, as the first one after a start is.
        Thread.ofVirtual().start(() -> {
            try {
                face.refresh();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> visible("#inventory-cancel"));
        scanner.letGo(holds(IRELAND, "rds", HandMadeView.NOW, Map.of("db", "available")));
        rowBecomes("db", IRELAND, "● available");

        press("#inventory-cancel");

        rowBecomes("db", FRANKFURT, "? stopped | not read");
        assertThat(row("db")).containsEntry(IRELAND, "● available").containsEntry("drift", "not read");
        assertThat(row("sync")).containsEntry(IRELAND, "? stopped | not read");
        progressBecomes("stopped · 1 of 6 services read");
        assertThat(visible("#inventory-refresh")).isTrue();
        assertThat(visible("#inventory-cancel")).isFalse();
        draw("stopped");
    }

    @Test
    void what_was_chosen_and_what_is_seen_stay_while_rows_come_above() {
        press("#inventory-refresh");
        scanner.letGo(holds(IRELAND, "rds", HandMadeView.NOW, many("r")));
        rowBecomes("r-000", IRELAND, "● available");
        onFx(() -> {
            table().scrollTo(30);
            table().getSelectionModel().clearAndSelect(35);
            return true;
        });
        laidOut();
        var top = top();
        Object chosen = onFx(() -> table().getSelectionModel().getSelectedItem());

        scanner.letGo(holds(IRELAND, "lambda", HandMadeView.NOW, many("l")));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> onFx(() -> table().getItems().size()) > 100);

        assertThat(top()).isEqualTo(top);
        assertThat(onFx(() -> table().getSelectionModel().getSelectedItem())).isEqualTo(chosen);
    }

    private static Map<String, String> many(String prefix) {
        return IntStream.range(0, 60)
                .boxed()
                .collect(Collectors.toMap(
                        i -> "%s-%03d".formatted(prefix, i), _ -> "available", (a, _) -> a, HashMap::new));
    }

    private TableView<?> table() {
        return (TableView<?>) scene.lookup("#inventory-table");
    }

    /** What was scrolled and chosen has come to rest: the page around the table is laid out once more after the table. */
    private void laidOut() {
        for (var pulse = 0; pulse < 3; pulse++) {
            var over = new CountDownLatch(1);
            Runnable listener = over::countDown;
            onFx(() -> {
                scene.addPostLayoutPulseListener(listener);
                Platform.requestNextPulse();
                return true;
            });
            await().atMost(Duration.ofSeconds(20)).until(() -> over.getCount() == 0);
            onFx(() -> {
                scene.removePostLayoutPulseListener(listener);
                return true;
            });
        }
    }

    /** The name of the first row that is seen. */
    private String top() {
        return onFx(() -> {
            scene.getRoot().layout();
            var header = table().lookup(".column-header-background");
            var y = header.localToScene(header.getBoundsInLocal()).getMaxY() + 4;
            return scene.getRoot().lookupAll(".table-row-cell").stream()
                    .map(n -> (TableRow<?>) n)
                    .filter(r -> r.isVisible()
                            && r.localToScene(r.getBoundsInLocal())
                                    .contains(r.localToScene(4, 0).getX(), y))
                    .flatMap(r -> r.lookupAll(".resource-name").stream())
                    .map(n -> ((Labeled) n).getText())
                    .findFirst()
                    .orElseThrow();
        });
    }

    /** Where {@code -Ddraw=DIR} asks for it. */
    private void draw(String name) {
        Optional.ofNullable(System.getProperty("draw"))
                .ifPresent(dir -> onFx(() -> {
                    ScreenPainter.paint(scene, Path.of(dir, name + ".png"));
                    return name;
                }));
    }
}
