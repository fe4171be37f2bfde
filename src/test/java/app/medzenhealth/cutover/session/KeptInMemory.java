package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** A memory that outlives a session object, as a database outlives a process. */
final class KeptInMemory implements Memory {
    /** As a trail dates its records. */
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    final List<AuditRecord> records = new ArrayList<>();
    final List<String> checkpoints = new ArrayList<>();
    private final Map<String, Map<String, String>> kept = new LinkedHashMap<>();
    private final InstantSource clock;
    boolean full;
    /** Where the console is killed: at a kind of record, with {@code .before} or {@code .after}. */
    String killedAt = "";

    KeptInMemory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Map<String, String> all(String kind) {
        return new LinkedHashMap<>(kept.getOrDefault(kind, Map.of()));
    }

    /** A record that changes nothing of what is kept. */
    AuditRecord write(String actor, String recordKind, String step, Map<String, ?> data) {
        return write(actor, recordKind, step, data, record -> List.of());
    }

    @Override
    public synchronized AuditRecord write(
            String actor,
            String recordKind,
            String step,
            Map<String, ?> data,
            Function<AuditRecord, List<Change>> changes) {
        if (full) {
            throw new TrailUnavailable("the disk is full");
        }
        dieAt(recordKind + ".before");
        var record = new AuditRecord(
                1, records.size() + 1, AT.format(clock.instant()), "s", actor, recordKind, step, Map.copyOf(data), "");
        records.add(record);
        for (var c : changes.apply(record)) {
            var table = kept.computeIfAbsent(c.kind(), k -> new LinkedHashMap<>());
            if (c.json() == null) {
                table.remove(c.key());
            } else {
                table.put(c.key(), c.json());
            }
        }
        dieAt(recordKind + ".after");
        return record;
    }

    private void dieAt(String point) {
        if (killedAt.equals(point)) {
            killedAt = "";
            throw new Boxes.Killed();
        }
    }

    @Override
    public synchronized void backwards(Predicate<AuditRecord> more) {
        for (var i = records.size() - 1; i >= 0 && more.test(records.get(i)); i--) {}
    }

    @Override
    public synchronized void checkpoint(String actor, String reason) {
        checkpoints.add(reason);
    }

    List<String> kinds() {
        return records.stream().map(AuditRecord::kind).toList();
    }
}
