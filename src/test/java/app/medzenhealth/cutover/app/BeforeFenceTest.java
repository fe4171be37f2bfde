package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;

/** What would keep users out behind the fence is asked before it, and a promotion that has happened can be verified again. */
class BeforeFenceTest {
    private static final String FRANKFURT = "eu-central-1";
    private static final String REPLICA = "medzen-ehrbase-db-eu-central-1";

    @TempDir
    static Path folder;

    private static PreparedStates states;

    @BeforeAll
    static void prepare() throws Exception {
        states = new PreparedStates(folder, List.of("5.2", "5.5"));
    }

    @Test
    void users_are_not_cut_off_while_the_replica_is_not_what_its_promotion_is_verified_by() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.2"))) {
            var before = Looks.changes(desk).size();
            multiAz(desk, false);
            var review = desk.workplace().session().review("5.3");
            assertThat(Looks.open(review)).anyMatch(c -> c.contains(REPLICA) && c.contains("Multi-AZ"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(before + 1);

            multiAz(desk, true);
            assertThat(Looks.open(desk.workplace().session().review("5.3"))).isEmpty();
        }
    }

    @Test
    void users_are_not_cut_off_while_resolvers_keep_the_name_for_a_day() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.2"))) {
            var route53 = desk.world().clients().client(Route53Client.class, "us-east-1");
            var zone = route53.listHostedZones().hostedZones().stream()
                    .filter(z -> z.name().equals("medzenhealth.app."))
                    .findFirst()
                    .orElseThrow()
                    .id();
            var record =
                    route53.listResourceRecordSetsPaginator(q -> q.hostedZoneId(zone)).resourceRecordSets().stream()
                            .filter(r -> r.name().equals("ehr.medzenhealth.app."))
                            .findFirst()
                            .orElseThrow();
            var before = Looks.changes(desk).size();
            var kept = Change.builder()
                    .action(ChangeAction.UPSERT)
                    .resourceRecordSet(record.toBuilder().ttl(86_400L).build())
                    .build();
            route53.changeResourceRecordSets(q -> q.hostedZoneId(zone).changeBatch(b -> b.changes(kept)));
            var review = desk.workplace().session().review("5.3");
            assertThat(Looks.open(review)).anyMatch(c -> c.contains("The time to live is 60 s"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(before + 1);
        }
    }

