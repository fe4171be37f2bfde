package app.medzenhealth.cutover.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Answers on loopback what the emulator does not know, and refuses as AWS does where a member is missing. */
record AnsweredGaps(HttpServer server) implements AutoCloseable {
    /** The commands that are meant for it, as a pattern of the shell. */
    static final String PATTERN =
            "*' account get-region-opt-status '*|*' iam simulate-principal-policy '*|*' service-quotas get-service-quota '*"
                    + "|*' lambda get-layer-version-by-arn '*";

    /** The emulator says {@code sts} of its user where AWS says {@code iam}. */
    private static final String PRINCIPAL = "arn:aws:(iam|sts)::\\d{12}:(user|role)/.+";

    private static final Pattern LAYER_VERSION =
            Pattern.compile("(arn:aws:lambda:[a-z0-9-]+:\\d{12}:layer:[A-Za-z0-9_-]+):(\\d+)");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Answer(int status, String type, String body) {
        static Answer json(String body) {
            return new Answer(200, "application/json", body);
        }

        static Answer refused(int status, String code) {
            return new Answer(status, "application/json", "{\"__type\":\"" + code + "\",\"message\":\"refused\"}");
        }
    }

    static AnsweredGaps start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/", AnsweredGaps::serve);
        server.start();
        return new AnsweredGaps(server);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var answer = answer(exchange, body);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Answer answer(HttpExchange exchange, String body) {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (exchange.getRequestURI().getPath().equals("/getRegionOptStatus")) {
            var region = JSON.readTree(body).path("RegionName").asString("");
            return region.isEmpty()
                    ? Answer.refused(400, "ValidationException")
                    : Answer.json("{\"RegionName\":\"" + region + "\",\"RegionOptStatus\":\"" + status(region) + "\"}");
        }
        if (exchange.getRequestURI().getPath().endsWith("/layers")) {
            return layer(form(exchange.getRequestURI().getRawQuery()).getOrDefault("Arn", ""));
        }
        if ("ServiceQuotasV20190624.GetServiceQuota".equals(target)) {
            var asked = JSON.readTree(body);
            return asked.path("ServiceCode").asString("").isEmpty()
                            || !asked.path("QuotaCode").asString("").matches("L-[0-9A-F]{8}")
                    ? Answer.refused(400, "IllegalArgumentException")
                    : Answer.json("{\"Quota\":{\"Value\":1000.0}}");
        }
        var form = form(body);
        return "SimulatePrincipalPolicy".equals(form.get("Action"))
                ? simulated(form)
                : Answer.refused(501, "NotImplemented");
    }

    /**
     * The emulator lists all layers instead (AWS Lambda API Reference, GetLayerVersionByArn: {@code GET
     * /2018-10-31/layers?find=LayerVersion&Arn=…}). The address is one of S3 whose query is its signature, valid for 10 minutes
     * (LayerVersionContentOutput: Location; Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters").
     */
    private static Answer layer(String arn) {
        var version = LAYER_VERSION.matcher(arn);
        return version.matches()
                ? Answer.json("{\"LayerArn\":\"" + version.group(1) + "\",\"LayerVersionArn\":\"" + arn
                        + "\",\"Version\":" + version.group(2)
                        + ",\"CompatibleRuntimes\":[\"nodejs22.x\"],\"Content\":{\"CodeSize\":1,\"Location\":"
                        + "\"https://layers.s3.eu-west-1.amazonaws.com/snapshots/1?versionId=a.b_c&X-Amz-Algorithm="
                        + "AWS4-HMAC-SHA256&X-Amz-Credential=testing%2F20260124%2Feu-west-1%2Fs3%2Faws4_request"
                        + "&X-Amz-Expires=600&X-Amz-Signature=00ff\"}}")
                : Answer.refused(400, "InvalidParameterValueException");
    }

    private static String status(String region) {
        return region.equals(SeededAccount.LEGACY) ? "ENABLED" : "ENABLED_BY_DEFAULT";
    }

    private static Answer simulated(Map<String, String> form) {
        if (!form.getOrDefault("PolicySourceArn", "").matches(PRINCIPAL)) {
            return Answer.refused(400, "InvalidInput");
        }
        var members = form.entrySet().stream()
                .filter(e -> e.getKey().startsWith("ActionNames.member."))
                .map(
                        e -> "<member><EvalActionName>" + e.getValue()
                                + "</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision></member>")
                .collect(Collectors.joining());
        return new Answer(
                200,
                "text/xml",
                "<SimulatePrincipalPolicyResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><SimulatePrincipalPolicyResult>"
                        + "<IsTruncated>false</IsTruncated><EvaluationResults>" + members
                        + "</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>");
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
