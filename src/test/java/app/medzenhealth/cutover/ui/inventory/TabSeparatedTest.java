package app.medzenhealth.cutover.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TabSeparatedTest {

    private static InventoryRow row(String name, Map<String, Cell> cells) {
        return InventoryRow.of(
                new SideBySide.Row("lambda", "function", name, cells, Optional.empty(), SideBySide.Drift.UNKNOWN),
                Map.of());
    }

    private static SeenResource seen(String name, Map<String, String> details) {
        return new SeenResource("lambda", "function", "a", name, "arn:" + name, name, "Active", details, Map.of());
    }

    @Test
    void a_row_has_one_line_and_absent_and_unknown_are_told_apart() {
        var cells = new LinkedHashMap<String, Cell>();
        cells.put("a", new Cell.Absent());
        cells.put("b", new Cell.Unknown("AccessDenied: lambda:ListFunctions"));

        assertThat(TabSeparated.of(List.of("a", "b"), List.of(row("sync", cells)))
                        .lines())
                .containsExactly(
                        "service\ttype\tname\ta\tb\tdisposition\tdrift",
                        "lambda\tfunction\tsync\t–\tunknown: AccessDenied: lambda:ListFunctions\tplan says nothing\tunknown");
    }

    @Test
    void a_name_that_a_spreadsheet_would_calculate_stays_a_name() {
        assertThat(TabSeparated.of(List.of(), List.of(row("=cmd()", Map.of())))).contains("\t'=cmd()\t");
    }

    @Test
    void tabs_and_line_ends_in_a_name_do_not_make_new_cells() {
        var text = TabSeparated.of(List.of(), List.of(row("a\tb\nc", Map.of())));

        assertThat(text.lines()).hasSize(2);
        assertThat(text).contains("a b c");
    }

    @Test
    void details_are_compared_line_by_line_and_a_region_that_does_not_say_differs() {
        var cells = new LinkedHashMap<String, Cell>();
        cells.put("a", new Cell.Present(seen("sync", Map.of("memory", "512", "runtime", "nodejs20.x")), List.of()));
        cells.put("b", new Cell.Present(seen("sync", Map.of("runtime", "nodejs20.x")), List.of()));

        var lines = DetailLines.details(row("sync", cells).row(), List.of("a", "b"));

        assertThat(lines)
                .filteredOn(DetailLines.Line::differs)
                .singleElement()
                .satisfies(l -> assertThat(l.values()).containsEntry("a", "512").containsEntry("b", DetailLines.NONE));
    }
}
