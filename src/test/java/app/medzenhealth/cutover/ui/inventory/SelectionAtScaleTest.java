package app.medzenhealth.cutover.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import app.medzenhealth.cutover.ui.common.InventorySource;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.collections.ModifiableObservableListBase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How much the table looks at when it is sorted with many rows selected: counted, so that no clock decides. */
class SelectionAtScaleTest {
    /** Looks at one row, for all that sorting, selecting and firing of events needs. */
    private static final int MOST_LOOKS_A_ROW = 40;

    @BeforeAll
    static void start() {
        ScreenPainter.startUp();
    }

    /** Rows that count how often one of them is asked for. */
    private static final class Counted extends ModifiableObservableListBase<InventoryRow> {
        private final List<InventoryRow> rows = new ArrayList<>();
        private long looks;

        @Override
        public InventoryRow get(int index) {
            looks++;
            return rows.get(index);
        }

        @Override
        public int size() {
            return rows.size();
        }

        @Override
        protected void doAdd(int index, InventoryRow row) {
            rows.add(index, row);
        }

        @Override
        protected InventoryRow doSet(int index, InventoryRow row) {
            return rows.set(index, row);
        }

        @Override
        protected InventoryRow doRemove(int index) {
            return rows.remove(index);
        }
    }

    static List<InventoryRow> rows(int count) {
        var latest = HandMadeInventory.many(count);
        return InventoryRows.of(InventorySource.of(latest).orElseThrow(), HandMadePlan.medzen(), InventoryRows.NONE)
                .rows();
    }

    private record Sorted(long looks, int selected, Set<InventoryRow.Key> keys, InventoryRow.Key lead) {}

    /** @param every each which row is selected; 1: all */
    private static Sorted sorted(int count, int every) throws InterruptedException {
        var rows = rows(count);
        var backwards = new ArrayList<InventoryRow>(rows);
        Collections.reverse(backwards);
        return ScreenPainter.onFx(() -> {
            var items = new Counted();
            var table = new InventoryTableView(new Readings(HandMadeConsole.midCutover()), () -> {}, () -> {});
            table.setItems(items);
            table.settle(rows);
            if (every == 1) {
                table.getSelectionModel().selectAll();
            } else {
                for (var i = 0; i < count; i += every) {
                    table.getSelectionModel().select(i);
                }
            }
            table.getSelectionModel().select(0);
            items.looks = 0;
            table.settle(backwards);
            var looks = items.looks;
            return new Sorted(
                    looks,
                    table.getSelectionModel().getSelectedItems().size(),
                    table.getSelectionModel().getSelectedItems().stream()
                            .map(InventoryRow::key)
                            .collect(Collectors.toSet()),
                    table.selected().orElseThrow().key());
        });
    }

    @Test
    void sorting_with_everything_selected_looks_at_each_row_a_few_times_however_many_there_are() throws Exception {
        for (var count : new int[] {500, 4_000}) {
            var sorted = sorted(count, 1);
            System.out.printf("%d rows, all selected: %.1f looks a row%n", count, (double) sorted.looks() / count);
            assertThat(sorted.looks()).isLessThan((long) count * MOST_LOOKS_A_ROW);
            assertThat(sorted.selected()).isEqualTo(count);
            assertThat(sorted.lead()).isEqualTo(rows(count).getFirst().key());
        }
    }

    @Test
    void sorting_with_every_third_row_selected_does_not_look_at_all_rows_for_each() throws Exception {
        for (var count : new int[] {500, 4_000}) {
            var sorted = sorted(count, 3);
            System.out.printf("%d rows, a third selected: %.1f looks a row%n", count, (double) sorted.looks() / count);
            assertThat(sorted.looks()).isLessThan((long) count * MOST_LOOKS_A_ROW);
            assertThat(sorted.keys()).hasSize((count + 2) / 3);
        }
    }
}
