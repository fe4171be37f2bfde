package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.TrailReader;
import java.util.Optional;

/** Takes the records of a database while they are verified, and says at the end whether what is kept beside them follows from them. */
public interface RecordFollower {
    RecordFollower NONE = new RecordFollower() {
        @Override
        public boolean counts(String kind) {
            return false;
        }

        @Override
        public void take(AuditRecord record) {}

        @Override
        public Optional<String> end(TrailReader reader) {
            return Optional.empty();
        }

        @Override
        public String words() {
            return "";
        }
    };

    /** Whether records of this kind are to be taken. */
    boolean counts(String kind);

    /** Each in its order. */
    void take(AuditRecord record);

    /**
     * What does not follow, in words; empty if all does.
     *
     * @param reader of what is kept of sessions, as of the last record
     */
    Optional<String> end(TrailReader reader);

    /** What was found to follow, in words; empty where nothing was asked. */
    String words();
}
