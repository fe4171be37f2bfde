package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.ArrayList;
import java.util.List;
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
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What is left of networks and machines. */
final class NetworkReads {

    private NetworkReads() {}

    static List<Found> leftovers(ServiceReading in) throws InterruptedException {
        var client = in.client(Ec2Client.class);
        return withoutDefaults(in.together(lists(in, client).toArray(Listing[]::new)));
    }

    /** The same, and what else can keep a network from being deleted or cost money. */
    static List<Found> everything(ServiceReading in) throws InterruptedException {
        var client = in.client(Ec2Client.class);
        var lists = new ArrayList<Listing>(lists(in, client));
        lists.addAll(List.of(
                new Listing("network-acl", () -> NetworkParts.acls(in, client)),
                new Listing("vpc-peering-connection", () -> NetworkParts.peerings(in, client)),
                new Listing("egress-only-internet-gateway", () -> NetworkParts.egressGateways(in, client)),
                new Listing("vpn-gateway", () -> NetworkParts.vpnGateways(in, client)),
                new Listing("vpn-connection", () -> NetworkParts.vpnConnections(in, client)),
                new Listing("customer-gateway", () -> NetworkParts.customerGateways(in, client)),
                new Listing("transit-gateway", () -> NetworkParts.transitGateways(in, client)),
                new Listing("transit-gateway-attachment", () -> NetworkParts.transitAttachments(in, client)),
                new Listing("flow-log", () -> NetworkParts.flowLogs(in, client))));
        return withoutDefaults(in.together(lists.toArray(Listing[]::new)));
    }

    /** AWS puts a network with its gateway into every region, where they cost nothing. */
    private static List<Found> withoutDefaults(List<Found> all) {
        var defaults = all.stream()
                .filter(f -> f.type().equals("vpc") && f.isLeftOut())
                .map(Found::id)
                .collect(Collectors.toSet());
        return all.stream()
                .map(f -> f.type().equals("internet-gateway")
                                && defaults.contains(f.details().getOrDefault("VPC", ""))
                        ? f.leftOut()
                        : f)
                .toList();
    }

    private static List<Listing> lists(ServiceReading in, Ec2Client client) {
        return List.of(
                new Listing("instance", () -> instances(in, client)),
                new Listing("volume", () -> volumes(in, client)),
                new Listing("snapshot", () -> snapshots(in, client)),
                new Listing("image", () -> images(in, client)),
                new Listing("address", () -> addresses(in, client)),
                new Listing("nat-gateway", () -> gateways(in, client)),
                new Listing("network-interface", () -> interfaces(in, client)),
                new Listing("vpc-endpoint", () -> endpoints(in, client)),
                new Listing("security-group", () -> securityGroups(in, client)),
                new Listing("vpc", () -> networks(in, client)),
                new Listing("subnet", () -> subnets(in, client)),
                new Listing("internet-gateway", () -> NetworkParts.internetGateways(in, client)),
                new Listing("route-table", () -> NetworkParts.routeTables(in, client)),
                new Listing("key-pair", () -> NetworkParts.keyPairs(in, client)),
                new Listing("launch-template", () -> NetworkParts.launchTemplates(in, client)));
    }

