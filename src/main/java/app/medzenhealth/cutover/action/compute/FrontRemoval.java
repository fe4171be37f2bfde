package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;

/** Takes away a listener, and then the target group that it was the only one to lead to: in use, it is not deleted. */
final class FrontRemoval {
    private FrontRemoval() {}

    /** @param targetGroup empty: it stays */
    static List<Stage> stages(
            ActionContext context, String region, String loadBalancer, int port, Optional<String> targetGroup) {
        var stages = new ArrayList<Stage>();
        TargetGroups.loadBalancer(context, region, loadBalancer)
                .flatMap(b -> ElbCreateListener.listener(context, region, b, port))
                .map(l -> Call.of(
                        ElasticLoadBalancingV2Client.class,
                        region,
                        DeleteListenerRequest.builder()
                                .listenerArn(l.listenerArn())
                                .build(),
                        ElasticLoadBalancingV2Client::deleteListener))
                .ifPresent(c -> stages.add(Stage.send("Deleting the listener", c)));
        targetGroup
                .flatMap(g -> TargetGroups.read(context, region, g))
                .map(g -> Call.of(
                        ElasticLoadBalancingV2Client.class,
                        region,
                        DeleteTargetGroupRequest.builder()
                                .targetGroupArn(g.targetGroupArn())
                                .build(),
                        ElasticLoadBalancingV2Client::deleteTargetGroup))
                .ifPresent(c -> stages.add(Stage.send("Deleting the target group", c)));
        return stages;
    }
}
