package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.NotedClients;
import app.medzenhealth.cutover.aws.RegionAccess;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.read.Found;
import app.medzenhealth.cutover.aws.read.Reader;
import app.medzenhealth.cutover.aws.read.Readers;
import app.medzenhealth.cutover.aws.read.RegionStates;
import app.medzenhealth.cutover.aws.read.ServiceReading;
import app.medzenhealth.cutover.concurrent.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads regions through guarded clients: each service of each region on a thread of its own, so that the slowest one decides how
 * long it takes. What fails, does not end in time or is cut short is unknown, with AWS's reason. A scan ends by {@link ScanLimits},
 * whatever its threads do.
 */
public final class AwsInventoryScanner implements InventoryScanner {

    /**
     * All services of the plan's three regions at once: what they wait for is AWS, and through a slow network fewer would queue. A
     * cold scan on one or two processors takes as long with 24, and 12 MB less.
     */
    private static final int THREADS = 96;

    private static final String GLOBAL = RegionAccess.GLOBAL;

    /** Where a service is asked that answers alike everywhere. */
    private static final String ANY = "us-east-1";

    private final Clients clients;
    private final String account;
    private final Timekeeper time;
    private final List<Reader> readers;
    private final ScanLimits limits;

    /** Which services of the inventory were read through which clients: learned by reading, so that no table can be wrong. */
    private final Map<Class<?>, Set<String>> used = new ConcurrentHashMap<>();

    /** @param clients guarded clients */
    public AwsInventoryScanner(Clients clients, String account, Timekeeper time) {
        this(clients, account, time, Readers.inventory(), ScanLimits.USUAL);
    }

    AwsInventoryScanner(Clients clients, String account, Timekeeper time, List<Reader> readers, Duration service) {
        this(clients, account, time, readers, ScanLimits.of(service));
    }

    AwsInventoryScanner(Clients clients, String account, Timekeeper time, List<Reader> readers, ScanLimits limits) {
        this.clients = clients;
        this.account = account;
        this.time = time;
        this.readers = List.copyOf(readers);
        this.limits = limits;
    }

    @Override
    public Inventory sweep(Collection<String> regions, Consumer<ServiceScan> partial) throws InterruptedException {
        return new AwsInventoryScanner(clients, account, time, Readers.sweep(), limits).scan(regions, partial);
    }

    @Override
    public Inventory scan(Collection<String> regions, Consumer<ServiceScan> partial) throws InterruptedException {
        var asked = new LinkedHashSet<String>(regions);
        var taken = time.instant();
        var from = System.nanoTime();
        var came = read(asked, Optional.empty(), partial);
        return new Inventory(
                account,
                taken,
                Duration.ofNanos(System.nanoTime() - from),
                came.scans(),
                notes(came.states()),
                Coverage.of(readers, asked, came.scans(), came.states()));
    }

    @Override
    public List<ServiceScan> read(Collection<String> regions, Collection<ServicePlace> places)
            throws InterruptedException {
        return read(new LinkedHashSet<>(regions), Optional.of(Set.copyOf(places)), s -> {})
                .scans();
    }

    @Override
    public Set<ServicePlace> readBy(Class<?> client, String region) {
        var places = new LinkedHashSet<ServicePlace>();
        readers.stream()
                .filter(r -> r.scope() != Reader.Scope.NAMED
                        && used.getOrDefault(client, Set.of()).contains(r.service()))
                .forEach(r ->
                        places.add(new ServicePlace(r.scope() == Reader.Scope.GLOBAL ? GLOBAL : region, r.service())));
        return places;
    }

    private record Came(List<ServiceScan> scans, RegionStates states) {}

