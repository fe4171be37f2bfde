package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.data.UsersWrites;
import app.medzenhealth.cutover.session.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * Somebody who does not sit at the console lets writes into a side that stands still and closes it again as it was, or writes there by a
 * way that the plan does not know. That a fence stands now says nothing of what it let through.
 */
final class OtherHandsTest {
    private static final String FRANKFURT = "eu-central-1";
    private static final String IRELAND = "eu-west-1";
    private static final String CLUSTER = "medzen-ehrbase-cluster";
    private static final String PROMOTED = "medzen-ehrbase-db-eu-central-1";

    @TempDir
    static Path folder;

    private static PreparedStates states;

    @BeforeAll
    static void prepare() throws Exception {
        states = new PreparedStates(folder, List.of("5.2", "5.7", "5.8", "7.4"));
    }

    private static Optional<String> stopped(RehearsalApp desk, String step) throws Exception {
        var session = desk.workplace().session();
        return new RehearsedLead(session, desk.time(), desk.lead(), desk.second(), s -> {})
                .carryOut(session.view().step(step).orElseThrow());
    }

    /** In Frankfurt: none of the plan's, and behind no load balancer. */
    static void anotherWriter(RehearsalApp desk) {
        var ecs = desk.world().clients().client(EcsClient.class, FRANKFURT);
        var like = ecs.describeServices(d -> d.cluster(CLUSTER).services("medzen-ehrbase"))
                .services()
                .getFirst();
        ecs.createService(c -> c.cluster(CLUSTER)
                .serviceName("another-writer")
                .taskDefinition(like.taskDefinition())
                .desiredCount(1)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(like.networkConfiguration()));
    }

    private static void side(RehearsalApp desk, String region, boolean open) {
        var clients = desk.world().clients();
        var ecs = clients.client(EcsClient.class, region);
        var ec2 = clients.client(Ec2Client.class, region);
        var service = ecs.describeServices(d -> d.cluster(CLUSTER).services("medzen-ehrbase"))
                .services()
                .getFirst();
        var tasks = service.networkConfiguration()
                .awsvpcConfiguration()
                .securityGroups()
                .getFirst();
        var way = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(5432)
                .toPort(5432)
                .userIdGroupPairs(UserIdGroupPair.builder().groupId(tasks).build())
                .build();
        var group = clients.client(RdsClient.class, region)
                .describeDBInstances(
                        d -> d.dbInstanceIdentifier(region.equals(FRANKFURT) ? PROMOTED : "medzen-ehrbase-db"))
                .dbInstances()
                .getFirst()
                .vpcSecurityGroups()
                .getFirst()
                .vpcSecurityGroupId();
        if (open) {
            ec2.authorizeSecurityGroupIngress(a -> a.groupId(group).ipPermissions(way));
        } else {
            ec2.revokeSecurityGroupIngress(a -> a.groupId(group).ipPermissions(way));
        }
        ecs.updateService(u -> u.cluster(CLUSTER).service("medzen-ehrbase").desiredCount(open ? 2 : 0));
    }

    private static void openFor(RehearsalApp desk, String region, Duration time) {
        side(desk, region, true);
        desk.time().advance(time);
        side(desk, region, false);
        desk.time().advance(Duration.ofMinutes(3));
    }

    @Test
    void what_the_old_side_took_after_the_promotion_keeps_users_on_it_though_it_is_closed_again() throws Exception {
        for (var time : List.of(Duration.ofMinutes(10), Duration.ofHours(2))) {
            try (var desk = PreparedStates.open(states.after("5.7"))) {
                var users = new UsersWrites(desk.world().estate());
                openFor(desk, IRELAND, time);
                var sent = desk.world().estate().ledger().size();

                assertThat(stopped(desk, "5.8"))
                        .hasValueSatisfying(w -> assertThat(w).contains("rows were changed in medzen-ehrbase-db"));

                assertThat(desk.world().estate().ledger().size())
                        .as("changing calls")
                        .isEqualTo(sent);
                assertThat(users.leadsTo()).isEqualTo(IRELAND);
                assertThat(users.missing()).isEmpty();
            }
        }
    }

