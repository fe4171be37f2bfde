package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.rds.RdsClient;

/** Users are led only to tasks that serve from the promoted database and are set as the plan registered them. */
class ServedDatabaseTest {
    private static final String FRANKFURT = "eu-central-1";
    private static final String CLUSTER = "medzen-ehrbase-cluster";
    private static final String EHRBASE = "medzen-ehrbase";

    @TempDir
    static Path folder;

    private static PreparedStates states;

    @BeforeAll
    static void prepare() throws Exception {
        states = new PreparedStates(folder, List.of("5.5", "5.7"));
    }

    @Test
    void a_service_that_another_hand_led_to_another_database_is_not_given_the_users() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.7"))) {
            var before = Looks.changes(desk);
            var review = desk.workplace().session().review("5.8");
            assertThat(Looks.open(review)).isEmpty();

            var own = Looks.changes(desk);
            lead(desk, restored(desk));
            var others = Looks.changes(desk).size() - own.size();

            assertThatThrownBy(() -> TwoPeople.run(desk, review))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("serves from medzen-ehrbase-db-eu-central-1");
            var now = desk.workplace().session().review("5.8");
            assertThat(Looks.open(now))
                    .anyMatch(c -> c.contains("serves from medzen-ehrbase-db-eu-central-1")
                            && c.contains("names medzen-someones-test."))
                    .anyMatch(c -> c.contains("is set as it was registered") && c.contains("the variable DB_URL"));
            assertThatThrownBy(() -> TwoPeople.run(desk, now)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(before.size() + others);
        }
    }

    @Test
    void a_second_variable_that_names_another_database_counts_too() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.7"))) {
            var before = Looks.changes(desk).size();
            deploy(
                    desk,
                    d -> d.toBuilder()
                            .containerDefinitions(d.containerDefinitions().stream()
                                    .map(c -> c.toBuilder()
                                            .environment(Stream.concat(
                                                            c.environment().stream(),
                                                            Stream.of(KeyValuePair.builder()
                                                                    .name("SPRING_DATASOURCE_URL")
                                                                    .value("jdbc:postgresql://db.internal:5432/ehrbase")
                                                                    .build()))
                                                    .toList())
                                            .build())
                                    .toList())
                            .build());
            var review = desk.workplace().session().review("5.8");
            assertThat(Looks.open(review))
                    .anyMatch(c -> c.contains("names db.internal by SPRING_DATASOURCE_URL"))
                    .noneMatch(c -> c.contains("jdbc:"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(before + 2);
        }
    }

    @Test
    void ehrbase_that_asks_for_no_password_any_more_is_not_brought_into_service() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.5"))) {
            deploy(desk, d -> with(d, "SECURITY_AUTHTYPE", "NONE"));
            TwoPeople.run(desk, desk.workplace().session().review("5.6"));
            var before = Looks.changes(desk);
            TwoPeople.run(desk, desk.workplace().session().review("5.7"));
            assertThat(state(desk, "5.7")).isInstanceOf(StepState.Failed.class);
            assertThat(desk.workplace().session().view().step("5.7").orElseThrow().verified().stream()
                            .filter(c -> !c.passed())
                            .map(c -> c.title() + ": " + c.outcome().evidence()))
                    .anyMatch(c -> c.contains("is set as it was registered")
                            && c.contains("the variable SECURITY_AUTHTYPE of ehrbase differs"))
                    .anyMatch(c -> c.contains("200"));
            assertThat(state(desk, "5.8")).isInstanceOf(StepState.Locked.class);
            assertThat(Looks.changes(desk)).isEqualTo(before);
        }
    }

    @Test
    void a_password_that_is_taken_off_after_the_service_was_verified_stops_the_switch() throws Exception {
        try (var desk = PreparedStates.open(states.after("5.7"))) {
            var before = Looks.changes(desk).size();
            deploy(desk, d -> with(d, "SECURITY_AUTHTYPE", "NONE"));
            var review = desk.workplace().session().review("5.8");
            assertThat(Looks.open(review)).anyMatch(c -> c.contains("SECURITY_AUTHTYPE"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(before + 2);
        }
    }

    /** Somebody's test database, of the newest snapshot that is there. */
    private static String restored(RehearsalApp desk) {
        var rds = desk.world().clients().client(RdsClient.class, FRANKFURT);
        var promoted = rds.describeDBInstances(q -> q.dbInstanceIdentifier("medzen-ehrbase-db-eu-central-1"))
                .dbInstances()
                .getFirst();
        rds.restoreDBInstanceFromDBSnapshot(r -> r.dbInstanceIdentifier("medzen-someones-test")
                .dbSnapshotIdentifier(
                        rds.describeDBSnapshots().dbSnapshots().getFirst().dbSnapshotIdentifier())
                .dbSubnetGroupName(promoted.dbSubnetGroup().dbSubnetGroupName())
                .vpcSecurityGroupIds(promoted.vpcSecurityGroups().getFirst().vpcSecurityGroupId()));
        desk.time().advance(Duration.ofMinutes(25));
        return rds.describeDBInstances(q -> q.dbInstanceIdentifier("medzen-someones-test"))
                .dbInstances()
                .getFirst()
                .endpoint()
                .address();
    }

    private static void lead(RehearsalApp desk, String endpoint) {
        deploy(desk, d -> {
            var url = d.containerDefinitions().getFirst().environment().stream()
                    .filter(v -> v.name().equals("DB_URL"))
                    .findFirst()
                    .orElseThrow()
                    .value();
            return with(d, "DB_URL", url.replaceFirst("//[^:/]+", "//" + endpoint));
        });
    }

    private static TaskDefinition with(TaskDefinition definition, String variable, String value) {
        return definition.toBuilder()
                .containerDefinitions(definition.containerDefinitions().stream()
                        .map(c -> c.toBuilder()
                                .environment(c.environment().stream()
                                        .map(v -> v.name().equals(variable)
                                                ? v.toBuilder().value(value).build()
                                                : v)
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    /** By another hand: two calls. */
    private static void deploy(RehearsalApp desk, UnaryOperator<TaskDefinition> change) {
        var ecs = desk.world().clients().client(EcsClient.class, FRANKFURT);
        var runs = ecs.describeServices(q -> q.cluster(CLUSTER).services(EHRBASE))
                .services()
                .getFirst()
                .taskDefinition();
        var wanted = change.apply(
                ecs.describeTaskDefinition(q -> q.taskDefinition(runs)).taskDefinition());
        var registered = ecs.registerTaskDefinition(r -> r.family(wanted.family())
                        .containerDefinitions(wanted.containerDefinitions())
                        .cpu(wanted.cpu())
                        .memory(wanted.memory())
                        .networkMode(wanted.networkMode())
                        .executionRoleArn(wanted.executionRoleArn())
                        .taskRoleArn(wanted.taskRoleArn())
                        .requiresCompatibilities(wanted.requiresCompatibilities()))
                .taskDefinition()
                .taskDefinitionArn();
        ecs.updateService(u -> u.cluster(CLUSTER).service(EHRBASE).taskDefinition(registered));
        desk.time().advance(Duration.ofMinutes(10));
    }

    private static StepState state(RehearsalApp desk, String step) {
        return desk.workplace().session().view().step(step).orElseThrow().state();
    }
}
