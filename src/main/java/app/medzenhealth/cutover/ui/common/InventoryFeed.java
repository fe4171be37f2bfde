package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import java.util.Optional;
import java.util.function.Consumer;

/** What was last seen in the regions. */
public interface InventoryFeed {

    Latest latest();

    /** @param listener called on any thread with each new state, also while a scan is going on */
    AutoCloseable onChange(Consumer<Latest> listener);

    /** Scans all regions again; returns when done. A call during a scan waits for that scan. */
    void refresh() throws InterruptedException;

    /**
     * Ends the scan that is going on, whoever began it; what it has read stays in {@link Latest#unfinished}, and its
     * {@link #refresh} returns. Does nothing without one.
     */
    void stop();

    /**
     * @param inventory the last complete scan; empty before the first
     * @param sideBySide made from the same scan; present exactly where {@code inventory} is
     * @param unfinished what came of a scan that is going on, or of one that was stopped or failed, until the next; only to be
     *     looked at
     * @param scanning present while a scan is going on
     * @param revision grows with every change: late results are recognised by it
     */
    record Latest(
            long revision,
            Optional<Inventory> inventory,
            Optional<SideBySide> sideBySide,
            Optional<UnfinishedInventory> unfinished,
            Optional<Scanning> scanning) {
        public static final Latest NOTHING =
                new Latest(0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** How far a scan is, in service-and-region pairs. {@code of} is 0 as long as nobody knows. */
    record Scanning(int done, int of, String what) {}
}
