package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.inventory.Dispositions;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.plan.Plan;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was found, against what the plan says there is.
 *
 * @param missing of the plan and known not to be there
 * @param unsure of the plan and not found, where not everything could be read
 */
record Baseline(
        Inventory inventory,
        Dispositions dispositions,
        List<SeenResource> notInPlan,
        List<Plan.Resource> missing,
        List<Plan.Resource> unsure) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Baseline of(Plan plan, Inventory inventory) {
        var found = inventory.resources().toList();
        var unread = inventory.incomplete();
        var dispositions = new Dispositions(plan, found.stream());
        var notFound = plan.baseline().stream()
                .filter(p -> found.stream().noneMatch(r -> same(p, r)))
                .collect(Collectors.partitioningBy(p -> unread.stream().anyMatch(s -> mayHold(s, p))));
        return new Baseline(
                inventory,
                dispositions,
                found.stream().filter(r -> dispositions.of(r).isEmpty()).toList(),
                Objects.requireNonNull(notFound.get(false)),
                Objects.requireNonNull(notFound.get(true)));
    }

    private static boolean mayHold(ServiceScan scan, Plan.Resource planned) {
        return scan.service().equals(planned.service())
                && (scan.region().equals(planned.region())
                        || scan.region().equals(Inventory.GLOBAL)
                        || planned.region().equals("unknown"));
    }

    /** The plan may not know the region of what the written plan calls global. */
    private static boolean same(Plan.Resource planned, SeenResource seen) {
        return planned.service().equals(seen.service())
                && planned.type().equals(seen.type())
                && planned.name().equals(seen.name())
                && (planned.region().equals("unknown") || planned.region().equals(seen.region()));
    }

    int drift() {
        return notInPlan.size() + missing.size();
    }

    /** The frozen list: every resource with its ARN, in one order, so that two baselines can be compared as files. */
    String json(Plan plan) {
        var root = new LinkedHashMap<String, Object>();
        root.put("account", inventory.account());
        root.put("plan", plan.id());
        root.put("takenAt", inventory.takenAt().toString());
        root.put(
                "resources",
                inventory
                        .resources()
                        .sorted(Comparator.comparing(SeenResource::region)
                                .thenComparing(SeenResource::service)
                                .thenComparing(SeenResource::type)
                                .thenComparing(SeenResource::id))
                        .map(this::entry)
                        .toList());
        root.put("notInPlan", notInPlan.stream().map(Scans::shown).toList());
        root.put("missing", missing.stream().map(Baseline::words).toList());
        root.put("unsure", unsure.stream().map(Baseline::words).toList());
        root.put(
                "notRead",
                inventory.incomplete().stream()
                        .map(s -> s.service() + " in " + s.region() + ": "
                                + s.incomplete().orElse(""))
                        .toList());
        return JSON.writeValueAsString(root) + "\n";
    }

    private static String words(Plan.Resource p) {
        return p.service() + " " + p.type() + " " + p.name() + " in " + p.region();
    }

    private Map<String, Object> entry(SeenResource r) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("service", r.service());
        entry.put("type", r.type());
        entry.put("region", r.region());
        entry.put("id", r.id());
        entry.put("arn", r.arn());
        entry.put("name", r.name());
        entry.put("state", r.state());
        dispositions.of(r).ifPresent(said -> {
            entry.put("disposition", said.disposition().name().toLowerCase(Locale.ROOT));
            said.rule().ifPresent(rule -> entry.put("rule", rule.id()));
        });
        entry.put("details", new TreeMap<>(r.details()));
        entry.put("tags", new TreeMap<>(r.tags()));
        return entry;
    }
}
