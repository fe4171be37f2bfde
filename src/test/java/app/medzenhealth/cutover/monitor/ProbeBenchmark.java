package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.plan.Probe;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How late probes of two good targets are while three others do not answer: one takes the call and says nothing, one does so before
 * TLS, and of one the name is never resolved. Prints how often each was asked, how late the good ones were, and how many threads there
 * were at most. The first argument is how many seconds it takes.
 */
final class ProbeBenchmark {
    private static final long BEAT_NANOS = 1_000_000_000L;
    private static final String DEAD = "never-resolved.example";

    private ProbeBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var seconds = args.length == 0 ? 30 : Integer.parseInt(args[0]);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        var over = new CountDownLatch(1);
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Threads.start("takes calls", () -> {
                while (!silent.isClosed()) {
                    try {
                        silent.accept();
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            var good = "http://127.0.0.1:" + server.getAddress().getPort();
            var bad = "127.0.0.1:" + silent.getLocalPort();
            var targets = List.of(
                    target("read", good + "/read"),
                    target("write", good + "/write"),
                    target("hangs", "http://" + bad + "/"),
                    target("handshake", "https://" + bad + "/"),
                    target("resolver", "http://" + DEAD + "/"));
            measure(targets, seconds, over);
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    private static void measure(List<ProbeTarget> targets, int seconds, CountDownLatch over)
            throws InterruptedException {
        var http = new JdkHttpProber(Network.of(Map.of(), Map.of()));
        // As a machine's resolver that has died: not to be interrupted, and given up by who asks.
        HttpProber probes = request -> {
            if (request.uri().getHost().equals(DEAD)) {
                over.await(ProbeTarget.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                return new HttpProber.Answer.NoAnswer("the name does not resolve", ProbeTarget.PATIENCE);
            }
            return http.probe(request);
        };
        var asked = new ConcurrentHashMap<String, AtomicInteger>();
        var late = Collections.synchronizedList(new ArrayList<Long>());
        var threads = new AtomicInteger();
        var begun = System.nanoTime();
        HttpProber counted = request -> {
            var path = request.uri().getPath();
            asked.computeIfAbsent(request.uri().toString(), _ -> new AtomicInteger())
                    .incrementAndGet();
            if (path.equals("/read") || path.equals("/write")) {
                late.add((System.nanoTime() - begun) % BEAT_NANOS);
            }
            threads.accumulateAndGet(Thread.activeCount(), Math::max);
            return probes.probe(request);
        };
        var beat = Threads.clock(1, "beat");
        try (var prober = new Prober(counted, InstantSource.system(), _ -> {})) {
            beat.scheduleAtFixedRate(() -> prober.round(targets), 0, 1, TimeUnit.SECONDS);
            Thread.sleep(Duration.ofSeconds(seconds));
        } finally {
            beat.shutdownNow();
        }
        System.out.println("in " + seconds + " s, one beat a second:");
        asked.forEach((url, times) -> System.out.println("  " + times + " times " + url));
        var sorted = late.stream().sorted().toList();
        System.out.printf(
                "good ones late by: median %.1f ms, p99 %.1f ms, most %.1f ms%n",
                millis(sorted, 50), millis(sorted, 99), sorted.getLast() / 1e6);
        System.out.println("threads at most: " + threads);
    }

    private static double millis(List<Long> sorted, int percent) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)) / 1e6;
    }

    private static ProbeTarget target(String id, String url) {
        return new ProbeTarget(
                id,
                id,
                Probe.Kind.READ,
                Optional.empty(),
                new HttpProber.Request("GET", URI.create(url), Map.of(), "", ProbeTarget.PATIENCE, Optional.empty()),
                Set.of(200),
                Optional.empty());
    }
}
