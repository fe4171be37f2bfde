package app.medzenhealth.cutover.audit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Verifies a state folder's trail while it grows: once from its beginning, then only what has come since, against what was
 * found before. What was verified is not read again: a change to an old record is found by the next whole verification. Safe
 * for many threads; one verification at a time.
 */
public final class FollowedTrail {
    private final Path folder;
    private Optional<DatabaseCheck.Sound> sound = Optional.empty();
    private long whole;

    public FollowedTrail(Path folder) {
        this.folder = folder;
    }

    /**
     * @param root first 12 hex digits of the root over all records that were verified; empty where they do not verify
     * @param whole how many of the records the last whole verification read; the rest were verified as they came
     */
    public record Found(TrailVerdict verdict, String root, long whole) {}

    /** Everything from the first record on. */
    public synchronized Found whole(TrailProgress progress) {
        var checked = new Verifier(progress).folder(folder, Optional.empty());
        whole = checked.sound().map(s -> s.chain().size()).orElse(0L);
        return found(checked);
    }

    /** What came since; empty where nothing was found sound yet: only a whole verification can begin. */
    public synchronized Optional<Found> further() {
        return sound.map(before -> found(new Verifier(TrailProgress.SILENT).folder(folder, Optional.of(before))));
    }

    private Found found(Verifier.Checked checked) {
        sound = checked.sound();
        return new Found(
                checked.verdict(),
                sound.map(s -> Checkpoint.head(s.chain().root())).orElse(""),
                whole);
    }
}
