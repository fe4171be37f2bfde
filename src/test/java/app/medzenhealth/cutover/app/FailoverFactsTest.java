package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.session.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.route53.Route53Client;

/** The users' name fails over by itself once it is a pair: it is made one only while that cannot lead them where nothing is kept. */
class FailoverFactsTest {
    @TempDir
    static Path folder;

    private static PreparedStates states;

    @BeforeAll
    static void prepare() throws Exception {
        states = new PreparedStates(folder, List.of("7.3b"));
    }

    @Test
    void the_name_is_no_pair_while_a_check_lets_users_go_to_a_database_that_takes_no_writes() throws Exception {
        locked(
                desk -> {
                    var route53 = desk.world().clients().client(Route53Client.class, "us-east-1");
                    var held = route53.listHealthChecks(h -> {}).healthChecks().stream()
                            .filter(h ->
                                    Boolean.TRUE.equals(h.healthCheckConfig().inverted()))
                            .findFirst()
                            .orElseThrow();
                    route53.updateHealthCheck(
                            u -> u.healthCheckId(held.id()).disabled(false).inverted(false));
                },
                "Route 53 checks ehr-eu-west-1.medzenhealth.app");
    }

    @Test
    void the_name_is_no_pair_while_the_side_that_comes_first_does_not_serve() throws Exception {
        locked(
                desk -> {
                    desk.world()
                            .clients()
                            .client(EcsClient.class, "eu-central-1")
                            .updateService(u -> u.cluster("medzen-ehrbase-cluster")
                                    .service("medzen-ehrbase")
                                    .desiredCount(0));
                    desk.time().advance(Duration.ofMinutes(10));
                },
                "healthy targets");
    }

    private static void locked(Consumer<RehearsalApp> otherHand, String open) throws Exception {
        try (var desk = PreparedStates.open(states.after("7.3b"))) {
            var session = desk.workplace().session();
            var reviewed = session.review("7.3");
            assertThat(Looks.open(reviewed)).isEmpty();
            otherHand.accept(desk);
            var before = Looks.changes(desk);
            assertThatThrownBy(() -> TwoPeople.run(desk, reviewed)).isInstanceOf(Refusal.class);
            var again = session.review("7.3");
            assertThat(Looks.open(again)).anyMatch(c -> c.contains(open));
            assertThatThrownBy(() -> TwoPeople.run(desk, again)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).isEqualTo(before);
        }
    }
}
