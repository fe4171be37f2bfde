package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The records that a database holds, of whichever session; for looking in from outside while a console may be writing. */
public final class StoredRecords {
    private StoredRecords() {}

    /**
     * Reads the whole trail, and does not verify it.
     *
     * @param taker gets each record in the trail's order
     * @throws app.medzenhealth.cutover.store.StoreProblem if it is no database of ours
     */
    public static void each(Path database, Consumer<AuditRecord> taker) {
        try (var reader = TrailReader.open(database)) {
            reader.each(1, Long.MAX_VALUE, (_, jcs, _) -> {
                taker.accept(DurableTrail.parse(jcs));
                return true;
            });
        }
    }
}
