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
import tools.jackson.databind.json.JsonMapper;

class CopyFormatTest {
    private static final List<String> REGIONS = List.of("a", "b", "c");

    private static InventoryRow row(String name) {
        var cells = new LinkedHashMap<String, Cell>();
        cells.put(
                "a",
                new Cell.Present(
                        new SeenResource(
                                "sqs", "queue", "a", name, "arn:aws:sqs:a::" + name, name, "", Map.of(), Map.of()),
                        List.of()));
        cells.put("b", new Cell.Unknown("AccessDenied"));
        cells.put("c", new Cell.Absent());
        return InventoryRow.of(
                new SideBySide.Row("sqs", "queue", name, cells, Optional.empty(), SideBySide.Drift.UNKNOWN), Map.of());
    }

    @Test
    void an_arn_a_line_of_what_was_found_and_nothing_of_what_was_not() {
        assertThat(CopyFormat.ARNS.of(REGIONS, List.of(row("x"), row("y"))))
                .isEqualTo("arn:aws:sqs:a::x\narn:aws:sqs:a::y\n");
    }

    @Test
    void a_name_makes_no_cell_link_or_element_of_markdown() {
        var text = CopyFormat.MARKDOWN.of(REGIONS, List.of(row("x|y <b> [z](http://z) `c`\n| new")));
        assertThat(text.lines()).hasSize(3);
        assertThat(text)
                .contains("x\\|y \\<b\\> \\[z\\](http://z) \\`c\\` \\| new")
                .contains("unknown: AccessDenied");
    }

    @Test
    void every_cell_of_csv_is_quoted_and_none_is_calculated() {
        var text = CopyFormat.CSV.of(REGIONS, List.of(row("=cmd(\"x\")")));
        assertThat(text)
                .contains("\"'=cmd(\"\"x\"\")\"")
                .contains("\"unknown: AccessDenied\"")
                .endsWith("\r\n");
    }

    @Test
    void json_has_each_resource_whole_and_tells_unknown_from_absent() {
        var tree = JsonMapper.shared()
                .readTree(CopyFormat.JSON.of(REGIONS, List.of(row("x"))))
                .get(0);
        assertThat(tree.at("/regions/a/arn").asString()).isEqualTo("arn:aws:sqs:a::x");
        assertThat(tree.at("/regions/b").asString()).isEqualTo("unknown: AccessDenied");
        assertThat(tree.at("/regions/c").asString()).isEqualTo("–");
    }
}
