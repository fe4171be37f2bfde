package app.medzenhealth.cutover.ui.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EarlierReadingTest {
    private static final Instant AT = Instant.parse("2026-01-12T08:00:00Z");

    private static Cell seen(String arn, String state, Map<String, String> details) {
        return new Cell.Present(
                new SeenResource("rds", "instance", "a", "db", arn, "db", state, details, Map.of()), List.of());
    }

    private static SideBySide.Row row(String name, Map<String, Cell> cells) {
        return new SideBySide.Row("rds", "instance", name, cells, Optional.empty(), SideBySide.Drift.AS_PLANNED);
    }

    private static List<String> changes(Map<String, Cell> then, Map<String, Cell> now) {
        return EarlierReading.of(AT, List.of(row("db", then))).changes(row("db", now));
    }

    @Test
    void what_came_what_went_and_what_is_otherwise_is_said_by_region() {
        var old = seen("arn:1", "available", Map.of("class", "db.t3.medium", "az", "2"));
        assertThat(changes(Map.of("a", old), Map.of("a", old))).isEmpty();
        assertThat(changes(Map.of("a", old, "b", new Cell.Absent()), Map.of("a", new Cell.Absent(), "b", old)))
                .containsExactly("gone from a", "appeared in b");
        assertThat(changes(Map.of("a", old), Map.of("a", seen("arn:1", "modifying", Map.of("class", "db.r6g.large")))))
                .containsExactly(
                        "state available → modifying in a", "az 2 → – in a", "class db.t3.medium → db.r6g.large in a");
        assertThat(changes(
                        Map.of("a", old),
                        Map.of("a", seen("arn:2", "available", Map.of("class", "db.t3.medium", "az", "2")))))
                .containsExactly("another one of the same name in a");
    }

    @Test
    void what_was_or_is_unknown_has_neither_come_nor_gone() {
        var there = seen("arn:1", "available", Map.of());
        assertThat(changes(Map.of("a", new Cell.Unknown("denied")), Map.of("a", there)))
                .isEmpty();
        assertThat(changes(Map.of("a", there), Map.of("a", new Cell.Unknown("denied"))))
                .isEmpty();
        assertThat(changes(Map.of("a", there), Map.of())).isEmpty();
    }

    @Test
    void a_row_of_which_nothing_is_left_is_named() {
        var earlier = EarlierReading.of(
                AT,
                List.of(
                        row("went", Map.of("a", seen("arn:1", "", Map.of()))),
                        row("never", Map.of("a", new Cell.Absent())),
                        row("stays", Map.of("a", seen("arn:2", "", Map.of())))));
        assertThat(earlier.gone(Set.of(new InventoryRow.Key("rds", "instance", "stays"))))
                .containsExactly("rds instance went");
    }
}
