package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Load balancers, what is left of networks and machines, DNS. */
final class NetworkReads {

    private NetworkReads() {}

    static List<Found> loadBalancers(Reading in) {
        ElasticLoadBalancingV2Client client = in.client(ElasticLoadBalancingV2Client.class);
        List<Found> found = new ArrayList<>();
        in.pages(
                        token -> client.describeLoadBalancers(b -> b.marker(token)),
                        DescribeLoadBalancersResponse::loadBalancers,
                        DescribeLoadBalancersResponse::nextMarker)
                .forEach(l -> found.add(new Found(
                        "load-balancer",
                        in.region(),
                        l.loadBalancerName(),
                        text(l.loadBalancerArn()),
                        l.loadBalancerName(),
                        l.state() == null ? "" : text(l.state().codeAsString()),
                        details("type", l.typeAsString(), "scheme", l.schemeAsString()),
                        Map.of())));
        in.pages(
                        token -> client.describeTargetGroups(b -> b.marker(token)),
                        DescribeTargetGroupsResponse::targetGroups,
                        DescribeTargetGroupsResponse::nextMarker)
                .forEach(t -> found.add(new Found(
                        "target-group",
                        in.region(),
                        t.targetGroupName(),
                        text(t.targetGroupArn()),
                        t.targetGroupName(),
                        "",
                        details(
                                "port", t.port(),
                                "protocol", t.protocolAsString(),
                                "target type", t.targetTypeAsString(),
                                "health path", t.healthCheckPath()),
                        Map.of())));
        return found;
    }

    static List<Found> leftovers(Reading in) {
        Ec2Client client = in.client(Ec2Client.class);
        List<Found> found = new ArrayList<>();
        in
                .pages(
                        token -> client.describeInstances(b -> b.nextToken(token)),
                        DescribeInstancesResponse::reservations,
                        DescribeInstancesResponse::nextToken)
                .stream()
                .flatMap(r -> r.instances().stream())
                .filter(i -> i.state() == null || !"terminated".equals(i.state().nameAsString()))
                .forEach(i -> found.add(ec2(
                        in,
                        "instance",
                        i.instanceId(),
                        null,
                        i.state() == null ? "" : i.state().nameAsString(),
                        details("type", i.instanceTypeAsString()),
                        i.tags())));
        in.pages(
                        token -> client.describeVolumes(b -> b.nextToken(token)),
                        DescribeVolumesResponse::volumes,
                        DescribeVolumesResponse::nextToken)
                .forEach(v -> found.add(ec2(
                        in,
                        "volume",
                        v.volumeId(),
                        null,
                        v.stateAsString(),
                        details("size (GB)", v.size(), "type", v.volumeTypeAsString(), "encrypted", v.encrypted()),
                        v.tags())));
        in.pages(
                        token ->
                                client.describeSnapshots(b -> b.ownerIds("self").nextToken(token)),
                        DescribeSnapshotsResponse::snapshots,
                        DescribeSnapshotsResponse::nextToken)
                .forEach(s -> found.add(ec2(
                        in,
                        "snapshot",
                        s.snapshotId(),
                        null,
                        s.stateAsString(),
                        details("size (GB)", s.volumeSize()),
                        s.tags())));
        in.pages(
                        token -> client.describeImages(b -> b.owners("self").nextToken(token)),
                        DescribeImagesResponse::images,
                        DescribeImagesResponse::nextToken)
                .forEach(
                        i -> found.add(ec2(in, "image", i.imageId(), i.name(), i.stateAsString(), Map.of(), i.tags())));
        client.describeAddresses()
                .addresses()
                .forEach(a -> found.add(ec2(
                        in,
                        "address",
                        a.allocationId(),
                        null,
                        a.associationId() == null ? "unattached" : "attached",
                        details("public IP", a.publicIp()),
                        a.tags())));
        networks(in, client, found);
        return found;
    }