    /** The delay is the target group's, whoever set it last; a task that is to stop waits it out, and users with it. */
    @Test
    void users_are_not_cut_off_while_their_tasks_would_hold_on_to_the_load_balancer_for_five_minutes()
            throws Exception {
        try (var desk = PreparedStates.open(states.after("5.2"))) {
            var session = desk.workplace().session();
            var reviewed = session.review("5.3");
            assertThat(Looks.open(reviewed)).isEmpty();
            var before = Looks.changes(desk).size();
            drains(desk, 300);
            assertThatThrownBy(() -> TwoPeople.run(desk, reviewed))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("drain");
            var review = session.review("5.3");
            assertThat(Looks.open(review))
                    .contains(
                            "The targets of medzen-ehrbase-tg drain for 30 s: medzen-ehrbase-tg seconds that targets drain: 300")
                    .anyMatch(c -> c.startsWith("The tasks drain for 30 s at most")
                            && c.contains("lets them drain for 5 min"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(before + 1);

            drains(desk, 30);
            var start = desk.time().instant();
            TwoPeople.run(desk, session.review("5.3"));
            assertThat(state(desk, "5.3")).isInstanceOf(StepState.Succeeded.class);
            assertThat(Duration.between(start, desk.time().instant()))
                    .isBetween(Duration.ofSeconds(70), Duration.ofMinutes(3));
        }
    }

    /** Neither counts as running: what another service is ending still does what it did. */
    @Test
    void a_fence_does_not_stand_while_another_task_of_the_cluster_is_only_being_taken_out() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.5"))) {
            var ecs = desk.world().clients().client(EcsClient.class, "eu-west-1");
            var like = ecs.describeServices(
                            q -> q.cluster("medzen-ehrbase-cluster").services("medzen-ehrbase"))
                    .services()
                    .getFirst();
            drains(desk, 300);
            ecs.createService(c -> c.cluster("medzen-ehrbase-cluster")
                    .serviceName("another-writer")
                    .taskDefinition(like.taskDefinition())
                    .networkConfiguration(like.networkConfiguration())
                    .loadBalancers(like.loadBalancers())
                    .desiredCount(1));
            desk.time().advance(Duration.ofMinutes(2));
            ecs.updateService(u -> u.cluster("medzen-ehrbase-cluster")
                    .service("another-writer")
                    .desiredCount(0));
            desk.time().advance(Duration.ofMinutes(2));
            var before = Looks.changes(desk).size();
            var review = desk.workplace().session().review("5.6");
            assertThat(Looks.open(review))
                    .anyMatch(c -> c.startsWith("No task runs") && c.contains("another-writer: 1 DEACTIVATING"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(before);

            desk.time().advance(Duration.ofMinutes(5));
            assertThat(Looks.open(desk.workplace().session().review("5.6"))).isEmpty();
        }
    }

    /** The next task of the service, or of any other in that subnet, may be given one of these addresses. */
    @Test
    void users_are_not_cut_off_where_the_fence_would_let_in_the_range_that_tasks_get_their_addresses_from()
            throws Exception {
        try (var desk = PreparedStates.open(states.after("5.2"))) {
            var session = desk.workplace().session();
            var clients = desk.world().clients();
            var ec2 = clients.client(Ec2Client.class, "eu-west-1");
            for (var range : List.of("10.10.1.0/24", "10.10.1.128/25", "10.10.2.16/28")) {
                ec2.authorizeSecurityGroupIngress(a -> a.groupId("sg-0a1ehrbasedb")
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("tcp")
                                .fromPort(5432)
                                .toPort(5432)
                                .ipRanges(IpRange.builder().cidrIp(range).build())
                                .build()));
                session.setParameter("operatorSource", range);
                var before = Looks.changes(desk);
                var review = session.review("5.3");
                assertThat(Looks.open(review))
                        .anyMatch(c -> c.startsWith("No task can get an address that is let in")
                                && c.contains(range + " reaches into subnet-0irl"));
                assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
                assertThat(Looks.changes(desk)).isEqualTo(before);
            }
        }
    }

    private static void drains(RehearsalApp desk, int seconds) {
        var elb = desk.world().clients().client(ElasticLoadBalancingV2Client.class, "eu-west-1");
        var group = elb.describeTargetGroups(q -> q.names("medzen-ehrbase-tg"))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        elb.modifyTargetGroupAttributes(m -> m.targetGroupArn(group)
                .attributes(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value(Integer.toString(seconds))
                        .build()));
    }

    @Test
    void a_promotion_whose_verification_failed_is_verified_again_once_it_is_mended() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.5"))) {
            multiAz(desk, false);
            TwoPeople.run(desk, desk.workplace().session().review("5.6"));
            assertThat(state(desk, "5.6")).isInstanceOf(StepState.Failed.class);
            multiAz(desk, true);

            var before = Looks.changes(desk);
            var again = desk.workplace().session().review("5.6");
            assertThat(Looks.open(again)).isEmpty();
            assertThat(again.checks())
                    .anyMatch(c -> c.title().contains("has written nothing since " + REPLICA + " was promoted"));
            TwoPeople.run(desk, again);
            assertThat(state(desk, "5.6")).isInstanceOf(StepState.Succeeded.class);
            assertThat(Looks.changes(desk)).isEqualTo(before);
        }
    }

    @Test
    void a_promotion_is_not_verified_again_once_the_old_side_was_written_to() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.5"))) {
            multiAz(desk, false);
            TwoPeople.run(desk, desk.workplace().session().review("5.6"));
            multiAz(desk, true);
            openedFor(desk, Duration.ofMinutes(10));
            var review = desk.workplace().session().review("5.6");
            assertThat(Looks.open(review)).anyMatch(c -> c.contains("has written nothing since"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void a_replica_whose_key_is_to_be_deleted_is_not_promoted() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.5"))) {
            var clients = desk.world().clients();
            var key = clients.client(RdsClient.class, FRANKFURT)
                    .describeDBInstances(q -> q.dbInstanceIdentifier(REPLICA))
                    .dbInstances()
                    .getFirst()
                    .kmsKeyId();
            var before = Looks.changes(desk).size();
            clients.client(KmsClient.class, FRANKFURT)
                    .scheduleKeyDeletion(k -> k.keyId(key).pendingWindowInDays(7));
            var review = desk.workplace().session().review("5.6");
            assertThat(Looks.open(review))
                    .anyMatch(c -> c.startsWith("Its key is usable") && c.contains("PendingDeletion"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(before + 1);
        }
    }

    private static void multiAz(RehearsalApp desk, boolean wanted) {
        desk.world()
                .clients()
                .client(RdsClient.class, FRANKFURT)
                .modifyDBInstance(
                        m -> m.dbInstanceIdentifier(REPLICA).multiAZ(wanted).applyImmediately(true));
        desk.time().advance(Duration.ofMinutes(15));
    }

    /** By another hand, and closed again as it was. */
    private static void openedFor(RehearsalApp desk, Duration time) {
        var clients = desk.world().clients();
        var ec2 = clients.client(Ec2Client.class, "eu-west-1");
        var ecs = clients.client(EcsClient.class, "eu-west-1");
        var rule = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(5432)
                .toPort(5432)
                .userIdGroupPairs(
                        UserIdGroupPair.builder().groupId("sg-0a2ehrbaseecs").build())
                .build();
        ec2.authorizeSecurityGroupIngress(a -> a.groupId("sg-0a1ehrbasedb").ipPermissions(rule));
        ecs.updateService(u ->
                u.cluster("medzen-ehrbase-cluster").service("medzen-ehrbase").desiredCount(2));
        desk.time().advance(time);
        ecs.updateService(u ->
                u.cluster("medzen-ehrbase-cluster").service("medzen-ehrbase").desiredCount(0));
        ec2.revokeSecurityGroupIngress(a -> a.groupId("sg-0a1ehrbasedb").ipPermissions(rule));
        desk.time().advance(Duration.ofMinutes(5));
    }

    private static StepState state(RehearsalApp desk, String step) {
        return desk.workplace().session().view().step(step).orElseThrow().state();
    }
}
