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
 * Checks approvals, at once or on threads of their own while more records are followed: a signature takes longer than all else of a
 * record. Whoever follows the records asks for the first fault with {@link #settle} before it says another, and before it says that there
 * is none.
 */
final class ApprovalChecks implements AutoCloseable {
    /** So that memory does not grow with the trail. */
    private static final int MOST_PENDING = 256;

    /** For one signature: on a machine that does nothing else for minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Optional<ExecutorService> threads;
    private final Deque<Future<?>> pending = new ArrayDeque<>();

    private ApprovalChecks(Optional<ExecutorService> threads) {
        this.threads = threads;
    }

    static ApprovalChecks atOnce() {
        return new ApprovalChecks(Optional.empty());
    }

    static ApprovalChecks alongside() {
        return new ApprovalChecks(
                Optional.of(Threads.crew(Runtime.getRuntime().availableProcessors(), "trail-approvals")));
    }

    /** @throws TrailFault if it is none, or an earlier one was none */
    void add(RecordedApproval approval) throws TrailFault {
        if (threads.isEmpty()) {
            approval.require();
            return;
        }
        pending.add(threads.get().submit(() -> {
            approval.require();
            return null;
        }));
        while (pending.size() > MOST_PENDING
                || !pending.isEmpty() && pending.element().isDone()) {
            first();
        }
    }

    /**
     * Waits for all.
     *
     * @throws TrailFault the first of those that are none
     */
    void settle() throws TrailFault {
        while (!pending.isEmpty()) {
            first();
        }
    }

    private void first() throws TrailFault {
        try {
            pending.remove().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (TimeoutException e) {
            throw new IllegalStateException("an approval was not checked within " + LONGEST.toMinutes() + " min", e);
        } catch (ExecutionException e) {
            fail(e.getCause());
        }
    }

    private static void fail(@Nullable Throwable cause) throws TrailFault {
        switch (cause) {
            case TrailFault fault -> throw fault;
            case RuntimeException other -> throw other;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(cause);
        }
    }

    @Override
    public void close() {
        threads.ifPresent(ExecutorService::shutdownNow);
    }
}
