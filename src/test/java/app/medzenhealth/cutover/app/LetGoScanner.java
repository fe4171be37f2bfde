package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.InventoryScanner;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServicePlace;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Reads a service when a test lets it go, and has read all when each of those asked was let go. */
final class LetGoScanner implements InventoryScanner {
    static final Instant EARLIER = HandMadeView.NOW.minus(Duration.ofMinutes(5));

    private final List<String> services;
    private final BlockingQueue<ServiceScan> letGo = new LinkedBlockingQueue<>();
    private volatile Consumer<ServiceScan> receiver = s -> {};

    LetGoScanner(String... services) {
        this.services = List.of(services);
    }

    /** What it is of these that a region holds, each by its name and state. */
    static ServiceScan holds(String region, String service, Instant at, Map<String, String> states) {
        return new ServiceScan(
                region,
                service,
                "List" + service,
                new Observation.Known<>(
                        states.entrySet().stream()
                                .map(e -> new SeenResource(
                                        service,
                                        "thing",
                                        region,
                                        e.getKey(),
                                        "arn:aws:" + service + ":" + region + ":558069890522:" + e.getKey(),
                                        e.getKey(),
                                        e.getValue(),
                                        Map.of(),
                                        Map.of()))
                                .toList(),
                        at,
                        Duration.ofMillis(40)));
    }

    void letGo(ServiceScan scan) {
        letGo.add(scan);
    }

    /** An answer that comes when nobody waits for it any more. */
    void late(ServiceScan scan) {
        receiver.accept(scan);
    }

    @Override
    public List<ServicePlace> asked(Collection<String> regions) {
        return regions.stream()
                .flatMap(r -> services.stream().map(s -> new ServicePlace(r, s)))
                .toList();
    }

    @Override
    public Inventory scan(Collection<String> regions, Consumer<ServiceScan> partial) throws InterruptedException {
        receiver = partial;
        var scans = new ArrayList<ServiceScan>();
        while (scans.size() < asked(regions).size()) {
            var scan = letGo.take();
            scans.add(scan);
            partial.accept(scan);
        }
        return new Inventory("558069890522", HandMadeView.NOW, Duration.ofSeconds(2), List.copyOf(scans));
    }
}
