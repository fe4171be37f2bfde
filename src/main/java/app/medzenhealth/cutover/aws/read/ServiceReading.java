package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.concurrent.FanOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/** One reading of one service in one region: clients, pages, and details of many things at a time. */
public final class ServiceReading {

    /** Bounds what a service that never stops paging can cost; at 50 a page, half a million resources. */
    private static final int MOST_PAGES = 10_000;

    /** Twice what {@link Pace} lets through: a bucket is asked in its own region, at that region's pace. */
    private static final int WORKERS = 12;

    /** Past every call's own end; whoever waits for the reading has long given it up. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Clients clients;
    private final String region;
    private final String account;
    private final Executor threads;
    private final Pace pace = new Pace();
    private final Map<String, ServiceReading> elsewhere = new ConcurrentHashMap<>();

    /** @param threads for details that are read at the same time, if any is free */
    public ServiceReading(Clients clients, String region, String account, Executor threads) {
        this.clients = clients;
        this.region = region;
        this.account = account;
        this.threads = threads;
    }

    String region() {
        return region;
    }

    <C extends SdkClient> C client(Class<C> type) {
        return clients.client(type, region);
    }

    /** The same service in another region, at that region's own pace: a bucket answers in its own region only. */
    ServiceReading at(String other) {
        return other.equals(region)
                ? this
                : elsewhere.computeIfAbsent(other, r -> new ServiceReading(clients, r, account, threads));
    }

    /** One call, when it is its turn, and again if AWS asks to slow down. */
    <T> T call(Supplier<T> read) {
        return pace.call(read);
    }

    /** What AWS refuses calls with at the moment, if they come too fast for it. */
    public Optional<AwsServiceException> refusal() {
        return pace.refusal()
                .or(() -> elsewhere.values().stream()
                        .map(ServiceReading::refusal)
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** Whether a service has endpoints here, as far as the SDK knows. For services that are in few regions. */
    boolean offers(ServiceMetadata service) {
        return service.regions().contains(Region.of(region));
    }

    String arn(String service, String tail) {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + tail;
    }

    /**
     * All pages.
     *
     * @param fetch gets one page by its token; the first has none
     * @throws PartialAnswer if a token comes twice or the pages do not end
     */
    <P, T> List<T> pages(
            Function<@Nullable String, P> fetch, Function<P, List<T>> items, Function<P, @Nullable String> next) {
        var all = new ArrayList<T>();
        var tokens = new HashSet<String>();
        String token = null;
        for (var page = 1; ; page++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new PartialAnswer("stopped after " + (page - 1) + " pages");
            }
            var from = token;
            var answer = call(() -> fetch.apply(from));
            all.addAll(items.apply(answer));
            token = next.apply(answer);
            if (token == null || token.isEmpty()) {
                return all;
            }
            if (!tokens.add(token)) {
                throw new PartialAnswer("page " + page + " names a next page that was read already");
            }
            if (page == MOST_PAGES) {
                throw new PartialAnswer("more than " + MOST_PAGES + " pages");
            }
        }
    }

    /** One list of a service that has several. */
    record Listing(String type, Read read) {

        /** Reads all of it, or throws. */
        @FunctionalInterface
        interface Read {
            List<Found> all() throws InterruptedException;
        }
    }

    /**
     * Several lists at a time, one after the other in the result. What one of them fails with is known of its type; the others
     * are there.
     *
     * @throws RuntimeException what the first failed with, if nothing was found by the others
     */
    List<Found> together(Listing... lists) throws InterruptedException {
        var failures = new ConcurrentHashMap<Listing, RuntimeException>();
        var found = all(List.of(lists), list -> {
            try {
                return list.read().all();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PartialAnswer("stopped before the answer came", e);
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                failures.put(list, e);
                return List.of(Found.notKnown(list.type(), region, "", reason(e)));
            }
        });
        var first = Stream.of(lists).filter(failures::containsKey).findFirst().map(failures::get);
        // Nothing beside something unknown would look like nothing.
        if (first.isPresent() && found.stream().noneMatch(Found::isResource)) {
            throw first.get();
        }
        return found;
    }

    /** How one thing becomes what is shown of it. */
    @FunctionalInterface
    interface Detailed<T> {
        List<Found> of(T thing, Details details);
    }

    /**
     * What is there of each of many things, many at a time, in the same order. What cannot be told of one is not known of that
     * one; what is gone meanwhile is left out.
     *
     * @param type what is not known if nothing can be told
     * @param id of a thing
     */
    <T> List<Found> each(String type, Collection<T> things, Function<T, String> id, Detailed<T> read)
            throws InterruptedException {
        return all(things, thing -> {
            var details = new Details();
            var found = new ArrayList<Found>();
            try {
                found.addAll(read.of(thing, details));
                var where = found.isEmpty() ? region : found.getFirst().region();
                found.addAll(details.notKnown(type, where, id.apply(thing)));
            } catch (Details.Gone gone) {
                found.clear();
            }
            return found;
        });
    }

    /** How many calls are under way at once is for {@link #call} and {@link #pages} to say. */
    private <T> List<Found> all(Collection<T> things, Function<T, List<Found>> read) throws InterruptedException {
        return parallel(things, read).stream().flatMap(List::stream).toList();
    }

    private <T, R> List<R> parallel(Collection<T> things, Function<T, R> read) throws InterruptedException {
        try {
            return FanOut.each(threads, WORKERS, things, read, LONGEST);
        } catch (TimeoutException e) {
            throw new PartialAnswer("a detail did not come within " + LONGEST.toMinutes() + " min", e);
        }
    }

    /** What an unknown cell shows of a failure. */
    public static String reason(Throwable failure) {
        return failure instanceof PartialAnswer partial
                ? "partial answer: " + partial.getMessage()
                : AwsErrors.explain(failure).reason();
    }

    /** In parts of at most {@code size}, for operations that take several names at once. */
    static <T> List<List<T>> parts(List<T> all, int size) {
        var parts = new ArrayList<List<T>>();
        for (var i = 0; i < all.size(); i += size) {
            parts.add(all.subList(i, Math.min(all.size(), i + size)));
        }
        return parts;
    }
}
