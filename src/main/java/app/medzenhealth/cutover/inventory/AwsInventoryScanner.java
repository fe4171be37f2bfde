package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.RegionAccess;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.read.Found;
import app.medzenhealth.cutover.aws.read.Reader;
import app.medzenhealth.cutover.aws.read.Readers;
import app.medzenhealth.cutover.aws.read.Reading;
import app.medzenhealth.cutover.aws.read.RegionStates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads regions through guarded clients: each service of each region on a virtual thread of its own, so that the slowest one
 * decides how long it takes. What fails, does not end in time or is cut short is unknown, with AWS's reason.
 */
public final class AwsInventoryScanner implements InventoryScanner {

    /** Of the machine's time: a virtual clock stands still while a service hangs. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration OPT_IN = Duration.ofSeconds(20);

    private static final String GLOBAL = RegionAccess.GLOBAL;

    private final Clients clients;
    private final String account;
    private final Timekeeper time;
    private final List<Reader> readers;
    private final Duration patience;

    /** @param clients guarded clients */
    public AwsInventoryScanner(Clients clients, String account, Timekeeper time) {
        this(clients, account, time, Readers.inventory(), PATIENCE);
    }

    AwsInventoryScanner(Clients clients, String account, Timekeeper time, List<Reader> readers, Duration patience) {
        this.clients = clients;
        this.account = account;
        this.time = time;
        this.readers = List.copyOf(readers);
        this.patience = patience;
    }

