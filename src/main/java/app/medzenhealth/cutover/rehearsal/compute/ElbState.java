package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Application load balancers, listeners and target groups of one region. */
public final class ElbState {
    static final Duration PROVISIONING = Duration.ofSeconds(120);
    /** Of the load balancers' own names, by region: AWS General Reference, Elastic Load Balancing endpoints. */
    private static final Map<String, String> ZONES = Map.of(
            "eu-central-1", "Z215JYRZR1TBD5",
            "eu-west-1", "Z32O12XQLNTSW2",
            "eu-west-2", "ZHURV8PSTC4K8",
            "eu-west-3", "Z3Q77PNBQS71R4",
            "eu-north-1", "Z23TAZ6LKFMNIO",
            "eu-south-1", "Z3ULH7SSC9OV64",
            "af-south-1", "Z268VQBMOI5EKX",
            "us-east-1", "Z35SXDOTRQ7X7K",
            "us-east-2", "Z3AADJGX6KTTL2",
            "us-west-2", "Z1H1FL5HABSF5");

    private final Estate estate;
    private final String region;
    final Map<String, LoadBalancer> balancers = new LinkedHashMap<>();
    final Map<String, Listener> listeners = new LinkedHashMap<>();
    final Map<String, TargetGroupState> targetGroups = new LinkedHashMap<>();
    final Map<String, Map<String, String>> attributes = new LinkedHashMap<>();

    private ElbState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static ElbState of(Estate estate, String region) {
        return estate.state(ElbState.class, region, () -> new ElbState(estate, region));
    }

    /** The hosted zone that an alias to a load balancer of this region names. */
    public static String zoneOf(String region) {
        return ZONES.getOrDefault(
                region,
                "Z" + Long.toString(Math.abs((long) region.hashCode()), 36).toUpperCase(Locale.ROOT));
    }

    /**
     * An active load balancer that is there from the start.
     *
     * @param number the digits that AWS puts after its name in its DNS name
     * @return its ARN
     */
    public String loadBalancer(LoadBalancer description, String number) {
        var id = estate.id("").substring(1);
        var name = description.loadBalancerName();
        var arn = estate.arn("elasticloadbalancing", region, "loadbalancer/app/" + name + "/" + id);
        balancers.put(
                arn,
                description.toBuilder()
                        .loadBalancerArn(arn)
                        .dnsName(name + "-" + number + "." + region + ".elb.amazonaws.com")
                        .canonicalHostedZoneId(zoneOf(region))
                        .scheme(Optional.ofNullable(description.schemeAsString())
                                .orElse("internet-facing"))
                        .type(Optional.ofNullable(description.typeAsString()).orElse("application"))
                        .ipAddressType(Optional.ofNullable(description.ipAddressTypeAsString())
                                .orElse("ipv4"))
                        .createdTime(Optional.ofNullable(description.createdTime())
                                .orElse(estate.now().minus(PROVISIONING)))
                        .build());
        return arn;
    }

    /** A target group that is there from the start; answers its ARN. */
    public String targetGroup(TargetGroup description) {
        var arn = estate.arn(
                "elasticloadbalancing",
                region,
                "targetgroup/" + description.targetGroupName() + "/"
                        + estate.id("").substring(1));
        targetGroups.put(
                arn,
                new TargetGroupState(description.toBuilder()
                        .targetGroupArn(arn)
                        .protocol(or(description.protocolAsString(), "HTTP"))
                        .port(Optional.ofNullable(description.port()).orElse(80))
                        .targetType(or(description.targetTypeAsString(), "instance"))
                        .healthCheckEnabled(true)
                        .healthCheckProtocol(or(description.healthCheckProtocolAsString(), "HTTP"))
                        .healthCheckPort(or(description.healthCheckPort(), "traffic-port"))
                        .healthCheckPath(or(description.healthCheckPath(), "/"))
                        .healthCheckIntervalSeconds(Optional.ofNullable(description.healthCheckIntervalSeconds())
                                .orElse(30))
                        .healthCheckTimeoutSeconds(Optional.ofNullable(description.healthCheckTimeoutSeconds())
                                .orElse(5))
                        .healthyThresholdCount(Optional.ofNullable(description.healthyThresholdCount())
                                .orElse(5))
                        .unhealthyThresholdCount(Optional.ofNullable(description.unhealthyThresholdCount())
                                .orElse(2))
                        .matcher(Optional.ofNullable(description.matcher())
                                .orElse(Matcher.builder().httpCode("200").build()))
                        .build()));
        return arn;
    }

    /** A listener that is there from the start; answers its ARN. */
    public String listener(Listener description) {
        var path = description
                .loadBalancerArn()
                .substring(description.loadBalancerArn().indexOf("loadbalancer/"));
        var arn = estate.arn(
                "elasticloadbalancing",
                region,
                path.replaceFirst("loadbalancer/", "listener/") + "/"
                        + estate.id("").substring(1));
        listeners.put(arn, description.toBuilder().listenerArn(arn).build());
        return arn;
    }

    Optional<LoadBalancer> named(String name) {
        return balancers.values().stream()
                .filter(b -> b.loadBalancerName().equals(name))
                .findFirst();
    }

    /** @param dnsName without a final dot, any case; also with {@code dualstack.} before it */
    public Optional<LoadBalancer> byDnsName(String dnsName) {
        var plain = dnsName.startsWith("dualstack.") ? dnsName.substring("dualstack.".length()) : dnsName;
        return balancers.values().stream()
                .filter(b -> b.dnsName().equalsIgnoreCase(plain))
                .findFirst();
    }

    public Optional<Listener> listener(String balancerArn, int port) {
        return listeners.values().stream()
                .filter(l -> l.loadBalancerArn().equals(balancerArn) && l.port() == port)
                .findFirst();
    }

    /** ARNs of the target groups that a listener's default actions forward to. */
    public static List<String> forwards(Listener listener) {
        return listener.defaultActions().stream()
                .filter(a -> a.type() == ActionTypeEnum.FORWARD)
                .flatMap(a -> targets(a).stream())
                .toList();
    }

    private static List<String> targets(Action action) {
        if (action.targetGroupArn() != null) {
            return List.of(action.targetGroupArn());
        }
        return action.forwardConfig() == null
                ? List.of()
                : action.forwardConfig().targetGroups().stream()
                        .map(t -> t.targetGroupArn())
                        .toList();
    }

    List<String> balancersOf(String targetGroupArn) {
        return listeners.values().stream()
                .filter(l -> forwards(l).contains(targetGroupArn))
                .map(Listener::loadBalancerArn)
                .distinct()
                .toList();
    }

    /** ARNs of the load balancers whose listeners present a certificate. */
    public List<String> presenting(String certificateArn) {
        return listeners.values().stream()
                .filter(l -> l.certificates().stream().anyMatch(c -> certificateArn.equals(c.certificateArn())))
                .map(Listener::loadBalancerArn)
                .distinct()
                .toList();
    }

    static LoadBalancerStateEnum stateOf(LoadBalancer balancer, Instant now) {
        return now.isBefore(balancer.createdTime().plus(PROVISIONING))
                ? LoadBalancerStateEnum.PROVISIONING
                : LoadBalancerStateEnum.ACTIVE;
    }

    private static String or(String value, String other) {
        return value == null ? other : value;
    }
}
