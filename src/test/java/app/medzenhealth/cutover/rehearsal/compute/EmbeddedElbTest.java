package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicyNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

class EmbeddedElbTest {
    private final TestEstate world = new TestEstate();
    private final ElasticLoadBalancingV2Client elb = world.client(ElasticLoadBalancingV2Client.class, EmbeddedElb::new);

    @Test
    void a_listener_takes_only_a_security_policy_that_there_is() {
        var balancers = ElbState.of(world.estate, "eu-central-1");
        var balancer = balancers.loadBalancer(
                LoadBalancer.builder().loadBalancerName("alb").build(), "123");
        var group = balancers.targetGroup(
                TargetGroup.builder().targetGroupName("tg").port(8080).build());
        assertThatThrownBy(() -> listener(balancer, group, 80, "ELBSecurityPolicy-TLS13-1-4-2031-06"))
                .isInstanceOf(SslPolicyNotFoundException.class);

        var made = listener(balancer, group, 80, "ELBSecurityPolicy-FS-1-2-Res-2020-10");

        assertThatThrownBy(() -> elb.modifyListener(m -> m.listenerArn(made).sslPolicy("ELBSecurityPolicy-TLS13-1-2")))
                .isInstanceOf(SslPolicyNotFoundException.class);
        elb.modifyListener(m -> m.listenerArn(made).sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06"));
        assertThat(elb.describeListeners(d -> d.listenerArns(made))
                        .listeners()
                        .getFirst()
                        .sslPolicy())
                .isEqualTo("ELBSecurityPolicy-TLS13-1-2-2021-06");
    }

    private String listener(String balancer, String group, int port, String policy) {
        return elb.createListener(l -> l.loadBalancerArn(balancer)
                        .port(port)
                        .protocol(ProtocolEnum.HTTP)
                        .sslPolicy(policy)
                        .defaultActions(Action.builder()
                                .type("forward")
                                .targetGroupArn(group)
                                .build()))
                .listeners()
                .getFirst()
                .listenerArn();
    }
}
