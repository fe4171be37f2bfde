package app.medzenhealth.cutover.audit;

import java.util.concurrent.CancellationException;

/** Where verifying and exporting say how far they are, and ask whether to go on. Called on the thread that works. */
public interface TrailProgress {
    TrailProgress SILENT = (done, total, what) -> {};

    /** @param total what {@code done} will reach, in the same unit */
    void at(long done, long total, String what);

    /** Whether to stop. The work then ends with a {@link CancellationException} and leaves nothing behind. */
    default boolean cancelled() {
        return false;
    }

    /** Says how far it is, and stops if asked to. */
    default void reached(long done, long total, String what) {
        at(done, total, what);
        if (cancelled()) {
            throw new CancellationException(what);
        }
    }
}
