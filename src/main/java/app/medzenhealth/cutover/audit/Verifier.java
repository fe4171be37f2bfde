package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.store.Passphrase;
import app.medzenhealth.cutover.store.StoreProblem;
import app.medzenhealth.cutover.store.TrailReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies a bundle, a database or a state folder, and changes nothing. What cannot be checked does not pass. */
public final class Verifier {
    private static final int LARGEST_SMALL_FILE = 65_536;
    private static final String DATABASE = "cutover.db";

    private final TrailProgress progress;
    private final ExpectedTrail expected;
    private final RecordFollower follower;
    private final Passphrase passphrase;
    /** Of a console that has the folder open. */
    private final Optional<TipKey> held;

    public Verifier(TrailProgress progress) {
        this(progress, ExpectedTrail.ANYTHING);
    }

    /** @param expected what is known of the trail from elsewhere; where it does not hold, the verdict is tampered */
    public Verifier(TrailProgress progress, ExpectedTrail expected) {
        this(progress, expected, RecordFollower.NONE);
    }

    /** @param follower told of a database's records, for one verification */
    public Verifier(TrailProgress progress, ExpectedTrail expected, RecordFollower follower) {
        this(progress, expected, follower, Passphrase.NONE);
    }

    /** @param passphrase of a folder's key: without it, what only the key can tell is not checked, and that is said */
    public Verifier(TrailProgress progress, ExpectedTrail expected, RecordFollower follower, Passphrase passphrase) {
        this(progress, expected, follower, passphrase, Optional.empty());
    }

    private Verifier(
            TrailProgress progress,
            ExpectedTrail expected,
            RecordFollower follower,
            Passphrase passphrase,
            Optional<TipKey> held) {
        this.progress = progress;
        this.expected = expected;
        this.follower = follower;
        this.passphrase = passphrase;
        this.held = held;
    }

    /** For a console that has the folder open: it need not ask for what it holds. */
    static Verifier holding(TrailProgress progress, RecordFollower follower, Optional<TipKey> held) {
        return new Verifier(progress, ExpectedTrail.ANYTHING, follower, Passphrase.NONE, held);
    }

