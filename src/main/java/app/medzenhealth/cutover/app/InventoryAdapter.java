package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.inventory.Comparison;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.inventory.ServicePlace;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.StepTraces;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scans for the window, and keeps the last result and what came of a scan since. */
final class InventoryAdapter implements InventoryFeed {
    private static final Logger LOG = LoggerFactory.getLogger(InventoryAdapter.class);

    private final Plan plan;
    private final InventoryScanner scanner;
    private final Supplier<StepTraces> traces;
    private final ReentrantLock scanning = new ReentrantLock();
    private final List<Consumer<Latest>> listeners = new CopyOnWriteArrayList<>();
    private Latest latest = Latest.NOTHING;
    /** The scan going on, until it is over; guarded by this object's monitor, as everything that changes. */
    private Optional<Scan> current = Optional.empty();

    private final Set<ServicePlace> wanted = new LinkedHashSet<>();
    private boolean rereading;
    /** Whole scans so far. */
    private long begun;

    private final Executor worker = Threads.crew(1, "rereading");

    InventoryAdapter(Plan plan, InventoryScanner scanner) {
        this(plan, scanner, () -> StepTraces.NONE);
    }

    /**
     * @param traces what the session's own steps account for now; may wait for the session, which waits for {@link #readAgain}
     *     when a step ends: never asked under this object's monitor
     */
    InventoryAdapter(Plan plan, InventoryScanner scanner, Supplier<StepTraces> traces) {
        this.traces = traces;
        this.plan = plan;
        this.scanner = scanner;
    }

    /** One scan, by which results that come after its end are recognised. */
    private static final class Scan {
        final Thread thread = Thread.currentThread();
        final boolean whole;
        boolean stopped;

        Scan(boolean whole) {
            this.whole = whole;
        }

        boolean whole() {
            return whole;
        }
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
        long before;
        boolean going;
        synchronized (this) {
            before = begun;
            going = current.filter(Scan::whole).isPresent();
        }
        scanning.lockInterruptibly();
        try {
            // Whoever asks during a scan wants what that scan finds.
            if (!going && begun == before) {
                scan();
            }
        } finally {
            scanning.unlock();
        }
    }

    /**
     * Reads some places again, soon, and puts them over what is known; returns at once. Places that come while others are read
     * are read together afterwards.
     */
    void readAgain(Set<ServicePlace> places) {
        synchronized (this) {
            var idle = wanted.isEmpty();
            wanted.addAll(places);
            if (!idle) {
                return;
            }
        }
        worker.execute(this::rereadAll);
    }

    /** Whether something is still to be read again. */
    synchronized boolean behind() {
        return !wanted.isEmpty() || rereading;
    }

    private void rereadAll() {
        scanning.lock();
        try {
            Set<ServicePlace> places;
            synchronized (this) {
                places = Set.copyOf(wanted);
                wanted.clear();
                rereading = true;
            }
            // Without a first scan nothing is shown that could be out of date.
            if (latest().inventory().isPresent()) {
                reread(places);
            }
        } finally {
            synchronized (this) {
                rereading = false;
            }
            scanning.unlock();
        }
    }

    private void reread(Set<ServicePlace> places) {
        var regions = regions();
        var scan = new Scan(false);
        synchronized (this) {
            current = Optional.of(scan);
        }
        change(l -> new Latest(
                l.revision() + 1,
                l.inventory(),
                l.sideBySide(),
                l.unfinished(),
                Optional.of(new Scanning(0, places.size(), "what the last step touched"))));
        try {
            var came = scanner.read(regions, places);
            var known = traces.get();
            end(
                    scan,
                    l -> l.inventory()
                            .map(i -> merged(l, i.with(came, regions), known))
                            .orElse(l));
        } catch (InterruptedException e) {
            end(scan, InventoryAdapter::quiet);
        } catch (RuntimeException e) {
            LOG.error("What a step touched could not be read again", e);
            end(scan, InventoryAdapter::quiet);
        }
    }

    private Latest merged(Latest l, Inventory inventory, StepTraces known) {
        return new Latest(
                l.revision() + 1,
                Optional.of(inventory),
                Optional.of(Comparison.of(inventory, plan, known)),
                l.unfinished(),
                Optional.empty());
    }

    private static Latest quiet(Latest l) {
        return new Latest(l.revision() + 1, l.inventory(), l.sideBySide(), l.unfinished(), Optional.empty());
    }

    private List<String> regions() {
        return plan.regions().stream().map(Plan.Region::id).toList();
    }

    @Override
    public synchronized void stop() {
        current.filter(s -> !s.stopped).ifPresent(s -> {
            s.stopped = true;
            s.thread.interrupt();
        });
    }

    private void scan() throws InterruptedException {
        var regions = regions();
        var scan = begin(regions);
        try {
            var read = scanner.scan(regions, s -> came(scan, s));
            var inventory = latest().inventory()
                    .map(before -> read.over(before, regions))
                    .orElse(read);
            var side = Comparison.of(inventory, plan, traces.get());
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
        var scan = new Scan(true);
        var asked = scanner.asked(regions);
        var known = traces.get();
        synchronized (this) {
            current = Optional.of(scan);
            begun++;
        }
        change(l -> {
            var before = l.unfinished()
                    .map(UnfinishedInventory::scans)
                    .or(() -> l.inventory().map(Inventory::scans))
                    .orElse(List.of());
            return reading(l, UnfinishedInventory.begun(asked, before, known), "starting");
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
