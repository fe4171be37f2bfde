package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.store.Fsync;
import app.medzenhealth.cutover.store.OwnerOnly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A file in the session's folder: readable by its owner only, and never half written. One that was made {@link #in} a context is held
 * against the trail: its digest is recorded before it is put in its place, and what is read is what was recorded.
 */
public final class SessionFile {
    private final Path path;
    private final Optional<Kept> kept;

    private record Kept(KeptFiles files, String name) {
        Optional<KeptFiles.Kept> recorded() {
            return files.of(name);
        }
    }

    /** For what nobody decides by: no record tells of it. */
    public SessionFile(Path path) {
        this(path, Optional.empty());
    }

    private SessionFile(Path path, Optional<Kept> kept) {
        this.path = path;
        this.kept = kept;
    }

    /** @param name within the session's folder */
    public static SessionFile in(ActionContext context, String name) {
        return in(context, context.files().resolve(name));
    }

    /** @param path within the session's folder */
    public static SessionFile in(ActionContext context, Path path) {
        return new SessionFile(path, Optional.of(new Kept(context.kept(), name(context.files(), path))));
    }

    /** How records call a file of the session's folder. */
    public static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    public Path path() {
        return path;
    }

    /** It always has one: files are named within a session's folder. */
    private Path folder() {
        return Objects.requireNonNull(path.getParent());
    }

    /** @throws ActionFailure if it cannot be written */
    public void write(String text) {
        try {
            if (kept.isEmpty()) {
                write(text, path);
                return;
            }
            write(text, next());
            kept.get().files().keep(kept.get().name(), DigestUtils.sha256Hex(text));
            putInPlace();
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /**
     * What is no text, and what nobody decides by: no record tells of it.
     *
     * @throws ActionFailure if it cannot be written
     */
    public void write(byte[] content) {
        if (kept.isPresent()) {
            throw new IllegalStateException(path + " is held against the trail, and read as text");
        }
        try {
            write(content, path);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private void write(String text, Path to) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), to);
    }

    private void write(byte[] content, Path to) throws IOException {
        makeFolder(folder());
        // A temporary file is its owner's alone from the beginning (Files.createTempFile).
        var beside = Files.createTempFile(folder(), path.getFileName().toString(), ".part");
        try {
            Fsync.content(beside, content, Fsync.Write.WHOLE);
            Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            OwnerOnly.discard(beside, e);
            throw e;
        }
        Fsync.folder(folder());
    }

    private Path next() {
        return RecordedFile.next(path);
    }

    private void putInPlace() throws IOException {
        Files.move(next(), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Fsync.folder(folder());
    }

    /**
     * Adds a line at the end. Whoever decides by the file records it as well.
     *
     * @param line without its end
     * @throws ActionFailure if it cannot be written
     */
    public void append(String line) {
        try {
            makeFolder(folder());
            if (Files.isSymbolicLink(path)) {
                throw altered(RecordedFile.NOT_PLAIN);
            }
            if (!Files.exists(path)) {
                Files.createFile(path, OwnerOnly.file(path));
                Fsync.folder(folder());
            }
            lengthen((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /** By all of it, or by nothing: half a line would be read as a whole one. */
    private void lengthen(byte[] end) throws IOException {
        var before = Files.size(path);
        try {
            Fsync.content(path, end, Fsync.Write.AT_THE_END);
        } catch (IOException e) {
            try (var file = new RandomAccessFile(path.toFile(), "rw")) {
                file.setLength(before);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    /**
     * Removes it, where it exists.
     *
     * @throws ActionFailure if it cannot be removed
     */
    public void remove() {
        try {
            if (kept.isPresent()
                    && kept.get().recorded().filter(r -> !r.sha256().isEmpty()).isPresent()) {
                read();
                kept.get().files().keep(kept.get().name(), "");
            }
            delete();
        } catch (IOException e) {
            throw new ActionFailure(
                    "Could not remove " + path + ": " + e.getMessage(),
                    "the file is still there",
                    "check the disk and the folder's permissions",
                    e);
        }
    }

    private void delete() throws IOException {
        if (Files.deleteIfExists(path)) {
            Fsync.folder(folder());
        }
    }

    private ActionFailure unwritten(IOException e) {
        return new ActionFailure(
                "Could not write " + path + ": " + e.getMessage(),
                "the file was not written",
                "check the disk and the folder's permissions",
                e);
    }

    /** Makes a folder, and those it is in, for its owner alone where the file system has permissions. */
    public static void makeFolder(Path folder) throws IOException {
        OwnerOnly.makeFolder(folder);
    }

    /**
     * What is in it; empty where it does not exist.
     *
     * @throws ActionFailure if it is there but cannot be read as text, which is not the same as none; or if it is not what the trail says
     *     was written
     */
    public Optional<String> read() {
        try {
            return kept.isPresent() ? asRecorded(kept.get()) : text(content(path));
        } catch (IOException e) {
            throw unread(e);
        }
    }

    /**
     * Its lines as they are, whatever is recorded of them; none where it does not exist.
     *
     * @throws ActionFailure if it is there but cannot be read as text
     */
    public List<String> lines() {
        try {
            return text(content(path)).stream().flatMap(String::lines).toList();
        } catch (IOException e) {
            throw unread(e);
        }
    }

    private ActionFailure unread(IOException e) {
        return new ActionFailure(
                "Could not read " + path + ": " + e.getClass().getSimpleName() + " " + e.getMessage(),
                "nothing was sent",
                "make the file readable, or restore it from a copy, then run the step again",
                e);
    }

    /** Read once: what is decided by is what was held against the trail. */
    private Optional<byte[]> content(Path file) throws IOException {
        try {
            if (!RecordedFile.isPlain(file)) {
                throw altered(RecordedFile.NOT_PLAIN);
            }
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(in.readAllBytes());
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Optional<byte[]> content) throws CharacterCodingException {
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content.get()))
                        .toString());
    }

    private Optional<String> asRecorded(Kept recording) throws IOException {
        var recorded = recording.recorded();
        var content = content(path);
        var found = content.map(DigestUtils::sha256Hex);
        var problem = RecordedFile.problem(recorded, found, () -> RecordedFile.digest(next()));
        if (problem.isPresent()) {
            throw altered(problem.get());
        }
        if (recorded.isEmpty()) {
            return Optional.empty();
        }
        var wanted = recorded.get().sha256();
        if (wanted.isEmpty()) {
            delete();
            return Optional.empty();
        }
        if (found.filter(wanted::equals).isPresent()) {
            return text(content);
        }
        // Recorded, and the console was killed before it was in its place.
        putInPlace();
        var placed = content(path);
        if (placed.map(DigestUtils::sha256Hex).filter(wanted::equals).isEmpty()) {
            throw altered(RecordedFile.CHANGED);
        }
        return text(placed);
    }

    /** SHA-256 of what it is, as the newest record about it says; empty where none does, or it was removed. */
    public Optional<String> recorded() {
        return kept.flatMap(Kept::recorded).map(KeptFiles.Kept::sha256).filter(d -> !d.isEmpty());
    }

    /** Records what it is now, after something was added to it. */
    public void record(String sha256) {
        kept.ifPresent(k -> k.files().keep(k.name(), sha256));
    }

    /** The refusal to go by it. */
    public ActionFailure altered(String how) {
        return new ActionFailure(
                "The file " + path + ", by which this is decided, is not the console's: " + how,
                "nothing was sent",
                "find out who changed it, restore it from a copy, then run the step again");
    }
}
