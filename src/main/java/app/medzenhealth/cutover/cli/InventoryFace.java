package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.inventory.Comparison;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Scans for the window and keeps the last result. */
final class InventoryFace implements InventoryFeed {
    private final Plan plan;
    private final InventoryScanner scanner;
    private final ReentrantLock scanning = new ReentrantLock();
    private final List<Consumer<Latest>> listeners = new CopyOnWriteArrayList<>();
    private Latest latest = Latest.NOTHING;

    InventoryFace(Plan plan, InventoryScanner scanner) {
        this.plan = plan;
        this.scanner = scanner;
    }

    @Override
    public synchronized Latest latest() {
        return latest;
    }

    @Override
    public AutoCloseable onChange(Consumer<Latest> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void refresh() throws InterruptedException {
        if (!scanning.tryLock()) {
            // Whoever asks during a scan wants what that scan finds.
            scanning.lockInterruptibly();
            scanning.unlock();
            return;
        }
        try {
            scan();
        } finally {
            change(l -> new Latest(l.revision() + 1, l.inventory(), l.sideBySide(), Optional.empty()));
            scanning.unlock();
        }
    }

    private void scan() throws InterruptedException {
        var regions = plan.regions().stream().map(Plan.Region::id).toList();
        var done = new AtomicInteger();
        var of = latest().inventory().map(i -> i.scans().size()).orElse(0);
        change(l -> new Latest(
                l.revision() + 1, l.inventory(), l.sideBySide(), Optional.of(new Scanning(0, of, "starting"))));
        var inventory = scanner.scan(regions, s -> {
            var now = new Scanning(done.incrementAndGet(), Math.max(of, done.get()), s.service() + " in " + s.region());
            change(l -> new Latest(l.revision() + 1, l.inventory(), l.sideBySide(), Optional.of(now)));
        });
        var side = Comparison.of(inventory, plan);
        change(l -> new Latest(l.revision() + 1, Optional.of(inventory), Optional.of(side), Optional.empty()));
    }

    private void change(UnaryOperator<Latest> change) {
        Latest now;
        synchronized (this) {
            latest = change.apply(latest);
            now = latest;
        }
        listeners.forEach(l -> l.accept(now));
    }
}
