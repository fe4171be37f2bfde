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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Probes of two good targets, once a second, while three others do not answer: one takes the call and says nothing, one does so before TLS,
 * and of one the name is never resolved. From its making until it is closed.
 */
public final class ProbeLoad implements AutoCloseable {
    private static final long BEAT_NANOS = 1_000_000_000L;
    private static final String DEAD = "never-resolved.example";

    private final HttpServer server;
    private final ServerSocket silent;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final List<Long> late = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger threads = new AtomicInteger();
    private final Prober prober;
    private final ScheduledExecutorService beat = Threads.clock(1, "beat");
    private final long begun = System.nanoTime();

    public ProbeLoad() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Threads.start("takes calls", this::takeCalls);
        var good = "http://127.0.0.1:" + server.getAddress().getPort();
        var bad = "127.0.0.1:" + silent.getLocalPort();
        var targets = List.of(
                target("read", good + "/read"),
                target("write", good + "/write"),
                target("hangs", "http://" + bad + "/"),
                target("handshake", "https://" + bad + "/"),
                target("resolver", "http://" + DEAD + "/"));
        var http = new JdkHttpProber(Network.of(Map.of(), Map.of()));
        prober = new Prober(request -> probe(http, request), InstantSource.system(), _ -> {});
        beat.scheduleAtFixedRate(
                () -> prober.round(targets),
                BEAT_NANOS - (System.nanoTime() - begun) % BEAT_NANOS,
                BEAT_NANOS,
                TimeUnit.NANOSECONDS);
    }

    private void takeCalls() {
        while (!silent.isClosed()) {
            try {
                silent.accept();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private HttpProber.Answer probe(HttpProber http, HttpProber.Request request) throws InterruptedException {
        var path = request.uri().getPath();
        asked.computeIfAbsent(request.uri().toString(), _ -> new AtomicInteger())
                .incrementAndGet();
        if (path.equals("/read") || path.equals("/write")) {
            late.add((System.nanoTime() - begun) % BEAT_NANOS);
        }
        threads.accumulateAndGet(Thread.activeCount(), Math::max);
        // As a machine's resolver that has died: not to be interrupted, and given up by who asks.
        if (request.uri().getHost().equals(DEAD)) {
            over.await(ProbeTarget.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new HttpProber.Answer.NoAnswer("the name does not resolve", ProbeTarget.PATIENCE);
        }
        return http.probe(request);
    }

    /** From here on; what was before does not count. */
    public void again() {
        asked.clear();
        late.clear();
        threads.set(0);
    }

    /** @return how late the latest of the good ones was, in milliseconds */
    public double print() {
        asked.forEach((url, times) -> System.out.println("  " + times + " times " + url));
        List<Long> sorted;
        synchronized (late) {
            sorted = late.stream().sorted().toList();
        }
        System.out.printf(
                "good ones late by: median %.1f ms, p99 %.1f ms, most %.1f ms%n",
                millis(sorted, 50), millis(sorted, 99), sorted.getLast() / 1e6);
        System.out.println("threads at most: " + threads);
        return sorted.getLast() / 1e6;
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

    @Override
    public void close() throws IOException {
        beat.shutdownNow();
        prober.close();
        over.countDown();
        silent.close();
        server.stop(0);
    }
}
