package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.Spans.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What users got, told from the records of probes: when they ran, when what users ask was not answered, and when nobody knows because
 * the asking machine itself heard nothing.
 */
final class MeasuredOutages {
    /** What of it is read and what is written, apart: a side may still answer the one. */
    enum Kind {
        READ,
        WRITE
    }

    private enum What {
        FAILED,
        UNKNOWN
    }

    private record Open(Kind kind, What what, Instant from) {}

    private final Map<Kind, List<Span>> covered = new HashMap<>();
    private final Map<Kind, List<Span>> failed = new HashMap<>();
    private final Map<Kind, List<Span>> unknown = new HashMap<>();
    /** By the number that a record gives it. */
    private final Map<String, Open> open = new HashMap<>();
    /** Since when each is asked. */
    private final Map<Kind, Instant> asking = new HashMap<>();

    private @Nullable Instant last;
    private boolean any;

    /** @param record of a step or of probes, in the trail's order: as long as there are any, the console was alive */
    void add(AuditRecord record) {
        var at = Instant.parse(record.at());
        switch (record.kind()) {
            case "probe.begun" -> {
                // Of a console that was killed nobody knows what it saw after its last record.
                over(last == null ? at : last);
                any = true;
                targets(record).stream()
                        .filter(MeasuredOutages::felt)
                        .flatMap(t -> kind(t).stream())
                        .forEach(k -> asking.putIfAbsent(k, at));
            }
            case "probe.outage" -> interval(record, What.FAILED);
            case "probe.unknown" -> interval(record, What.UNKNOWN);
            case "probe.ended" -> over(time(record, "until").orElse(at));
            default -> {}
        }
        last = at;
    }

    private void interval(AuditRecord record, What what) {
        var kind = kind(record.data());
        if (!felt(record.data()) || kind.isEmpty()) {
            return;
        }
        var number = String.valueOf(record.data().get("outage"));
        var from = time(record, "first").orElse(Instant.parse(record.at()));
        if ("begun".equals(record.data().get("state"))) {
            open.put(number, new Open(kind.get(), what, from));
        } else {
            open.remove(number);
            keep(what, kind.get(), from, time(record, "until").orElse(from));
        }
    }

    private void over(Instant until) {
        open.values().forEach(o -> keep(o.what(), o.kind(), o.from(), until));
        open.clear();
        asking.forEach((kind, since) -> put(covered, kind, since, until));
        asking.clear();
    }

    private void keep(What what, Kind kind, Instant from, Instant until) {
        put(what == What.FAILED ? failed : unknown, kind, from, until);
    }

    private static void put(Map<Kind, List<Span>> into, Kind kind, Instant from, Instant until) {
        into.computeIfAbsent(kind, _ -> new ArrayList<>()).add(new Span(from, until));
    }

    private static List<Map<?, ?>> targets(AuditRecord record) {
        var targets = new ArrayList<Map<?, ?>>();
        if (record.data().get("targets") instanceof List<?> list) {
            list.forEach(t -> {
                if (t instanceof Map<?, ?> target) {
                    targets.add(target);
                }
            });
        }
        return targets;
    }

    /** Whether it is what users ask: a side by itself is none of theirs. */
    private static boolean felt(Map<?, ?> data) {
        return data.get("region") instanceof String region && region.isEmpty();
    }

    private static Optional<Kind> kind(Map<?, ?> data) {
        return switch (String.valueOf(data.get("kind")).toLowerCase(Locale.ROOT)) {
            case "read" -> Optional.of(Kind.READ);
            case "write" -> Optional.of(Kind.WRITE);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> time(AuditRecord record, String member) {
        return Optional.ofNullable(record.data().get(member)).map(v -> Instant.parse(String.valueOf(v)));
    }

    /** Whether probes ever ran. */
    boolean any() {
        return any;
    }

    /** Whether something that users ask is unanswered as far as is known now. */
    boolean failing() {
        return open.values().stream().anyMatch(o -> o.what() == What.FAILED);
    }

    /** Whether somebody asks at present and knows what comes of it. */
    boolean knownNow(Kind kind) {
        return asking.containsKey(kind)
                && open.values().stream().noneMatch(o -> o.what() == What.UNKNOWN && o.kind() == kind);
    }

    /** When it was not answered, until {@code now}. */
    Spans failed(Kind kind, Instant now) {
        return until(failed, What.FAILED, kind, now);
    }

    /** When somebody asked and knows what came of it, until {@code now}. */
    Spans known(Kind kind, Instant now) {
        var asked = new ArrayList<>(covered.getOrDefault(kind, List.of()));
        var since = asking.get(kind);
        if (since != null) {
            asked.add(new Span(since, now));
        }
        return Spans.of(asked).without(until(unknown, What.UNKNOWN, kind, now));
    }

    /** Whether it was ever asked. */
    boolean asked(Kind kind) {
        return asking.containsKey(kind) || covered.containsKey(kind);
    }

    /** When it was asked and nobody knows what came of it. */
    Duration unknown(Kind kind, Instant now) {
        return until(unknown, What.UNKNOWN, kind, now).length();
    }

    private Spans until(Map<Kind, List<Span>> ended, What what, Kind kind, Instant now) {
        var all = new ArrayList<>(ended.getOrDefault(kind, List.of()));
        open.values().stream()
                .filter(o -> o.what() == what && o.kind() == kind)
                .forEach(o -> all.add(new Span(o.from(), now)));
        return Spans.of(all);
    }
}
