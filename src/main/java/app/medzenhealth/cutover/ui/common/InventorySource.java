package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.inventory.Comparison;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.plan.Plan;
import java.util.List;
import java.util.Optional;

/** What screens show of the regions: the last scan, or as much as one under way has read over it. */
public sealed interface InventorySource {

    List<ServiceScan> scans();

    /** Takes a while with many resources: never on the JavaFX thread. */
    SideBySide side(Plan plan);

    /** Whether it is the very same reading, without looking into it. */
    boolean is(InventorySource other);

    record Whole(Inventory inventory, SideBySide made) implements InventorySource {
        @Override
        public List<ServiceScan> scans() {
            return inventory.scans();
        }

        @Override
        public SideBySide side(Plan plan) {
            return made;
        }

        @Override
        public boolean is(InventorySource other) {
            return other instanceof Whole w && w.made == made;
        }
    }

    record Unfinished(UnfinishedInventory scan) implements InventorySource {
        @Override
        public List<ServiceScan> scans() {
            return scan.scans();
        }

        @Override
        public SideBySide side(Plan plan) {
            return Comparison.of(scan, plan);
        }

        @Override
        public boolean is(InventorySource other) {
            return other instanceof Unfinished u && u.scan == scan;
        }
    }

    InventorySource NONE = new Unfinished(UnfinishedInventory.begun(List.of(), List.of()));

    /** Empty: there is nothing to show rows of. What was stopped before anything came leaves what was there before. */
    static Optional<InventorySource> of(InventoryFeed.Latest latest) {
        Optional<InventorySource> whole =
                latest.inventory().flatMap(i -> latest.sideBySide().map(s -> new Whole(i, s)));
        return latest.unfinished()
                .filter(u -> u.state() == UnfinishedInventory.State.READING
                        ? u.of() > 0 || !u.scans().isEmpty()
                        : !u.came().isEmpty() || whole.isEmpty() && !u.scans().isEmpty())
                .<InventorySource>map(Unfinished::new)
                .or(() -> whole);
    }

    /** Only where every service answered is an empty table an empty account. */
    default boolean complete() {
        return switch (this) {
            case Whole(Inventory inventory, SideBySide _) ->
                inventory.incomplete().isEmpty();
            case Unfinished _ -> false;
        };
    }

    /** Whether everything of the region has been read at least once: before that no count of it is one, and nothing is none. */
    default boolean read(String region) {
        return switch (this) {
            case Whole _ -> true;
            case Unfinished(UnfinishedInventory u) ->
                u.unread().stream().noneMatch(p -> p.region().equals(region))
                        && scans().stream().anyMatch(s -> s.region().equals(region));
        };
    }

    default boolean reading() {
        return this instanceof Unfinished(UnfinishedInventory u) && u.state() == UnfinishedInventory.State.READING;
    }
}
