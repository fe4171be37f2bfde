package app.medzenhealth.cutover.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What probes saw lately; immutable.
 *
 * @param targets in the plan's order
 * @param lacking probes that cannot be asked yet, with why, as sentences
 * @param recent by target: the results of the last minutes, the oldest first
 * @param since when asking began; empty while nobody asks
 * @param every how often, at present
 */
public record ProbeHistory(
        List<ProbeTarget> targets,
        List<String> lacking,
        Map<String, List<ProbeResult>> recent,
        Outages outages,
        Optional<Instant> since,
        Optional<Duration> every) {

    public static final ProbeHistory NONE =
            new ProbeHistory(List.of(), List.of(), Map.of(), Outages.NONE, Optional.empty(), Optional.empty());

    public List<ProbeResult> of(String target) {
        return recent.getOrDefault(target, List.of());
    }

    public Optional<ProbeResult> last(String target) {
        var all = of(target);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** When any target was asked last. */
    public Optional<Instant> lastAsked() {
        return recent.values().stream()
                .filter(l -> !l.isEmpty())
                .map(l -> l.getLast().at())
                .max(Instant::compareTo);
    }

    /** The time within which so many per cent of a target's answers came; empty where there was none. */
    public Optional<Duration> latency(String target, int percent) {
        var took = of(target).stream()
                .filter(ProbeResult::served)
                .map(ProbeResult::took)
                .sorted()
                .toList();
        return took.isEmpty()
                ? Optional.empty()
                : Optional.of(took.get(Math.min(took.size() - 1, took.size() * percent / 100)));
    }
}
