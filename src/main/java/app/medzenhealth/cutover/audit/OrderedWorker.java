package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.concurrent.Deadline;
import app.medzenhealth.cutover.concurrent.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does work in the order in which it is given, on a thread of its own, a few pieces behind. The first failure ends it. */
final class OrderedWorker implements AutoCloseable {
    private static final int MOST_WAITING = 4;

    /** For a few pieces: a disk, or a share of another machine, that does not answer at all. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ExecutorService thread = Threads.crew(1, "trail-writer");
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private volatile @Nullable Throwable failure;

    /** A piece of work. */
    @FunctionalInterface
    interface Piece {
        void run() throws IOException;
    }

    /** @throws IOException if an earlier piece failed */
    void then(Piece piece) throws IOException {
        acquire(1);
        thread.execute(() -> {
            try {
                if (failure == null) {
                    piece.run();
                }
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            } finally {
                room.release();
            }
        });
        fail();
    }

    /** Waits until everything is done. */
    void finish() throws IOException {
        acquire(MOST_WAITING);
        room.release(MOST_WAITING);
        fail();
    }

    private void acquire(int permits) throws IOException {
        try {
            if (!room.tryAcquire(permits, LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("nothing could be written within " + LONGEST.toMinutes() + " min");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private void fail() throws IOException {
        switch (failure) {
            case null -> {}
            case IOException io -> throw new IOException(io.getMessage(), io);
            case RuntimeException other -> throw other;
            case Error error -> throw error;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    /** Waits for the piece that is being done; what waits is dropped. */
    @Override
    public void close() {
        thread.shutdownNow();
        var end = Deadline.in(LONGEST);
        var interrupted = false;
        while (!thread.isTerminated() && !end.isOver()) {
            try {
                thread.awaitTermination(end.left().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
