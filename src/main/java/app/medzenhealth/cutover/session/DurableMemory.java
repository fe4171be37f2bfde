package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.store.SessionStore;
import app.medzenhealth.cutover.store.SessionStore.Kind;
import app.medzenhealth.cutover.store.StateChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** A session's memory in the database of its trail: a record and the state it tells of are one transaction. */
public record DurableMemory(DurableTrail trail, SessionStore store) implements Memory {

    @Override
    public Map<String, String> all(String kind) {
        var table = table(kind);
        var prefix = prefix(kind);
        var found = new LinkedHashMap<String, String>();
        store.list(table).forEach((key, json) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), json);
            }
        });
        return found;
    }

    @Override
    public AuditRecord write(
            String actor,
            String recordKind,
            String step,
            Map<String, ?> data,
            Function<AuditRecord, List<Change>> changes) {
        return trail.append(
                actor,
                recordKind,
                step,
                data,
                record -> changes.apply(record).stream().map(this::stored).toList());
    }

    private StateChange stored(Change change) {
        var key = key(change);
        var json = change.json();
        return json == null
                ? store.removing(table(change.kind()), key)
                : store.putting(table(change.kind()), key, json);
    }

    @Override
    public void backwards(Predicate<AuditRecord> more) {
        trail.backwards(r -> !r.session().equals(trail.session()) || more.test(r));
    }

    @Override
    public void checkpoint(String actor, String reason) {
        trail.checkpoint(actor, reason);
    }

    /** Under which it is kept in its table. */
    static String key(Change change) {
        return prefix(change.kind()) + change.key();
    }

    static Kind table(String kind) {
        return switch (kind) {
            case SessionTables.STEP -> Kind.STEP_STATE;
            case SessionTables.TICK -> Kind.TICK;
            default -> Kind.SETTING;
        };
    }

    private static String prefix(String kind) {
        return table(kind) == Kind.SETTING ? kind + "/" : "";
    }
}