    /** @param only what is wanted; empty: everything */
    private Came read(Set<String> asked, Optional<Set<ServicePlace>> only, Consumer<ServiceScan> partial)
            throws InterruptedException {
        var threads = Threads.crew(THREADS, "inventory");
        try {
            var reads = new ScanReads(threads, limits, time);
            var states = states(threads, asked);
            var scans = new ArrayList<ServiceScan>();
            Consumer<ServiceScan> came = scan -> {
                scans.add(scan);
                deliver(partial, scan);
            };
            var named = new ArrayList<ServiceScan>();
            for (var reader : readers) {
                Predicate<String> in = region -> only.map(o -> o.contains(new ServicePlace(region, reader.service())))
                        .orElse(true);
                switch (reader.scope()) {
                    case REGIONAL ->
                        asked.stream()
                                .filter(in)
                                .forEach(region -> regional(
                                        reads, reading(threads, reader, region), reader, region, states, came));
                    case GLOBAL -> {
                        if (in.test(GLOBAL)) {
                            reads.ask(
                                    reader,
                                    reading(threads, reader, ANY),
                                    seen -> came.accept(scan(GLOBAL, reader, seen)));
                        }
                    }
                    case EVERYWHERE -> {
                        if (only.isEmpty()
                                || only.get().stream().anyMatch(p -> p.service().equals(reader.service()))) {
                            reads.ask(
                                    reader,
                                    reading(
                                            threads,
                                            reader,
                                            asked.isEmpty()
                                                    ? ANY
                                                    : asked.iterator().next()),
                                    seen -> everywhere(reader, asked, seen).forEach(came));
                        }
                    }
                    // What only its name tells of is what no other service showed: it takes all of them to say.
                    case NAMED ->
                        asked.stream()
                                .filter(region -> only.map(o -> o.containsAll(asked(List.of(region))))
                                        .orElse(true))
                                .forEach(region -> regional(
                                        reads, reading(threads, reader, region), reader, region, states, named::add));
                }
            }
            reads.collect();
            var onlyTagged = new OnlyTagged(scans);
            named.forEach(all -> came.accept(onlyTagged.of(all)));
            scans.sort(order(asked));
            return new Came(List.copyOf(scans), states);
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public List<ServicePlace> asked(Collection<String> regions) {
        var places = new ArrayList<ServicePlace>();
        for (var region : new LinkedHashSet<>(regions)) {
            readers.stream()
                    .filter(r -> r.scope() != Reader.Scope.GLOBAL)
                    .forEach(r -> places.add(new ServicePlace(region, r.service())));
        }
        readers.stream()
                .filter(r -> r.scope() == Reader.Scope.GLOBAL)
                .forEach(r -> places.add(new ServicePlace(GLOBAL, r.service())));
        return List.copyOf(places);
    }

    private static void deliver(Consumer<ServiceScan> partial, ServiceScan scan) {
        try {
            partial.accept(scan);
        } catch (RuntimeException e) {
            throw new IllegalStateException("The receiver of partial results failed", e);
        }
    }

    private ServiceReading reading(Executor threads, Reader reader, String region) {
        return new ServiceReading(
                new NotedClients(
                        clients,
                        (type, in) -> used.computeIfAbsent(type, t -> ConcurrentHashMap.newKeySet())
                                .add(reader.service())),
                region,
                account,
                threads);
    }

    /** Asked first, and not for long: whoever may not ask still may read. */
    private RegionStates states(ExecutorService threads, Set<String> asked) throws InterruptedException {
        if (asked.isEmpty() || readers.stream().noneMatch(r -> r.scope() == Reader.Scope.REGIONAL)) {
            return new RegionStates.Known(Map.of());
        }
        var answer = threads.submit(() -> RegionStates.ask(clients, asked));
        try {
            return answer.get(limits.optIn().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new RegionStates.Unknown(ServiceReading.reason(Objects.requireNonNull(e.getCause())));
        } catch (TimeoutException e) {
            return new RegionStates.Unknown("timeout: no answer");
        } finally {
            answer.cancel(true);
        }
    }

    private static List<String> notes(RegionStates states) {
        return switch (states) {
            case RegionStates.Known known -> List.of();
            case RegionStates.Unknown unknown ->
                List.of("Which regions are enabled for the account could not be asked (" + unknown.reason()
                        + "); they were read all the same.");
        };
    }

    private void regional(
            ScanReads reads,
            ServiceReading reading,
            Reader reader,
            String region,
            RegionStates states,
            Consumer<ServiceScan> came) {
        Optional<String> disabled =
                states instanceof RegionStates.Known known ? known.disabled(region) : Optional.empty();
        if (disabled.isPresent()) {
            var reason = "region disabled: " + region + " is not enabled for the account (" + disabled.get()
                    + "); nothing was asked there";
            came.accept(scan(
                    region, reader, Optional.of(new Observation.Unknown<>(reason, time.instant(), Duration.ZERO))));
        } else {
            reads.ask(reader, reading, seen -> came.accept(scan(region, reader, seen)));
        }
    }

    /** One read for all regions; a region without any resource is known to be empty. */
    private List<ServiceScan> everywhere(Reader reader, Set<String> asked, Optional<Observation<List<Found>>> seen) {
        if (!(seen.orElse(null) instanceof Observation.Known<List<Found>>(var found, var at, var took))) {
            return asked.stream().map(region -> scan(region, reader, seen)).toList();
        }
        var byRegion = new LinkedHashMap<String, List<Found>>();
        asked.forEach(region -> byRegion.put(region, new ArrayList<>()));
        found.forEach(f -> (f.region().isEmpty() ? asked : Set.of(f.region()))
                .forEach(region ->
                        byRegion.computeIfAbsent(region, r -> new ArrayList<>()).add(f)));
        return byRegion.entrySet().stream()
                .map(e -> scan(e.getKey(), reader, Optional.of(new Observation.Known<>(e.getValue(), at, took))))
                .toList();
    }

    /** @param seen empty: the service is not offered there, so that nothing of it can be */
    private ServiceScan scan(String region, Reader reader, Optional<Observation<List<Found>>> seen) {
        var read = seen.orElseGet(() -> new Observation.Known<>(List.of(), time.instant(), Duration.ZERO));
        return switch (read) {
            case Observation.Unknown<List<Found>> u ->
                new ServiceScan(
                        region,
                        reader.service(),
                        reader.api(),
                        new Observation.Unknown<>(u.reason(), u.at(), u.took()));
            case Observation.Known<List<Found>> k ->
                new ServiceScan(
                        region,
                        reader.service(),
                        reader.api(),
                        new Observation.Known<>(
                                k.value().stream()
                                        .filter(Found::isResource)
                                        .map(f -> resource(reader.service(), f))
                                        .toList(),
                                k.at(),
                                k.took()),
                        seen.isPresent(),
                        k.value().stream()
                                .filter(Found::isNotKnown)
                                .map(f -> new Gap(f.type(), f.id(), f.state()))
                                .toList(),
                        k.value().stream()
                                .filter(Found::isLeftOut)
                                .map(Found::arn)
                                .collect(Collectors.toSet()));
        };
    }

    private static SeenResource resource(String service, Found f) {
        return new SeenResource(
                service, f.type(), f.region(), f.id(), f.arn(), f.name(), f.state(), f.details(), f.tags());
    }

    /** Regions as asked, then others by name, global last; services in the order of the readers. */
    private Comparator<ServiceScan> order(Set<String> asked) {
        var regions = List.copyOf(asked);
        var services = readers.stream().map(Reader::service).collect(Collectors.toList());
        return Comparator.comparingInt((ServiceScan s) -> {
                    var at = regions.indexOf(s.region());
                    return at >= 0 ? at : s.region().equals(GLOBAL) ? Integer.MAX_VALUE : regions.size();
                })
                .thenComparing(ServiceScan::region)
                .thenComparingInt(s -> services.indexOf(s.service()));
    }
}
