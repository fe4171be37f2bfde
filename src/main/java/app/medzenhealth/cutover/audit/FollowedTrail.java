package app.medzenhealth.cutover.audit;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies a state folder's trail while it grows: once from its beginning, then only what has come since, against what was
 * found before. What was verified is not read again: a change to an old record is found by the next whole verification. Safe
 * for many threads; one verification at a time.
 */
public final class FollowedTrail {
    private final Path folder;
    private final Optional<TipKey> held;
    private final Supplier<RecordFollower> followers;
    /** Goes on with what comes after {@link #sound}. */
    private RecordFollower follower = RecordFollower.NONE;

    private Optional<DatabaseCheck.Sound> sound = Optional.empty();
    private long whole;

    /** @param followers makes one for each whole verification; it is told of what comes afterwards, too */
    public FollowedTrail(Path folder, Supplier<RecordFollower> followers) {
        this(folder, Optional.empty(), followers);
    }

    /** @param held of a console that has the folder open */
    FollowedTrail(Path folder, Optional<TipKey> held, Supplier<RecordFollower> followers) {
        this.folder = folder;
        this.held = held;
        this.followers = followers;
    }

    /**
     * @param root first 12 hex digits of the root over all records that were verified; empty where they do not verify
     * @param whole how many of the records the last whole verification read; the rest were verified as they came
     */
    public record Found(TrailVerdict verdict, String root, long whole) {}

    /** Everything from the first record on. */
    public synchronized Found whole(TrailProgress progress) {
        follower = followers.get();
        var checked = verifier(progress).folder(folder, Optional.empty());
        whole = checked.sound().map(s -> s.chain().size()).orElse(0L);
        return found(checked);
    }

    /** What came since; empty where nothing was found sound yet: only a whole verification can begin. */
    public synchronized Optional<Found> further() {
        return sound.map(before -> found(verifier(TrailProgress.SILENT).folder(folder, Optional.of(before))));
    }

    private Verifier verifier(TrailProgress progress) {
        return Verifier.holding(progress, follower, held);
    }

    private Found found(Verifier.Checked checked) {
        sound = checked.sound();
        return new Found(
                checked.verdict(),
                sound.map(s -> Checkpoint.head(s.chain().root())).orElse(""),
                whole);
    }
}
