package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.UsersWrites;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;

/** What going back costs is counted where it would be lost, each time it is shown; steps that ended well say nothing of it. */
class PriceOfGoingBackTest {
    private static final String FRANKFURT = "eu-central-1";
    private static final String PROMOTED = "medzen-ehrbase-db-eu-central-1";

    @TempDir
    static Path folder;

    private static PreparedStates states;

    @BeforeAll
    static void prepare() throws Exception {
        states = new PreparedStates(folder, List.of("5.3", "5.7"));
    }

    private static String price(Session session) {
        return session.view().wayBack().orElseThrow().costs();
    }

    @Test
    void that_nothing_is_lost_is_said_only_once_it_was_counted() throws Exception {
        for (var from : List.of("5.3", "5.7")) {
            try (var desk = PreparedStates.open(states.after(from))) {
                var session = desk.workplace().session();
                assertThat(price(session)).startsWith("Whether anything is lost is not known");

                session.readLosses();
                assertThat(price(session)).startsWith("Nothing is lost");

                desk.time().advance(Duration.ofMinutes(10));
                assertThat(price(session))
                        .as("it is read again every ten seconds, and EHRbase without a user writes nothing")
                        .startsWith("Nothing is lost");
            }
        }
    }

    @Test
    void what_anybody_wrote_to_the_promoted_side_is_counted_told_and_signed_for_before_the_old_one_is_opened()
            throws Exception {
        try (var desk = PreparedStates.open(states.after("5.7"))) {
            var session = desk.workplace().session();
            var early = session.review("rollback.1");
            assertThat(demand(session, "rollback.1").confirm()).isEqualTo(Confirm.REVIEW);
            OtherHandsTest.anotherWriter(desk);
            desk.time().advance(Duration.ofMinutes(10));
            var sent = desk.world().estate().ledger().size();

            assertThatThrownBy(() -> session.run(new Confirmation(
                            "rollback.1", early.fingerprint(), desk.lead(), Optional.empty(), Optional.empty())))
                    .as("harmless when it was reviewed")
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("rows were changed in " + PROMOTED);
            assertThat(desk.world().estate().ledger().size()).isEqualTo(sent);
            session.review("rollback.1");
            assertThat(price(session))
                    .matches("[0-9]+ rows were changed in " + PROMOTED + " since it was promoted at .*")
                    .contains("That is lost. Frankfurt is no longer a replica");
            var demand = demand(session, "rollback.1");
            assertThat(demand.risk().level()).isEqualTo(Risk.Level.LOSES_DATA);
            assertThat(demand.confirm()).isEqualTo(Confirm.TYPED_AND_SECOND);
        }
    }

    @Test
    void a_promoted_side_that_cannot_be_asked_is_said_to_be_unknown_and_takes_two_people() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.7"))) {
            var session = desk.workplace().session();
            var clients = desk.world().clients();
            var ec2 = clients.client(Ec2Client.class, FRANKFURT);
            var group = clients.client(RdsClient.class, FRANKFURT)
                    .describeDBInstances(d -> d.dbInstanceIdentifier(PROMOTED))
                    .dbInstances()
                    .getFirst()
                    .vpcSecurityGroups()
                    .getFirst()
                    .vpcSecurityGroupId();
            var ways = ec2.describeSecurityGroups(d -> d.groupIds(group))
                    .securityGroups()
                    .getFirst()
                    .ipPermissions();
            ec2.revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(ways));

            session.review("rollback.1");
            assertThat(price(session)).startsWith("Whether anything is lost is not known: Connection to ");
            assertThat(demand(session, "rollback.1").confirm()).isEqualTo(Confirm.TYPED_AND_SECOND);
        }
    }

    @Test
    void what_was_counted_once_is_not_forgotten_when_it_is_not_read_again() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.7"))) {
            var session = desk.workplace().session();
            var users = new UsersWrites(desk.world().estate());
            OtherHandsTest.anotherWriter(desk);
            desk.time().advance(Duration.ofMinutes(5));
            session.readLosses();
            assertThat(price(session)).contains("That is lost");
            desk.time().advance(Duration.ofHours(2));
            assertThat(price(session)).contains("That is lost");
            assertThat(users.open()).isNotEmpty();
            assertThat(RdsState.of(desk.world().estate(), FRANKFURT).database(PROMOTED))
                    .isPresent();
        }
    }

    private static Demand demand(Session session, String step) throws InterruptedException {
        var view = session.view();
        return Demand.toRun(view, view.step(step).orElseThrow().step(), session.review(step));
    }
}
