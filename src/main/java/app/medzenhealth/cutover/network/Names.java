package app.medzenhealth.cutover.network;

import app.medzenhealth.cutover.concurrent.Threads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks names up as the machine does, but not for longer than somebody waits: the system's own resolver cannot be interrupted, and
 * how long it tries is said in {@code resolv.conf} (resolv.conf(5): RES_DFLRETRY, two rounds of at most three servers, RES_TIMEOUT,
 * five seconds each, unless its options attempts and timeout say otherwise). Nothing here reads that file.
 */
public final class Names {

    /** Two servers that do not answer, and a third that does. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How a name becomes addresses. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private static final Lookups MACHINES = new Lookups(InetAddress::getAllByName);

    /**
     * Whoever asks for a name that is being looked up waits for the same answer: where the resolver is dead, somebody who asks every
     * second would otherwise leave a thread behind each time.
     */
    static final class Lookups {
        private final Resolver resolver;
        private final Map<String, FutureTask<InetAddress[]>> underWay = new ConcurrentHashMap<>();

        Lookups(Resolver resolver) {
            this.resolver = resolver;
        }

        private FutureTask<InetAddress[]> of(String host) {
            return underWay.computeIfAbsent(host, this::begun);
        }

        private FutureTask<InetAddress[]> begun(String host) {
            var answer = new FutureTask<InetAddress[]>(() -> {
                try {
                    return resolver.all(host);
                } finally {
                    underWay.remove(host);
                }
            });
            Threads.start("looks up " + host, answer);
            return answer;
        }
    }

    private Names() {}

    /** @throws UnknownHostException if there is no such name, and if there is no answer in time */
    public static InetAddress[] addresses(String host) throws UnknownHostException {
        return addresses(host, MACHINES, PATIENCE);
    }

    /** As {@link #addresses}, the first of them. */
    public static InetSocketAddress address(String host, int port) throws UnknownHostException {
        return new InetSocketAddress(addresses(host)[0], port);
    }

    static InetAddress[] addresses(String host, Resolver resolver, Duration patience) throws UnknownHostException {
        return addresses(host, new Lookups(resolver), patience);
    }

    static InetAddress[] addresses(String host, Lookups lookups, Duration patience) throws UnknownHostException {
        if (isLiteral(host)) {
            return lookups.resolver.all(host);
        }
        var answer = lookups.of(host);
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unknown(host + ": no answer from this machine's resolver within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(host + ": stopped before the name was looked up");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException none ? none : unknown(host + ": " + e.getCause());
        }
    }

    private static UnknownHostException unknown(String why) {
        return new UnknownHostException(why);
    }

    private static boolean isLiteral(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
