package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.Explained;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.HealthReading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;

/**
 * What Route 53 itself says of the account's health checks. {@code GetHealthCheckStatus} has one answer for each checker "that is
 * reporting a status" (Amazon Route 53 API Reference, GetHealthCheckStatus) and is not for "high query rates".
 */
public final class HealthChecksRead {
    /** An account may have hundreds; those of one platform are few. */
    private static final int MOST = 6;

    private static final String SUCCESS = "Success";

    private HealthChecksRead() {}

    /** The first few that ask an endpoint. Those that are calculated, or follow an alarm, have no checkers. */
    public static List<HealthReading> of(Clients clients, Instant at) {
        var route53 = clients.client(Route53Client.class, RecordSets.GLOBAL);
        try {
            return route53.listHealthChecksPaginator(q -> {}).healthChecks().stream()
                    .filter(c -> asks(c.healthCheckConfig()))
                    .limit(MOST)
                    .map(c -> read(route53, c, at))
                    .toList();
        } catch (SdkException e) {
            return List.of(new HealthReading("health checks", at, 0, 0, Optional.of(Explained.of(e))));
        }
    }

    private static boolean asks(HealthCheckConfig config) {
        return config.fullyQualifiedDomainName() != null || config.ipAddress() != null;
    }

    private static String title(HealthCheckConfig config) {
        return Stream.of(
                        Stream.of(config.fullyQualifiedDomainName(), config.ipAddress())
                                .filter(n -> n != null && !n.isBlank())
                                .findFirst()
                                .orElse("?"),
                        config.resourcePath() == null ? "" : config.resourcePath())
                .collect(Collectors.joining());
    }

    private static HealthReading read(Route53Client route53, HealthCheck check, Instant at) {
        var title = title(check.healthCheckConfig());
        try {
            var said = route53.getHealthCheckStatus(q -> q.healthCheckId(check.id())).healthCheckObservations().stream()
                    .filter(o -> o.statusReport() != null && o.statusReport().status() != null)
                    .map(o -> o.statusReport().status())
                    .toList();
            return new HealthReading(
                    title,
                    at,
                    (int) said.stream().filter(s -> s.startsWith(SUCCESS)).count(),
                    said.size(),
                    said.isEmpty()
                            ? Optional.of("no checker has said anything yet")
                            : said.stream().filter(s -> !s.startsWith(SUCCESS)).findFirst());
        } catch (SdkException e) {
            return new HealthReading(title, at, 0, 0, Optional.of(Explained.of(e)));
        }
    }
}
