package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** One load balancer as somebody outside meets it. */
public final class WebFront {
    private final Estate estate;
    private final String region;
    private final LoadBalancer balancer;

    private WebFront(Estate estate, String region, LoadBalancer balancer) {
        this.estate = estate;
        this.region = region;
        this.balancer = balancer;
    }

    /** An HTTP answer. */
    public record Reply(int status, String body) {}

    /** Something that listens on a port. */
    public record OpenPort(boolean tls, Optional<String> certificateArn) {}

    /** @param dnsName the load balancer's own, without a final dot */
    public static Optional<WebFront> named(Estate estate, String dnsName) {
        return estate.regions().stream()
                .flatMap(region -> ElbState.of(estate, region).byDnsName(dnsName).stream()
                        .map(balancer -> new WebFront(estate, region, balancer)))
                .findFirst();
    }

    public static Optional<WebFront> at(Estate estate, String address) {
        return estate.regions().stream()
                .flatMap(region -> ElbState.of(estate, region).balancers.values().stream()
                        .map(balancer -> new WebFront(estate, region, balancer)))
                .filter(front -> front.addresses().contains(address))
                .findFirst();
    }

    public String region() {
        return region;
    }

    /** Its public IPv4 addresses, one a zone. */
    public List<String> addresses() {
        var salt = balancer.dnsName().hashCode();
        return List.of(
                address(
                        18,
                        184 + Math.floorMod(salt, 16),
                        Math.floorMod(salt >> 4, 250),
                        1 + Math.floorMod(salt >> 12, 250)),
                address(
                        52,
                        28 + Math.floorMod(salt >> 2, 30),
                        Math.floorMod(salt >> 7, 250),
                        1 + Math.floorMod(salt >> 15, 250)));
    }

    private static String address(int a, int b, int c, int d) {
        return a + "." + b + "." + c + "." + d;
    }

    /** Whether it takes connections on the port; empty while it is being provisioned. */
    public Optional<OpenPort> openPort(int port) {
        if (ElbState.stateOf(balancer, estate.now()) != LoadBalancerStateEnum.ACTIVE) {
            return Optional.empty();
        }
        return listener(port)
                .map(l -> new OpenPort(
                        l.protocol() == ProtocolEnum.HTTPS,
                        l.certificates().stream()
                                .map(Certificate::certificateArn)
                                .findFirst()));
    }

    /** Whether any target behind any listener is healthy: what an alias that evaluates target health asks. */
    public boolean healthy() {
        return ElbState.of(estate, region).listeners.values().stream()
                .filter(l -> l.loadBalancerArn().equals(balancer.loadBalancerArn()))
                .flatMap(l -> targets(l).stream())
                .anyMatch(t -> t.state() == TargetHealthStateEnum.HEALTHY);
    }

    /** Only where there is a {@link #openPort}. Fails open as ALB does: with no healthy target it asks the unhealthy ones. */
    public Reply reply(int port, String method, String path, boolean authorized) {
        var listener = listener(port).orElseThrow();
        var fixed = listener.defaultActions().stream()
                .filter(a -> a.type() == ActionTypeEnum.FIXED_RESPONSE)
                .map(a -> a.fixedResponseConfig())
                .findFirst();
        if (fixed.isPresent()) {
            return new Reply(
                    Integer.parseInt(fixed.get().statusCode()),
                    Optional.ofNullable(fixed.get().messageBody()).orElse(""));
        }
        var targets = targets(listener);
        var target =
                first(targets, TargetHealthStateEnum.HEALTHY).or(() -> first(targets, TargetHealthStateEnum.UNHEALTHY));
        if (target.isEmpty()) {
            return new Reply(503, "<html><head><title>503 Service Temporarily Unavailable</title></head></html>");
        }
        var service = target.get().service();
        var task = target.get().task();
        if (service == null || task == null) {
            return new Reply(200, "ok");
        }
        var reply = new Containers(estate, region).reply(service, task, method, path, authorized);
        return new Reply(reply.status(), reply.body());
    }

    private static Optional<Targets.Seen> first(List<Targets.Seen> targets, TargetHealthStateEnum state) {
        return targets.stream().filter(t -> t.state() == state).findFirst();
    }

    private Optional<Listener> listener(int port) {
        return ElbState.of(estate, region).listener(balancer.loadBalancerArn(), port);
    }

    private List<Targets.Seen> targets(Listener listener) {
        var state = ElbState.of(estate, region);
        var targets = new Targets(estate, region);
        return ElbState.forwards(listener).stream()
                .flatMap(arn -> Optional.ofNullable(state.targetGroups.get(arn)).stream())
                .flatMap(group -> targets.of(group).stream())
                .toList();
    }
}
