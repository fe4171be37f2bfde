package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;
import static app.medzenhealth.cutover.aws.read.NetworkReads.ec2;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeEgressOnlyInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeFlowLogsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInternetGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRouteTablesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewayAttachmentsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTransitGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcPeeringConnectionsResponse;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;

/** What networks are made of besides subnets: gateways, routes and connections keep a VPC from being deleted, some cost money. */
final class NetworkParts {

    private NetworkParts() {}

    static List<Found> internetGateways(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeInternetGateways(b -> b.nextToken(token)),
                        DescribeInternetGatewaysResponse::internetGateways,
                        DescribeInternetGatewaysResponse::nextToken)
                .stream()
                .map(g -> ec2(
                        in,
                        "internet-gateway",
                        g.internetGatewayId(),
                        null,
                        g.attachments().isEmpty() ? "detached" : "attached",
                        details(
                                "VPC",
                                g.attachments().isEmpty()
                                        ? null
                                        : g.attachments().getFirst().vpcId()),
                        g.tags()))
                .toList();
    }

    /** A VPC's main one goes with it. */
    static List<Found> routeTables(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeRouteTables(b -> b.nextToken(token)),
                        DescribeRouteTablesResponse::routeTables,
                        DescribeRouteTablesResponse::nextToken)
                .stream()
                .map(t -> {
                    var found = ec2(
                            in,
                            "route-table",
                            t.routeTableId(),
                            null,
                            "",
                            details("VPC", t.vpcId(), "routes", t.routes().size()),
                            t.tags());
                    return t.associations().stream().anyMatch(RouteTableAssociation::main) ? found.leftOut() : found;
                })
                .toList();
    }

    static List<Found> keyPairs(ServiceReading in, Ec2Client client) {
        return in.call(() -> client.describeKeyPairs()).keyPairs().stream()
                .map(k -> ec2(
                        in,
                        "key-pair",
                        k.keyPairId() == null ? k.keyName() : k.keyPairId(),
                        k.keyName(),
                        "",
                        details("type", k.keyTypeAsString()),
                        k.tags()))
                .toList();
    }

    static List<Found> launchTemplates(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeLaunchTemplates(b -> b.nextToken(token)),
                        DescribeLaunchTemplatesResponse::launchTemplates,
                        DescribeLaunchTemplatesResponse::nextToken)
                .stream()
                .map(t -> ec2(
                        in, "launch-template", t.launchTemplateId(), t.launchTemplateName(), "", Map.of(), t.tags()))
                .toList();
    }

    /** A VPC's default one goes with it. */
    static List<Found> acls(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeNetworkAcls(b -> b.nextToken(token)),
                        DescribeNetworkAclsResponse::networkAcls,
                        DescribeNetworkAclsResponse::nextToken)
                .stream()
                .map(a -> {
                    var found = ec2(in, "network-acl", a.networkAclId(), null, "", details("VPC", a.vpcId()), a.tags());
                    return Boolean.TRUE.equals(a.isDefault()) ? found.leftOut() : found;
                })
                .toList();
    }

    static List<Found> peerings(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeVpcPeeringConnections(b -> b.nextToken(token)),
                        DescribeVpcPeeringConnectionsResponse::vpcPeeringConnections,
                        DescribeVpcPeeringConnectionsResponse::nextToken)
                .stream()
                .map(p -> NetworkReads.without(
                        ec2(
                                in,
                                "vpc-peering-connection",
                                p.vpcPeeringConnectionId(),
                                null,
                                p.status() == null ? "" : text(p.status().codeAsString()),
                                Map.of(),
                                p.tags()),
                        "deleted"))
                .toList();
    }

    static List<Found> egressGateways(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeEgressOnlyInternetGateways(b -> b.nextToken(token)),
                        DescribeEgressOnlyInternetGatewaysResponse::egressOnlyInternetGateways,
                        DescribeEgressOnlyInternetGatewaysResponse::nextToken)
                .stream()
                .map(g -> ec2(
                        in,
                        "egress-only-internet-gateway",
                        g.egressOnlyInternetGatewayId(),
                        null,
                        "",
                        Map.of(),
                        g.tags()))
                .toList();
    }

    static List<Found> vpnGateways(ServiceReading in, Ec2Client client) {
        return in.call(() -> client.describeVpnGateways()).vpnGateways().stream()
                .map(g -> NetworkReads.without(
                        ec2(in, "vpn-gateway", g.vpnGatewayId(), null, g.stateAsString(), Map.of(), g.tags()),
                        "deleted"))
                .toList();
    }

    static List<Found> vpnConnections(ServiceReading in, Ec2Client client) {
        return in.call(() -> client.describeVpnConnections()).vpnConnections().stream()
                // Its configuration holds the shared secrets: never shown.
                .map(c -> NetworkReads.without(
                        ec2(in, "vpn-connection", c.vpnConnectionId(), null, c.stateAsString(), Map.of(), c.tags()),
                        "deleted"))
                .toList();
    }

    static List<Found> customerGateways(ServiceReading in, Ec2Client client) {
        return in.call(() -> client.describeCustomerGateways()).customerGateways().stream()
                .map(g -> NetworkReads.without(
                        ec2(in, "customer-gateway", g.customerGatewayId(), null, g.state(), Map.of(), g.tags()),
                        "deleted"))
                .toList();
    }

    static List<Found> transitGateways(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeTransitGateways(b -> b.nextToken(token)),
                        DescribeTransitGatewaysResponse::transitGateways,
                        DescribeTransitGatewaysResponse::nextToken)
                .stream()
                .map(g -> NetworkReads.without(
                        ec2(in, "transit-gateway", g.transitGatewayId(), null, g.stateAsString(), Map.of(), g.tags()),
                        "deleted"))
                .toList();
    }

    static List<Found> transitAttachments(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeTransitGatewayAttachments(b -> b.nextToken(token)),
                        DescribeTransitGatewayAttachmentsResponse::transitGatewayAttachments,
                        DescribeTransitGatewayAttachmentsResponse::nextToken)
                .stream()
                .map(a -> NetworkReads.without(
                        ec2(
                                in,
                                "transit-gateway-attachment",
                                a.transitGatewayAttachmentId(),
                                null,
                                a.stateAsString(),
                                Map.of(),
                                a.tags()),
                        "deleted"))
                .toList();
    }

    static List<Found> flowLogs(ServiceReading in, Ec2Client client) {
        return in
                .pages(
                        token -> client.describeFlowLogs(b -> b.nextToken(token)),
                        DescribeFlowLogsResponse::flowLogs,
                        DescribeFlowLogsResponse::nextToken)
                .stream()
                .map(l -> ec2(
                        in,
                        "flow-log",
                        l.flowLogId(),
                        null,
                        l.flowLogStatus(),
                        details("of", l.resourceId(), "to", l.logDestinationTypeAsString()),
                        l.tags()))
                .toList();
    }
}