    private static List<Found> instances(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeInstances(b -> b.nextToken(token)),
                        DescribeInstancesResponse::reservations,
                        DescribeInstancesResponse::nextToken)
                .stream()
                .flatMap(r -> r.instances().stream())
                .map(i -> ec2(
                        in,
                        "instance",
                        i.instanceId(),
                        null,
                        i.state() == null ? "" : i.state().nameAsString(),
                        details("type", i.instanceTypeAsString()),
                        i.tags()))
                // Listed for about an hour.
                .map(f -> without(f, "terminated"))
                .toList();
    }

    private static List<Found> volumes(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeVolumes(b -> b.nextToken(token)),
                        DescribeVolumesResponse::volumes,
                        DescribeVolumesResponse::nextToken)
                .stream()
                .map(v -> ec2(
                        in,
                        "volume",
                        v.volumeId(),
                        null,
                        v.stateAsString(),
                        details("size (GB)", v.size(), "type", v.volumeTypeAsString(), "encrypted", v.encrypted()),
                        v.tags()))
                .toList();
    }

    private static List<Found> snapshots(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token ->
                                client.describeSnapshots(b -> b.ownerIds("self").nextToken(token)),
                        DescribeSnapshotsResponse::snapshots,
                        DescribeSnapshotsResponse::nextToken)
                .stream()
                .map(s -> ec2(
                        in,
                        "snapshot",
                        s.snapshotId(),
                        null,
                        s.stateAsString(),
                        details("size (GB)", s.volumeSize()),
                        s.tags()))
                .toList();
    }

    private static List<Found> images(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeImages(
                                b -> b.owners("self").includeDisabled(true).nextToken(token)),
                        DescribeImagesResponse::images,
                        DescribeImagesResponse::nextToken)
                .stream()
                .map(i -> ec2(in, "image", i.imageId(), i.name(), i.stateAsString(), Map.of(), i.tags()))
                .toList();
    }

    private static List<Found> addresses(ServiceReading in, Ec2Client client) {
        return in.call(() -> client.describeAddresses()).addresses().stream()
                .map(a -> ec2(
                        in,
                        "address",
                        a.allocationId(),
                        null,
                        a.associationId() == null ? "unattached" : "attached",
                        details("public IP", a.publicIp()),
                        a.tags()))
                .toList();
    }

    private static List<Found> gateways(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeNatGateways(b -> b.nextToken(token)),
                        DescribeNatGatewaysResponse::natGateways,
                        DescribeNatGatewaysResponse::nextToken)
                .stream()
                .map(n -> ec2(
                        in,
                        "nat-gateway",
                        n.natGatewayId(),
                        null,
                        n.stateAsString(),
                        details("VPC", n.vpcId()),
                        n.tags()))
                // Listed for about an hour.
                .map(f -> without(f, "deleted"))
                .toList();
    }

    private static List<Found> interfaces(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeNetworkInterfaces(b -> b.nextToken(token)),
                        DescribeNetworkInterfacesResponse::networkInterfaces,
                        DescribeNetworkInterfacesResponse::nextToken)
                .stream()
                .map(n -> ec2(
                        in,
                        "network-interface",
                        n.networkInterfaceId(),
                        null,
                        n.statusAsString(),
                        details("description", n.description(), "VPC", n.vpcId()),
                        n.tagSet()))
                .toList();
    }

    private static List<Found> endpoints(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeVpcEndpoints(b -> b.nextToken(token)),
                        DescribeVpcEndpointsResponse::vpcEndpoints,
                        DescribeVpcEndpointsResponse::nextToken)
                .stream()
                .map(e -> ec2(
                        in,
                        "vpc-endpoint",
                        e.vpcEndpointId(),
                        null,
                        e.stateAsString(),
                        details("service", e.serviceName(), "type", e.vpcEndpointTypeAsString()),
                        e.tags()))
                .map(f -> without(f, "deleted"))
                .toList();
    }

    private static List<Found> securityGroups(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeSecurityGroups(b -> b.nextToken(token)),
                        DescribeSecurityGroupsResponse::securityGroups,
                        DescribeSecurityGroupsResponse::nextToken)
                .stream()
                .map(g -> {
                    var found = ec2(
                            in,
                            "security-group",
                            g.groupId(),
                            g.groupName(),
                            "",
                            details("description", g.description()),
                            g.tags());
                    // Every VPC has one that cannot be deleted.
                    return "default".equals(g.groupName()) ? found.leftOut() : found;
                })
                .toList();
    }

    /** AWS puts a default one with its subnets into every region, where it costs nothing. */
    private static List<Found> networks(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeVpcs(b -> b.nextToken(token)),
                        DescribeVpcsResponse::vpcs,
                        DescribeVpcsResponse::nextToken)
                .stream()
                .map(v -> {
                    var found = ec2(
                            in,
                            "vpc",
                            v.vpcId(),
                            null,
                            v.stateAsString(),
                            details("addresses", v.cidrBlock()),
                            v.tags());
                    return Boolean.TRUE.equals(v.isDefault()) ? found.leftOut() : found;
                })
                .toList();
    }

    private static List<Found> subnets(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeSubnets(b -> b.nextToken(token)),
                        DescribeSubnetsResponse::subnets,
                        DescribeSubnetsResponse::nextToken)
                .stream()
                .map(s -> {
                    var found = ec2(
                            in,
                            "subnet",
                            s.subnetId(),
                            null,
                            s.stateAsString(),
                            details("addresses", s.cidrBlock(), "VPC", s.vpcId()),
                            s.tags());
                    return Boolean.TRUE.equals(s.defaultForAz()) ? found.leftOut() : found;
                })
                .toList();
    }

    static Found without(Found found, String state) {
        return found.state().equalsIgnoreCase(state) ? found.leftOut() : found;
    }

    static Found ec2(
            ServiceReading in,
            String type,
            @Nullable String id,
            @Nullable String name,
            @Nullable String state,
            Map<String, String> details,
            List<Tag> list) {
        var tags = new TreeMap<String, String>();
        list.forEach(t -> tags.put(text(t.key()), text(t.value())));
        var arnType = switch (type) {
            case "address" -> "elastic-ip";
            case "nat-gateway" -> "natgateway";
            case "flow-log" -> "vpc-flow-log";
            default -> type;
        };
        var shown = name != null && !name.isBlank() ? name : tags.getOrDefault("Name", text(id));
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
}
