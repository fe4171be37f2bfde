package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Values that somebody put there: of the time before the rehearsal, and of what the estate does not model. */
final class RecordedMetrics implements MetricSource {
    private final Map<Key, TreeMap<Instant, Double>> values = new LinkedHashMap<>();

    void put(Key key, Instant at, double value) {
        values.computeIfAbsent(key, k -> new TreeMap<>()).merge(at, value, Double::sum);
    }

    @Override
    public List<Key> keys() {
        return List.copyOf(values.keySet());
    }

    @Override
    public Optional<Sample> measure(Key key, Instant from, Instant to) {
        var found = values.getOrDefault(key, new TreeMap<>()).subMap(from, to).values().stream()
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return found.getCount() == 0
                ? Optional.empty()
                : Optional.of(new Sample(found.getSum(), found.getCount(), found.getMin(), found.getMax()));
    }
}
