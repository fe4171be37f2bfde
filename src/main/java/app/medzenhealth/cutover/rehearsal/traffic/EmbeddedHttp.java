package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.data.AcmState;
import app.medzenhealth.cutover.session.WebhookAddresses;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers HTTP requests as the estate would: name, load balancer, certificate, healthy target, application. */
public final class EmbeddedHttp implements HttpProber {
    private static final Duration ROUND_TRIP = Duration.ofMillis(38);

    private final Estate estate;

    public EmbeddedHttp(Estate estate) {
        this.estate = estate;
    }

    @Override
    public Answer probe(Request request) {
        estate.lock().lock();
        try {
            estate.settle();
            return answer(request);
        } finally {
            estate.lock().unlock();
        }
    }

    /** Packages of functions, where GetFunction says that they lie. */
    @Override
    public Content content(Request request, int most) {
        estate.lock().lock();
        try {
            estate.settle();
            return LambdaState.at(estate, request.uri())
                    .<Content>map(bytes -> bytes.length > most
                            ? new Content.None("it is longer than " + most + " bytes")
                            : new Content.Bytes(bytes))
                    .orElseGet(() -> new Content.None("the answer was 404"));
        } finally {
            estate.lock().unlock();
        }
    }

    private Answer answer(Request request) {
        var uri = request.uri();
        var host = uri.getHost();
        if (WebhookAddresses.REHEARSED_HOST.equals(host)) {
            return webhook(request);
        }
        var tls = "https".equalsIgnoreCase(uri.getScheme());
        var port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        var to = request.connectTo().orElse(host);
        var front = new HostTable(estate).front(to);
        if (front.isEmpty()) {
            return new Answer.NoAnswer("no address found for " + to, ROUND_TRIP);
        }
        var open = front.get().openPort(port);
        if (open.isEmpty()) {
            return new Answer.NoAnswer("no answer within " + request.timeout().toMillis() + " ms", request.timeout());
        }
        Optional<AcmState.Issued> certificate = Optional.empty();
        if (tls) {
            if (!open.get().tls()) {
                return new Answer.NoAnswer(
                        "TLS failed: port " + port + " of " + to + " does not speak TLS", ROUND_TRIP);
            }
            certificate = open.get()
                    .certificateArn()
                    .flatMap(AcmState.of(estate, front.get().region())::issued);
            List<String> names = certificate.map(AcmState.Issued::names).orElse(List.of());
            if (names.stream().noneMatch(name -> covers(name, host))) {
                return new Answer.NoAnswer(
                        "TLS failed: the certificate is for " + String.join(", ", names) + ", not for " + host,
                        ROUND_TRIP);
            }
        }
        var path = uri.getPath().isEmpty() ? "/" : uri.getPath();
        var authorized = request.headers().keySet().stream().anyMatch("authorization"::equalsIgnoreCase);
        var reply = front.get().reply(port, request.method(), path, authorized);
        return new Answer.Answered(
                reply.status(),
                reply.body(),
                certificate.map(c -> new Certificate("CN=" + c.subject(), c.names(), c.notAfter())),
                ROUND_TRIP,
                Optional.of(front.get().addresses().getFirst()));
    }

    /** As Slack's incoming webhooks answer (https://api.slack.com/incoming-webhooks): “ok” to what is posted as JSON. */
    private static Answer webhook(Request request) {
        var json = request.method().equals("POST") && request.body().startsWith("{");
        return new Answer.Answered(json ? 200 : 400, json ? "ok" : "invalid_payload", Optional.empty(), ROUND_TRIP);
    }

    /** RFC 6125: a wildcard stands for exactly one label. */
    static boolean covers(String name, String host) {
        var wanted = host.toLowerCase(Locale.ROOT);
        var held = name.toLowerCase(Locale.ROOT);
        return held.equals(wanted)
                || held.startsWith("*.")
                        && wanted.indexOf('.') > 0
                        && wanted.substring(wanted.indexOf('.')).equals(held.substring(1));
    }
}
