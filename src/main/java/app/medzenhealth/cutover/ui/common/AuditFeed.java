package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The audit trail as the window uses it. All methods but {@link #onAppend} and {@link #lastVerdict} may block. */
public interface AuditFeed {

    /** Records from {@code fromSeq} (1 is the first), oldest first, at most {@code limit}. */
    List<AuditRecord> read(long fromSeq, int limit);

    /** @param listener called on any thread after each record that became durable */
    AutoCloseable onAppend(Consumer<AuditRecord> listener);

    /** Reads the whole trail again and checks chain, tree and checkpoints. */
    Verdict verify() throws InterruptedException;

    /**
     * The same, saying how far it is; {@code progress} is called on any thread.
     *
     * @throws InterruptedException if the thread was interrupted, or the progress asked to stop
     */
    default Verdict verify(TrailProgress progress) throws InterruptedException {
        return verify();
    }

    /** The last answer of {@link #verify()}, or what following the records has come to since. Answers at once. */
    Optional<Verdict> lastVerdict();

    /**
     * Writes what is asked for; the file appears when it is complete.
     *
     * @throws InterruptedException if the thread was interrupted, or the request's progress asked to stop; nothing is left behind then
     */
    TrailExport.Exported export(ExportRequest request) throws InterruptedException;

    /** The last signed head; empty where nothing is signed yet. */
    default Optional<SignedHead> signed() {
        return Optional.empty();
    }

    /**
     * A head under a signature.
     *
     * @param records how many it covers
     * @param head first 12 hex digits of their root
     */
    record SignedHead(long records, String head) {}

    sealed interface Verdict {
        Instant at();

        /**
         * @param records how many were verified, from the first on
         * @param root the first 12 hex digits of the root over them: the head that this is a verdict on
         * @param whole how many of them were read in one go; the rest were verified as they came
         * @param signed how many of the records a signature covers; those after them are only chained
         * @param head the first 12 hex digits of the last signed checkpoint's root
         * @param checked what was checked, one line each
         */
        record Intact(Instant at, long records, String root, long whole, long signed, String head, List<String> checked)
                implements Verdict {
            /** Whether it is a verdict on this head, and not on an earlier one. */
            public boolean isOf(AuditHead now) {
                return records == now.records() && root.equals(now.head());
            }
        }

        /** @param seq the first record that does not fit; 0 where it is none, but the trail's own files */
        record Tampered(Instant at, long seq, String problem) implements Verdict {
            /** In words, for example {@code record 214}. */
            public String where() {
                return seq > 0 ? "record " + seq : "the trail";
            }
        }

        record Unverifiable(Instant at, String why) implements Verdict {}
    }
}
