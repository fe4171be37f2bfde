package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A listener on loopback between the SDK's clients and what answers them. It keeps every request, and does to answers what a bad
 * network does.
 */
public final class Wire implements AutoCloseable {

    /** What answers. */
    @FunctionalInterface
    public interface Backend {
        Response answer(Request request) throws Exception;
    }

    /** Which fault a request meets. Called once for each, in the order in which they arrive. */
    @FunctionalInterface
    public interface Weather {
        Fault at(Request request);
    }

    /** @param answered status of the answer that the backend gave, 0 where it was not asked */
    public record Passed(Request request, Fault fault, int answered) {}

    private final ServerSocket server;
    private final Backend backend;
    private final Throttle throttle;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private final List<Throwable> broken = new CopyOnWriteArrayList<>();
    private volatile Weather weather = request -> Fault.NONE;

    /** Says "slow down" as the service of the request says it. */
    @FunctionalInterface
    public interface Throttle {
        Response of(Request request);
    }

    public Wire(Backend backend, Throttle throttle) throws IOException {
        this.backend = backend;
        this.throttle = throttle;
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    public void weather(Weather now) {
        weather = now;
    }

    /** Everything that came, in order. */
    public List<Passed> passed() {
        return List.copyOf(passed);
    }

    public void forget() {
        passed.clear();
    }

    /** What went wrong in the backend itself, which is a fault of the test's. */
    public List<Throwable> broken() {
        return List.copyOf(broken);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                open.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var in = new BufferedInputStream(connection.getInputStream());
            var out = connection.getOutputStream();
            while (true) {
                var request = HttpMessage.read(in, () -> {
                    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                });
                if (request.isEmpty() || !exchange(request.get(), connection, out)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The other side gave up, which is what these tests are about.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(connection);
        }
    }

    /** @return whether the connection can go on */
    private boolean exchange(Request request, Socket connection, OutputStream out)
            throws IOException, InterruptedException {
        var fault = Fault.NONE;
        Optional<Response> answer = Optional.empty();
        try {
            fault = weather.at(request);
            if (fault.takesEffect()) {
                answer = Optional.of(backend.answer(request));
            }
        } catch (Exception e) {
            broken.add(new IllegalStateException(
                    request.method() + " " + request.target() + " " + request.service() + " " + request.text(), e));
        }
        passed.add(new Passed(request, fault, answer.map(Response::status).orElse(0)));
        Response given = answer.orElse(new Response(500, Map.of(), new byte[0]));
        switch (fault) {
            case NONE -> write(out, bytes(request, given));
            case THROTTLED -> write(out, bytes(request, throttle.of(request)));
            case SERVER_ERROR, ERROR_AFTER -> write(out, bytes(request, new Response(500, Map.of(), new byte[0])));
            case HANG, LATE_REPLY -> {
                closed.await();
                return false;
            }
            case RESET, LOST_REPLY -> {
                connection.setSoLinger(true, 0);
                return false;
            }
            case TRUNCATED -> {
                byte[] all = bytes(request, given);
                write(out, Arrays.copyOf(all, all.length - Math.max(2, given.body().length / 2)));
                return false;
            }
            case HEADERS_ONLY -> {
                byte[] all = bytes(request, given);
                write(
                        out,
                        Arrays.copyOf(all, all.length - (request.method().equals("HEAD") ? 2 : given.body().length)));
                return false;
            }
            case GARBAGE -> write(out, bytes(request, foreign(given, "\u0001\u0002 this is no answer of AWS's")));
            case FOREIGN_PAGE ->
                write(
                        out,
                        bytes(
                                request,
                                foreign(
                                        given,
                                        "<html><head><title>Welcome</title></head><body>Sign in</body></html>")));
            case PROXY_PAGE -> write(out, bytes(request, proxy("<!DOCTYPE html>\n<html><body>Sign in</body></html>")));
            case PROXY_EMPTY -> write(out, bytes(request, proxy("")));
            case EMPTY -> write(out, bytes(request, foreign(given, "")));
            case SLOW_DRIP -> {
                for (byte one : bytes(request, given)) {
                    write(out, new byte[] {one});
                    if (closed.await(DRIP.toMillis(), TimeUnit.MILLISECONDS)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Everything but the body is as AWS sends it. */
    private static Response foreign(Response given, String body) {
        return new Response(200, given.headers(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static Response proxy(String body) {
        return new Response(
                200,
                Map.of("Content-Type", "text/html; charset=utf-8", "Via", "1.1 proxy", "Cache-Control", "no-store"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static final Duration DRIP = Duration.ofMillis(100);

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static byte[] bytes(Request request, Response response) {
        var head = new StringBuilder("HTTP/1.1 " + response.status() + " Answer\r\n");
        response.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Length")
                    && !name.equalsIgnoreCase("Transfer-Encoding")
                    && !name.equalsIgnoreCase("Connection")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        var bodyless = request.method().equals("HEAD") || response.status() == 204;
        if (response.status() != 204) {
            head.append("Content-Length: ").append(response.body().length).append("\r\n");
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (!bodyless) {
            all.writeBytes(response.body());
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (var connection : open) {
            connection.close();
        }
    }
}
