package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedSql;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Amazon EC2 User Guide, "Security group rules": without a rule that allows it inbound traffic is denied. */
class OperatorReachTest {
    private static final String REGION = "eu-central-1";
    private final TestEstate world = new TestEstate();
    private final Ec2State networks = Ec2State.of(world.estate, REGION)
            .vpc("vpc-1", "10.0.0.0/16")
            .securityGroup("sg-app", "app", "application", "vpc-1")
            .securityGroup("sg-db", "db", "database", "vpc-1")
            .ingress("sg-db", 5432, "sg-app");
    private final EmbeddedSql sql = new EmbeddedSql(world.estate, new OperatorReach(world.estate, "192.168.7.9")::of);

    private String database() {
        return RdsState.of(world.estate, REGION)
                .seed(
                        new DatabaseSpec(
                                "db",
                                "15.8",
                                "db.t3.medium",
                                20,
                                false,
                                null,
                                7,
                                "03:00-04:00",
                                "sun:04:00-sun:05:00",
                                "default.postgres15",
                                "default",
                                List.of("sg-db"),
                                false,
                                false),
                        Duration.ofDays(9),
                        RdsState.FRESH)
                .endpoint();
    }

    @Test
    void the_console_gets_through_only_by_a_rule_that_covers_its_address() {
        var endpoint = database();
        assertThat(sql.probe(endpoint)).isInstanceOf(Answer.NoAnswer.class);

        networks.ingressFrom("sg-db", 5432, "192.168.7.0/24");
        assertThat(sql.probe(endpoint)).isInstanceOf(Answer.State.class);

        world.client(Ec2Client.class, EmbeddedEc2::new)
                .revokeSecurityGroupIngress(r -> r.groupId("sg-db")
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .cidrIp("192.168.7.0/24"));
        assertThat(sql.probe(endpoint)).isInstanceOf(Answer.NoAnswer.class);
    }

    @Test
    void the_consoles_own_rule_lets_no_application_in() {
        networks.ingressFrom("sg-db", 5432, "192.168.7.9/32");

        assertThat(networks.reaches(List.of("sg-app"), List.of("sg-db"), 5432)).isTrue();
        assertThat(networks.reaches(List.of("sg-other"), List.of("sg-db"), 5432))
                .isFalse();
        networks.ingressFrom("sg-db", 5432, "0.0.0.0/0");
        assertThat(networks.reaches(List.of("sg-other"), List.of("sg-db"), 5432))
                .isTrue();
    }
}
