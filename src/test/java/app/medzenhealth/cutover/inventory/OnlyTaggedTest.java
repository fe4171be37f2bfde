package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes with something that is read is no thing of its own; what only looks alike is. ARNs as in the examples of AWS's models. */
final class OnlyTaggedTest {
    private static final String ELB = "arn:aws:elasticloadbalancing:us-west-2:123456789012:";
    private static final String API = "arn:aws:apigateway:us-west-2::/restapis/a1b2c3d4e5";
    private static final String BALANCER = ELB + "loadbalancer/app/my-load-balancer/50dc6c495c0c9188";

    private static ServiceScan scan(String service, String... arns) {
        var found = Stream.of(arns)
                .map(a -> new SeenResource(service, "thing", "us-west-2", a, a, a, "", Map.of(), Map.of()))
                .toList();
        return new ServiceScan(
                "us-west-2", service, "List", new Observation.Known<>(found, Instant.EPOCH, Duration.ZERO));
    }

    private static List<String> left(String... tagged) {
        return new OnlyTagged(List.of(scan("elbv2", BALANCER), scan("apigateway", API)))
                .of(scan("tagging", tagged))
                .resources()
                .map(SeenResource::arn)
                .toList();
    }

    @Test
    void a_listener_and_its_rules_go_with_their_load_balancer_and_a_stage_with_its_api() {
        assertThat(left(
                        BALANCER,
                        ELB + "listener/app/my-load-balancer/50dc6c495c0c9188/f2f7dc8efc522ab2",
                        ELB + "listener-rule/app/my-load-balancer/50dc6c495c0c9188/f2f7dc8efc522ab2/1291d13826f405c3",
                        API + "/stages/prod"))
                .isEmpty();
    }

    @Test
    void what_belongs_to_something_that_nobody_read_is_shown() {
        var strangers = new String[] {
            ELB + "listener/app/my-load-balancer/5b49b8d4303115c2/f2f7dc8efc522ab2",
            ELB + "listener/app/my-load-balancer/50dc6c495c0c91880/f2f7dc8efc522ab2",
            ELB + "targetgroup/my-https-targets/2453ed029918f21f",
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/my-load-balancer/50dc6c495c0c9188/f2f7",
            API + "0/stages/prod",
            "arn:aws:kinesis:us-west-2:123456789012:stream/listener/app/my-load-balancer/50dc6c495c0c9188/f2f7"
        };

        assertThat(left(strangers)).containsExactly(strangers);
    }
}
