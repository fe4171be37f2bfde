package app.medzenhealth.cutover.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What probes saw of late, and what the trail is to keep of it. For many threads. */
public final class ProbeLog {
    /** How far back results are kept one by one; what became of older ones is in the outages. */
    public static final Duration KEPT = Duration.ofMinutes(10);

    private final Map<String, ProbeTarget> targets = new LinkedHashMap<>();
    private final Map<String, Deque<ProbeResult>> recent = new LinkedHashMap<>();
    private final Map<String, Integer> asked = new LinkedHashMap<>();
    private List<String> lacking = List.of();
    private Outages outages = Outages.NONE;
    private Optional<Instant> since = Optional.empty();
    private Optional<Duration> every = Optional.empty();

    /**
     * From now on these are asked, so often.
     *
     * @param without probes that cannot be asked yet, with why
     * @return what is to be recorded: nothing where they were asked before
     */
    public synchronized List<ProbeRecord> asks(
            List<ProbeTarget> now, List<String> without, Duration often, Instant at) {
        var more = since.isPresent();
        lacking = List.copyOf(without);
        every = Optional.of(often);
        since = since.or(() -> Optional.of(at));
        var added = now.stream().filter(t -> !targets.containsKey(t.id())).toList();
        now.forEach(t -> targets.put(t.id(), t));
        return added.isEmpty() ? List.of() : List.of(ProbeRecord.begun(added, often, more));
    }

    /** @return what is to be recorded */
    public synchronized List<ProbeRecord> add(ProbeResult result) {
        var target = targets.get(result.target());
        if (target == null || every.isEmpty()) {
            // Of a request that was under way when asking ended.
            return List.of();
        }
        var results = recent.computeIfAbsent(result.target(), _ -> new ArrayDeque<>());
        results.addLast(result);
        while (results.getFirst().at().isBefore(result.at().minus(KEPT))) {
            results.removeFirst();
        }
        asked.merge(result.target(), 1, Integer::sum);
        var before = outages;
        outages = outages.with(target, result, every.get());
        return ProbeRecord.between(before, outages);
    }

    /** Nobody asks any more. @return what is to be recorded */
    public synchronized List<ProbeRecord> over(Instant at, String why) {
        if (since.isEmpty()) {
            return List.of();
        }
        var before = outages;
        outages = outages.over(at);
        var records = new ArrayList<>(ProbeRecord.between(before, outages));
        records.add(ProbeRecord.ended(at, why, asked));
        since = Optional.empty();
        every = Optional.empty();
        targets.clear();
        asked.clear();
        return List.copyOf(records);
    }

    public synchronized boolean asking() {
        return since.isPresent();
    }

    public synchronized boolean failing() {
        return outages.failing();
    }

    public synchronized ProbeHistory history() {
        var copies = new LinkedHashMap<String, List<ProbeResult>>();
        recent.forEach((id, results) -> copies.put(id, List.copyOf(results)));
        return new ProbeHistory(List.copyOf(targets.values()), lacking, copies, outages, since, every);
    }
}
