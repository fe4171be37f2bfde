package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.concurrent.Deadline;
import app.medzenhealth.cutover.concurrent.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads batches on one thread, works on several of them at once, and hands the results on in their order to the caller's
 * thread. At most {@value #MOST_BETWEEN} batches are between reading and handing on, so memory does not grow with the trail.
 */
final class BatchFlow<B, R> {
    static final int MOST_BETWEEN = 4;

    private static final long POLL_MILLIS = 100;

    /** For one batch: a disk, or a share of another machine, that does not answer at all. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Where batches come from. */
    @FunctionalInterface
    interface Source<B> {
        /** @param sink says whether to go on */
        void each(Predicate<B> sink) throws TrailFault, IOException;
    }

    /** Where results go to. */
    @FunctionalInterface
    interface Taker<R> {
        void take(R result) throws TrailFault, IOException;
    }

    private final BlockingQueue<Future<@Nullable R>> between = new ArrayBlockingQueue<>(MOST_BETWEEN);
    private final ExecutorService workers = Threads.crew(Runtime.getRuntime().availableProcessors(), "trail-worker");
    private volatile boolean over;

    private BatchFlow() {}

    /**
     * @throws CancellationException if the thread was interrupted
     */
    static <B, R> void run(Source<B> source, Function<B, R> work, Taker<R> taker) throws TrailFault, IOException {
        new BatchFlow<B, R>().go(source, work, taker);
    }

    /** The same on the caller's thread alone, for what fits into memory: starting threads would take longer. */
    static <B, R> void runHere(Source<B> source, Function<B, R> work, Taker<R> taker) throws TrailFault, IOException {
        var batches = new ArrayList<B>();
        source.each(batches::add);
        for (var batch : batches) {
            taker.take(work.apply(batch));
        }
    }

    private void go(Source<B> source, Function<B, R> work, Taker<R> taker) throws TrailFault, IOException {
        var reader = Threads.start("trail-reader", () -> read(source, work));
        try {
            for (var result = result(); result != null; result = result()) {
                taker.take(result);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            over = true;
            workers.shutdownNow();
            join(reader);
        }
    }

    private void read(Source<B> source, Function<B, R> work) {
        CompletableFuture<@Nullable R> end = new CompletableFuture<>();
        try {
            source.each(batch -> !over && put(workers.submit(() -> work.apply(batch))));
            end.complete(null);
        } catch (TrailFault | IOException | RuntimeException e) {
            end.completeExceptionally(e);
        }
        put(end);
    }

    /** Returns whether somebody will take it. */
    private boolean put(Future<@Nullable R> result) {
        try {
            while (!over) {
                if (between.offer(result, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Null after the last. */
    private @Nullable R result() throws InterruptedException, TrailFault, IOException {
        try {
            Future<@Nullable R> next = between.poll(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw silent();
            }
            return next.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silent();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case TrailFault fault -> throw fault;
                case IOException io -> throw io;
                case RuntimeException other -> throw other;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private static IOException silent() {
        return new IOException("the trail could not be read on within " + LONGEST.toMinutes() + " min");
    }

    /** Whatever the source reads from is closed by the caller, so its thread should have ended. */
    private static void join(Thread reader) {
        var interrupted = false;
        var end = Deadline.in(LONGEST);
        while (reader.isAlive() && !end.isOver()) {
            try {
                reader.join(end.left());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
