package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.StateChange;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import app.medzenhealth.cutover.store.StoreProblem;
import app.medzenhealth.cutover.store.TrailReader;
import app.medzenhealth.cutover.store.WritePoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trail in the state folder's database: each record is chained to the one before, durable when {@link #append} returns, and
 * a leaf of the tree that checkpoints sign. Opening verifies everything that is there. For many threads.
 */
public final class DurableTrail implements Trail, AutoCloseable {
    /** Who acts when nobody does. */
    public static final String CONSOLE = "console";

    private static final Logger LOG = LoggerFactory.getLogger(DurableTrail.class);
    private static final int PAGE = 512;

    private final Store store;
    private final SigningKey key;
    private final String session;
    private final InstantSource clock;
    private final Redactor redactor;
    private final PlainData plain;
    private final TipFile tip;
    private final TipKey tipKey;
    private final ReentrantLock lock = new ReentrantLock();
    private final Sha256 sha = new Sha256();
    private final Jcs jcs = new Jcs();
    private final List<Consumer<AuditRecord>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<AuditRecord> untold = new ArrayDeque<>();
    private MerkleFrontier tree;
    private String prev;
    private @Nullable Checkpoint last;
    private boolean telling;
    private Instant latest = Instant.MIN;
    private final Optional<Instant> newestBefore;
    private final RecordFollower follower;
    private final long found;
    /** How many records {@link #follower} has taken; guarded by it. */
    private long followed;

    private DurableTrail(
            Store store,
            SigningKey key,
            String session,
            InstantSource clock,
            Redactor redactor,
            TipFile tip,
            DatabaseCheck.Sound sound,
            RecordFollower follower) {
        this.store = store;
        this.key = key;
        this.session = session;
        this.clock = clock;
        this.redactor = redactor;
        this.plain = new PlainData(redactor);
        this.tip = tip;
        this.tipKey = key.tip();
        this.tree = sound.chain().tree();
        this.prev = Sha256.hex(sound.chain().last());
        this.last = sound.last().orElse(null);
        this.newestBefore = sound.chain().newest();
        this.follower = follower;
        this.found = sound.chain().size();
        this.followed = found;
    }

    /** Where the trail stands. {@code head}: first 12 hex digits of the root over all records. {@code problem}: why it is not writable. */
    public record Status(long records, String head, boolean writable, String problem, Optional<Checkpoint> last) {}

    /**
     * Verifies the trail that is there and goes on with it, or begins one with a first checkpoint.
     *
     * @param session goes into every record
     * @throws TrailUnavailable if what is there does not verify or cannot be written
     */
    public static DurableTrail open(
            Store store, SigningKey key, String session, InstantSource clock, Redactor redactor) {
        return open(store, key, session, clock, redactor, RecordFollower.NONE);
    }

    /**
     * The same.
     *
     * @param follower takes the records while they are verified; {@link #requireFollowed} asks it what follows from them
     */
    public static DurableTrail open(
            Store store,
            SigningKey key,
            String session,
            InstantSource clock,
            Redactor redactor,
            RecordFollower follower) {
        var directory = store.directory();
        TipFile tip = null;
        try (var reader = store.openReader()) {
            var none = reader.count() == 0 && reader.lastCheckpoint().isEmpty();
            if (none && !Files.exists(directory.head(), LinkOption.NOFOLLOW_LINKS) && beginning(directory)) {
                directory.replace(directory.tip(), Tip.NONE.file());
            }
            var beside = Verifier.beside(directory.path());
            var sound = new DatabaseCheck(
                            key.verifier(),
                            Optional.of(key.tip()),
                            TrailProgress.SILENT,
                            new HeadWatch(ExpectedTrail.ANYTHING),
                            new TakesOnly(follower))
                    .check(reader, beside);
            tip = TipFile.open(directory.tip());
            var trail = new DurableTrail(store, key, session, clock, redactor, tip, sound, follower);
            trail.catchUp(beside, sound.authenticated());
            return trail;
        } catch (TrailFault e) {
            throw new TrailUnavailable(
                    "The trail in " + directory + " cannot be continued: it does not verify. "
                            + String.join(" ", e.verdict().lines())
                            + ". Keep the folder as it is for examination, and go on with a backup or a new folder (--state).",
                    e);
        } catch (IOException | StoreProblem e) {
            close(tip);
            throw unavailable(directory, e);
        } catch (TrailUnavailable e) {
            close(tip);
            throw e;
        }
    }

