package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the first bytes of a file tell about it (sqlite.org/fileformat2.html, section 1.3), read before anything is locked,
 * unpacked or opened: what is not ours stays as it is.
 */
final class DatabaseHeader {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 100;
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;

    private DatabaseHeader() {}

    /**
     * An empty file passes, and so does a database in which nothing was made yet.
     *
     * @throws StoreProblem if it is missing, no plain file, not readable, no database, another program's or of a newer version
     */
    static void check(Path database) {
        checkFile(database);
        var start = start(database);
        if (start.length == 0) {
            return;
        }
        if (start.length < LENGTH || !ByteBuffer.wrap(start, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw new StoreProblem(
                    cannotBeOpened(database),
                    start.length < LENGTH && startsAlike(start)
                            ? "Only its first " + start.length + " bytes are there."
                            : "It is not an SQLite database: it begins with other bytes.",
                    start.length < LENGTH && startsAlike(start)
                            ? "Put it back from a backup, or choose another folder with --state."
                            : "Move the file away, or choose another folder with --state.");
        }
        var fields = ByteBuffer.wrap(start);
        var application = fields.getInt(APPLICATION_ID);
        var version = fields.getInt(USER_VERSION);
        if (application != 0 || version != 0) {
            checkOwner(database, application, version);
        }
    }

    /** Refuses another program's database and a newer console's. */
    static void checkOwner(Path database, int application, int version) {
        if (application != Schema.APPLICATION_ID) {
            throw new StoreProblem(
                    cannotBeUsed(database),
                    "It belongs to another program (application id 0x%08x instead of 0x%08x)."
                            .formatted(application, Schema.APPLICATION_ID),
                    "Choose another folder with --state, or move the file away.");
        }
        if (version > Schema.VERSION) {
            throw new StoreProblem(
                    cannotBeUsed(database),
                    "A newer version of the console wrote it (version %d; this one knows up to %d)."
                            .formatted(version, Schema.VERSION),
                    "Use the newer console, or choose another folder with --state.");
        }
    }

    static String cannotBeUsed(Path database) {
        return "The database " + database + " cannot be used.";
    }

    private static String cannotBeOpened(Path database) {
        return "The database " + database + " cannot be opened.";
    }

    private static boolean startsAlike(byte[] start) {
        var length = Math.min(start.length, MAGIC.length);
        return ByteBuffer.wrap(start, 0, length).equals(ByteBuffer.wrap(MAGIC, 0, length));
    }

    private static void checkFile(Path database) {
        var folder = database.toAbsolutePath().getParent();
        if (folder != null && Files.isSymbolicLink(folder)) {
            throw new StoreProblem(
                    cannotBeOpened(database),
                    "Its folder is a symbolic link, and links are not followed.",
                    "Give the path that the link leads to.");
        }
        if (Files.isSymbolicLink(database)) {
            throw new StoreProblem(
                    cannotBeOpened(database),
                    "It is a symbolic link, and links are not followed.",
                    "Put the file itself there, or choose another folder with --state.");
        }
        if (Files.isDirectory(database, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreProblem(
                    cannotBeOpened(database),
                    "It is a folder, not a file.",
                    "Move the folder away, or choose another one with --state.");
        }
        if (!Files.isRegularFile(database, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreProblem(
                    cannotBeOpened(database),
                    Files.exists(database, LinkOption.NOFOLLOW_LINKS)
                            ? "It is not a plain file."
                            : "No such file, or this user may not read its folder.",
                    "Check the path, or choose another folder with --state.");
        }
    }

    private static byte[] start(Path database) {
        try (var file = FileChannel.open(database, StandardOpenOption.READ)) {
            var start = ByteBuffer.allocate(LENGTH);
            while (start.hasRemaining() && file.read(start) >= 0) {}
            var bytes = new byte[start.position()];
            start.flip().get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new StoreProblem(
                    cannotBeOpened(database),
                    "It cannot be read: " + StateDirectory.reason(e) + ".",
                    "Give this user the right to read it.",
                    e);
        }
    }
}
