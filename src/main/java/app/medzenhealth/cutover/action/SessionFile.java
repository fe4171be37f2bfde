package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.store.Fsync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;

/** A file in the session's folder: readable by its owner only, and never half written. */
public record SessionFile(Path path) {

    public static SessionFile in(ActionContext context, String name) {
        return new SessionFile(context.files().resolve(name));
    }

    /** It always has one: files are named within a session's folder. */
    private Path folder() {
        return Objects.requireNonNull(path.getParent());
    }

    /** @throws ActionFailure if it cannot be written */
    public void write(String text) {
        try {
            makeFolder(folder());
            // A temporary file is its owner's alone from the beginning (Files.createTempFile).
            var beside = Files.createTempFile(folder(), path.getFileName().toString(), ".part");
            Fsync.content(beside, text.getBytes(StandardCharsets.UTF_8), Fsync.Write.WHOLE);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Fsync.folder(folder());
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /**
     * Adds a line at the end.
     *
     * @param line without its end
     * @throws ActionFailure if it cannot be written
     */
    public void append(String line) {
        try {
            makeFolder(folder());
            if (!Files.exists(path)) {
                Files.createFile(path, own("rw-------"));
                Fsync.folder(folder());
            }
            Fsync.content(path, (line + "\n").getBytes(StandardCharsets.UTF_8), Fsync.Write.AT_THE_END);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /**
     * Removes it, where it exists.
     *
     * @throws ActionFailure if it cannot be removed
     */
    public void remove() {
        try {
            if (Files.deleteIfExists(path)) {
                Fsync.folder(folder());
            }
        } catch (IOException e) {
            throw new ActionFailure(
                    "Could not remove " + path + ": " + e.getMessage(),
                    "the file is still there",
                    "check the disk and the folder's permissions",
                    e);
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
        Files.createDirectories(folder, own("rwx------"));
    }

    private static FileAttribute<?>[] own(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * What is in it; empty where it does not exist.
     *
     * @throws ActionFailure if it is there but cannot be read as text: that is not the same as none
     */
    public Optional<String> read() {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ActionFailure(
                    "Could not read " + path + ": " + e.getClass().getSimpleName() + " " + e.getMessage(),
                    "nothing was sent",
                    "make the file readable, or restore it from a copy, then run the step again",
                    e);
        }
    }
}
