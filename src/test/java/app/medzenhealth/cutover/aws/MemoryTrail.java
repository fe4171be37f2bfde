package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.Trail;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** A trail in memory that can be made to fail for some kinds of record. */
public final class MemoryTrail implements Trail {
    private final List<AuditRecord> records = new ArrayList<>();
    private final Set<String> failing = new CopyOnWriteArraySet<>();
    private final Map<String, Runnable> after = new ConcurrentHashMap<>();

    @Override
    public synchronized AuditRecord append(String actor, String kind, String step, Map<String, ?> data) {
        if (failing.contains(kind)) {
            throw new TrailUnavailable("The disk is full");
        }
        var made =
                new AuditRecord(1, records.size() + 1, "", "test", actor, kind, step, Map.copyOf(data), "0".repeat(64));
        records.add(made);
        after.getOrDefault(kind, () -> {}).run();
        return made;
    }

    public void fail(String kind) {
        failing.add(kind);
    }

    /** Does something in the instant after a record of a kind was written. */
    public void after(String kind, Runnable happens) {
        after.put(kind, happens);
    }

    public synchronized List<AuditRecord> records() {
        return List.copyOf(records);
    }

    public synchronized List<AuditRecord> records(String kind) {
        return records.stream().filter(r -> r.kind().equals(kind)).toList();
    }

    public synchronized AuditRecord last() {
        return records.getLast();
    }
}