    /** Tells by what it finds whether it is a state folder, a database or a bundle. */
    public TrailVerdict verify(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return database(path.resolve(DATABASE));
            }
            if (!Files.isRegularFile(path)) {
                return new TrailVerdict.CannotVerify("there is no file " + path);
            }
            return startsLikeZip(path) ? new BundleCheck(progress, expected).verify(path) : database(path);
        } catch (TrailFault e) {
            return e.verdict();
        } catch (StoreProblem e) {
            return new TrailVerdict.CannotVerify(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new TrailVerdict.CannotVerify(path + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean startsLikeZip(Path path) throws IOException {
        try (var in = Files.newInputStream(path, StandardOpenOption.READ)) {
            var start = in.readNBytes(2);
            return start.length == 2 && start[0] == 'P' && start[1] == 'K'
                    || path.toString().endsWith(".zip");
        }
    }

    /** A verdict on a database, and, where it is sound, what the next records can be held against. */
    record Checked(TrailVerdict verdict, Optional<DatabaseCheck.Sound> sound) {}

    private TrailVerdict database(Path database) throws TrailFault, IOException {
        return database(database, Optional.empty()).verdict();
    }

    /**
     * The database in a folder.
     *
     * @param before what was found sound, and is not read again; empty: everything is read
     */
    Checked folder(Path folder, Optional<DatabaseCheck.Sound> before) {
        try {
            return database(folder.resolve(DATABASE), before);
        } catch (TrailFault e) {
            return new Checked(e.verdict(), Optional.empty());
        } catch (StoreProblem e) {
            return unverifiable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return unverifiable(folder + " cannot be read: " + e.getMessage());
        }
    }

    private static Checked unverifiable(String why) {
        return new Checked(new TrailVerdict.CannotVerify(why), Optional.empty());
    }

    private Checked database(Path database, Optional<DatabaseCheck.Sound> before) throws TrailFault, IOException {
        var folder = Objects.requireNonNull(database.toAbsolutePath().getParent());
        // Before the records, which a console may go on writing: what lies beside them may be behind, and not ahead.
        var beside = beside(folder);
        try (var reader = TrailReader.open(database)) {
            reader.standStill();
            var vkey = small(folder.resolve("key.vkey"));
            if (vkey == null) {
                return unverifiable("the file key.vkey is missing beside the database");
            }
            VerifierKey key;
            try {
                key = VerifierKey.file(vkey);
            } catch (IllegalArgumentException e) {
                return unverifiable("the file key.vkey cannot be used: " + e.getMessage());
            }
            expected.check(key);
            var watch = new HeadWatch(expected);
            Optional<TipKey> tipKey;
            try {
                tipKey = tipKey(folder.resolve("signing-key.pem"), key);
            } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
                return unverifiable("the file signing-key.pem cannot be used: " + e.getMessage());
            }
            var check = new DatabaseCheck(key, tipKey, progress, watch, follower);
            var sound = before.isPresent() ? check.check(reader, beside, before.get()) : check.check(reader, beside);
            var last = sound.last();
            if (last.isEmpty()) {
                return unverifiable("there is no checkpoint yet: nothing is signed");
            }
            var checkpoint = last.get();
            var records = sound.chain().size();
            long checkpoints = reader.checkpoints().size();
            var checked = new ArrayList<>(List.of(
                    records + " records: canonical form, numbers 1 to " + records
                            + " without a gap, hash chain, leaf hashes",
                    sound.chain().claims(),
                    sound.chain().times(),
                    checkpoints + " checkpoints: signatures, and the root over the records before each",
                    "the files head and tip beside the database: no record after them is missing",
                    checkpoint.size() == records
                            ? "every record is covered by a signature"
                            : (records - checkpoint.size())
                                    + (sound.authenticated()
                                            ? " records after the last checkpoint: chained, and the newest authenticated by the console's key"
                                            : " records after the last checkpoint: chained, not yet signed")));
            if (!follower.words().isEmpty()) {
                checked.add(follower.words());
            }
            checked.addAll(watch.end(records));
            var unchecked = sound.authenticated() && tipKey.isEmpty()
                    ? List.of(
                            "whether records after the last checkpoint were taken away: only the console's key can tell, and"
                                    + " signing-key.pem is missing, or sealed and its passphrase was not given (--passphrase-file)")
                    : List.<String>of();
            TrailVerdict verified = new TrailVerdict.Verified(
                    records,
                    Sha256.hex(sound.chain().root()),
                    records,
                    checkpoint.size(),
                    checkpoint.head(),
                    key.line(),
                    Optional.empty(),
                    List.of(),
                    checked,
                    unchecked,
                    List.of());
            return new Checked(verified, Optional.of(sound));
        }
    }

    /** Empty where the file is missing, or sealed and nobody knows the passphrase. */
    private Optional<TipKey> tipKey(Path file, VerifierKey key) throws IOException, GeneralSecurityException {
        var pem = small(file);
        if (pem == null) {
            return Optional.empty();
        }
        return switch (KeyFile.parse(pem)) {
            case KeyFile.Plain(byte[] der) -> Optional.of(new TipKey(key.name(), TipKey.seed(der)));
            case KeyFile.Sealed sealed -> held.isPresent() ? held : opened(file, sealed, key);
        };
    }

    private Optional<TipKey> opened(Path file, KeyFile.Sealed sealed, VerifierKey key)
            throws IOException, GeneralSecurityException {
        for (var attempt = 0; ; attempt++) {
            var given = passphrase.of(file, attempt);
            if (given.isEmpty()) {
                if (attempt > 0) {
                    throw new WrongPassphrase();
                }
                return Optional.empty();
            }
            try {
                return Optional.of(new TipKey(key.name(), TipKey.seed(SealedKey.open(sealed.der(), given.get()))));
            } catch (WrongPassphrase wrong) {
                // Whoever knows another is asked once more.
            } finally {
                Arrays.fill(given.get(), '\0');
            }
        }
    }

    static DatabaseCheck.Beside beside(Path folder) throws IOException {
        return new DatabaseCheck.Beside(small(folder.resolve("head")), small(folder.resolve("tip")));
    }

    private static byte @Nullable [] small(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreProblem(
                    "The file " + file + " cannot be used.",
                    Files.isSymbolicLink(file)
                            ? "It is a symbolic link, and links are not followed."
                            : "It is not a plain file.",
                    "Put the file itself there, as the console wrote it.");
        }
        if (Files.size(file) > LARGEST_SMALL_FILE) {
            throw new IOException(file + " is too large");
        }
        return Files.readAllBytes(file);
    }
}
