package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServiceScan;
import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An inventory for a person: a line for each service of each region, with how many there are of each kind. */
final class InventoryTable {
    private static final String LINE = "%-14s %-18s %9s  %s";

    private InventoryTable() {}

    static void print(Inventory inventory, PrintWriter out) {
        out.println(LINE.formatted("REGION", "SERVICE", "RESOURCES", ""));
        inventory.scans().forEach(scan -> out.println(line(scan).stripTrailing()));
        var unknown = inventory.incomplete().size();
        out.println("%d resources; %s; read in %d ms"
                .formatted(
                        inventory.resources().count(),
                        unknown == 0
                                ? "nothing unknown"
                                : unknown + " of " + inventory.scans().size() + " reads unknown or incomplete",
                        inventory.took().toMillis()));
    }

    private static String line(ServiceScan scan) {
        return switch (scan.found()) {
            case Observation.Known<List<SeenResource>> known
            when !scan.offered() -> LINE.formatted(scan.region(), scan.service(), "·", "not offered in this region");
            case Observation.Known<List<SeenResource>> known ->
                LINE.formatted(
                        scan.region(),
                        scan.service(),
                        scan.incomplete().isEmpty()
                                ? known.value().size()
                                : "≥ " + known.value().size(),
                        kinds(known.value())
                                + scan.incomplete()
                                        .map(why -> "; unknown: " + why)
                                        .orElse(""));
            case Observation.Unknown<List<SeenResource>> unknown ->
                LINE.formatted(scan.region(), scan.service(), "?", "unknown: " + unknown.reason());
        };
    }

    private static String kinds(List<SeenResource> found) {
        return found.stream()
                .collect(Collectors.groupingBy(SeenResource::type, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }
}
