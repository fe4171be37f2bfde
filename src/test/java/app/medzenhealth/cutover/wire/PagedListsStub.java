package app.medzenhealth.cutover.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers what Lambda and CloudWatch Logs answer to lists of many things, 50 a page, on loopback. */
public final class PagedListsStub implements AutoCloseable {

    public static final int A_PAGE = 50;

    private static final Pattern TOKEN = Pattern.compile("\"nextToken\"\\s*:\\s*\"(\\d+)\"");
    private static final String REGIONS = """
            <DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><regionInfo><item>
            <regionName>eu-west-1</regionName><optInStatus>opt-in-not-required</optInStatus>
            </item></regionInfo></DescribeRegionsResponse>""";

    private final int functions;
    private final int logGroups;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger pages = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile int holdAt = Integer.MAX_VALUE;

    public PagedListsStub(int functions, int logGroups) {
        this.functions = functions;
        this.logGroups = logGroups;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Pages of lists that were asked for. */
    public int pages() {
        return pages.get();
    }

    /** Keeps the answer to that page of functions back until {@link #release}. */
    public void holdAt(int page) {
        holdAt = page;
    }

    /** Returns when a page is being kept back. */
    public void awaitHeld() throws InterruptedException {
        held.await();
    }

    public boolean released() {
        return release.getCount() == 0;
    }

    public void release() {
        release.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            if (path.startsWith("/2015-03-31/functions") && path.endsWith("/policy")) {
                send(exchange, 404, "{\"Type\":\"User\",\"Message\":\"no policy\"}", "ResourceNotFoundException");
            } else if (path.startsWith("/2015-03-31/functions")) {
                send(exchange, 200, functions(exchange.getRequestURI().getQuery()), "");
            } else if (path.startsWith("/2015-03-31/event-source-mappings")) {
                send(exchange, 200, "{\"EventSourceMappings\":[]}", "");
            } else if (target != null && target.endsWith(".DescribeLogGroups")) {
                send(exchange, 200, logGroups(body), "");
            } else if (body.contains("Action=DescribeRegions")) {
                send(exchange, 200, REGIONS, "");
            } else {
                send(exchange, 400, "{\"message\":\"" + path + " is not stubbed\"}", "ValidationException");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String functions(String query) throws InterruptedException {
        var page = query == null
                ? 0
                : Arrays.stream(query.split("&"))
                        .filter(p -> p.startsWith("Marker="))
                        .mapToInt(p -> Integer.parseInt(p.substring("Marker=".length())))
                        .findFirst()
                        .orElse(0);
        pages.incrementAndGet();
        if (page >= holdAt) {
            held.countDown();
            release.await();
        }
        return "{\"Functions\":["
                + items(page, functions, i -> """
                        {"FunctionName":"medzen-%1$05d","FunctionArn":"arn:aws:lambda:eu-west-1:558069890522:function:medzen-%1$05d",\
                        "Runtime":"nodejs22.x","Role":"arn:aws:iam::558069890522:role/service-role/medzen-lambda","Handler":"index.handler",\
                        "CodeSize":4096,"Description":"One of very many functions","Timeout":30,"MemorySize":512,\
                        "LastModified":"2026-01-12T02:00:00.000+0000","CodeSha256":"u8Yz0Yd2r1G0mXb9i7g6oQ4n5s3t2v1w0x9y8z7a6b%1$05d=",\
                        "Version":"$LATEST","Environment":{"Variables":{"LOG_LEVEL":"info","TABLE":"medzen-%1$05d"}},\
                        "TracingConfig":{"Mode":"PassThrough"},"RevisionId":"00000000-0000-4000-8000-0000000%1$05d",\
                        "PackageType":"Zip","Architectures":["x86_64"],"EphemeralStorage":{"Size":512}}""".formatted(i))
                + "]" + next("NextMarker", page, functions) + "}";
    }

    private String logGroups(String body) {
        var token = TOKEN.matcher(body);
        var page = token.find() ? Integer.parseInt(token.group(1)) : 0;
        pages.incrementAndGet();
        return "{\"logGroups\":["
                + items(page, logGroups, i -> """
                        {"logGroupName":"/aws/lambda/medzen-%1$05d","creationTime":1768183200000,"metricFilterCount":0,\
                        "arn":"arn:aws:logs:eu-west-1:558069890522:log-group:/aws/lambda/medzen-%1$05d:*","storedBytes":1024,\
                        "logGroupClass":"STANDARD"}""".formatted(i))
                + "]" + next("nextToken", page, logGroups) + "}";
    }

    private static String items(int page, int all, IntFunction<String> item) {
        return IntStream.range(page * A_PAGE, Math.min(all, (page + 1) * A_PAGE))
                .mapToObj(item)
                .collect(Collectors.joining(","));
    }

    private static String next(String name, int page, int all) {
        return (page + 1) * A_PAGE < all ? ",\"" + name + "\":\"" + (page + 1) + "\"" : "";
    }

    private static void send(HttpExchange exchange, int status, String text, String error) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", text.startsWith("<") ? "text/xml" : "application/json");
        if (!error.isEmpty()) {
            exchange.getResponseHeaders().set("X-Amzn-ErrorType", error);
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
