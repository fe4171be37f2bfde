package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.wire.Relay;
import com.sun.net.httpserver.HttpServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.SimpleResolver;

/** Servers that do not answer, or do it without end: each probe ends by its own time, and says so. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SilentPartnersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static HttpProber.Answer probe(URI endpoint, String scheme) throws InterruptedException {
        return new JdkHttpProber(Network.of(Map.of(), Map.of()))
                .probe(new HttpProber.Request(
                        "GET",
                        URI.create(scheme + "://127.0.0.1:" + endpoint.getPort() + "/health"),
                        Map.of(),
                        "",
                        PATIENCE,
                        Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Relay.Mode.class,
            names = {"SILENT", "DRIBBLE", "SLOW"})
    void a_page_that_does_not_come_in_time_is_no_answer(Relay.Mode mode) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = "fine".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        var behind = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (var relay = new Relay(behind, mode, Duration.ofHours(1), 0)) {
            assertThat(probe(relay.endpoint(), "http"))
                    .isInstanceOfSatisfying(
                            HttpProber.Answer.NoAnswer.class,
                            none -> assertThat(none.toString()).contains("no answer within 1000 ms"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_handshake_that_hangs_is_no_answer() throws Exception {
        try (var relay = new Relay(URI.create("http://127.0.0.1:1"), Relay.Mode.SILENT, PATIENCE, 0)) {
            assertThat(probe(relay.endpoint(), "https")).isInstanceOf(HttpProber.Answer.NoAnswer.class);
        }
    }

    private static PostgresSqlProber sql() {
        return new PostgresSqlProber(
                new PostgresSqlProber.Login("reader", () -> "s3cret", "ehrbase", "disable", PATIENCE),
                Network.of(Map.of(), Map.of()));
    }

    @Test
    void a_database_that_is_silent_at_the_login_is_no_answer() throws Exception {
        try (var relay = new Relay(URI.create("http://127.0.0.1:1"), Relay.Mode.SILENT, PATIENCE, 0)) {
            var endpoint = "127.0.0.1:" + relay.endpoint().getPort();
            assertThat(sql().probe(endpoint)).isInstanceOf(SqlProber.Answer.NoAnswer.class);
            assertThat(sql().counts(endpoint)).isInstanceOf(SqlProber.Counts.Unknown.class);
        }
    }

    /** The driver limits a silence: a byte now and then is none. */
    @Test
    void a_database_that_answers_in_drops_after_the_login_is_no_answer() throws Exception {
        var over = new CountDownLatch(1);
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> {
                try (var caller = server.accept()) {
                    dribble(caller, over);
                } catch (IOException | InterruptedException ended) {
                    return;
                }
            });
            assertThat(sql().probe("127.0.0.1:" + server.getLocalPort()))
                    .isInstanceOfSatisfying(
                            SqlProber.Answer.NoAnswer.class,
                            none -> assertThat(none.toString()).contains("no complete answer within 3 s"));
        } finally {
            over.countDown();
        }
    }

    /**
     * Lets everybody in, does what is set, and begins a notice without end when something is asked (PostgreSQL, Message Formats:
     * AuthenticationOk, ParameterStatus, ReadyForQuery, NoticeResponse; Message Flow).
     */
    private static void dribble(Socket caller, CountDownLatch over) throws IOException, InterruptedException {
        var in = new DataInputStream(caller.getInputStream());
        var out = new DataOutputStream(caller.getOutputStream());
        in.readFully(new byte[in.readInt() - Integer.BYTES]);
        message(out, 'R', new byte[Integer.BYTES]);
        for (var setting : List.of(
                "server_version\0" + "15.4\0",
                "client_encoding\0UTF8\0",
                "DateStyle\0ISO\0",
                "integer_datetimes\0on\0",
                "standard_conforming_strings\0on\0")) {
            message(out, 'S', setting.getBytes(StandardCharsets.UTF_8));
        }
        message(out, 'Z', new byte[] {'I'});
        var asked = false;
        while (!asked) {
            var type = in.read();
            var content = new byte[in.readInt() - Integer.BYTES];
            in.readFully(content);
            asked = new String(content, StandardCharsets.UTF_8).contains("pg_is_in_recovery");
            if (type == 'S') {
                message(out, '1', new byte[0]);
                message(out, '2', new byte[0]);
            }
            if (!asked && (type == 'S' || type == 'Q')) {
                message(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
                message(out, 'Z', new byte[] {'I'});
            }
        }
        out.write('N');
        out.writeInt(1_000_000);
        for (var i = 0; i < 1_000_000 && !over.await(300, TimeUnit.MILLISECONDS); i++) {
            out.write('x');
            out.flush();
        }
    }

    private static void message(DataOutputStream out, int type, byte[] content) throws IOException {
        out.write(type);
        out.writeInt(Integer.BYTES + content.length);
        out.write(content);
        out.flush();
    }

    @Test
    void name_servers_that_never_answer_are_no_answer() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var resolver = new SimpleResolver(silent.getLocalAddress());
            resolver.setPort(silent.getLocalPort());
            resolver.setTimeout(Duration.ofMillis(300));
            var prober = new DnsjavaProber(resolver, "silent", address -> resolver, Duration.ofMillis(100), List::of);
            assertThat(prober.resolver("ehr.example.test", "CNAME")).isInstanceOf(DnsProber.Answer.NoAnswer.class);
            assertThat(prober.authoritative("ehr.example.test", "CNAME"))
                    .singleElement()
                    .isInstanceOf(DnsProber.Answer.NoAnswer.class);
        }
    }

    /** A proxy that accepts the connection and never says whether it passes it on. */
    @Test
    void a_proxy_that_never_answers_is_no_answer() throws Exception {
        try (var relay = new Relay(URI.create("http://127.0.0.1:1"), Relay.Mode.SILENT, PATIENCE, 0)) {
            var network = Network.of(
                    Map.of("HTTPS_PROXY", "http://127.0.0.1:" + relay.endpoint().getPort()), Map.of());
            assertThat(new JdkHttpProber(network)
                            .probe(new HttpProber.Request(
                                    "GET",
                                    URI.create("https://ehr.example.test/health"),
                                    Map.of(),
                                    "",
                                    PATIENCE,
                                    Optional.empty())))
                    .isInstanceOf(HttpProber.Answer.NoAnswer.class);
            assertThat(relay.connections()).isEqualTo(1);
        }
    }
}
