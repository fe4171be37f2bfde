package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.aws.read.Shapes;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Goes through an inventory, of one region from a server of its own on loopback that has nothing and of the embedded estate, so
 * that the JVM can see which classes it takes and keep them for {@link PreparedStart}. Part of packaging.
 */
@Command(
        name = "prepare",
        hidden = true,
        description = "Runs through an inventory once, for the archive beside the jar.")
final class PrepareCommand implements Callable<Integer> {
    /** A profile of this name has to be in the AWS config; its keys are never checked. */
    private static final String PROFILE = "prepare";

    private static final Pattern SERVICE = Pattern.compile("/([a-z0-9-]+)/aws4_request");
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final Set<String> XML = Set.of("s3", "route53");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var account = new PlanOption().plan().account();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, account));
            server.start();
            Shapes.meet();
            inventory(
                    "--live",
                    PROFILE,
                    "--endpoint-url",
                    "http://127.0.0.1:" + server.getAddress().getPort(),
                    "--region",
                    "eu-central-1",
                    "--json");
            inventory("--json");
            return Exit.DONE;
        } finally {
            server.stop(0);
        }
    }

    /** What it could not do it says; the archive is the smaller for it, and as good. */
    private void inventory(String... arguments) {
        Main.alone(new InventoryCommand())
                .setOut(new PrintWriter(Writer.nullWriter()))
                .setErr(spec.commandLine().getErr())
                .execute(arguments);
    }

    /** Empty lists, in the form that the service's answers have. */
    private static void answer(HttpExchange exchange, String account) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var signed =
                    SERVICE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            var action = ACTION.matcher(body);
            String text;
            if (action.find()) {
                var name = action.group(1);
                text = "<%1$sResponse><%1$sResult><Account>%2$s</Account><Arn>arn:aws:iam::%2$s:user/prepare</Arn>"
                                .formatted(name, account)
                        + "</%1$sResult></%1$sResponse>".formatted(name);
            } else if (signed.find() && XML.contains(signed.group(1))) {
                text = "<Answer/>";
            } else {
                text = "{}";
            }
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", text.startsWith("<") ? "text/xml" : "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
