package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The folder that holds everything a console keeps: 0700, its files 0600 (where the file system has permissions). No symbolic
 * link is followed, neither the folder itself nor anything in it.
 */
public final class StateDirectory {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /** What stands directly in such a folder, by the first part of its name there. */
    private static final Pattern OWN = Pattern.compile(
            "(?i)cutover\\.db.*|head|tip|key\\.vkey|signing-key\\.pem|lock|native|files|home|approver-key\\.json");

    private static final String NEXT = "Choose another folder with --state, or put this one right and start again.";

    private final Path path;
    private final Passphrase passphrase;

    private StateDirectory(Path path, Passphrase passphrase) {
        this.path = path;
        this.passphrase = passphrase;
    }

    /**
     * Makes the folder where there is none.
     *
     * @throws StoreProblem if it cannot be used; nothing was changed then
     */
    public static StateDirectory at(Path path) {
        return at(path, Passphrase.NONE);
    }

    /** @param passphrase of the signing key, where that is sealed */
    public static StateDirectory at(Path path, Passphrase passphrase) {
        return at(path, passphrase, FoldersAbove.Care.LINKS, " cannot be used.");
    }

    /** @param refused follows the name of a folder that somebody else could replace */
    private static StateDirectory at(Path path, Passphrase passphrase, FoldersAbove.Care care, String refused) {
        var folder = path.toAbsolutePath().normalize();
        var what = "The state folder " + folder + " cannot be used.";
        if (Files.isSymbolicLink(folder)) {
            throw new StoreProblem(what, "It is a symbolic link, and links are not followed.", NEXT);
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new StoreProblem(what, "It is a file, not a folder.", NEXT);
        }
        FoldersAbove.danger(folder, care).ifPresent(why -> {
            throw new StoreProblem("The state folder " + folder + refused, why + ".", NEXT);
        });
        try {
            makeFolder(folder);
        } catch (IOException e) {
            throw new StoreProblem(what, "It cannot be made: " + reason(e) + ".", NEXT, e);
        }
        if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
            throw new StoreProblem(
                    what, "It cannot be written to: this user has no right to, or its disk is read-only.", NEXT);
        }
        return new StateDirectory(folder, passphrase);
    }

    /**
     * The same, for a trail that must stand up to anybody: refused also where somebody else can change a folder above it.
     *
     * @throws StoreProblem as {@link #at(Path, Passphrase)}, and then too
     */
    public static StateDirectory alone(Path path, Passphrase passphrase) {
        return at(path, passphrase, FoldersAbove.Care.FOLDERS, " cannot be used for live work.");
    }

    /**
     * Whether a console keeps something of its own under this name, in whichever state folder: a trail, its keys, what a session decides
     * by. Nothing else is to be put there.
     *
     * @param file in a folder that is there
     */
    public static boolean isOwn(Path file) throws IOException {
        var named = file.toAbsolutePath();
        var whole = Objects.requireNonNull(named.getParent()).toRealPath().resolve(named.getFileName());
        for (var folder = whole.getParent(); folder != null; folder = folder.getParent()) {
            var first = folder.relativize(whole).getName(0).toString();
            if (OWN.matcher(first).matches() && (isState(folder) || first.endsWith("key.json"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isState(Path folder) {
        return Files.exists(folder.resolve("cutover.db"), LinkOption.NOFOLLOW_LINKS)
                || Files.exists(folder.resolve("signing-key.pem"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Of the signing key, where that is sealed. */
    public Passphrase passphrase() {
        return passphrase;
    }

    public Path path() {
        return path;
    }

    public Path database() {
        return path.resolve("cutover.db");
    }

    /** The newest checkpoint, beside the database. */
    public Path head() {
        return path.resolve("head");
    }

    /** Number and hash of the newest record, beside the database. */
    public Path tip() {
        return path.resolve("tip");
    }

    /** The private key that signs checkpoints. */
    public Path signingKey() {
        return path.resolve("signing-key.pem");
    }

    /** The public key that verifies them. */
    public Path verifierKey() {
        return path.resolve("key.vkey");
    }

    Path lock() {
        return path.resolve("lock");
    }

    /** A folder within, 0700, made where there is none; for what a session makes: packages, reports, logs. */
    public Path folder(String name) {
        var folder = path.resolve(name).normalize();
        if (!folder.startsWith(path) || folder.equals(path)) {
            throw new IllegalArgumentException("not a folder within the state folder: " + name);
        }
        try {
            for (var part = folder; part != null && !part.equals(path); part = part.getParent()) {
                refuseLink(part);
            }
            // From the outside in: a folder that an older console left open to others is closed on the way.
            var part = path;
            for (var step : path.relativize(folder)) {
                part = part.resolve(step);
                makeFolder(part);
            }
        } catch (IOException e) {
            throw new StoreProblem(
                    "The folder " + folder + " cannot be made.", "The reason is: " + reason(e) + ".", NEXT, e);
        }
        return folder;
    }

    /**
     * Sets everything of the trail that is here aside, as it is, so that another one can begin. After a crash it can be done once more.
     *
     * @param name of the folder within that it is moved to
     * @throws StoreProblem if it cannot be moved, or a console has it open
     */
    public Path setAside(String name) {
        var aside = folder(name);
        try (var _ = StateLock.take(this, InstantSource.system())) {
            // The public key last: as long as it is here, the trail it is of is known.
            for (var file : List.of(
                    database(),
                    path.resolve("cutover.db-wal"),
                    path.resolve("cutover.db-shm"),
                    head(),
                    tip(),
                    path.resolve("files"),
                    signingKey(),
                    verifierKey())) {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            Fsync.folder(aside);
            Fsync.folder(path);
            return aside;
        } catch (IOException e) {
            throw new StoreProblem(
                    "The trail in " + path + " could not be set aside.", "The reason is: " + reason(e) + ".", NEXT, e);
        }
    }

    /** Refuses a symbolic link or anything else that is not a plain file. A missing file is fine. */
    void refuseOddFile(Path file) {
        try {
            refuseLink(file);
        } catch (IOException e) {
            throw new StoreProblem(
                    "The file " + file + " cannot be used.",
                    "It is a symbolic link, and links are not followed.",
                    NEXT,
                    e);
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreProblem("The file " + file + " cannot be used.", "It is not a plain file.", NEXT);
        }
    }

    /** Makes an empty file, 0600, where there is none, and takes others' rights from one that is there. */
    void makeFile(Path file) throws IOException {
        refuseOddFile(file);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createFile(file, attributes(FILE));
        }
        restrict(file, FILE);
    }

    /** Takes others' rights from what lies beside the database. */
    void keepPrivate() throws IOException {
        for (var file : List.of(head(), tip(), signingKey(), verifierKey())) {
            refuseOddFile(file);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                restrict(file, FILE);
            }
        }
    }

    /**
     * Replaces a file as a whole: written beside it, synced, moved over it, the folder synced. After a crash there is either the
     * old or the new content.
     */
    public void replace(Path file, byte[] content) throws IOException {
        replace(file, content, WritePoints.NONE);
    }

    void replace(Path file, byte[] content, WritePoints points) throws IOException {
        refuseOddFile(file);
        var beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, attributes(FILE));
        OwnerOnly.whole(beside, content);
        points.reached(file.getFileName() + ".before-move");
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            OwnerOnly.discard(beside, e);
            throw e;
        }
        Fsync.folder(path);
        points.reached(file.getFileName() + ".after-move");
    }

    /** Reads a plain file of at most {@code limit} bytes. */
    public byte[] read(Path file, int limit) throws IOException {
        return readPlain(file, limit);
    }

    static byte[] readPlain(Path file, int limit) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a symbolic link, and links are not followed");
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(
                    Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                            ? file + " is not a plain file"
                            : "there is no file " + file);
        }
        if (Files.size(file) > limit) {
            throw new IOException(file + " is larger than " + limit + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            if (Files.isWritable(folder)) {
                restrict(folder, FOLDER);
            }
            return;
        }
        var parent = folder.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            makeFolder(parent);
        }
        Files.createDirectory(folder, attributes(FOLDER));
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (posix()
                && !Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
                        .equals(permissions)) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static void refuseLink(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException(path + " is a symbolic link");
        }
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return posix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** What went wrong with a file, in words without a full stop. */
    public static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for " + denied.getFile();
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is in the way";
            case FileSystemException fs when fs.getReason() != null -> fs.getFile() + ": " + fs.getReason();
            case FileSystemException fs -> "the system refused " + fs.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
