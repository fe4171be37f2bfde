package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** {@code AWS/ApplicationELB}. Error counts have values only where there were errors, as with AWS. */
final class BalancerMetrics implements MetricSource {
    private static final String NAMESPACE = "AWS/ApplicationELB";
    private static final double REQUESTS_A_MINUTE = 180;

    private final Estate estate;
    private final String region;

    BalancerMetrics(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    @Override
    public List<Key> keys() {
        var keys = new ArrayList<Key>();
        for (var balancer : ElbState.of(estate, region).balancers.values()) {
            var alone = Map.of("LoadBalancer", name(balancer));
            keys.add(new Key(NAMESPACE, "RequestCount", alone));
            keys.add(new Key(NAMESPACE, "TargetResponseTime", alone));
            for (var group : groups(balancer)) {
                var both = Map.of("LoadBalancer", name(balancer), "TargetGroup", name(group));
                keys.add(new Key(NAMESPACE, "RequestCount", both));
                keys.add(new Key(NAMESPACE, "TargetResponseTime", both));
                keys.add(new Key(NAMESPACE, "HealthyHostCount", both));
                keys.add(new Key(NAMESPACE, "UnHealthyHostCount", both));
            }
        }
        return keys;
    }

    @Override
    public Optional<Sample> measure(Key key, Instant from, Instant to) {
        if (!key.namespace().equals(NAMESPACE)) {
            return Optional.empty();
        }
        var balancer = ElbState.of(estate, region).balancers.values().stream()
                .filter(b -> name(b).equals(key.dimensions().get("LoadBalancer")))
                .filter(b -> !b.createdTime().isAfter(from))
                .findFirst();
        var group = key.dimensions().get("TargetGroup");
        return balancer.flatMap(b -> value(
                key,
                b,
                groups(b).stream()
                        .filter(g -> group == null || name(g).equals(group))
                        .toList(),
                from,
                Duration.between(from, to)));
    }

    private Optional<Sample> value(
            Key key, LoadBalancer balancer, List<TargetGroupState> groups, Instant at, Duration length) {
        var healthy = count(groups, TargetHealthStateEnum.HEALTHY, at);
        var used = healthy > 0 && CloudWatchState.visitors(estate).come(balancer.dnsName());
        var wobble = MetricSource.wobble(key, at);
        return switch (key.name()) {
            case "HealthyHostCount" -> groups.isEmpty() ? Optional.empty() : Optional.of(Sample.of(healthy));
            case "UnHealthyHostCount" ->
                groups.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Sample.of(count(groups, TargetHealthStateEnum.UNHEALTHY, at)));
            case "RequestCount" ->
                used
                        ? Optional.of(requests(
                                Math.floor(REQUESTS_A_MINUTE * (0.8 + 0.4 * wobble) * length.toSeconds() / 60)))
                        : Optional.empty();
            case "TargetResponseTime" -> used ? Optional.of(Sample.of(0.038 + 0.02 * wobble)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Sample requests(double count) {
        return new Sample(count, count, 1, 1);
    }

    private int count(List<TargetGroupState> groups, TargetHealthStateEnum state, Instant at) {
        var targets = new Targets(estate, region);
        return (int) groups.stream()
                .flatMap(group -> targets.of(group, at).stream())
                .filter(seen -> seen.state() == state)
                .count();
    }

    private List<TargetGroupState> groups(LoadBalancer balancer) {
        var state = ElbState.of(estate, region);
        return state.listeners.values().stream()
                .filter(l -> l.loadBalancerArn().equals(balancer.loadBalancerArn()))
                .flatMap(l -> ElbState.forwards(l).stream())
                .distinct()
                .filter(state.targetGroups::containsKey)
                .map(state.targetGroups::get)
                .toList();
    }

    private static String name(LoadBalancer balancer) {
        var arn = balancer.loadBalancerArn();
        return arn.substring(arn.indexOf("loadbalancer/") + "loadbalancer/".length());
    }

    private static String name(TargetGroupState group) {
        var arn = group.description.targetGroupArn();
        return arn.substring(arn.indexOf("targetgroup/"));
    }
}
