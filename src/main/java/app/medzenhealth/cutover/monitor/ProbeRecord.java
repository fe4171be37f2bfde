package app.medzenhealth.cutover.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the trail keeps of probes: when they ran, and each outage as it begins and as it ends. */
public record ProbeRecord(String kind, Map<String, Object> data) {

    /** @param more whether others were being asked already */
    static ProbeRecord begun(List<ProbeTarget> targets, Duration every, boolean more) {
        var data = new LinkedHashMap<String, Object>();
        data.put(
                "targets",
                targets.stream()
                        .map(t -> Map.of(
                                "id", t.id(),
                                "kind", word(t),
                                "region", t.region().orElse(""),
                                "method", t.request().method(),
                                "url", t.request().uri().toString(),
                                "connectTo", t.request().connectTo().orElse("")))
                        .toList());
        data.put("everyMillis", every.toMillis());
        data.put("more", more);
        return new ProbeRecord("probe.begun", data);
    }

    /** @param asked how often each was, by its id */
    static ProbeRecord ended(Instant until, String why, Map<String, Integer> asked) {
        var data = new LinkedHashMap<String, Object>();
        data.put("until", until.toString());
        data.put("why", why);
        data.put("asked", new LinkedHashMap<>(asked));
        return new ProbeRecord("probe.ended", data);
    }

    private static ProbeRecord of(Outage outage) {
        var data = new LinkedHashMap<String, Object>();
        data.put("outage", outage.number());
        data.put("target", outage.target().id());
        data.put("kind", word(outage.target()));
        data.put("region", outage.target().region().orElse(""));
        data.put("state", outage.open() ? "begun" : "ended");
        data.put("first", outage.first().toString());
        data.put("last", outage.last().toString());
        data.put("failures", outage.failures());
        outage.until().ifPresent(u -> data.put("until", u.toString()));
        data.put("why", outage.why());
        return new ProbeRecord(
                switch (outage.what()) {
                    case FAILED -> "probe.outage";
                    case UNKNOWN -> "probe.unknown";
                },
                data);
    }

    /** What is to be recorded where the one has become the other. */
    static List<ProbeRecord> between(Outages before, Outages after) {
        var records = new ArrayList<ProbeRecord>();
        var had = new LinkedHashMap<Integer, Outage>();
        before.all().forEach(o -> had.put(o.number(), o));
        for (var outage : after.all()) {
            var was = had.get(outage.number());
            if (was == null || was.open() && !outage.open()) {
                records.add(of(outage));
            }
        }
        return List.copyOf(records);
    }

    private static String word(ProbeTarget target) {
        return target.kind().name().toLowerCase(Locale.ROOT);
    }
}
