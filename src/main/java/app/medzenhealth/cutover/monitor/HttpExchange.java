package app.medzenhealth.cutover.monitor;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One HTTP/1.1 request and its answer on an open connection (RFC 9112). Bodies are read up to a length. */
final class HttpExchange {

    static final int LONGEST_BODY = 1 << 20;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;

    record Received(int status, byte[] bytes) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private HttpExchange() {}

    /**
     * @param passedOn whether a proxy passes it on, and so needs the whole address
     * @param login {@code Proxy-Authorization} for that proxy
     */
    static void send(HttpProber.Request request, boolean passedOn, Optional<String> login, OutputStream out)
            throws IOException {
        var uri = request.uri();
        var body = request.body().getBytes(StandardCharsets.UTF_8);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("User-Agent", "cutover-console");
        headers.put("Accept", "*/*");
        headers.putAll(request.headers());
        headers.put("Host", host(uri));
        headers.put("Connection", "close");
        login.ifPresent(l -> headers.put("Proxy-Authorization", l));
        if (body.length > 0
                || request.method().equals("POST")
                || request.method().equals("PUT")) {
            headers.put("Content-Length", Integer.toString(body.length));
        }
        var head = new StringBuilder(request.method())
                .append(' ')
                .append(passedOn ? "http://" + host(uri) : "")
                .append(target(uri))
                .append(" HTTP/1.1\r\n");
        for (var header : headers.entrySet()) {
            head.append(oneLine(header.getKey()))
                    .append(": ")
                    .append(oneLine(header.getValue()))
                    .append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    static Received receive(String method, InputStream stream) throws IOException {
        return receive(method, stream, LONGEST_BODY);
    }

    /** @param longest body that is read; of a longer one the beginning */
    static Received receive(String method, InputStream stream, int longest) throws IOException {
        var in = new BufferedInputStream(stream);
        var status = status(line(in));
        var headers = headers(in);
        while (status >= 100 && status < 200) {
            status = status(line(in));
            headers = headers(in);
        }
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return new Received(status, new byte[0]);
        }
        return new Received(status, body(in, headers, longest));
    }

    private static String host(URI uri) {
        return uri.getPort() > 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
    }

    private static String target(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String oneLine(String text) throws IOException {
        if (text.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new IOException("a header holds a control character");
        }
        return text;
    }

    private static int status(String line) throws IOException {
        var parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("\\d{3}")) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        return Integer.parseInt(parts[1]);
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MOST_HEADERS) {
                throw new IOException("the answer's headers are malformed");
            }
            headers.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static byte[] body(InputStream in, Map<String, String> headers, int longest) throws IOException {
        if (headers.getOrDefault("Transfer-Encoding", "")
                .toLowerCase(Locale.ROOT)
                .endsWith("chunked")) {
            return chunked(in, longest);
        }
        var length = headers.get("Content-Length");
        if (length == null) {
            return in.readNBytes(longest);
        }
        var expected = number(length, 10);
        var wanted = (int) Math.min(expected, longest);
        var read = in.readNBytes(wanted);
        if (read.length < wanted) {
            throw new EOFException("the answer was cut off after " + read.length + " of " + expected + " bytes");
        }
        return read;
    }

    private static byte[] chunked(InputStream in, int longest) throws IOException {
        var body = new ByteArrayOutputStream();
        while (body.size() < longest) {
            var size = number(line(in).split(";", 2)[0].strip(), 16);
            if (size == 0) {
                break;
            }
            var wanted = (int) Math.min(size, longest - body.size());
            var read = in.readNBytes(wanted);
            if (read.length < wanted) {
                throw new EOFException("the answer was cut off inside a chunk");
            }
            body.write(read);
            if (wanted == size) {
                line(in);
            }
        }
        return body.toByteArray();
    }

    private static long number(String text, int radix) throws IOException {
        try {
            var number = Long.parseLong(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IOException("the answer's length is not a number: " + text, e);
        }
        throw new IOException("the answer's length is negative: " + text);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed before the answer was complete");
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line of the answer is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(c);
        }
        var text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
