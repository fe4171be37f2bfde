package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.ui.common.InWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads that failed, in words: each reason once, with the services and regions it was given for. */
final class Unread {
    private static final int NAMED = 3;
    private static final String REFUSED = "Not permitted (AccessDenied)";

    private Unread() {}

    static String title(List<ServiceScan> failed) {
        return InWords.count(failed.size(), "read", "reads")
                + " failed. What is there now is unknown, not empty"
                + (failed.stream().anyMatch(s -> s.failed().isPresent()) ? ", older values say how old they are" : "")
                + "; steps that depend on it stay locked.";
    }

    /** What was refused comes first; otherwise in the order of the reads. */
    static List<String> lines(List<ServiceScan> failed) {
        var regions = new LinkedHashMap<String, Map<String, List<String>>>();
        regions.put(REFUSED, new TreeMap<>());
        failed.forEach(s -> regions.computeIfAbsent(reason(s), _ -> new TreeMap<>())
                .computeIfAbsent(s.service(), _ -> new ArrayList<>())
                .add(s.region()));
        return regions.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getKey() + ": " + places(e.getValue()))
                .toList();
    }

    /** The first few, and how many more. */
    static String shortened(List<String> lines) {
        var more = lines.size() - NAMED;
        return lines.stream().limit(NAMED).collect(Collectors.joining("\n"))
                + (more > 0 ? "\nand " + InWords.count(more, "more reason", "more reasons") : "");
    }

    /** Services that failed in the same regions are named together. */
    private static String places(Map<String, List<String>> regions) {
        var services = new LinkedHashMap<List<String>, List<String>>();
        regions.forEach((service, where) ->
                services.computeIfAbsent(where, _ -> new ArrayList<>()).add(service));
        return services.entrySet().stream()
                .map(e -> String.join(", ", e.getValue()) + " in " + String.join(", ", e.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String reason(ServiceScan scan) {
        return scan.failure().filter(u -> AwsError.saysNotPermitted(u.reason())).isPresent()
                ? REFUSED
                : scan.incomplete().orElse("");
    }
}
