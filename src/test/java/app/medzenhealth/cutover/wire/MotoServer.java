package app.medzenhealth.cutover.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An AWS emulator of its own process on a free loopback port, with an environment that holds nothing of this one. Tests get it
 * by {@code @ExtendWith(MotoServer.Shared.class)} and a parameter of this type.
 */
public final class MotoServer implements AutoCloseable {

    /** The account that the emulator plays. */
    public static final String ACCOUNT = "558069890522";

    private static final long START_SECONDS = 60;
    private static final Pattern LISTENS = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI endpoint;
    private final Thread atExit = new Thread(this::kill);

    private MotoServer(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Where the program is, if it is on the {@code PATH}. */
    public static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve("moto_server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether its absence is a failure ({@code MOTO_REQUIRED=1}) rather than a reason to skip. */
    public static boolean required() {
        return "1".equals(System.getenv("MOTO_REQUIRED"));
    }

    /** Starts one and waits until it listens. The port is the system's choice, so that nobody else can take it between. */
    public static MotoServer start() throws IOException, InterruptedException {
        var program = program().orElseThrow(() -> new IOException("moto_server is not on the PATH"));
        var builder = new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", "0").redirectErrorStream(true);
        var environment = builder.environment();
        var path = environment.getOrDefault("PATH", "");
        var home = environment.getOrDefault("HOME", "");
        environment.clear();
        environment.putAll(Map.of(
                "PATH", path,
                "HOME", home,
                "PYTHONUNBUFFERED", "1",
                "MOTO_ACCOUNT_ID", ACCOUNT,
                // A thousand public images with their snapshots, which it would show as the account's own.
                "MOTO_EC2_LOAD_DEFAULT_AMIS", "false",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_ACCESS_KEY_ID", "testing",
                "AWS_SECRET_ACCESS_KEY", "testing",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null"));
        var process = builder.start();
        process.getOutputStream().close();
        try {
            return new MotoServer(process, listening(process));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Reads what it prints to the end: a full pipe would hold it up. */
    private static URI listening(Process process) throws IOException, InterruptedException {
        var endpoint = new CompletableFuture<URI>();
        var lines = process.inputReader(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(() -> {
            var said = new StringBuilder();
            try (lines) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!endpoint.isDone()) {
                        said.append(line).append('\n');
                        var found = LISTENS.matcher(line);
                        if (found.find()) {
                            endpoint.complete(URI.create(found.group(1)));
                        }
                    }
                }
            } catch (IOException e) {
                said.append(e);
            }
            endpoint.completeExceptionally(new IOException("moto_server ended: " + said));
        });
        try {
            return endpoint.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("moto_server did not listen within " + START_SECONDS + " s", e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    public long pid() {
        return process.pid();
    }

    /** Forgets everything that was made in it. */
    public void reset() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException("reset answered " + answer.statusCode() + ": " + answer.body());
            }
        }
    }

    /** Ends this process and no other. */
    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // The hook runs anyway.
        }
    }

    private void kill() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One emulator for all tests of a run, emptied before each test. Without the program its tests are skipped, or fail where it
     * is required.
     */
    public static final class Shared implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(MotoServer.class);

        @Override
        public void beforeAll(ExtensionContext context) {
            if (program().isEmpty()) {
                var missing = "moto_server is not on the PATH: " + context.getDisplayName() + " was not tested";
                if (required()) {
                    throw new AssertionError(missing + ", and MOTO_REQUIRED=1 demands it");
                }
                Assumptions.abort(missing);
            }
        }

        @Override
        public void beforeEach(ExtensionContext context) throws Exception {
            server(context).reset();
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == MotoServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return server(context);
        }

        private static MotoServer server(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(MotoServer.class, type -> started(), MotoServer.class);
        }

        private static MotoServer started() {
            try {
                return start();
            } catch (IOException e) {
                throw new AssertionError("moto_server could not be started", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while moto_server started", e);
            }
        }
    }
}
