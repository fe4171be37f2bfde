package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.concurrent.Threads;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes more often than anybody can see: read beside the JavaFX thread a few times a second at the most, and taken over on it. The
 * next reading begins only when the last one has been taken over, so that a slow window gets fewer of them and never a queue.
 */
public final class Gathered<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gathered.class);

    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final ScheduledExecutorService clock = Threads.clock(1, "gathered");
    private final Supplier<T> read;
    private final Consumer<T> taken;

    /**
     * @param every how often at the most
     * @param read on a thread of its own
     * @param taken on the JavaFX thread
     */
    public Gathered(Duration every, Supplier<T> read, Consumer<T> taken) {
        this.read = read;
        this.taken = taken;
        clock.scheduleWithFixedDelay(this::tick, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** There is something new; from any thread. */
    public void changed() {
        changed.set(true);
    }

    private void tick() {
        if (!changed.get() || !underWay.compareAndSet(false, true)) {
            return;
        }
        changed.set(false);
        try {
            var now = read.get();
            Platform.runLater(() -> {
                underWay.set(false);
                if (!clock.isShutdown()) {
                    taken.accept(now);
                }
            });
        } catch (RuntimeException e) {
            // What is thrown here would end the timer.
            LOG.error("What changed could not be read; it is tried again", e);
            underWay.set(false);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
