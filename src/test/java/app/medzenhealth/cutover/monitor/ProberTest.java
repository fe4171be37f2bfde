package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.plan.Probe;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Probes against servers on this machine. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProberTest {
    private static final JdkHttpProber HTTP = new JdkHttpProber(Network.of(Map.of(), Map.of()));

    private static ProbeTarget target(String id, Probe.Kind kind, String url) {
        return new ProbeTarget(
                id,
                id,
                kind,
                Optional.empty(),
                new HttpProber.Request("GET", URI.create(url), Map.of(), "", ProbeTarget.PATIENCE, Optional.empty()),
                Set.of(200),
                Optional.empty());
    }

    /** The interval is known to the server to the millisecond; writes fail earlier than reads, and come back later. */
    @Test
    void downtime_is_what_the_server_knows_it_was_and_reads_and_writes_are_apart() throws Exception {
        var reads = new AtomicBoolean(true);
        var writes = new AtomicBoolean(true);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var serves = (exchange.getRequestURI().getPath().equals("/write") ? writes : reads).get();
            exchange.sendResponseHeaders(serves ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
        var base = "http://127.0.0.1:" + server.getAddress().getPort();
        var targets = List.of(
                target("read", Probe.Kind.READ, base + "/read"), target("write", Probe.Kind.WRITE, base + "/write"));
        var log = new ProbeLog();
        var records = new ConcurrentLinkedQueue<ProbeRecord>();
        records.addAll(log.asks(targets, List.of(), ProbePace.FAST, Instant.now()));
        var beat = Threads.clock(1, "beat");
        try (var prober = new Prober(HTTP, InstantSource.system(), r -> records.addAll(log.add(r)))) {
            beat.scheduleAtFixedRate(() -> prober.round(targets), 0, 1, TimeUnit.SECONDS);
            Thread.sleep(1_400);
            var writesOff = off(writes);
            Thread.sleep(1_300);
            var readsOff = off(reads);
            Thread.sleep(2_300);
            var readsFailed = on(reads, readsOff);
            Thread.sleep(1_700);
            var writesFailed = on(writes, writesOff);
            Thread.sleep(2_600);

            assertThat(measured(log, "read")).isCloseTo(readsFailed, Duration.ofMillis(1_100));
            assertThat(measured(log, "write")).isCloseTo(writesFailed, Duration.ofMillis(1_100));
            assertThat(records)
                    .filteredOn(r -> r.kind().equals("probe.outage"))
                    .extracting(r -> r.data().get("kind") + " " + r.data().get("state"))
                    .containsExactly("write begun", "read begun", "read ended", "write ended");
        } finally {
            beat.shutdownNow();
            server.stop(0);
        }
    }

    private static long off(AtomicBoolean what) {
        what.set(false);
        return System.nanoTime();
    }

    private static Duration on(AtomicBoolean what, long since) {
        what.set(true);
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static Duration measured(ProbeLog log, String target) {
        return log.history().outages().all().stream()
                .filter(o -> o.target().id().equals(target))
                .peek(o -> assertThat(o.open()).isFalse())
                .map(o -> o.length(Instant.MAX))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Each of the bad ones is asked once, and the good one as often as its turn comes; nobody waits for the bad ones. */
    @Test
    void whoever_hangs_costs_one_request_and_keeps_nobody_else() throws Exception {
        var over = new CountDownLatch(1);
        var asked = new ConcurrentHashMap<String, AtomicInteger>();
        var answered = new LinkedBlockingQueue<String>();
        HttpProber bad = request -> {
            var path = request.uri().getPath();
            asked.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
            if (!path.equals("/good")) {
                over.await();
            }
            return new HttpProber.Answer.Answered(200, "", Optional.empty(), Duration.ofMillis(1));
        };
        var targets = List.of(
                target("hangs", Probe.Kind.HEALTH, "http://a.example/hangs"),
                target("unresolved", Probe.Kind.HEALTH, "http://b.example/unresolved"),
                target("handshake", Probe.Kind.HEALTH, "http://c.example/handshake"),
                target("good", Probe.Kind.READ, "http://d.example/good"));
        try (var prober = new Prober(bad, InstantSource.system(), r -> answered.add(r.target()))) {
            for (var round = 0; round < 50; round++) {
                prober.round(targets);
                assertThat(answered.poll(20, TimeUnit.SECONDS))
                        .as("round %d", round)
                        .isEqualTo("good");
                // Its request has ended when it can be asked again, which is a moment after its answer.
                while (round < 49 && prober.underWay("good")) {
                    Thread.onSpinWait();
                }
            }
            assertThat(asked.get("/good").get()).isEqualTo(50);
            assertThat(asked)
                    .allSatisfy(
                            (path, times) -> assertThat(times.get()).as(path).isEqualTo(path.equals("/good") ? 50 : 1));
            over.countDown();
            for (var i = 0; i < 3; i++) {
                assertThat(answered.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    /** Sockets that take the call and say nothing, in clear and before TLS: each request ends by itself, and is asked again. */
    @Test
    void a_silent_server_and_a_handshake_without_end_are_answers_after_their_time() throws Exception {
        var taken = new ArrayList<Socket>();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Threads.start("takes calls", () -> {
                try {
                    while (true) {
                        taken.add(silent.accept());
                    }
                } catch (IOException closed) {
                    return;
                }
            });
            var there = "127.0.0.1:" + silent.getLocalPort();
            var results = new LinkedBlockingQueue<ProbeResult>();
            try (var prober = new Prober(HTTP, InstantSource.system(), results::add)) {
                var targets = List.of(
                        target("clear", Probe.Kind.READ, "http://" + there + "/"),
                        target("secure", Probe.Kind.READ, "https://" + there + "/"));
                assertThat(prober.round(targets)).isEqualTo(2);
                assertThat(prober.round(targets)).as("while they are under way").isZero();
                for (var i = 0; i < 2; i++) {
                    var result = results.poll(30, TimeUnit.SECONDS);
                    assertThat(result).isNotNull();
                    assertThat(result.outcome()).isInstanceOf(ProbeResult.Outcome.Silent.class);
                    assertThat(result.took()).isGreaterThanOrEqualTo(ProbeTarget.PATIENCE);
                }
            }
        } finally {
            for (var socket : taken) {
                socket.close();
            }
        }
    }

    @Test
    void the_machine_that_answered_is_named() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            var result = ProbeResult.ask(
                    HTTP,
                    target(
                            "read",
                            Probe.Kind.READ,
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                    Instant.EPOCH);
            assertThat(result.outcome())
                    .isEqualTo(new ProbeResult.Outcome.Served(200, Optional.of("127.0.0.1"), Optional.empty()));
        } finally {
            server.stop(0);
        }
    }
}
