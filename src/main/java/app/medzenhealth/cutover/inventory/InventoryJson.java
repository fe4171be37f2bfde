package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.plan.DispositionRule;
import app.medzenhealth.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An inventory as JSON. What is unknown has no resources ({@code null}), not an empty list of them; what is {@code incomplete} has
 * those that are known, and the reason why they are not all, or not all of them; a resource that the plan says nothing of has no
 * disposition, and one by a rule names it.
 */
public final class InventoryJson {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private InventoryJson() {}

    public static String write(Inventory inventory, Plan plan) {
        return JSON.writeValueAsString(tree(inventory, plan));
    }

    /** The same as maps and lists. */
    public static Map<String, Object> tree(Inventory inventory, Plan plan) {
        var services = new LinkedHashMap<String, List<Object>>();
        var dispositions = new Dispositions(plan, inventory.resources());
        for (var scan : inventory.scans()) {
            services.computeIfAbsent(scan.region(), r -> new ArrayList<>()).add(service(scan, dispositions));
        }
        var regions = new ArrayList<Object>();
        services.forEach((region, list) -> regions.add(object("region", region, "services", list)));
        return object(
                "account", inventory.account(),
                "plan", plan.id(),
                "takenAt", inventory.takenAt().toString(),
                "tookMillis", inventory.took().toMillis(),
                "notLookedAt", inventory.coverage().notLookedAt(),
                "regions", regions);
    }

    private static Map<String, Object> service(ServiceScan scan, Dispositions dispositions) {
        return switch (scan.found()) {
            case Observation.Known<List<SeenResource>> known ->
                object(
                        "service", scan.service(),
                        "status", scan.incomplete().isEmpty() ? "known" : "incomplete",
                        "reason", scan.offered() ? scan.incomplete().orElse(null) : "not offered in " + scan.region(),
                        "tookMillis", known.took().toMillis(),
                        "resources",
                                known.value().stream()
                                        .map(r -> resource(r, dispositions))
                                        .toList());
            case Observation.Unknown<List<SeenResource>> unknown ->
                object(
                        "service", scan.service(),
                        "status", "unknown",
                        "reason", unknown.reason(),
                        "tookMillis", unknown.took().toMillis(),
                        "resources", null);
        };
    }

    private static Map<String, Object> resource(SeenResource r, Dispositions dispositions) {
        var said = dispositions.of(r);
        return object(
                "type", r.type(),
                "id", r.id(),
                "arn", r.arn(),
                "name", r.name(),
                "state", r.state(),
                "disposition",
                        said.map(d -> d.disposition().name().toLowerCase(Locale.ROOT))
                                .orElse(null),
                "rule",
                        said.flatMap(Dispositions.Said::rule)
                                .map(DispositionRule::id)
                                .orElse(null),
                "tags", r.tags());
    }

    private static Map<String, Object> object(@Nullable Object... namesAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }
}
