package app.medzenhealth.cutover.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * One scan of all regions of a plan.
 *
 * @param notes what has to be said besides, in sentences
 */
public record Inventory(String account, Instant takenAt, Duration took, List<ServiceScan> scans, List<String> notes) {

    public Inventory(String account, Instant takenAt, Duration took, List<ServiceScan> scans) {
        this(account, takenAt, took, scans, List.of());
    }

    /** The same without what lies in some regions: buckets are listed for all regions at once, whoever asks. */
    public Inventory without(Collection<String> regions) {
        return new Inventory(
                account,
                takenAt,
                took,
                scans.stream().filter(s -> !regions.contains(s.region())).toList(),
                notes);
    }

    /** All resources of the services that could be read; what is unknown is not in here: see {@link #unknown()}. */
    public Stream<SeenResource> resources() {
        return scans.stream().flatMap(ServiceScan::resources);
    }

    /** What is unknown, as a whole or in part. Where there is any, nothing may be taken for absent. */
    public List<ServiceScan> incomplete() {
        return scans.stream().filter(s -> s.incomplete().isPresent()).toList();
    }

    /** What is unknown as a whole. */
    public List<ServiceScan> unknown() {
        return scans.stream()
                .filter(s -> s.found() instanceof Observation.Unknown)
                .toList();
    }
}
