package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.Clients;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;

/** One reading of one service in one region: clients, pages, and details of many things at a time. */
public final class Reading {

    /** Bounds what a service that never stops paging can cost; at 50 a page, half a million resources. */
    private static final int MOST_PAGES = 10_000;

    private static final int AT_A_TIME = 6;

    private final Clients clients;
    private final String region;
    private final String account;
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    public Reading(Clients clients, String region, String account) {
        this.clients = clients;
        this.region = region;
        this.account = account;
    }

    String region() {
        return region;
    }

    <C extends SdkClient> C client(Class<C> type) {
        return clients.client(type, region);
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
        List<T> all = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        String token = null;
        for (int page = 1; ; page++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new PartialAnswer("stopped after " + (page - 1) + " pages");
            }
            P answer = fetch.apply(token);
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

    /** The same for each of many things, some at a time, answers in the same order. The first failure ends it. */
    <T, R> List<R> each(Collection<T> things, Function<T, R> read) throws InterruptedException {
        List<R> results = new ArrayList<>(things.size());
        if (things.size() < 2) {
            things.forEach(thing -> results.add(read.apply(thing)));
            return results;
        }
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<R>> futures = new ArrayList<>();
            for (T thing : things) {
                futures.add(threads.submit(() -> {
                    turns.acquire();
                    try {
                        return read.apply(thing);
                    } finally {
                        turns.release();
                    }
                }));
            }
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new PartialAnswer("a detail failed", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** In parts of at most {@code size}, for operations that take several names at once. */
    static <T> List<List<T>> parts(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i += size) {
            parts.add(all.subList(i, Math.min(all.size(), i + size)));
        }
        return parts;
    }
}
