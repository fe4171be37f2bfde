package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * One record of the trail, as stored.
 *
 * @param seq from 1, without gaps
 * @param at UTC with microseconds and {@code Z}
 * @param actor who, for example {@code lead@medzenhealth.app} or {@code console}
 * @param kind what, for example {@code call.intent}
 * @param step the step's id, or empty
 * @param data plain JSON values
 * @param prev lower-case hex SHA-256 of the JCS bytes of the record before; 64 zeros in the first
 */
public record AuditRecord(
        int v,
        long seq,
        String at,
        String session,
        String actor,
        String kind,
        String step,
        Map<String, Object> data,
        String prev) {

    /** {@link #at} as a moment. */
    public Instant time() {
        return RecordTime.instant(this);
    }

    /** The record in RFC 8785 form: in UTF-8, the bytes that are hashed. */
    public String jcs() {
        return new String(Jcs.bytes(this), StandardCharsets.UTF_8);
    }
}
