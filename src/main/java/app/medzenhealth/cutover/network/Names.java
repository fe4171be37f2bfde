package app.medzenhealth.cutover.network;

import app.medzenhealth.cutover.concurrent.Threads;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
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

    private Names() {}

    /** @throws UnknownHostException if there is no such name, and if there is no answer in time */
    public static InetAddress[] addresses(String host) throws UnknownHostException {
        return addresses(host, InetAddress::getAllByName, PATIENCE);
    }

    /** As {@link #addresses}, the first of them. */
    public static InetSocketAddress address(String host, int port) throws UnknownHostException {
        return new InetSocketAddress(addresses(host)[0], port);
    }

    static InetAddress[] addresses(String host, Resolver resolver, Duration patience) throws UnknownHostException {
        if (isLiteral(host)) {
            return resolver.all(host);
        }
        var answer = new FutureTask<InetAddress[]>(() -> resolver.all(host));
        Threads.start("looks up " + host, answer);
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
