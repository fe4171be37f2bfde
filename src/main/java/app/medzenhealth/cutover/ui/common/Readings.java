package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.session.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the console says now, as properties of the JavaFX thread. Changes are gathered for a tenth of a second, so that a
 * flood of them costs one redraw.
 */
public final class Readings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    private static final long PERIOD_MILLIS = 100;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Console console;
    private final ReadOnlyObjectWrapper<SessionView> session;
    private final ReadOnlyObjectWrapper<InventoryFeed.Latest> inventory;
    private final ReadOnlyObjectWrapper<Optional<AuditFeed.Verdict>> verdict;
    private final ReadOnlyObjectWrapper<Instant> now;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile long lastRead = System.nanoTime();
    private List<AutoCloseable> sources = List.of();

    public Readings(Console console) {
        this.console = console;
        session = new ReadOnlyObjectWrapper<>(this, "session", console.session().view());
        inventory = new ReadOnlyObjectWrapper<>(
                this, "inventory", console.inventory().latest());
        verdict = new ReadOnlyObjectWrapper<>(this, "verdict", Optional.empty());
        now = new ReadOnlyObjectWrapper<>(this, "now", console.clock().instant());
    }

    public ReadOnlyObjectProperty<SessionView> sessionProperty() {
        return session.getReadOnlyProperty();
    }

    public SessionView session() {
        return session.get();
    }

    public ReadOnlyObjectProperty<InventoryFeed.Latest> inventoryProperty() {
        return inventory.getReadOnlyProperty();
    }

    public InventoryFeed.Latest inventory() {
        return inventory.get();
    }

    /** The last verification of the trail; never on more records than {@link #session} knows of. */
    public ReadOnlyObjectProperty<Optional<AuditFeed.Verdict>> verdictProperty() {
        return verdict.getReadOnlyProperty();
    }

    public Optional<AuditFeed.Verdict> verdict() {
        return verdict.get();
    }

    /** The console's clock, to the second. */
    public ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    public Instant now() {
        return now.get();
    }

    /** Follows the console until closed. */
    public void start() {
        var timer = Threads.clock(1, "readings");
        sources = List.of(
                console.session().onChange(_ -> changed.set(true)),
                console.inventory().onChange(_ -> changed.set(true)),
                timer::shutdownNow);
        timer.scheduleWithFixedDelay(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes over everything now, however long the console takes to say it; on the JavaFX thread. For drawings and tests. */
    public void refreshNow() {
        fresh().run();
    }

    /** Lets the next reading come without waiting for a change. */
    public void refreshSoon() {
        changed.set(true);
    }

    private void tick() {
        var second = System.nanoTime() - lastRead >= SECOND_NANOS;
        if ((second || changed.get()) && asked.compareAndSet(false, true)) {
            lastRead = System.nanoTime();
            // The session answers under its lock, which it also holds while it writes: never wait for that on the FX
            // thread.
            try {
                var apply = fresh();
                Platform.runLater(() -> {
                    asked.set(false);
                    apply.run();
                });
            } catch (RuntimeException e) {
                // What is thrown here would end the timer, and the window would show this moment from now on.
                LOG.error("The console could not be read; it is tried again", e);
                asked.set(false);
            }
        }
    }

    /** Reads the console; the result takes it over. */
    private Runnable fresh() {
        changed.set(false);
        var instant = console.clock().instant();
        // Before the head: records come all the time, and a mark must not be on more of them than stand beside it.
        var verified = console.audit().lastVerdict();
        var view = console.session().view();
        var latest = console.inventory().latest();
        return () -> {
            if (instant.getEpochSecond() != now.get().getEpochSecond()) {
                now.set(instant);
            }
            // Downtime and soak pass without a new revision.
            if (view.revision() != session.get().revision()
                    || !view.at().equals(session.get().at())) {
                session.set(view);
            }
            verdict.set(verified);
            if (latest.revision() != inventory.get().revision()) {
                inventory.set(latest);
            }
        };
    }

    @Override
    public void close() {
        for (var source : sources) {
            try {
                source.close();
            } catch (Exception e) {
                throw new IllegalStateException("a source of readings could not be closed", e);
            }
        }
        sources = List.of();
    }
}
