package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where a session's state survives: each change together with the audit record that tells of it, or neither. */
public interface Memory {

    /** Everything kept under a kind, by key, as JSON text. */
    Map<String, String> all(String kind);

    /**
     * Makes a record and the changes it stands for durable at once.
     *
     * @param changes made from the record as it is about to be written; pure
     * @throws app.medzenhealth.cutover.audit.TrailUnavailable if it could not; nothing is changed then
     */
    AuditRecord write(
            String actor,
            String recordKind,
            String step,
            Map<String, ?> data,
            Function<AuditRecord, List<Change>> changes);

    /** Tells of the session's records, newest first, for as long as {@code more} wants another. */
    void backwards(Predicate<AuditRecord> more);

    /** Signs the trail as it stands now: at phase boundaries. */
    void checkpoint(String actor, String reason);

    /** @param json null: forget it */
    record Change(String kind, String key, @Nullable String json) {}
}
