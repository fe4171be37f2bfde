package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.HttpProber.Answer;
import app.medzenhealth.cutover.monitor.HttpProber.Request;
import app.medzenhealth.cutover.network.Network;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkHttpProberTest {

    private static final Network DIRECT = Network.of(Map.of(), Map.of());
    private static final char[] PASSWORD = "loopback".toCharArray();

    @TempDir
    Path folder;

    private HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void status_and_body_come_back() throws Exception {
        plain(exchange -> answer(exchange, 200, "{\"status\":\"UP\"}"));

        assertThat(new JdkHttpProber(DIRECT).probe(get("http://127.0.0.1:" + port() + "/health?a=b")))
                .isInstanceOfSatisfying(Answer.Answered.class, a -> {
                    assertThat(a.status()).isEqualTo(200);
                    assertThat(a.body()).isEqualTo("{\"status\":\"UP\"}");
                    assertThat(a.certificate()).isEmpty();
                });
    }

    @Test
    void a_chunked_body_is_put_together() throws Exception {
        plain(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                out.write("one ".getBytes(StandardCharsets.UTF_8));
                out.flush();
                out.write("two".getBytes(StandardCharsets.UTF_8));
            }
        });

        assertThat(new JdkHttpProber(DIRECT).probe(get("http://127.0.0.1:" + port() + "/")))
                .isInstanceOfSatisfying(
                        Answer.Answered.class, a -> assertThat(a.body()).isEqualTo("one two"));
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        plain(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/elsewhere");
            answer(exchange, exchange.getRequestURI().getPath().equals("/elsewhere") ? 200 : 302, "");
        });

        assertThat(new JdkHttpProber(DIRECT).probe(get("http://127.0.0.1:" + port() + "/")))
                .isInstanceOfSatisfying(
                        Answer.Answered.class, a -> assertThat(a.status()).isEqualTo(302));
    }

    @Test
    void the_body_of_a_post_arrives() throws Exception {
        plain(exchange ->
                answer(exchange, 200, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        var request = new Request(
                "POST",
                URI.create("http://127.0.0.1:" + port() + "/"),
                Map.of("Content-Type", "text/plain"),
                "grüße",
                Duration.ofSeconds(10),
                Optional.empty());

        assertThat(new JdkHttpProber(DIRECT).probe(request))
                .isInstanceOfSatisfying(
                        Answer.Answered.class, a -> assertThat(a.body()).isEqualTo("grüße"));
    }

    @Test
    void another_host_is_connected_to_under_the_owned_name() throws Exception {
        var trusted = secure(
                "ehr.example.test",
                exchange -> answer(exchange, 200, exchange.getRequestHeaders().getFirst("Host")));

        var answer = new JdkHttpProber(DIRECT, trusted::getSocketFactory)
                .probe(through("https://ehr.example.test:" + port() + "/", "127.0.0.1"));

        assertThat(answer).isInstanceOfSatisfying(Answer.Answered.class, a -> {
            assertThat(a.body()).isEqualTo("ehr.example.test:" + port());
            assertThat(a.certificate().orElseThrow().names()).containsExactly("ehr.example.test");
        });
    }

    @Test
    void a_certificate_for_another_name_is_no_answer() throws Exception {
        var trusted = secure("ehr.example.test", exchange -> answer(exchange, 200, ""));

        var answer = new JdkHttpProber(DIRECT, trusted::getSocketFactory)
                .probe(through("https://other.example.test:" + port() + "/", "127.0.0.1"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.NoAnswer.class,
                        a -> assertThat(a.reason()).startsWith("TLS failed:").contains("other.example.test"));
    }

    @Test
    void an_untrusted_certificate_is_no_answer() throws Exception {
        secure("ehr.example.test", exchange -> answer(exchange, 200, ""));

        assertThat(new JdkHttpProber(DIRECT).probe(through("https://ehr.example.test:" + port() + "/", "127.0.0.1")))
                .isInstanceOfSatisfying(
                        Answer.NoAnswer.class, a -> assertThat(a.reason()).startsWith("TLS failed:"));
    }

    @Test
    void silence_ends_at_the_timeout() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var request = new Request(
                    "GET",
                    URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"),
                    Map.of(),
                    "",
                    Duration.ofMillis(200),
                    Optional.empty());

            assertThat(new JdkHttpProber(DIRECT).probe(request))
                    .isInstanceOfSatisfying(
                            Answer.NoAnswer.class, a -> assertThat(a.reason()).isEqualTo("no answer within 200 ms"));
        }
    }

    @Test
    void an_answer_cut_off_is_no_answer() throws Exception {
        try (var cut = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var socket = cut.accept()) {
                    socket.getInputStream().read();
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"
                                    .getBytes(StandardCharsets.US_ASCII));
                    socket.shutdownOutput();
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            assertThat(new JdkHttpProber(DIRECT).probe(get("http://127.0.0.1:" + cut.getLocalPort() + "/")))
                    .isInstanceOf(Answer.NoAnswer.class);
        }
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void plain(Handler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        start(handler);
    }

    /** Starts a server with a certificate of its own for the name; the context given back trusts it. */
    private SSLContext secure(String name, Handler handler) throws Exception {
        var file = folder.resolve("server.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        var serving = SSLContext.getInstance("TLS");
        serving.init(own.getKeyManagers(), null, null);
        var anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("server", keys.getCertificate("server"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        var trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(serving));
        server = https;
        start(handler);
        return trusting;
    }

    private void start(Handler handler) {
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static Request get(String uri) {
        return Request.get(uri);
    }

    private static Request through(String uri, String host) {
        return new Request("GET", URI.create(uri), Map.of(), "", Duration.ofSeconds(10), Optional.of(host));
    }
}
