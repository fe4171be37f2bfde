package app.medzenhealth.cutover.aws.signin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What STS, an access portal and its OIDC service answer, on loopback. */
final class AwsFront implements AutoCloseable {
    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Asked, Answer>> answers = new ConcurrentHashMap<>();

    /** @param what STS's action, or the path */
    record Asked(
            String what,
            Map<String, String> fields,
            String body,
            String authorization,
            String bearer,
            Map<String, String> query) {
        /** A parameter of the address. */
        String query(String name) {
            return query.getOrDefault(name, "");
        }

        String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    record Answer(int status, String error, String body) {
        static Answer xml(String body) {
            return new Answer(200, "", body);
        }

        static Answer json(String body) {
            return new Answer(200, "", body);
        }

        static Answer refusal(String code, String message) {
            return new Answer(
                    code.contains("AccessDenied") || code.startsWith("Invalid") || code.startsWith("Signature")
                            ? 403
                            : 400,
                    "",
                    "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                            .formatted(code, message));
        }

        static Answer jsonRefusal(int status, String type, String error) {
            return new Answer(status, type, "{\"error\":\"%s\",\"message\":\"%s\"}".formatted(error, error));
        }
    }

    AwsFront() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    AwsFront on(String what, Function<Asked, Answer> answer) {
        answers.put(what, answer);
        return this;
    }

    /** Who the keys of each id are. */
    AwsFront callers(Map<String, String> arns) {
        return on(
                "GetCallerIdentity",
                a -> arns.entrySet().stream()
                        .filter(e -> a.authorization().contains("Credential=" + e.getKey() + "/"))
                        .findFirst()
                        .map(e -> Answer.xml(
                                """
                        <GetCallerIdentityResponse><GetCallerIdentityResult><Arn>%s</Arn><UserId>X</UserId><Account>%s</Account>
                        </GetCallerIdentityResult></GetCallerIdentityResponse>""".formatted(e.getValue(), e.getValue().split(":")[4])))
                        .orElse(Answer.refusal(
                                "InvalidClientTokenId", "The security token included in the request is invalid.")));
    }

    static Answer session(String operation, String id, String expires) {
        return Answer.xml("""
                <%1$sResponse><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>secretOf%2$s</SecretAccessKey>
                <SessionToken>tokenOf%2$s</SessionToken><Expiration>%3$s</Expiration></Credentials></%1$sResult></%1$sResponse>""".formatted(operation, id, expires));
    }

    List<Asked> asked(String what) {
        return asked.stream().filter(a -> a.what().equals(what)).toList();
    }

    List<Asked> asked() {
        return asked;
    }

    /** Answers as it does at its own address. */
    void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> fields = body.startsWith("{") ? Map.of() : form(body);
        var path = exchange.getRequestURI().getPath();
        String what = fields.getOrDefault("Action", path);
        var authorization = exchange.getRequestHeaders().getFirst("Authorization");
        var bearer = exchange.getRequestHeaders().getFirst("x-amz-sso_bearer_token");
        var query = exchange.getRequestURI().getRawQuery();
        Asked question = new Asked(
                what,
                fields,
                body,
                authorization == null ? "" : authorization,
                bearer == null ? "" : bearer,
                query == null ? Map.of() : form(query));
        asked.add(question);
        Answer answer =
                answers.getOrDefault(what, a -> Answer.refusal("NotHere", what)).apply(question);
        exchange.getResponseHeaders()
                .set("Content-Type", answer.body().startsWith("{") ? "application/json" : "text/xml");
        exchange.getResponseHeaders().set("x-amzn-RequestId", "00000000-0000-4000-8000-000000000001");
        if (!answer.error().isEmpty()) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", answer.error());
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(p -> p.split("=", 2))
                .filter(p -> p.length == 2)
                .collect(
                        Collectors.toMap(p -> p[0], p -> URLDecoder.decode(p[1], StandardCharsets.UTF_8), (a, b) -> b));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