    /** A tip that names a record says that there was a trail. */
    private static boolean beginning(StateDirectory directory) throws IOException {
        var tip = directory.tip();
        return !Files.exists(tip, LinkOption.NOFOLLOW_LINKS)
                || Files.size(tip) == Tip.FILE_LENGTH && Arrays.equals(directory.read(tip, 200), Tip.NONE.file());
    }

    /** Asks nothing: what does not follow is another fault than one in the records, and said when it is asked for. */
    private record TakesOnly(RecordFollower follower) implements RecordFollower {
        @Override
        public boolean counts(String kind) {
            return follower.counts(kind);
        }

        @Override
        public void take(AuditRecord record) {
            follower.take(record);
        }

        @Override
        public Optional<String> end(TrailReader reader) {
            return Optional.empty();
        }

        @Override
        public String words() {
            return "";
        }
    }

    /** How many records there were when this was opened. */
    public long found() {
        return found;
    }

    /**
     * Holds what is kept beside the records against them, by the follower with which this was opened. It has taken those that were there
     * then, and takes what has been written since.
     *
     * @throws TrailUnavailable if it does not follow from them
     */
    public void requireFollowed() {
        try (var reader = store.openReader()) {
            Optional<String> differs;
            synchronized (follower) {
                reader.standStill();
                reader.each(followed + 1, Long.MAX_VALUE, (seq, bytes, _) -> {
                    var record = parse(bytes);
                    if (follower.counts(record.kind())) {
                        follower.take(record);
                    }
                    followed = seq;
                    return true;
                });
                differs = follower.end(reader);
            }
            if (differs.isPresent()) {
                var fault = TrailFault.tampered(
                        0, "what is kept beside the records does not follow from them: " + differs.get());
                throw new TrailUnavailable(
                        "Nothing is done: " + fault.reason() + ". Somebody wrote into "
                                + store.directory().database()
                                + " besides the console. Keep a copy of the folder for examination, and go on with a backup of it"
                                + " from before (--state), or with a new session.",
                        fault);
            }
        }
    }

    /** Everything that is kept of this session beside the records. */
    public List<TrailReader.StateRow> kept() {
        var kept = new ArrayList<TrailReader.StateRow>();
        try (var reader = store.openReader()) {
            reader.eachState(row -> {
                if (row.session().equals(session)) {
                    kept.add(row);
                }
            });
        }
        return kept;
    }

    /** The latest time that any record had when this was opened, whichever session's; empty where there was none. */
    public Optional<Instant> newestBefore() {
        return newestBefore;
    }

    /** Brings the files beside the database to where the database is: a crash may have come between. */
    private void catchUp(DatabaseCheck.Beside beside, boolean authenticated) throws IOException {
        writeTip();
        var checkpoint = last;
        if (checkpoint == null) {
            if (tree.size() > 0) {
                throw new TrailUnavailable("The trail in " + store.directory()
                        + " has records but no checkpoint, which the console never leaves behind."
                        + " Keep the folder for examination, and go on with a backup or a new folder (--state).");
            }
            checkpoint(CONSOLE, "trail begun");
            return;
        }
        if (!authenticated) {
            checkpoint(CONSOLE, "newest record authenticated from here on");
        } else if (!Arrays.equals(checkpoint.note(), beside.head())) {
            store.writeHead(checkpoint.note());
        }
    }

    private static TrailUnavailable unavailable(StateDirectory directory, Exception e) {
        return e instanceof StoreProblem problem
                ? new TrailUnavailable(problem.getMessage(), problem)
                : new TrailUnavailable(
                        "The trail in " + directory + " cannot be opened: " + e.getMessage()
                                + ". Check the rights and the room on the disk, then start again.",
                        e);
    }

    private static void close(@Nullable TipFile tip) {
        if (tip != null) {
            tip.close();
        }
    }

    @Override
    public AuditRecord append(String actor, String kind, String step, Map<String, ?> data) {
        return append(actor, kind, step, data, List.of());
    }

    /** Writes a record and changes of the session's state with it, all or nothing. */
    public AuditRecord append(String actor, String kind, String step, Map<String, ?> data, StateChange... changes) {
        return append(actor, kind, step, data, List.of(changes));
    }

    public AuditRecord append(String actor, String kind, String step, Map<String, ?> data, List<StateChange> changes) {
        return append(actor, kind, step, data, record -> changes);
    }

