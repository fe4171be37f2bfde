package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The inventory as the mission table shows it: by service, and within it by name.
 *
 * @param resources resources seen, in all rows that pass the filter
 * @param unknown services of regions that could not be read, whatever the filter
 * @param drifted resources of them that are not as the plan's baseline says
 */
record LiveRows(List<Line> lines, int resources, int unknown, int drifted) {
    static final LiveRows NONE = new LiveRows(List.of(), 0, 0, 0);

    sealed interface Line {}

    record Group(String service, int size) implements Line {}

    record Entry(SideBySide.Row row) implements Line {}

    /**
     * @param unknown services that could not be read, one for each region: they have no row of their own to count
     * @param filter words that must all occur in name, service, type, state or disposition; blank: all rows
     * @param first services that come first, in this order; the others follow by name
     */
    static LiveRows of(SideBySide side, int unknown, String filter, List<String> first) {
        var words = filter.toLowerCase(Locale.ROOT).strip().split("\\s+");
        var groups = new TreeMap<String, List<SideBySide.Row>>(
                Comparator.<String>comparingInt(service -> rank(first, service))
                        .thenComparing(Comparator.naturalOrder()));
        var resources = 0;
        var drifted = 0;
        for (var row : side.rows()) {
            if (!matches(row, words)) {
                continue;
            }
            groups.computeIfAbsent(row.service(), _ -> new ArrayList<>()).add(row);
            for (var cell : row.cells().values()) {
                switch (cell) {
                    case Cell.Present _ -> resources++;
                    case Cell.Unknown _ -> {}
                    case Cell.Absent _ -> {}
                    case Cell.NotOffered _ -> {}
                }
            }
            drifted += row.drifting();
        }
        var lines = new ArrayList<Line>();
        groups.forEach((service, rows) -> {
            rows.sort(Comparator.comparing(SideBySide.Row::logical));
            lines.add(new Group(service, rows.size()));
            rows.forEach(r -> lines.add(new Entry(r)));
        });
        return new LiveRows(List.copyOf(lines), resources, unknown, drifted);
    }

    private static int rank(List<String> first, String service) {
        var index = first.indexOf(service);
        return index < 0 ? first.size() : index;
    }

    private static boolean matches(SideBySide.Row row, String[] words) {
        var all = new StringBuilder()
                .append(row.logical())
                .append(' ')
                .append(row.service())
                .append(' ')
                .append(row.type())
                .append(' ')
                .append(row.drift().name().replace('_', ' '));
        row.disposition().ifPresent(d -> all.append(' ').append(d));
        row.cells().forEach((region, cell) -> {
            switch (cell) {
                case Cell.Present p -> {
                    all.append(' ')
                            .append(p.resource().name())
                            .append(' ')
                            .append(p.resource().state());
                    if (!p.differences().isEmpty()) {
                        all.append(" differs");
                    }
                }
                case Cell.Unknown _ -> all.append(" unknown");
                case Cell.Absent _ -> {}
                case Cell.NotOffered _ -> {}
            }
        });
        var text = all.toString().toLowerCase(Locale.ROOT);
        for (var word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
