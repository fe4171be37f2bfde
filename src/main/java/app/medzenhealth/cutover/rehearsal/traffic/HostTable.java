package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.WebFront;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;

/** From a host name to what answers there. */
final class HostTable {
    private final Estate estate;

    HostTable(Estate estate) {
        this.estate = estate;
    }

    /** @param host a name or an IPv4 address */
    Optional<WebFront> front(String host) {
        var direct = WebFront.named(estate, host).or(() -> WebFront.at(estate, host));
        if (direct.isPresent()) {
            return direct;
        }
        return new EmbeddedDns(estate).settled(host, "A") instanceof DnsProber.Answer.Records records
                ? records.values().stream()
                        .flatMap(address -> WebFront.at(estate, address).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** As Route 53's checkers see it: they do not verify certificates, and take 2xx and 3xx. */
    boolean healthy(HealthCheckConfig config) {
        return status(config).map(s -> s >= 200 && s < 400).orElse(false);
    }

    String trouble(HealthCheckConfig config) {
        return status(config)
                .map(s -> "HTTP Status Code " + s)
                .orElse("The health checker could not establish a connection within the timeout limit.");
    }

    private Optional<Integer> status(HealthCheckConfig config) {
        var host = Objects.requireNonNullElse(config.fullyQualifiedDomainName(), config.ipAddress());
        int port = Objects.requireNonNullElse(config.port(), config.type() == HealthCheckType.HTTPS ? 443 : 80);
        return front(host)
                .filter(f -> f.openPort(port).isPresent())
                .map(f -> config.type() == HealthCheckType.TCP
                        ? 200
                        : f.reply(port, "GET", Objects.requireNonNullElse(config.resourcePath(), "/"), false)
                                .status());
    }
}
