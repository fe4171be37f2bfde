package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.session.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status page into a folder every half minute, whole or not at all, and a last one when the console is closed. That it cannot be
 * written is told once, and stops nothing.
 */
final class StatusFolder implements AutoCloseable {
    static final String NAME = "status.html";

    private static final Logger LOG = LoggerFactory.getLogger(StatusFolder.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Path folder;
    private final Session session;
    private final DurableTrail trail;
    private final InstantSource clock;
    private final ScheduledExecutorService beat = Threads.clock(1, "status page");
    private boolean failing;

    /**
     * @param folder is made where there is none
     * @param clock the machine's own
     */
    StatusFolder(Path folder, Session session, DurableTrail trail, InstantSource clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.session = session;
        this.trail = trail;
        this.clock = clock;
    }

    /** The first page at once, the others by the machine's clock. */
    void start() {
        beat.scheduleAtFixedRate(() -> page(false), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void page(boolean last) {
        try {
            var made = clock.instant();
            write(trail.sealed(new StatusPage(session.view(), made, last).html(), made));
            failing = false;
        } catch (IOException | RuntimeException e) {
            // The next one is tried all the same.
            LOG.warn("The status page could not be written", e);
            if (!failing && !last) {
                failing = true;
                session.announce(List.of("The status page in " + folder + " could not be written: " + e.getMessage()
                        + ". Readers see the page before it, which turns grey."));
            }
        }
    }

    /** Beside it first: whoever reads it meanwhile sees the old one or the new one. */
    private void write(byte[] page) throws IOException {
        Files.createDirectories(folder);
        var target = folder.resolve(NAME);
        var beside = folder.resolve("." + NAME + ".new");
        Files.deleteIfExists(beside);
        try (var out = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            var bytes = ByteBuffer.wrap(page);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(target + " is a folder");
        }
        Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        beat.shutdownNow();
        page(true);
    }
}
