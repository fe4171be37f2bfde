package app.medzenhealth.cutover.rehearsal;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every mutation that took effect in the estate, in order: what the audit trail is compared with. */
public final class Ledger {

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /**
     * @param service the SDK's service id in lower case without blanks
     * @param operation as AWS spells it
     * @param resource what the request named
     */
    public record Entry(
            Instant at, String region, String service, String operation, String resource, String requestId) {}

    void add(Entry entry) {
        entries.add(entry);
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    public int size() {
        return entries.size();
    }
}
