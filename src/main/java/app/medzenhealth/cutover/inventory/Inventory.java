package app.medzenhealth.cutover.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * One scan of all regions of a plan.
 *
 * @param notes what has to be said besides, in sentences
 * @param coverage what was asked and what was not
 */
public record Inventory(
        String account,
        Instant takenAt,
        Duration took,
        List<ServiceScan> scans,
        List<String> notes,
        Coverage coverage) {

    /** The region of what lies in none. */
    public static final String GLOBAL = "global";

    public Inventory(String account, Instant takenAt, Duration took, List<ServiceScan> scans) {
        this(account, takenAt, took, scans, List.of(), Coverage.UNSAID);
    }

    /** The same without what lies in some regions: buckets are listed for all regions at once, whoever asks. */
    public Inventory without(Collection<String> regions) {
        return new Inventory(
                account,
                takenAt,
                took,
                scans.stream().filter(s -> !regions.contains(s.region())).toList(),
                notes,
                coverage);
    }

    /**
     * This with what was read of some places since; {@link #takenAt} stays that of the last scan of everything.
     *
     * @param regions those that every scan asks for; what is global lies in a region of its own
     */
    public Inventory with(Collection<ServiceScan> newer, Collection<String> regions) {
        return new Inventory(
                account, takenAt, took, InventoryMerge.over(scans, newer, asked(regions)), notes, coverage);
    }

    /** This scan of everything over what was known before it: what it could not read is as it was, and says so. */
    public Inventory over(Inventory before, Collection<String> regions) {
        return new Inventory(
                account, takenAt, took, InventoryMerge.over(before.scans(), scans, asked(regions)), notes, coverage);
    }

    private static Collection<String> asked(Collection<String> regions) {
        var asked = new HashSet<String>(regions);
        asked.add(GLOBAL);
        return asked;
    }

    /** All resources of the services that could be read; what is unknown is not in here: see {@link #unknown()}. */
    public Stream<SeenResource> resources() {
        return scans.stream().flatMap(ServiceScan::resources);
    }

    /** What is unknown, as a whole or in part. Where there is any, nothing may be taken for absent. */
    public List<ServiceScan> incomplete() {
        return scans.stream().filter(s -> s.incomplete().isPresent()).toList();
    }

    /** Places whose newest reading failed, those with an older value among them. */
    public List<ServiceScan> unknown() {
        return scans.stream().filter(s -> s.failure().isPresent()).toList();
    }
}
