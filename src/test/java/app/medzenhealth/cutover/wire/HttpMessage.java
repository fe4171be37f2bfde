package app.medzenhealth.cutover.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What goes over the wire. */
public sealed interface HttpMessage {

    Map<String, String> headers();

    byte[] body();

    default String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    default Optional<String> header(String name) {
        return Optional.ofNullable(headers().get(name));
    }

    private static Map<String, String> caseless(Map<String, String> headers) {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return copy;
    }

    /** @param target path and query as they were sent */
    record Request(String method, String target, Map<String, String> headers, byte[] body) implements HttpMessage {
        public Request {
            headers = caseless(headers);
        }

        /** The credential scope's fourth part, such as {@code rds}. */
        public String service() {
            return scope(3);
        }

        /** The credential scope's third part. */
        public String region() {
            return scope(2);
        }

        private String scope(int part) {
            var authorization = header("Authorization").orElse("");
            var from = authorization.indexOf("Credential=");
            if (from < 0) {
                return "";
            }
            var parts = authorization.substring(from + 11).split(",")[0].trim().split("/");
            return parts.length > part ? parts[part] : "";
        }

        /** The access key's id that it is signed with. */
        public String accessKey() {
            return scope(0);
        }

        /** The body, of a form without its escapes. */
        public String decoded() {
            return header("Content-Type").orElse("").contains("form-urlencoded")
                    ? URLDecoder.decode(text(), StandardCharsets.UTF_8)
                    : text();
        }

        public String rawPath() {
            return URI.create("http://x" + target).getRawPath();
        }

        public String rawQuery() {
            return Optional.ofNullable(URI.create("http://x" + target).getRawQuery())
                    .orElse("");
        }
    }

    record Response(int status, Map<String, String> headers, byte[] body) implements HttpMessage {
        public Response {
            headers = caseless(headers);
        }
    }

    /** Reads one request; empty at the end of the connection. */
    static Optional<Request> read(InputStream in, Continue go) throws IOException {
        var start = line(in);
        if (start == null) {
            return Optional.empty();
        }
        var parts = start.split(" ");
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line = required(in); !line.isEmpty(); line = required(in)) {
            var colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).trim(), line.substring(colon + 1).trim());
        }
        if (headers.getOrDefault("Expect", "").equalsIgnoreCase("100-continue")) {
            go.on();
        }
        return Optional.of(new Request(parts[0], parts[1], headers, body(in, headers)));
    }

    /** Tells the other side to send the body. */
    interface Continue {
        void on() throws IOException;
    }

    private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("Transfer-Encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            var body = new ByteArrayOutputStream();
            while (true) {
                var size = Integer.parseInt(required(in).split(";")[0].trim(), 16);
                body.writeBytes(in.readNBytes(size));
                if (size == 0) {
                    while (!required(in).isEmpty()) {
                        continue;
                    }
                    return body.toByteArray();
                }
                required(in);
            }
        }
        var length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body is shorter than it says");
        }
        return body;
    }

    private static String required(InputStream in) throws IOException {
        var line = line(in);
        if (line == null) {
            throw new EOFException("the connection ended in the middle of a message");
        }
        return line;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(c);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }
}
