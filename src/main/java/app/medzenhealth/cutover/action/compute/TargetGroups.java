package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Reads load balancers and target groups by name or ARN. */
final class TargetGroups {

    /** Elastic Load Balancing API Reference, TargetGroupAttribute: of every load balancer's groups, in seconds. */
    static final String DELAY = "deregistration_delay.timeout_seconds";

    /** The same: "The default value is 300 seconds". */
    static final Duration USUAL_DELAY = Duration.ofSeconds(300);

    private TargetGroups() {}

    static Optional<TargetGroup> read(ActionContext context, String region, String nameOrArn) {
        try {
            return client(context, region)
                    .describeTargetGroups(q -> {
                        if (nameOrArn.startsWith("arn:")) {
                            q.targetGroupArns(nameOrArn);
                        } else {
                            q.names(nameOrArn);
                        }
                    })
                    .targetGroups()
                    .stream()
                    .findFirst();
        } catch (TargetGroupNotFoundException e) {
            return Optional.empty();
        }
    }

    static Optional<LoadBalancer> loadBalancer(ActionContext context, String region, String nameOrArn) {
        try {
            return client(context, region)
                    .describeLoadBalancers(q -> {
                        if (nameOrArn.startsWith("arn:")) {
                            q.loadBalancerArns(nameOrArn);
                        } else {
                            q.names(nameOrArn);
                        }
                    })
                    .loadBalancers()
                    .stream()
                    .findFirst();
        } catch (LoadBalancerNotFoundException e) {
            return Optional.empty();
        }
    }

    static List<TargetHealthDescription> targets(ActionContext context, String region, String arn) {
        return client(context, region)
                .describeTargetHealth(q -> q.targetGroupArn(arn))
                .targetHealthDescriptions();
    }

    /** How long a target that is taken out may end its requests. */
    static Duration draining(ActionContext context, String region, String arn) {
        return client(context, region).describeTargetGroupAttributes(q -> q.targetGroupArn(arn)).attributes().stream()
                .filter(a -> a.key().equals(DELAY))
                .findFirst()
                .map(a -> Duration.ofSeconds(Long.parseLong(a.value())))
                .orElse(USUAL_DELAY);
    }

    static long healthy(List<TargetHealthDescription> targets) {
        return targets.stream()
                .filter(t -> t.targetHealth().state() == TargetHealthStateEnum.HEALTHY)
                .count();
    }

    /** Whether at least {@code wanted} targets are healthy. */
    static Check healthy(ActionContext context, String region, String group, int wanted) throws InterruptedException {
        var title = "At least " + wanted + " healthy targets in " + group;
        return Check.reading(title, () -> {
            var found = read(context, region, group);
            if (found.isEmpty()) {
                return new Check.Fail("the target group does not exist in " + region, "create it first");
            }
            var targets = targets(context, region, found.get().targetGroupArn());
            var states = targets.stream()
                    .collect(Collectors.groupingBy(
                            t -> t.targetHealth().stateAsString(), TreeMap::new, Collectors.counting()));
            return Check.passIf(
                    () -> healthy(targets) >= wanted,
                    states.isEmpty() ? "no targets" : states.toString(),
                    "look at the targets' reason codes and the health check's path");
        });
    }

    private static ElasticLoadBalancingV2Client client(ActionContext context, String region) {
        return context.clients().client(ElasticLoadBalancingV2Client.class, region);
    }
}
