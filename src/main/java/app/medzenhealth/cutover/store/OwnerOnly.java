package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** What the console writes is its person's alone from the first moment, whatever the umask, where the file system has permissions. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** For making a folder near the place. */
    public static FileAttribute<?>[] folder(Path place) {
        return attributes(place, "rwx------");
    }

    /** For making a file near the place. */
    public static FileAttribute<?>[] file(Path place) {
        return attributes(place, "rw-------");
    }

    private static FileAttribute<?>[] attributes(Path place, String permissions) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes a folder, and those it is in, where they are not there; one that is there stays as it is. */
    public static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder, folder(folder));
    }

    /** Writes a new file, as {@link #write(Path, byte[])} does, in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a new file, and makes it durable.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there; it is left as it is
     * @throws IOException if it could not be written; nothing of it is left then
     */
    public static void write(Path file, byte[] content) throws IOException {
        Files.createFile(file, file(file));
        whole(file, content);
    }

    /**
     * Fills a file that has just been made: with all of it, or it is gone. A disk may say only when it is asked to keep them that it has no
     * room for the bytes.
     */
    static void whole(Path made, byte[] content) throws IOException {
        try {
            Fsync.content(made, content, Fsync.Write.WHOLE);
        } catch (IOException e) {
            discard(made, e);
            throw e;
        }
    }

    /** Takes away what was begun and could not be ended. */
    public static void discard(Path unfinished, Exception because) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException left) {
            because.addSuppressed(left);
        }
    }
}