    @Test
    void an_old_side_that_is_opened_behind_the_switch_does_not_stay_unnoticed() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.8"))) {
            openFor(desk, IRELAND, Duration.ofMinutes(10));

            assertThat(stopped(desk, "5.8c"))
                    .hasValueSatisfying(w -> assertThat(w).contains("rows were changed in medzen-ehrbase-db"));
            assertThat(desk.workplace().session().measure("C4")).anyMatch(c -> !c.passed());
        }
    }

    @Test
    void what_the_abandoned_side_took_after_its_fence_is_not_deleted_and_users_are_not_led_away_from_it()
            throws Exception {
        try (var desk = PreparedStates.open(states.after("7.4"))) {
            var users = new UsersWrites(desk.world().estate());
            desk.time().advance(Duration.ofMinutes(10));
            users.missing();
            var way = desk.workplace()
                    .session()
                    .plan()
                    .rollbacks()
                    .getLast()
                    .procedure()
                    .steps();
            for (var step : way) {
                if (step.id().equals("rollback-full.7")) {
                    break;
                }
                assertThat(stopped(desk, step.id())).as(step.id()).isEmpty();
            }
            openFor(desk, FRANKFURT, Duration.ofMinutes(10));
            var sent = desk.world().estate().ledger().size();

            assertThat(stopped(desk, "rollback-full.7"))
                    .hasValueSatisfying(w -> assertThat(w).contains("rows were changed in " + PROMOTED));

            assertThat(desk.world().estate().ledger().size()).isEqualTo(sent);
            assertThat(users.gone()).isEmpty();
        }
    }

    @Test
    void a_promotion_that_was_left_out_after_it_had_happened_counts_as_one_once_the_old_side_was_open()
            throws Exception {
        try (var desk = PreparedStates.open(states.after("5.2"))) {
            var users = new UsersWrites(desk.world().estate());
            var session = desk.workplace().session();
            var rds = desk.world().clients().client(RdsClient.class, FRANKFURT);
            for (var step : List.of("5.3", "5.5")) {
                assertThat(stopped(desk, step)).as(step).isEmpty();
            }
            rds.modifyDBInstance(
                    m -> m.dbInstanceIdentifier(PROMOTED).multiAZ(false).applyImmediately(true));
            desk.time().advance(Duration.ofMinutes(25));
            assertThat(stopped(desk, "5.6")).isPresent();
            assertThat(rds.describeDBInstances(d -> d.dbInstanceIdentifier(PROMOTED))
                            .dbInstances()
                            .getFirst()
                            .readReplicaSourceDBInstanceIdentifier())
                    .as("it is promoted, and its step has failed")
                    .isNull();
            rds.modifyDBInstance(
                    m -> m.dbInstanceIdentifier(PROMOTED).multiAZ(true).applyImmediately(true));
            desk.time().advance(Duration.ofMinutes(15));
            TwoPeople.skip(session, desk.lead(), desk.second(), "5.6", "It is promoted, the check does not know it");
            assertThat(stopped(desk, "5.7")).isEmpty();
            for (var step : List.of("rollback.1", "rollback.2", "rollback.3")) {
                assertThat(stopped(desk, step)).as(step).isEmpty();
            }
            desk.time().advance(Duration.ofMinutes(15));
            users.missing();
            for (var step : List.of("rollback.3", "rollback.2", "rollback.1")) {
                TwoPeople.undo(desk, step);
            }

            assertThat(session.view().step("5.8").orElseThrow().state()).isInstanceOf(StepState.Locked.class);
            assertThat(users.missing()).isEmpty();
        }
    }

    @Test
    void the_old_side_is_not_opened_while_anybody_writes_to_the_new_one() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.8"))) {
            var users = new UsersWrites(desk.world().estate());
            anotherWriter(desk);
            desk.time().advance(Duration.ofMinutes(10));
            users.missing();

            assertThat(stopped(desk, "rollback.1"))
                    .hasValueSatisfying(w -> assertThat(w).contains("rows changed within 10 s"));
            assertThat(stopped(desk, "rollback.2")).isPresent();
            assertThat(users.open()).containsExactly(FRANKFURT + " " + PROMOTED);
        }
    }
}
