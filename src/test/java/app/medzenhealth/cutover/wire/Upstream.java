package app.medzenhealth.cutover.wire;

import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** Passes requests on to a server. */
public final class Upstream implements Wire.Backend, AutoCloseable {

    /** What Java's client sets itself. */
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "expect", "transfer-encoding");

    private final URI server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Upstream(URI server) {
        this.server = server;
    }

    @Override
    public Response answer(Request request) throws Exception {
        var onward = HttpRequest.newBuilder(URI.create(server + request.target()))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, value) -> {
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                onward.header(name, value);
            }
        });
        var answer = http.send(onward.build(), HttpResponse.BodyHandlers.ofByteArray());
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new Response(answer.statusCode(), headers, answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
