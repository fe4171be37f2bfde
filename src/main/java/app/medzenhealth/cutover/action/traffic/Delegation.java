package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.monitor.DnsProber.Answer;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;

/**
 * Whether users' resolvers are led to a hosted zone. Several zones may have one name; a change in one that nobody is led to, or in a
 * private one, is a change that no user sees (Amazon Route 53 Developer Guide, “Making Route 53 the DNS service for a domain”).
 */
final class Delegation {
    private static final String TITLE = "Users' resolvers are led to this zone";

    private Delegation() {}

    static Check of(ActionContext context, String zone) throws InterruptedException {
        return Check.reading(
                TITLE,
                () -> judge(
                        context,
                        context.clients()
                                .client(Route53Client.class, RecordSets.GLOBAL)
                                .getHostedZone(q -> q.id(zone))));
    }

    private static Check.Outcome judge(ActionContext context, GetHostedZoneResponse told) throws InterruptedException {
        var zone = told.hostedZone();
        if (zone.config() != null && Boolean.TRUE.equals(zone.config().privateZone())) {
            return new Check.Fail(
                    zone.name() + " is a private zone: only its networks see it", "choose the public zone");
        }
        var own = told.delegationSet() == null
                ? Set.<String>of()
                : plain(told.delegationSet().nameServers());
        if (own.isEmpty()) {
            return new Check.Unknown("Route 53 names no name servers of " + zone.name());
        }
        var name = zone.name().replaceFirst("\\.$", "");
        return switch (context.dns().resolver(name, "NS")) {
            case Answer.Records(String server, var values, var _) -> {
                var led = plain(values);
                yield own.equals(led)
                        ? new Check.Pass(server + " names its name servers: " + String.join(", ", own))
                        : new Check.Fail(
                                server + " leads to " + String.join(", ", led) + "; this zone's are "
                                        + String.join(", ", own),
                                "choose the zone that the registrar delegates " + name + " to");
            }
            case Answer.NoSuchName(String server) -> new Check.Unknown(server + " knows no name servers of " + name);
            case Answer.NoAnswer(String server, String reason) -> new Check.Unknown(server + ": " + reason);
        };
    }

    private static Set<String> plain(Collection<String> servers) {
        return servers.stream()
                .map(s -> s.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
