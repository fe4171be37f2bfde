package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Zones, where their names lead, and health checks. */
final class DnsReads {

    private DnsReads() {}

    static List<Found> zones(ServiceReading in) throws InterruptedException {
        var client = in.client(Route53Client.class);
        return in.together(
                new Listing("hosted-zone", () -> zones(in, client)),
                new Listing("health-check", () -> healthChecks(in, client)));
    }

    private static List<Found> zones(ServiceReading in, Route53Client client) throws InterruptedException {
        var zones = in.pages(
                token -> client.listHostedZones(b -> b.marker(token)),
                ListHostedZonesResponse::hostedZones,
                ListHostedZonesResponse::nextMarker);
        return in.each("hosted-zone", zones, DnsReads::id, (z, details) -> List.of(zone(in, client, z, details)));
    }

    private static List<Found> healthChecks(ServiceReading in, Route53Client client) {
        return in
                .pages(
                        token -> client.listHealthChecks(b -> b.marker(token)),
                        ListHealthChecksResponse::healthChecks,
                        ListHealthChecksResponse::nextMarker)
                .stream()
                .map(DnsReads::healthCheck)
                .toList();
    }

    private static String id(HostedZone z) {
        return text(z.id()).replaceFirst("^/hostedzone/", "");
    }

    private static Found zone(ServiceReading in, Route53Client client, HostedZone z, Details details) {
        var id = id(z);
        var inside = z.config() != null && Boolean.TRUE.equals(z.config().privateZone());
        var records = details.ask(
                Detail.RECORDS,
                () -> in.call(() -> client.listResourceRecordSetsPaginator(b -> b.hostedZoneId(z.id())).stream()
                        .flatMap(page -> page.resourceRecordSets().stream())
                        .toList()));
        return new Found(
                "hosted-zone",
                "global",
                id,
                "arn:aws:route53:::hostedzone/" + id,
                text(z.name()),
                "",
                records.map(r -> facts(z, r, inside))
                        .orElseGet(
                                () -> details("records", details.why(), "visibility", inside ? "private" : "public")),
                Map.of());
    }

    /** A zone's own facts, and which of its names lead to load balancers: where users go is part of what is there. */
    private static Map<String, String> facts(HostedZone zone, List<ResourceRecordSet> records, boolean inside) {
        var facts = new LinkedHashMap<String, String>(
                details("records", zone.resourceRecordSetCount(), "visibility", inside ? "private" : "public"));
        for (var set : records) {
            var leadsTo = set.aliasTarget() != null
                    ? text(set.aliasTarget().dnsName())
                    : set.resourceRecords().stream().map(ResourceRecord::value).collect(Collectors.joining(", "));
            if (leadsTo.contains(".elb.amazonaws.com")) {
                facts.merge(text(set.name()).replaceFirst("\\.$", ""), share(set) + leadsTo, (a, b) -> a + ", " + b);
            }
        }
        return facts;
    }

    private static String share(ResourceRecordSet set) {
        if (set.weight() != null) {
            return "weight " + set.weight() + " ";
        }
        return set.failover() == null ? "" : set.failoverAsString().toLowerCase(Locale.ROOT) + " ";
    }

    private static Found healthCheck(HealthCheck h) {
        var config = h.healthCheckConfig();
        var host = config == null ? "" : text(config.fullyQualifiedDomainName());
        return new Found(
                "health-check",
                "global",
                h.id(),
                "arn:aws:route53:::healthcheck/" + h.id(),
                host.isEmpty() ? h.id() : host,
                "",
                config == null
                        ? Map.of()
                        : details("type", config.typeAsString(), "path", config.resourcePath(), "port", config.port()),
                Map.of());
    }
}
