package app.medzenhealth.cutover.plan;

import java.util.List;
import java.util.Optional;

/**
 * A request that is made over and over while production moves, to see what users get. Its variables are filled in when it is made.
 *
 * @param id a short name for records, for example {@code public-read}
 * @param kind what a failure of it means
 * @param region whose side it asks; empty: what users ask, whichever side that leads to
 * @param connectTo a host to connect to in place of the address's, which is still the name that is asked for
 * @param method empty: GET
 * @param status the answers that count as service
 * @param contains what the answer must hold
 * @param harmless of a write: why it changes nothing that anybody misses or finds
 */
public record Probe(
        String id,
        String title,
        Kind kind,
        Optional<String> region,
        String url,
        Optional<String> connectTo,
        Optional<String> method,
        List<Integer> status,
        Optional<String> contains,
        Optional<String> harmless,
        String source) {

    public enum Kind {
        /** Something that users read: it is served from the database. */
        READ,
        /** Something that users could write: the database takes it. */
        WRITE,
        /** Whether a side is there; says nothing of what users get. */
        HEALTH
    }

    /** Whether its failure is downtime: it asks what users ask. */
    public boolean felt() {
        return region.isEmpty() && kind != Kind.HEALTH;
    }
}
