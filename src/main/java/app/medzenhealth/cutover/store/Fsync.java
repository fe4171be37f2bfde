package app.medzenhealth.cutover.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What is on disk when it returns, also on a thread that has been told to stop: a step that is cancelled still has to leave whole
 * files. The thread is still told to stop afterwards.
 */
public final class Fsync {
    private static final int ATTEMPTS = 3;

    /** How what a file holds changes. */
    public enum Write {
        WHOLE,
        AT_THE_END
    }

    private Fsync() {}

    /**
     * Writes a file's content. No channel: one closes when its thread is told to stop (InterruptibleChannel).
     *
     * @throws IOException if it could not be written or synced; the file may be half written then
     */
    public static void content(Path file, byte[] content, Write how) throws IOException {
        try (var out = new FileOutputStream(file.toFile(), how == Write.AT_THE_END)) {
            out.write(content);
            out.getFD().sync();
        }
    }

    /**
     * Makes the names in a folder as durable as the files' content (fsync(2): "calling fsync() does not necessarily ensure that the
     * entry in the directory containing the file has also reached disk"). A folder has only a channel: closed by an interruption, it
     * is opened again. Windows opens no folder.
     *
     * @throws IOException if it could not be synced
     */
    public static void folder(Path folder) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        var told = false;
        try {
            for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
                told |= Thread.interrupted();
                try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    told = true;
                }
            }
            throw new IOException(folder + " could not be synced");
        } finally {
            if (told) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
