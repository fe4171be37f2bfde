package app.medzenhealth.cutover.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** What the time of an outage went by with, told from the records of steps: where several run at once, the one begun last. */
final class DowntimeParts {
    /** A part without its length. */
    private record What(DowntimePart.Kind kind, String step) {}

    private final Map<What, Duration> spent = new LinkedHashMap<>();
    private final SequencedSet<String> running = new LinkedHashSet<>();
    private Optional<String> signing = Optional.empty();
    private @Nullable Instant since;

    /**
     * @param record any of the trail's, in the trail's order
     * @param counting whether there was an outage until this record
     */
    void add(AuditRecord record, boolean counting) {
        var step = record.step();
        switch (record.kind()) {
            case "step.confirm" -> {
                until(record, counting);
                running.remove(step);
                running.add(step);
                signing = signing.filter(s -> !s.equals(step));
            }
            case "step.succeeded", "step.failed", "step.undone", "step.doubt", "step.waiting", "step.decided" -> {
                until(record, counting);
                running.remove(step);
            }
            case "approval.challenge" -> {
                until(record, counting);
                signing = Optional.of(step);
            }
            case "step.skipped" -> {
                until(record, counting);
                signing = signing.filter(s -> !s.equals(step));
            }
            default -> {}
        }
    }

    private void until(AuditRecord record, boolean counting) {
        var at = Instant.parse(record.at());
        if (counting) {
            spent.merge(now(), since(at), Duration::plus);
        }
        since = at;
    }

    private What now() {
        return running.isEmpty()
                ? signing.map(s -> new What(DowntimePart.Kind.SIGNATURE, s))
                        .orElseGet(() -> new What(DowntimePart.Kind.PEOPLE, ""))
                : new What(DowntimePart.Kind.STEP, running.getLast());
    }

    private Duration since(Instant at) {
        return since == null ? Duration.ZERO : DowntimeClock.between(since, at);
    }

    /** In the order in which each began, those of no length left out. */
    List<DowntimePart> parts(Instant at, boolean counting) {
        var all = new LinkedHashMap<>(spent);
        if (counting) {
            all.merge(now(), since(at), Duration::plus);
        }
        return all.entrySet().stream()
                .filter(e -> e.getValue().isPositive())
                .map(e -> new DowntimePart(e.getKey().kind(), e.getKey().step(), e.getValue()))
                .toList();
    }
}
