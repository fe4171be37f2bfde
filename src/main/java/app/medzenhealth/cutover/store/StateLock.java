package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a second process out of a state folder. Ends with the process, however that ends. */
final class StateLock implements AutoCloseable {
    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StoreProblem if someone else holds it, naming the process as it gave itself */
    static StateLock take(StateDirectory directory, InstantSource clock) {
        var channel = open(directory);
        try {
            var lock = tryLock(channel);
            if (lock == null) {
                var holder = holder(channel);
                channel.close();
                throw new StoreProblem(
                        "The state folder " + directory + " is in use.",
                        "Another console works on it" + holder + ", and two would overwrite each other's records.",
                        "Go on in the other window, or close it and start again.");
            }
            var self = ("process " + ProcessHandle.current().pid() + " since "
                            + clock.instant().truncatedTo(ChronoUnit.SECONDS))
                    .getBytes(StandardCharsets.UTF_8);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self), 0);
            return new StateLock(channel);
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new StoreProblem(
                    "The state folder " + directory + " cannot be locked.",
                    "The reason is: " + StateDirectory.reason(e) + ".",
                    "Make room on the disk, or choose a folder on a local disk with --state.",
                    e);
        }
    }

    private static FileChannel open(StateDirectory directory) {
        try {
            directory.makeFile(directory.lock());
            return FileChannel.open(
                    directory.lock(), StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new StoreProblem(
                    "The state folder " + directory + " cannot be used.",
                    "Its lock file cannot be opened: " + StateDirectory.reason(e) + ".",
                    "Choose another folder with --state, or give this user the right to write there.",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(FileChannel channel) {
        try {
            var text = ByteBuffer.allocate(200);
            channel.read(text, 0);
            var holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
            return holder.matches("process \\d+ since [0-9TZ:.-]+") ? " (" + holder + ")" : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void closeQuietly(FileChannel channel, IOException because) {
        try {
            channel.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
