package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class EmbeddedEc2Test {
    private final TestEstate world = new TestEstate();
    private final Ec2Client ec2 = world.client(Ec2Client.class, EmbeddedEc2::new);
    private final IpPermission postgres = IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(5432)
            .toPort(5432)
            .userIdGroupPairs(UserIdGroupPair.builder().groupId("sg-app").build())
            .build();

    @BeforeEach
    void aNetwork() {
        Ec2State.of(world.estate, "eu-central-1")
                .vpc("vpc-1", "10.0.0.0/16")
                .subnet("subnet-a", "vpc-1", "10.0.1.0/24", "a")
                .securityGroup("sg-app", "app", "application", "vpc-1")
                .securityGroup("sg-db", "db", "database", "vpc-1")
                .ingress("sg-db", 5432, "sg-app");
    }

    private boolean open() {
        return Ec2State.of(world.estate, "eu-central-1").reaches(List.of("sg-app"), List.of("sg-db"), 5432);
    }

    @Test
    void a_revoked_rule_closes_the_port_and_the_same_rule_opens_it_again() {
        assertThat(open()).isTrue();

        ec2.revokeSecurityGroupIngress(r -> r.groupId("sg-db").ipPermissions(postgres));
        assertThat(open()).isFalse();

        var made = ec2.authorizeSecurityGroupIngress(r -> r.groupId("sg-db").ipPermissions(postgres));
        assertThat(open()).isTrue();
        assertThat(made.securityGroupRules().getFirst().securityGroupRuleId()).startsWith("sgr-");
    }

    @Test
    void a_rule_is_revoked_by_its_id() {
        var id = ec2
                .describeSecurityGroupRulesPaginator(d -> d.filters(
                        Filter.builder().name("group-id").values("sg-db").build()))
                .securityGroupRules()
                .stream()
                .filter(r -> !r.isEgress())
                .findFirst()
                .orElseThrow()
                .securityGroupRuleId();

        ec2.revokeSecurityGroupIngress(r -> r.groupId("sg-db").securityGroupRuleIds(id));

        assertThat(open()).isFalse();
    }

    @Test
    void duplicate_and_absent_rules_are_refused_with_the_codes_of_ec2() {
        assertThatThrownBy(() -> ec2.authorizeSecurityGroupIngress(
                        r -> r.groupId("sg-db").ipPermissions(postgres)))
                .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidPermission.Duplicate"));
        ec2.revokeSecurityGroupIngress(r -> r.groupId("sg-db").ipPermissions(postgres));
        assertThatThrownBy(() ->
                        ec2.revokeSecurityGroupIngress(r -> r.groupId("sg-db").ipPermissions(postgres)))
                .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidPermission.NotFound"));
        assertThatThrownBy(() -> ec2.describeSecurityGroups(d -> d.groupIds("sg-none")))
                .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidGroup.NotFound"));
    }

    @Test
    void a_group_that_another_one_names_cannot_be_deleted() {
        assertThatThrownBy(() -> ec2.deleteSecurityGroup(d -> d.groupId("sg-app")))
                .satisfies(e -> assertThat(code(e)).isEqualTo("DependencyViolation"));

        ec2.deleteSecurityGroup(d -> d.groupId("sg-db"));
        ec2.deleteSecurityGroup(d -> d.groupId("sg-app"));

        assertThat(ec2.describeSecurityGroups().securityGroups()).isEmpty();
    }

    @Test
    void an_idle_address_is_released_once() {
        Ec2State.of(world.estate, "eu-central-1").idleAddress("eipalloc-1", "13.244.1.1");

        ec2.releaseAddress(r -> r.allocationId("eipalloc-1"));

        assertThat(ec2.describeAddresses().addresses()).isEmpty();
        assertThatThrownBy(() -> ec2.releaseAddress(r -> r.allocationId("eipalloc-1")))
                .satisfies(e -> assertThat(code(e)).isEqualTo("InvalidAllocationID.NotFound"));
    }

    private static String code(Throwable e) {
        return ((Ec2Exception) e).awsErrorDetails().errorCode();
    }
}