    /**
     * Writes a record and the changes of the session's state that follow from it, all or nothing.
     *
     * @param changes made from the record as it is about to be written; must not write records itself
     */
    public AuditRecord append(
            String actor,
            String kind,
            String step,
            Map<String, ?> data,
            Function<AuditRecord, List<StateChange>> changes) {
        if (kind.equals(DatabaseCheck.CHECKPOINT)) {
            throw new IllegalArgumentException("a checkpoint is more than a record: use checkpoint()");
        }
        AuditRecord record;
        reached(kind, ".before");
        lock.lock();
        try {
            record = next(actor, kind, step, data);
            var bytes = jcs.of(record);
            var leaf = sha.leaf(bytes);
            var following = changes.apply(record);
            var hash = Sha256.hex(sha.of(bytes));
            var mac = tipKey.of(record.seq(), hash);
            durably(() -> store.append(record.seq(), bytes, leaf, mac, following));
            advance(hash, leaf);
            durably(this::writeTip);
            untold.add(record);
        } finally {
            lock.unlock();
        }
        reached(kind, ".after");
        tell();
        return record;
    }

    private void reached(String kind, String when) {
        var points = store.points();
        if (points != WritePoints.NONE) {
            points.reached(kind + when);
        }
    }

    /**
     * Signs the trail as it is, with the record that says so as the last one: at each phase boundary, each export and each clean
     * close.
     */
    public Checkpoint checkpoint(String actor, String reason) {
        Checkpoint checkpoint;
        store.points().reached("checkpoint.before");
        lock.lock();
        try {
            var record = next(
                    actor,
                    DatabaseCheck.CHECKPOINT,
                    "",
                    Map.of(
                            "reason",
                            reason,
                            "key",
                            key.verifier().line(),
                            DatabaseCheck.VERSION_MEMBER,
                            DatabaseCheck.VERSION));
            var bytes = jcs.of(record);
            var leaf = sha.leaf(bytes);
            var grown = tree.copy();
            grown.append(leaf);
            checkpoint = Checkpoint.sign(key, grown.size(), grown.root());
            var note = checkpoint.note();
            var hash = Sha256.hex(sha.of(bytes));
            var mac = tipKey.of(record.seq(), hash);
            durably(tip::force);
            durably(() -> store.appendCheckpoint(record.seq(), bytes, leaf, mac, note));
            advance(hash, leaf);
            last = checkpoint;
            durably(this::writeTip);
            durably(() -> store.writeHead(note));
            untold.add(record);
        } finally {
            lock.unlock();
        }
        store.points().reached("checkpoint.after");
        tell();
        return checkpoint;
    }

    /**
     * Verifies this trail while it grows.
     *
     * @param followers as {@link FollowedTrail#FollowedTrail(java.nio.file.Path, Supplier)} takes them
     */
    public FollowedTrail followed(Supplier<RecordFollower> followers) {
        return new FollowedTrail(store.directory().path(), Optional.of(key.tip()), followers);
    }

    /**
     * Keeps the signing key under another passphrase from now on, or under none.
     *
     * @throws StoreProblem if that cannot be written; it is kept as it was then
     */
    public void keepKey(Optional<char[]> under) {
        key.keep(store.directory(), under);
    }

    /** A checkpoint over what is there, for a reader elsewhere. Nothing is written. */
    Checkpoint signed() {
        lock.lock();
        try {
            return Checkpoint.sign(key, tree.size(), tree.root());
        } finally {
            lock.unlock();
        }
    }

    /**
     * A page with the trail's seal at its end, as {@link PageSeal} checks it.
     *
     * @param page HTML that ends with a line feed
     * @param at when it was made
     */
    public byte[] sealed(byte[] page, Instant at) {
        return PageSeal.sealed(page, at, key);
    }

    /** Signs a bundle's manifest. */
    byte[] seal(byte[] manifest, Checkpoint checkpoint) {
        return ManifestSeal.of(manifest, checkpoint, key);
    }

    byte[] roomForSeal(Checkpoint checkpoint) {
        return ManifestSeal.room(checkpoint, key);
    }

    private AuditRecord next(String actor, String kind, String step, Map<String, ?> data) {
        return new AuditRecord(
                ChainCheck.VERSION,
                tree.size() + 1,
                RecordTime.text(time()),
                plain.text(session),
                plain.text(actor),
                plain.text(kind),
                plain.text(step),
                plain.of(data),
                prev);
    }

    /** Never earlier than the record before it in this run: a clock that is set back changes no order. Under the lock. */
    private Instant time() {
        var now = clock.instant();
        latest = now.isBefore(latest) ? latest : now;
        return latest;
    }

    private void advance(String hash, byte[] leaf) {
        tree.append(leaf);
        prev = hash;
    }

    private interface Write {
        void run() throws IOException;
    }

