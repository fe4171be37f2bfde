package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.Spans.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** What time went by with, told from the records of steps: where several run at once, the one begun last. */
final class DowntimeParts {
    /** A part without its length. */
    private record What(DowntimePart.Kind kind, String step) {}

    private record Stretch(What what, Span span) {}

    private final List<Stretch> passed = new ArrayList<>();
    private final SequencedSet<String> running = new LinkedHashSet<>();
    private Optional<String> signing = Optional.empty();
    private @Nullable Instant since;

    /** @param record any of the trail's, in the trail's order */
    void add(AuditRecord record) {
        var step = record.step();
        switch (record.kind()) {
            case "step.confirm" -> {
                until(record);
                running.remove(step);
                running.add(step);
                signing = signing.filter(s -> !s.equals(step));
            }
            case "step.succeeded", "step.failed", "step.undone", "step.doubt", "step.waiting", "step.decided" -> {
                until(record);
                running.remove(step);
            }
            case "approval.challenge" -> {
                until(record);
                signing = Optional.of(step);
            }
            case "step.skipped" -> {
                until(record);
                signing = signing.filter(s -> !s.equals(step));
            }
            default -> {}
        }
    }

    private void until(AuditRecord record) {
        var at = Instant.parse(record.at());
        if (since == null || at.isAfter(since)) {
            if (since != null) {
                passed.add(new Stretch(now(), new Span(since, at)));
            }
            since = at;
        }
    }

    private What now() {
        return running.isEmpty()
                ? signing.map(s -> new What(DowntimePart.Kind.SIGNATURE, s))
                        .orElseGet(() -> new What(DowntimePart.Kind.PEOPLE, ""))
                : new What(DowntimePart.Kind.STEP, running.getLast());
    }

    /** Of the downtime until then: in the order in which each began, those of no length left out. */
    List<DowntimePart> parts(Spans downtime, Instant at) {
        var lengths = new LinkedHashMap<What, Duration>();
        passed.forEach(s -> within(s, downtime, lengths));
        if (since != null) {
            within(new Stretch(now(), new Span(since, at)), downtime, lengths);
        }
        return lengths.entrySet().stream()
                .map(e -> new DowntimePart(e.getKey().kind(), e.getKey().step(), e.getValue()))
                .toList();
    }

    private static void within(Stretch stretch, Spans downtime, LinkedHashMap<What, Duration> lengths) {
        var length = Spans.of(List.of(stretch.span())).within(downtime).length();
        if (length.isPositive()) {
            lengths.merge(stretch.what(), length, Duration::plus);
        }
    }
}
