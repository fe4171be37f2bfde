package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What the console says now, as properties of the JavaFX thread. Changes are gathered for a tenth of a second, so that a
 * flood of them costs one redraw.
 */
public final class Readings implements AutoCloseable {
    private static final long PERIOD_MILLIS = 100;

    private final Console console;
    private final ReadOnlyObjectWrapper<SessionView> session;
    private final ReadOnlyObjectWrapper<InventoryFeed.Latest> inventory;
    private final ReadOnlyObjectWrapper<Instant> now;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private List<AutoCloseable> sources = List.of();

    public Readings(Console console) {
        this.console = console;
        session = new ReadOnlyObjectWrapper<>(this, "session", console.session().view());
        inventory = new ReadOnlyObjectWrapper<>(this, "inventory", console.inventory().latest());
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

    /** The console's clock, to the second. */
    public ReadOnlyObjectProperty<Instant> nowProperty() {
        return now.getReadOnlyProperty();
    }

    public Instant now() {
        return now.get();
    }

    /** Follows the console until closed. */
    public void start() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("readings").factory());
        sources = List.of(
                console.session().onChange(_ -> changed.set(true)),
                console.inventory().onChange(_ -> changed.set(true)),
                timer::shutdownNow);
        timer.scheduleWithFixedDelay(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes over everything now; on the JavaFX thread. */
    public void takeOver() {
        asked.set(false);
        changed.set(false);
        Instant instant = console.clock().instant();
        if (instant.getEpochSecond() != now.get().getEpochSecond()) {
            now.set(instant);
        }
        SessionView view = console.session().view();
        if (view.revision() != session.get().revision()) {
            session.set(view);
        }
        InventoryFeed.Latest latest = console.inventory().latest();
        if (latest.revision() != inventory.get().revision()) {
            inventory.set(latest);
        }
    }

    private void tick() {
        boolean second = console.clock().instant().getEpochSecond() != now.get().getEpochSecond();
        if ((second || changed.get()) && asked.compareAndSet(false, true)) {
            Platform.runLater(this::takeOver);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable source : sources) {
            try {
                source.close();
            } catch (Exception e) {
                throw new IllegalStateException("a source of readings could not be closed", e);
            }
        }
        sources = List.of();
    }
}
