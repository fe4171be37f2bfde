package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The reading that later ones are compared with. What was or is unknown has neither come nor gone.
 *
 * @param at the oldest reading of it
 */
record EarlierReading(Instant at, Map<InventoryRow.Key, SideBySide.Row> rows) {

    static EarlierReading of(Instant at, List<SideBySide.Row> rows) {
        var byKey = new HashMap<InventoryRow.Key, SideBySide.Row>();
        rows.forEach(r -> byKey.put(InventoryRow.Key.of(r), r));
        return new EarlierReading(at, Map.copyOf(byKey));
    }

    /** What is otherwise than it was, one line each, as {@code memory 512 → 1024 in eu-west-1}; empty: nothing is. */
    List<String> changes(SideBySide.Row now) {
        var changes = new ArrayList<String>();
        var then = Optional.ofNullable(rows.get(InventoryRow.Key.of(now)))
                .map(SideBySide.Row::cells)
                .orElse(Map.of());
        for (var region : regions(then, now.cells())) {
            var before = then.get(region);
            var after = now.cells().get(region);
            if (before instanceof Cell.Present old && after instanceof Cell.Present recent) {
                differences(old.resource(), recent.resource()).forEach(d -> changes.add(d + " in " + region));
            } else if (after instanceof Cell.Present && !(before instanceof Cell.Unknown)) {
                changes.add("appeared in " + region);
            } else if (before instanceof Cell.Present && after instanceof Cell.Absent) {
                changes.add("gone from " + region);
            }
        }
        return List.copyOf(changes);
    }

    /** Rows of which nothing is left, not even a line of the plan. */
    List<String> gone(Set<InventoryRow.Key> now) {
        return rows.entrySet().stream()
                .filter(e -> !now.contains(e.getKey()))
                .filter(e -> e.getValue().cells().values().stream().anyMatch(Cell.Present.class::isInstance))
                .map(e -> e.getKey().service() + " " + e.getKey().type() + " "
                        + e.getKey().logical())
                .sorted()
                .toList();
    }

    private static Set<String> regions(Map<String, Cell> then, Map<String, Cell> now) {
        var all = new TreeSet<String>(then.keySet());
        all.addAll(now.keySet());
        return all;
    }

    private static List<String> differences(SeenResource then, SeenResource now) {
        if (then.equals(now)) {
            return List.of();
        }
        var changes = new ArrayList<String>();
        if (!then.arn().equals(now.arn())) {
            changes.add("another one of the same name");
        }
        if (!then.state().equals(now.state())) {
            changes.add("state " + word(then.state()) + " → " + word(now.state()));
        }
        compare(then.details(), now.details(), "", changes);
        compare(then.tags(), now.tags(), "tag ", changes);
        return changes;
    }

    private static void compare(
            Map<String, String> then, Map<String, String> now, String before, List<String> changes) {
        var names = new HashSet<String>(then.keySet());
        names.addAll(now.keySet());
        names.stream()
                .sorted()
                .filter(n -> !Objects.equals(then.get(n), now.get(n)))
                .forEach(n -> changes.add(
                        before + n + " " + word(then.getOrDefault(n, "")) + " → " + word(now.getOrDefault(n, ""))));
    }

    private static String word(String text) {
        return text.isEmpty() ? "–" : text;
    }
}
