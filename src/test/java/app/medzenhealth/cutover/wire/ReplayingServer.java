package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers on loopback what another server answered to the same question before, and asks it where nobody has yet. An emulator in
 * Python handles one request at a time; AWS does not, and whoever measures readers wants to measure them.
 */
public final class ReplayingServer implements AutoCloseable {

    private static final Set<String> GIVEN_BACK = Set.of("content-type", "x-amz-bucket-region", "x-amzn-errortype");

    private final Upstream upstream;
    private final Wire.Backend answers;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param asked the server that knows */
    public ReplayingServer(URI asked) throws IOException {
        upstream = new Upstream(asked);
        answers = new Remembering(request -> givenBack(upstream.answer(request)));
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

    private static Response givenBack(Response response) {
        var headers = new HashMap<String, String>(response.headers());
        headers.keySet().retainAll(GIVEN_BACK);
        return new Response(response.status(), headers, response.body());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = request(exchange);
            var answer = answers.answer(request);
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            var empty = answer.body().length == 0 || request.method().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.body().length);
            if (!empty) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The server that knows could not be asked", e);
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    @Override
    public void close() {
        server.stop(0);
        upstream.close();
        threads.shutdownNow();
    }
}
