package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.concurrent.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Checks what is signed, at once or on threads of their own while more records are followed: a signature takes longer than all else of
 * a record. Whoever follows the records asks for the first fault with {@link #settle} before it says another, and before it says that there
 * is none.
 */
final class SignatureChecks implements AutoCloseable {
    /** So that memory does not grow with the trail. */
    private static final int MOST_PENDING = 256;

    /** For one signature: on a machine that does nothing else for minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Optional<ExecutorService> threads;
    private final Deque<Future<?>> pending = new ArrayDeque<>();
    private @Nullable TrailFault first;

    private SignatureChecks(Optional<ExecutorService> threads) {
        this.threads = threads;
    }

    static SignatureChecks atOnce() {
        return new SignatureChecks(Optional.empty());
    }

    static SignatureChecks alongside() {
        return new SignatureChecks(
                Optional.of(Threads.crew(Runtime.getRuntime().availableProcessors(), "trail-signatures")));
    }

    /** What somebody signed. */
    @FunctionalInterface
    interface Claim {
        /** @throws TrailFault if they did not */
        void require() throws TrailFault;
    }

    /** @throws TrailFault if it does not hold, or an earlier one did not */
    void add(Claim claim) throws TrailFault {
        if (threads.isEmpty()) {
            claim.require();
            return;
        }
        pending.add(threads.get().submit(() -> {
            claim.require();
            return null;
        }));
        while (pending.size() > MOST_PENDING
                || !pending.isEmpty() && pending.element().isDone()) {
            next();
        }
    }

    /**
     * Waits for all.
     *
     * @throws TrailFault the first of those that do not hold, also where it was thrown before
     */
    void settle() throws TrailFault {
        if (first != null) {
            throw first;
        }
        while (!pending.isEmpty()) {
            next();
        }
    }

    private void next() throws TrailFault {
        try {
            pending.remove().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (TimeoutException e) {
            throw new IllegalStateException("a signature was not checked within " + LONGEST.toMinutes() + " min", e);
        } catch (ExecutionException e) {
            throw fault(e.getCause());
        }
    }

    private TrailFault fault(@Nullable Throwable cause) {
        return switch (cause) {
            case TrailFault fault -> first = fault;
            case RuntimeException other -> throw other;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        threads.ifPresent(ExecutorService::shutdownNow);
    }
}
