package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * Whether anybody else stands behind a listener and a target group that are taken away with a service. ELB refuses to delete a target
 * group only while a listener or rule names it (DeleteTargetGroup: "if it is not referenced by any actions"): that another service
 * registers its tasks there, or that the listener leads elsewhere too, it does not ask.
 *
 * @param own the service that goes
 */
record FrontUse(String loadBalancer, int port, String targetGroup, EcsServiceReads own) {
    /** Amazon ECS API Reference, DescribeServices: "a list of up to 10 services". */
    private static final int MOST = 10;

    List<Check> checks(ActionContext context) throws InterruptedException {
        return List.of(
                Check.reading("No other listener leads to " + targetGroup, () -> {
                    var others = group(context).stream()
                            .flatMap(g -> otherListeners(context, g))
                            .toList();
                    return Check.passIf(
                            others::isEmpty,
                            others.isEmpty() ? "no other one does" : String.join(", ", others),
                            "lead them elsewhere first, or leave this service as it is");
                }),
                Check.reading("The listener on port " + port + " leads nowhere else", () -> {
                    var elsewhere = elsewhere(context);
                    return Check.passIf(
                            elsewhere::isEmpty,
                            elsewhere.isEmpty()
                                    ? "it leads to " + targetGroup + " alone"
                                    : String.join(", ", elsewhere),
                            "name the listener that was made for " + own.name() + ": this one serves others");
                }),
                Check.reading("No other service registers with " + targetGroup, () -> {
                    var others = group(context).stream()
                            .flatMap(g -> otherServices(context, g))
                            .toList();
                    return Check.passIf(
                            others::isEmpty,
                            others.isEmpty() ? "no other one does" : String.join(", ", others),
                            "it serves others: leave it, or move them first");
                }));
    }

    private Optional<TargetGroup> group(ActionContext context) {
        return TargetGroups.read(context, own.region(), targetGroup);
    }

    private ElasticLoadBalancingV2Client balancing(ActionContext context) {
        return context.clients().client(ElasticLoadBalancingV2Client.class, own.region());
    }

    private Optional<Listener> named(ActionContext context) {
        return TargetGroups.loadBalancer(context, own.region(), loadBalancer)
                .flatMap(b -> ElbCreateListener.listener(context, own.region(), b, port));
    }

    private Stream<String> otherListeners(ActionContext context, TargetGroup group) {
        var mine = named(context).map(Listener::listenerArn).orElse("");
        return group.loadBalancerArns().stream()
                .flatMap(b ->
                        balancing(context).describeListenersPaginator(q -> q.loadBalancerArn(b)).listeners().stream())
                .filter(l -> !l.listenerArn().equals(mine))
                .filter(l -> ways(context, l).contains(group.targetGroupArn()))
                .map(l -> "the listener on port " + l.port() + " of " + l.loadBalancerArn());
    }

    /** Other target groups that the named listener leads to. */
    private List<String> elsewhere(ActionContext context) {
        var goes = group(context).map(TargetGroup::targetGroupArn).orElse("");
        return named(context).stream()
                .flatMap(l -> ways(context, l).stream())
                .filter(w -> !w.equals(goes))
                .distinct()
                .toList();
    }

    /** Every target group that a listener, or a rule of it, forwards to. */
    private List<String> ways(ActionContext context, Listener listener) {
        var ways = new ArrayList<String>();
        listener.defaultActions().forEach(a -> ways.addAll(forwards(a)));
        balancing(context)
                .describeRulesPaginator(q -> q.listenerArn(listener.listenerArn()))
                .rules()
                .forEach(r -> r.actions().forEach(a -> ways.addAll(forwards(a))));
        return ways;
    }

    private static List<String> forwards(Action action) {
        var all = new ArrayList<String>();
        Optional.ofNullable(action.targetGroupArn()).ifPresent(all::add);
        Optional.ofNullable(action.forwardConfig())
                .ifPresent(f -> f.targetGroups().forEach(t -> all.add(t.targetGroupArn())));
        return all;
    }

    private Stream<String> otherServices(ActionContext context, TargetGroup group) {
        var ecs = context.clients().client(EcsClient.class, own.region());
        var found = new ArrayList<String>();
        for (var cluster : ecs.listClustersPaginator(q -> {}).clusterArns()) {
            var arns = ecs.listServicesPaginator(q -> q.cluster(cluster)).serviceArns().stream()
                    .toList();
            for (var from = 0; from < arns.size(); from += MOST) {
                var some = arns.subList(from, Math.min(arns.size(), from + MOST));
                ecs.describeServices(q -> q.cluster(cluster).services(some)).services().stream()
                        .filter(s -> registers(s, group.targetGroupArn()))
                        .map(s -> new EcsServiceReads(own.region(), cluster, s.serviceName()))
                        .filter(s -> !s.equals(own))
                        .forEach(s -> found.add(s.name()));
            }
        }
        return found.stream();
    }

    /** While a deployment goes on, older tasks may still be registered where the older one had them. */
    private static boolean registers(Service service, String group) {
        return !"INACTIVE".equals(service.status())
                && service.loadBalancers().stream()
                        .map(l -> l.targetGroupArn())
                        .filter(Objects::nonNull)
                        .anyMatch(group::equals);
    }
}
