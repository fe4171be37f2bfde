package app.medzenhealth.cutover.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers on loopback what another server answered to the same question before, and asks it where nobody has yet. An emulator in
 * Python handles one request at a time; AWS does not, and whoever measures readers wants to measure them.
 */
public final class ReplayingServer implements AutoCloseable {

    /** What says which operation, of which service, in which region; the signature itself is another each time. */
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/\\d+/([^,]+)");

    private static final Set<String> PASSED_ON =
            Set.of("authorization", "content-type", "x-amz-target", "x-amz-date", "x-amz-content-sha256", "accept");
    private static final Set<String> GIVEN_BACK = Set.of("content-type", "x-amz-bucket-region", "x-amzn-errortype");

    private record Question(String method, URI uri, String scope, String target, String body) {}

    private record Answer(int status, Map<String, List<String>> headers, byte[] body) {}

    private final URI asked;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();
    private final AtomicLong questions = new AtomicLong();

    /** @param asked the server that knows */
    public ReplayingServer(URI asked) throws IOException {
        this.asked = asked;
        // Headers and body are two packets; without this the second waits for the first one's receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many requests came so far. */
    public long questions() {
        return questions.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            questions.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            Question question = new Question(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    scope(exchange),
                    header(exchange, "X-Amz-Target"),
                    new String(body, StandardCharsets.ISO_8859_1));
            Answer answer = answers.get(question);
            if (answer == null) {
                answer = ask(exchange, body);
                answers.put(question, answer);
            }
            answer.headers()
                    .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
            boolean empty = answer.body().length == 0 || question.method().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer ask(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(asked.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, List<String>> headers =
                new ConcurrentHashMap<>(response.headers().map());
        headers.keySet().retainAll(GIVEN_BACK);
        return new Answer(response.statusCode(), headers, response.body());
    }

    private static String scope(HttpExchange exchange) {
        Matcher scope = SCOPE.matcher(header(exchange, "Authorization"));
        return scope.find() ? scope.group(1) : "";
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
        threads.shutdownNow();
    }
}