    private static void networks(Reading in, Ec2Client client, List<Found> found) {
        in
                .pages(
                        token -> client.describeNatGateways(b -> b.nextToken(token)),
                        DescribeNatGatewaysResponse::natGateways,
                        DescribeNatGatewaysResponse::nextToken)
                .stream()
                .filter(n -> !"deleted".equals(n.stateAsString()))
                .forEach(n -> found.add(ec2(
                        in,
                        "nat-gateway",
                        n.natGatewayId(),
                        null,
                        n.stateAsString(),
                        details("VPC", n.vpcId()),
                        n.tags())));
        in.pages(
                        token -> client.describeNetworkInterfaces(b -> b.nextToken(token)),
                        DescribeNetworkInterfacesResponse::networkInterfaces,
                        DescribeNetworkInterfacesResponse::nextToken)
                .forEach(n -> found.add(ec2(
                        in,
                        "network-interface",
                        n.networkInterfaceId(),
                        null,
                        n.statusAsString(),
                        details("description", n.description(), "VPC", n.vpcId()),
                        n.tagSet())));
        in
                .pages(
                        token -> client.describeVpcEndpoints(b -> b.nextToken(token)),
                        DescribeVpcEndpointsResponse::vpcEndpoints,
                        DescribeVpcEndpointsResponse::nextToken)
                .stream()
                .filter(e -> !"deleted".equalsIgnoreCase(e.stateAsString()))
                .forEach(e -> found.add(ec2(
                        in,
                        "vpc-endpoint",
                        e.vpcEndpointId(),
                        null,
                        e.stateAsString(),
                        details("service", e.serviceName(), "type", e.vpcEndpointTypeAsString()),
                        e.tags())));
        in
                .pages(
                        token -> client.describeSecurityGroups(b -> b.nextToken(token)),
                        DescribeSecurityGroupsResponse::securityGroups,
                        DescribeSecurityGroupsResponse::nextToken)
                .stream()
                // Every VPC has one that cannot be deleted.
                .filter(g -> !"default".equals(g.groupName()))
                .forEach(g -> found.add(ec2(
                        in,
                        "security-group",
                        g.groupId(),
                        g.groupName(),
                        "",
                        details("description", g.description()),
                        g.tags())));
    }

    private static Found ec2(
            Reading in,
            String type,
            @Nullable String id,
            @Nullable String name,
            @Nullable String state,
            Map<String, String> details,
            List<Tag> list) {
        Map<String, String> tags = new TreeMap<>();
        list.forEach(t -> tags.put(text(t.key()), text(t.value())));
        String arnType = switch (type) {
            case "address" -> "elastic-ip";
            case "nat-gateway" -> "natgateway";
            default -> type;
        };
        String shown = name != null && !name.isBlank() ? name : tags.getOrDefault("Name", text(id));
        return new Found(
                type,
                in.region(),
                text(id),
                in.arn("ec2", arnType + "/" + text(id)),
                shown,
                text(state),
                details,
                tags);
    }

    static List<Found> zones(Reading in) {
        Route53Client client = in.client(Route53Client.class);
        List<Found> found = new ArrayList<>();
        in.pages(
                        token -> client.listHostedZones(b -> b.marker(token)),
                        ListHostedZonesResponse::hostedZones,
                        ListHostedZonesResponse::nextMarker)
                .forEach(z -> {
                    String id = text(z.id()).replaceFirst("^/hostedzone/", "");
                    boolean inside =
                            z.config() != null && Boolean.TRUE.equals(z.config().privateZone());
                    found.add(new Found(
                            "hosted-zone",
                            "global",
                            id,
                            "arn:aws:route53:::hostedzone/" + id,
                            text(z.name()),
                            "",
                            zone(client, z, inside),
                            Map.of()));
                });
        in.pages(
                        token -> client.listHealthChecks(b -> b.marker(token)),
                        ListHealthChecksResponse::healthChecks,
                        ListHealthChecksResponse::nextMarker)
                .forEach(h -> found.add(healthCheck(h)));
        return found;
    }

    /** A zone's own facts, and which of its names lead to load balancers: where users go is part of what is there. */
    private static Map<String, String> zone(Route53Client client, HostedZone zone, boolean inside) {
        Map<String, String> facts = new LinkedHashMap<>(
                details("records", zone.resourceRecordSetCount(), "visibility", inside ? "private" : "public"));
        for (ResourceRecordSet set : client.listResourceRecordSetsPaginator(b -> b.hostedZoneId(zone.id()))
                .resourceRecordSets()) {
            String leadsTo = set.aliasTarget() != null
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
        String host = config == null ? "" : text(config.fullyQualifiedDomainName());
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
