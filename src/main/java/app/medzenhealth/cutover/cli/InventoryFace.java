package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.inventory.Comparison;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Scans for the window, and keeps the last result and what came of a scan since. */
final class InventoryFace implements InventoryFeed {
    private final Plan plan;
    private final InventoryScanner scanner;
    private final ReentrantLock scanning = new ReentrantLock();
    private final List<Consumer<Latest>> listeners = new CopyOnWriteArrayList<>();
    private Latest latest = Latest.NOTHING;
    /** The scan going on, until it is over; guarded by this object's monitor, as everything that changes. */
    private Optional<Scan> current = Optional.empty();

    InventoryFace(Plan plan, InventoryScanner scanner) {
        this.plan = plan;
        this.scanner = scanner;
    }

    /** One scan, by which results that come after its end are recognised. */
    private static final class Scan {
        final Thread thread = Thread.currentThread();
        boolean stopped;
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
            scanning.unlock();
        }
    }

    @Override
    public synchronized void stop() {
        current.filter(s -> !s.stopped).ifPresent(s -> {
            s.stopped = true;
            s.thread.interrupt();
        });
    }

    private void scan() throws InterruptedException {
        var regions = plan.regions().stream().map(Plan.Region::id).toList();
        var scan = begin(regions);
        try {
            var inventory = scanner.scan(regions, s -> came(scan, s));
            var side = Comparison.of(inventory, plan);
            end(scan, l -> whole(l, inventory, side));
        } catch (InterruptedException e) {
            end(scan, l -> ended(l, UnfinishedInventory.State.STOPPED));
            if (!scan.stopped) {
                throw e;
            }
        } catch (RuntimeException e) {
            end(scan, l -> ended(l, UnfinishedInventory.State.FAILED));
            throw e;
        }
    }

    private Scan begin(List<String> regions) {
        var scan = new Scan();
        var asked = scanner.asked(regions);
        synchronized (this) {
            current = Optional.of(scan);
        }
        change(l -> {
            var before = l.unfinished()
                    .map(UnfinishedInventory::scans)
                    .or(() -> l.inventory().map(Inventory::scans))
                    .orElse(List.of());
            return reading(l, UnfinishedInventory.begun(asked, before), "starting");
        });
        return scan;
    }

    private void came(Scan scan, ServiceScan came) {
        change(l -> current.filter(c -> c == scan)
                .flatMap(c -> l.unfinished())
                .map(u -> reading(l, u.with(came), came.service() + " in " + came.region()))
                .orElse(l));
    }

    /** From here on nobody interrupts the thread for this scan's sake. */
    private void end(Scan scan, UnaryOperator<Latest> result) {
        synchronized (this) {
            current = Optional.empty();
        }
        if (scan.stopped) {
            // It was meant for the scan only.
            Thread.interrupted();
        }
        change(result);
    }

    private static Latest whole(Latest l, Inventory inventory, SideBySide side) {
        return new Latest(
                l.revision() + 1, Optional.of(inventory), Optional.of(side), Optional.empty(), Optional.empty());
    }

    private static Latest reading(Latest l, UnfinishedInventory now, String what) {
        return new Latest(
                l.revision() + 1,
                l.inventory(),
                l.sideBySide(),
                Optional.of(now),
                Optional.of(new Scanning(now.done(), now.of(), what)));
    }

    private static Latest ended(Latest l, UnfinishedInventory.State how) {
        return new Latest(
                l.revision() + 1,
                l.inventory(),
                l.sideBySide(),
                l.unfinished().map(u -> u.ended(how)),
                Optional.empty());
    }

    private void change(UnaryOperator<Latest> change) {
        Latest before;
        Latest now;
        synchronized (this) {
            before = latest;
            latest = change.apply(latest);
            now = latest;
        }
        if (now != before) {
            listeners.forEach(l -> l.accept(now));
        }
    }
}
