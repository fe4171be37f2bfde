package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import javafx.collections.FXCollections;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * What a sort with everything selected costs the JavaFX thread, in its own processor time, beside a plain table in the same run:
 * {@code java -Dglass.platform=Headless -Dprism.order=sw … SelectionBenchmark [rows] [rounds]}. Prints least, median, most in ms.
 */
public final class SelectionBenchmark {
    private SelectionBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
        var rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        ScreenPainter.startUp();
        var rows = SelectionAtScaleTest.rows(count);
        var backwards = new ArrayList<InventoryRow>(rows);
        Collections.reverse(backwards);
        var ours = new double[rounds];
        var plain = new double[rounds];
        for (var i = 0; i < rounds; i++) {
            ours[i] = ScreenPainter.onFx(() -> {
                var table = new InventoryTableView(new Readings(HandMadeConsole.midCutover()), () -> {}, () -> {});
                table.settle(rows);
                table.getSelectionModel().selectAll();
                return cost(() -> table.settle(backwards));
            });
            plain[i] = ScreenPainter.onFx(() -> {
                var sorted = new SortedList<>(FXCollections.observableArrayList(rows));
                var table = new TableView<InventoryRow>(sorted);
                table.getColumns().add(new TableColumn<>("Name"));
                table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
                table.getSelectionModel().selectAll();
                return cost(() -> sorted.setComparator(
                        Comparator.comparing((InventoryRow r) -> r.key().logical())
                                .reversed()));
            });
        }
        print(count + " rows, all selected, sorted: this table", ours);
        print(count + " rows, all selected, sorted: plain table", plain);
        System.exit(0);
    }

    private static double cost(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        var from = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - from) / 1e6;
    }

    private static void print(String what, double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                "%s: %.0f/%.0f/%.0f ms%n", what, millis[0], millis[millis.length / 2], millis[millis.length - 1]);
    }
}