    private void durably(Write write) {
        try {
            write.run();
        } catch (StoreProblem e) {
            throw new TrailUnavailable(e.getMessage(), e);
        } catch (IOException e) {
            var problem = store.latch(new StoreProblem(
                    "The trail could not be written, so nothing is done.",
                    "The file " + store.directory().tip() + " cannot be written: " + e.getMessage() + ".",
                    "Check the disk, then start the console again: it verifies the trail first.",
                    e));
            throw new TrailUnavailable(problem.getMessage(), problem);
        }
    }

    private void writeTip() throws IOException {
        tip.write(new Tip(tree.size(), prev));
        store.points().reached("tip.after-write");
    }

    /** Told of each record after it is durable, in the order of the records, on the thread that wrote it. Close to be told no more. */
    public AutoCloseable onAppend(Consumer<AuditRecord> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell() {
        while (true) {
            AuditRecord record;
            lock.lock();
            try {
                record = telling ? null : untold.poll();
                if (record == null) {
                    return;
                }
                telling = true;
            } finally {
                lock.unlock();
            }
            try {
                tell(record);
            } finally {
                lock.lock();
                telling = false;
                lock.unlock();
            }
        }
    }

    private void tell(AuditRecord record) {
        for (var listener : listeners) {
            try {
                listener.accept(record);
            } catch (RuntimeException e) {
                LOG.warn("a listener of the trail failed at record {}", record.seq(), e);
            }
        }
    }

    public Status status() {
        lock.lock();
        try {
            var problem = store.latched();
            return new Status(
                    tree.size(),
                    Checkpoint.head(tree.root()),
                    problem.isEmpty(),
                    problem.map(StoreProblem::getMessage).orElse(""),
                    Optional.ofNullable(last));
        } finally {
            lock.unlock();
        }
    }

    /** First 12 hex digits of the root over all records, to be read aloud. */
    public String head() {
        return status().head();
    }

    public String session() {
        return session;
    }

    public Redactor redactor() {
        return redactor;
    }

    public VerifierKey verifier() {
        return key.verifier();
    }

    Store store() {
        return store;
    }

    /** Records from {@code from} to {@code to}, both included, oldest first, read in pages as the stream goes. */
    public Stream<AuditRecord> records(long from, long to) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(
                        new Pages(Math.max(1, from), to),
                        Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE),
                false);
    }

    public Optional<AuditRecord> record(long seq) {
        return records(seq, seq).findFirst();
    }

    /** Reads as in {@link #records}. */
    private final class Pages implements Iterator<AuditRecord> {
        private final long to;
        private long from;
        private Iterator<TrailReader.Row> page = List.<TrailReader.Row>of().iterator();

        Pages(long from, long to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && from <= to) {
                var rows = store.page(from, to, (int) Math.min(PAGE, to - from + 1));
                from = rows.isEmpty() ? Long.MAX_VALUE : rows.getLast().seq() + 1;
                page = rows.iterator();
            }
            return page.hasNext();
        }

        @Override
        public AuditRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return parse(page.next().jcs());
        }
    }

    static AuditRecord parse(byte[] jcs) {
        try {
            return JcsReader.record(jcs);
        } catch (NotCanonical e) {
            throw new TrailUnavailable("A stored record cannot be read: " + e.getMessage() + ". Verify the trail.", e);
        }
    }

    /** The newest records that the filter accepts, newest first, at most {@code limit}. */
    public List<AuditRecord> search(AuditFilter filter, int limit) {
        return search(filter, Long.MAX_VALUE, limit);
    }

    /** The same, of records that come before {@code before}: the next page. */
    public List<AuditRecord> search(AuditFilter filter, long before, int limit) {
        var found = new ArrayList<AuditRecord>();
        backwards(before, record -> {
            if (found.size() < limit && filter.accepts(record)) {
                found.add(record);
            }
            return found.size() < limit;
        });
        return found;
    }

    /** The records, newest first, for as long as {@code more} wants another. */
    public void backwards(Predicate<AuditRecord> more) {
        backwards(Long.MAX_VALUE, more);
    }

    private void backwards(long before, Predicate<AuditRecord> more) {
        try (var reader = store.openReader()) {
            reader.eachBackwards(before, (seq, jcs, leaf) -> more.test(parse(jcs)));
        }
    }

    /** Signs what is not yet signed, if it can still be written. The store is closed by who opened it. */
    @Override
    public void close() {
        lock.lock();
        try {
            var checkpoint = last;
            var open = checkpoint == null || checkpoint.size() < tree.size();
            if (open && store.latched().isEmpty() && tip.isOpen()) {
                checkpoint(CONSOLE, "closed");
            }
        } finally {
            lock.unlock();
            close(tip);
        }
    }
}
