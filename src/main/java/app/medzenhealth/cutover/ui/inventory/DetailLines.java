package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** A resource's details in all regions, line by line. */
final class DetailLines {
    static final String NONE = "–";

    private DetailLines() {}

    /**
     * One detail in every region that has the resource.
     *
     * @param values by region, in the order of the columns; {@link #NONE} where a region does not say
     * @param differs whether not all of them are the same
     */
    record Line(String name, Map<String, String> values, boolean differs) {}

    static List<Line> details(SideBySide.Row row, List<String> regions) {
        var seen = seen(row, regions);
        var lines = new ArrayList<Line>();
        lines.add(line("name", seen, SeenResource::name));
        lines.add(line("state", seen, SeenResource::state));
        var names = new LinkedHashSet<String>();
        seen.values().forEach(r -> names.addAll(r.details().keySet()));
        names.forEach(n -> lines.add(line(n, seen, r -> r.details().getOrDefault(n, NONE))));
        return List.copyOf(lines);
    }

    static List<Line> tags(SideBySide.Row row, List<String> regions) {
        var seen = seen(row, regions);
        var names = new TreeSet<String>();
        seen.values().forEach(r -> names.addAll(r.tags().keySet()));
        return names.stream()
                .map(n -> line(n, seen, r -> r.tags().getOrDefault(n, NONE)))
                .toList();
    }

    private static Line line(String name, Map<String, SeenResource> seen, Function<SeenResource, String> of) {
        var values = new LinkedHashMap<String, String>();
        seen.forEach((region, resource) -> {
            var value = of.apply(resource);
            values.put(region, value.isBlank() ? NONE : value);
        });
        return new Line(name, values, new LinkedHashSet<>(values.values()).size() > 1);
    }

    private static Map<String, SeenResource> seen(SideBySide.Row row, List<String> regions) {
        var seen = new LinkedHashMap<String, SeenResource>();
        for (var region : regions) {
            if (row.cells().get(region) instanceof Cell.Present(SeenResource resource, List<String> _)) {
                seen.put(region, resource);
            }
        }
        return seen;
    }
}
