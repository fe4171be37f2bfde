package app.medzenhealth.cutover.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of the {@link Tip}, mapped into memory: writing it must not cost what the durable record itself costs, and a write through
 * the file system would, because it touches the journal. What is written is there when the process is killed; it need not be there
 * after a loss of power, since an older tip is as right.
 */
final class TipFile implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;

    private TipFile(Path file) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, Tip.FILE_LENGTH, arena);
        }
    }

    /** @param file must be there, and a tip */
    static TipFile open(Path file) throws IOException {
        return new TipFile(file);
    }

    /** @throws IOException if the disk does not take it */
    void write(Tip tip) throws IOException {
        if (!isOpen()) {
            throw new IOException("it is closed");
        }
        try {
            MemorySegment.copy(MemorySegment.ofArray(tip.line()), 0, bytes, tip.offset(), Tip.LINE_LENGTH);
        } catch (InternalError e) {
            // What the Java platform makes of a failed access to a mapped file.
            throw new IOException("the disk did not take it", e);
        }
    }

    /**
     * Lets what was written outlast a loss of power.
     *
     * @throws IOException if the disk does not take it
     */
    void force() throws IOException {
        if (!isOpen()) {
            throw new IOException("it is closed");
        }
        try {
            bytes.force();
        } catch (UncheckedIOException e) {
            throw new IOException("the disk did not take it", e);
        }
    }

    boolean isOpen() {
        return arena.scope().isAlive();
    }

    @Override
    public void close() {
        if (isOpen()) {
            arena.close();
        }
    }
}
