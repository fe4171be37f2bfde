package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

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

    /**
     * Writes a new file.
     *
     * @throws java.nio.file.FileAlreadyExistsException if it is there; it is left as it is
     */
    public static void write(Path file, String text) throws IOException {
        try (var out = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), file(file))) {
            var bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }
}
