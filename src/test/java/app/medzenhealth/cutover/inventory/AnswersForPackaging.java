package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import app.medzenhealth.cutover.wire.MotoServer;
import app.medzenhealth.cutover.wire.Upstream;
import app.medzenhealth.cutover.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code packaging/prepare-answers.jsonl}: what an emulator with one of everything answers to an inventory of one region,
 * for packaging to go through an inventory without an emulator. To be run again when the inventory asks something new.
 */
public final class AnswersForPackaging {

    private static final String REGION = "eu-central-1";
    private static final Set<String> HEADERS = Set.of("x-amz-bucket-region", "x-amzn-errortype");

    private AnswersForPackaging() {}

    public static void main(String[] args) throws Exception {
        var lines = new ConcurrentSkipListMap<String, String>();
        try (var moto = MotoServer.start();
                var upstream = new Upstream(moto.endpoint());
                var wire = new Wire(
                        request -> kept(request, upstream.answer(request), lines),
                        request -> new Response(500, Map.of(), new byte[0]))) {
            try (var clients = new LiveClients(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                    Optional.of(moto.endpoint()))) {
                var world = new OverHttp(clients);
                world.account();
                world.everything(REGION);
            }
            inventory(wire);
            if (!wire.broken().isEmpty()) {
                throw new IOException("Not answered", wire.broken().getFirst());
            }
        }
        write(lines.values());
    }

    private static void inventory(Wire wire) throws IOException, InterruptedException {
        var console = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "app.medzenhealth.cutover.cli.Main",
                        "inventory",
                        "--live",
                        "prepare",
                        "--endpoint-url",
                        wire.endpoint().toString(),
                        "--region",
                        REGION,
                        "--json")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        console.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        console.environment().put("AWS_CONFIG_FILE", "packaging/prepare.aws-config");
        console.environment().put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        var code = console.start().waitFor();
        if (code != 0) {
            throw new IOException("The inventory ended with " + code);
        }
    }

    /** What the emulator does not know is left out: packaging answers such questions with nothing. */
    private static Response kept(Request request, Response response, Map<String, String> lines) {
        if (response.status() < 500) {
            var operation = request.header("X-Amz-Target").orElse("");
            var line = new LinkedHashMap<String, Object>();
            line.put("method", request.method());
            line.put("target", request.target());
            line.put("operation", operation);
            line.put("body", request.text());
            line.put("status", response.status());
            line.put("headers", headers(response));
            line.put("answer", response.text());
            lines.put(
                    String.join(" ", request.service(), request.target(), operation, request.text(), request.method()),
                    JsonMapper.shared().writeValueAsString(line));
        }
        return response;
    }

    private static Map<String, String> headers(Response response) {
        var headers = new TreeMap<String, String>();
        response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.keySet().retainAll(HEADERS);
        return headers;
    }

    private static void write(Collection<String> lines) throws IOException {
        Files.writeString(Path.of("packaging", "prepare-answers.jsonl"), String.join("\n", lines) + "\n");
    }
}
