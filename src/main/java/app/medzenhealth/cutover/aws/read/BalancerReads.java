package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Load balancers with their listeners, and how their targets are. */
final class BalancerReads {

    private BalancerReads() {}

    static List<Found> loadBalancers(ServiceReading in) throws InterruptedException {
        var client = in.client(ElasticLoadBalancingV2Client.class);
        return in.together(
                new Listing("load-balancer", () -> balancers(in, client)),
                new Listing("target-group", () -> groups(in, client)));
    }

    private static List<Found> balancers(ServiceReading in, ElasticLoadBalancingV2Client client)
            throws InterruptedException {
        var balancers = in.pages(
                token -> client.describeLoadBalancers(b -> b.marker(token)),
                DescribeLoadBalancersResponse::loadBalancers,
                DescribeLoadBalancersResponse::nextMarker);
        return in.each(
                "load-balancer",
                balancers,
                LoadBalancer::loadBalancerName,
                (l, details) -> List.of(balancer(in, client, l, details)));
    }

    private static List<Found> groups(ServiceReading in, ElasticLoadBalancingV2Client client)
            throws InterruptedException {
        var groups = in.pages(
                token -> client.describeTargetGroups(b -> b.marker(token)),
                DescribeTargetGroupsResponse::targetGroups,
                DescribeTargetGroupsResponse::nextMarker);
        return in.each(
                "target-group",
                groups,
                TargetGroup::targetGroupName,
                (t, details) -> List.of(group(in, client, t, details)));
    }

    private static Found balancer(
            ServiceReading in, ElasticLoadBalancingV2Client client, LoadBalancer l, Details details) {
        var listeners = details.ask(
                Detail.LISTENERS,
                () -> in.pages(
                        token -> client.describeListeners(
                                b -> b.loadBalancerArn(l.loadBalancerArn()).marker(token)),
                        DescribeListenersResponse::listeners,
                        DescribeListenersResponse::nextMarker));
        return new Found(
                "load-balancer",
                in.region(),
                l.loadBalancerName(),
                text(l.loadBalancerArn()),
                l.loadBalancerName(),
                l.state() == null ? "" : text(l.state().codeAsString()),
                details(
                        "type",
                        l.typeAsString(),
                        "scheme",
                        l.schemeAsString(),
                        "listeners",
                        listeners.map(BalancerReads::ports).orElseGet(details::why),
                        "certificates",
                        listeners
                                .map(n -> details.fact(Detail.LISTENER_CERTIFICATES, () -> certificates(in, client, n)))
                                .orElseGet(details::why)),
                Map.of());
    }

    private static String ports(List<Listener> listeners) {
        return listeners.stream()
                .sorted(Comparator.comparing(n -> text(n.port())))
                .map(n -> text(n.protocolAsString()) + " " + text(n.port()))
                .collect(Collectors.joining(", "));
    }

    /** How many there are: which ones differs between regions by nature. */
    private static String certificates(
            ServiceReading in, ElasticLoadBalancingV2Client client, List<Listener> listeners) {
        var arns = new HashSet<String>();
        for (var listener : listeners) {
            // Only these have any, and AWS refuses to say so for others.
            if (!listener.certificates().isEmpty()) {
                in.pages(
                                token -> client.describeListenerCertificates(b ->
                                        b.listenerArn(listener.listenerArn()).marker(token)),
                                DescribeListenerCertificatesResponse::certificates,
                                DescribeListenerCertificatesResponse::nextMarker)
                        .forEach(c -> arns.add(text(c.certificateArn())));
            }
        }
        return String.valueOf(arns.size());
    }

    private static String health(ServiceReading in, ElasticLoadBalancingV2Client client, TargetGroup t) {
        var health = new TreeMap<String, Integer>();
        in.call(() -> client.describeTargetHealth(b -> b.targetGroupArn(t.targetGroupArn())))
                .targetHealthDescriptions()
                .forEach(d -> health.merge(
                        d.targetHealth() == null ? "" : text(d.targetHealth().stateAsString()), 1, Integer::sum));
        return health.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private static Found group(ServiceReading in, ElasticLoadBalancingV2Client client, TargetGroup t, Details details) {
        return new Found(
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
                        "health path", t.healthCheckPath(),
                        "targets", details.fact(Detail.TARGET_HEALTH, () -> health(in, client, t))),
                Map.of());
    }
}