    @Override
    public Inventory scan(Collection<String> regions, Consumer<ServiceScan> partial) throws InterruptedException {
        Set<String> asked = new LinkedHashSet<>(regions);
        Instant taken = time.instant();
        long from = System.nanoTime();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            RegionStates states = states(threads, asked);
            List<Future<List<ServiceScan>>> jobs = new ArrayList<>();
            List<Future<ServiceScan>> named = new ArrayList<>();
            for (Reader reader : readers) {
                switch (reader.scope()) {
                    case REGIONAL ->
                        asked.forEach(region -> jobs.add(threads.submit(
                                () -> delivered(partial, List.of(regional(threads, reader, region, states))))));
                    case GLOBAL ->
                        jobs.add(threads.submit(() ->
                                delivered(partial, List.of(scan(GLOBAL, reader, read(threads, reader, "us-east-1"))))));
                    case EVERYWHERE ->
                        jobs.add(threads.submit(() -> delivered(partial, everywhere(threads, reader, asked))));
                    case NAMED ->
                        asked.forEach(
                                region -> named.add(threads.submit(() -> regional(threads, reader, region, states))));
                }
            }
            List<ServiceScan> scans = new ArrayList<>();
            for (Future<List<ServiceScan>> job : jobs) {
                scans.addAll(job.get());
            }
            OnlyTagged onlyTagged = new OnlyTagged(scans);
            for (Future<ServiceScan> job : named) {
                scans.addAll(delivered(partial, List.of(onlyTagged.of(job.get()))));
            }
            scans.sort(order(asked));
            return new Inventory(
                    account, taken, Duration.ofNanos(System.nanoTime() - from), List.copyOf(scans), notes(states));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The receiver of partial results failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    public List<ServicePlace> asked(Collection<String> regions) {
        List<ServicePlace> places = new ArrayList<>();
        for (String region : new LinkedHashSet<>(regions)) {
            readers.stream()
                    .filter(r -> r.scope() != Reader.Scope.GLOBAL)
                    .forEach(r -> places.add(new ServicePlace(region, r.service())));
        }
        readers.stream()
                .filter(r -> r.scope() == Reader.Scope.GLOBAL)
                .forEach(r -> places.add(new ServicePlace(GLOBAL, r.service())));
        return List.copyOf(places);
    }

    private static List<ServiceScan> delivered(Consumer<ServiceScan> partial, List<ServiceScan> scans) {
        scans.forEach(partial);
        return scans;
    }

    /** Asked first, and not for long: whoever may not ask still may read. */
    private RegionStates states(ExecutorService threads, Set<String> asked) throws InterruptedException {
        if (asked.isEmpty() || readers.stream().noneMatch(r -> r.scope() == Reader.Scope.REGIONAL)) {
            return new RegionStates.Known(Map.of());
        }
        Future<RegionStates> answer = threads.submit(() -> RegionStates.ask(clients, asked));
        try {
            return answer.get(Math.min(patience.toMillis(), OPT_IN.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new RegionStates.Unknown(reason(e.getCause()));
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

    private ServiceScan regional(ExecutorService threads, Reader reader, String region, RegionStates states)
            throws InterruptedException {
        Optional<String> disabled =
                states instanceof RegionStates.Known known ? known.disabled(region) : Optional.empty();
        if (disabled.isPresent()) {
            return scan(
                    region,
                    reader,
                    unknown(
                            "region disabled: " + region + " is not enabled for the account (" + disabled.get()
                                    + "); nothing was asked there",
                            System.nanoTime()));
        }
        if (!reader.offered().test(new Reading(clients, region, account))) {
            return new ServiceScan(
                    region,
                    reader.service(),
                    reader.api(),
                    new Observation.Known<>(List.of(), time.instant(), Duration.ZERO),
                    false);
        }
        return scan(region, reader, read(threads, reader, region));
    }

    /** One read for all regions; a region without any resource is known to be empty. */
    private List<ServiceScan> everywhere(ExecutorService threads, Reader reader, Set<String> asked)
            throws InterruptedException {
        Observation<List<Found>> seen = read(
                threads,
                reader,
                asked.isEmpty() ? "us-east-1" : asked.iterator().next());
        return switch (seen) {
            case Observation.Unknown<List<Found>> unknown ->
                asked.stream().map(region -> scan(region, reader, unknown)).toList();
            case Observation.Known<List<Found>> known -> {
                Map<String, List<Found>> byRegion = new LinkedHashMap<>();
                asked.forEach(region -> byRegion.put(region, new ArrayList<>()));
                known.value()
                        .forEach(f -> (f.region().isEmpty() ? asked : Set.of(f.region()))
                                .forEach(region -> byRegion.computeIfAbsent(region, r -> new ArrayList<>())
                                        .add(f)));
                yield byRegion.entrySet().stream()
                        .map(e -> scan(
                                e.getKey(), reader, new Observation.Known<>(e.getValue(), known.at(), known.took())))
                        .toList();
            }
        };
    }

    private Observation<List<Found>> read(ExecutorService threads, Reader reader, String region)
            throws InterruptedException {
        long from = System.nanoTime();
        Reading reading = new Reading(clients, region, account);
        Future<List<Found>> answer = threads.submit(() -> reader.read().all(reading));
        try {
            List<Found> found = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Observation.Known<>(found, time.instant(), since(from));
        } catch (ExecutionException e) {
            return unknown(reason(e.getCause()), from);
        } catch (TimeoutException e) {
            String why =
                    reading.refusal().map(refusal -> "; " + reason(refusal)).orElse("");
            return unknown("timeout: no complete answer within " + patience.toSeconds() + " s" + why, from);
        } finally {
            answer.cancel(true);
        }
    }

    private static String reason(Throwable failure) {
        return Reading.reason(failure);
    }

    private Observation<List<Found>> unknown(String reason, long from) {
        return new Observation.Unknown<>(reason, time.instant(), since(from));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static ServiceScan scan(String region, Reader reader, Observation<List<Found>> seen) {
        return switch (seen) {
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
                        true,
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
        List<String> regions = List.copyOf(asked);
        List<String> services = readers.stream().map(Reader::service).collect(Collectors.toList());
        return Comparator.comparingInt((ServiceScan s) -> {
                    int at = regions.indexOf(s.region());
                    return at >= 0 ? at : s.region().equals(GLOBAL) ? Integer.MAX_VALUE : regions.size();
                })
                .thenComparing(ServiceScan::region)
                .thenComparingInt(s -> services.indexOf(s.service()));
    }
}
