package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.concurrent.Threads;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server on loopback that answers what was recorded, and with an empty list, in the form that the service's answers have,
 * where nothing was. For packaging alone: it checks no signature.
 */
public final class RecordedAnswers implements AutoCloseable {
    private static final int AT_ONCE = 64;
    private static final Pattern SERVICE = Pattern.compile("/([a-z0-9-]+)/aws4_request");
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final List<String> XML = List.of("s3", "route53");

    private record Question(String method, String target, String operation, String body) {}

    private record Answer(int status, Map<String, String> headers, String text) {}

    private final String account;
    private final Map<Question, Answer> recorded = new HashMap<>();
    private final List<String> unanswered = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Threads.crew(AT_ONCE, "recorded answers");

    /**
     * @param file a question and its answer as a JSON object on each line; null for none
     * @param account whose principal asks, where that is not recorded
     */
    public RecordedAnswers(@Nullable Path file, String account) throws IOException {
        this.account = account;
        if (file != null) {
            Files.readAllLines(file).forEach(line -> add(JsonMapper.shared().readTree(line)));
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked and is not recorded. */
    public List<String> unanswered() {
        return List.copyOf(unanswered);
    }

    private void add(JsonNode line) {
        var headers = new HashMap<String, String>();
        line.path("headers")
                .propertyStream()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asString()));
        recorded.put(
                new Question(
                        line.required("method").asString(),
                        line.required("target").asString(),
                        line.required("operation").asString(),
                        line.required("body").asString()),
                new Answer(
                        line.required("status").asInt(),
                        headers,
                        line.required("answer").asString()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            var question = new Question(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    operation == null ? "" : operation,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var answer = recorded.get(question);
            if (answer == null) {
                unanswered.add(String.join(" ", question.method, question.target, question.operation, question.body));
                answer = new Answer(200, Map.of(), nothing(question, exchange));
            }
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.text.startsWith("<") ? "text/xml" : "application/x-amz-json-1.1");
            answer.headers.forEach(headers::set);
            var bytes = answer.text.getBytes(StandardCharsets.UTF_8);
            var bare = bytes.length == 0 || question.method.equals("HEAD");
            exchange.sendResponseHeaders(answer.status, bare ? -1 : bytes.length);
            if (!bare) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private String nothing(Question question, HttpExchange exchange) {
        var action = ACTION.matcher(question.body);
        if (action.find()) {
            return "<%1$sResponse><%1$sResult><Account>%2$s</Account><Arn>arn:aws:iam::%2$s:user/prepare</Arn></%1$sResult></%1$sResponse>"
                    .formatted(action.group(1), account);
        }
        var signed = SERVICE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        return signed.find() && XML.contains(signed.group(1)) ? "<Answer/>" : "{}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
