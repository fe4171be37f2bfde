package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.WebFront;
import app.medzenhealth.cutover.rehearsal.data.AcmState;
import java.net.URI;
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

    private Answer answer(Request request) {
        URI uri = request.uri();
        String host = uri.getHost();
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        String to = request.connectTo().orElse(host);
        Optional<WebFront> front = new Endpoints(estate).front(to);
        if (front.isEmpty()) {
            return new Answer.NoAnswer("no address found for " + to, ROUND_TRIP);
        }
        Optional<WebFront.Door> door = front.get().door(port);
        if (door.isEmpty()) {
            return new Answer.NoAnswer("no answer within " + request.timeout().toMillis() + " ms", request.timeout());
        }
        Optional<AcmState.Issued> certificate = Optional.empty();
        if (tls) {
            if (!door.get().tls()) {
                return new Answer.NoAnswer(
                        "TLS failed: port " + port + " of " + to + " does not speak TLS", ROUND_TRIP);
            }
            certificate = door.get()
                    .certificateArn()
                    .flatMap(AcmState.of(estate, front.get().region())::issued);
            List<String> names = certificate.map(AcmState.Issued::names).orElse(List.of());
            if (names.stream().noneMatch(name -> covers(name, host))) {
                return new Answer.NoAnswer(
                        "TLS failed: the certificate is for " + String.join(", ", names) + ", not for " + host,
                        ROUND_TRIP);
            }
        }
        String path = uri.getPath().isEmpty() ? "/" : uri.getPath();
        boolean authorized = request.headers().keySet().stream().anyMatch("authorization"::equalsIgnoreCase);
        WebFront.Reply reply = front.get().reply(port, request.method(), path, authorized);
        return new Answer.Answered(
                reply.status(),
                reply.body(),
                certificate.map(c -> new Certificate("CN=" + c.subject(), c.names(), c.notAfter())),
                ROUND_TRIP);
    }

    /** RFC 6125: a wildcard stands for exactly one label. */
    static boolean covers(String name, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        String held = name.toLowerCase(Locale.ROOT);
        return held.equals(wanted)
                || held.startsWith("*.")
                        && wanted.indexOf('.') > 0
                        && wanted.substring(wanted.indexOf('.')).equals(held.substring(1));
    }
}
