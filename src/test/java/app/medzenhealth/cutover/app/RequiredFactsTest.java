package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.rds.RdsClient;

/** Promotion and switch read the fence, the parity and the promotion from the world, whatever the steps' words are. */
class RequiredFactsTest {
    private static final String OLD = "eu-west-1";

    @TempDir
    Path folder;

    private VirtualTime time;
    private Plan plan;

    @BeforeEach
    void plan() {
        time = new VirtualTime(MedZenEstate.START);
        plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
    }

    private interface Night {
        void go(RehearsalApp desk, Session session) throws Exception;
    }

    /** Rehearses until the step is next. */
    private void before(String step, Night night) throws Exception {
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var session = desk.workplace().session();
            new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.step(step).orElseThrow().state() instanceof StepState.Ready);
            night.go(desk, session);
        }
    }

    @Test
    void without_its_fence_nothing_is_promoted_and_no_name_is_switched() throws Exception {
        before("5.3", (desk, session) -> {
            var sent = Looks.changes(desk);
            for (var step : List.of("5.3", "5.4", "5.5")) {
                TwoPeople.skip(session, desk.lead(), desk.second(), step, "Skipped to see what happens without");
            }
            var review = session.review("5.6");
            assertThat(Looks.open(review))
                    .anyMatch(c -> c.startsWith("No task runs: 2 running"))
                    .anyMatch(c -> c.startsWith("No trigger is on"))
                    .anyMatch(c -> c.startsWith("Nothing may enter the database"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);

            TwoPeople.skip(session, desk.lead(), desk.second(), "5.6", "Skipped to see what happens without");
            TwoPeople.skip(session, desk.lead(), desk.second(), "5.7", "Skipped to see what happens without");
            var aimed = session.review("5.8");
            assertThat(Looks.open(aimed)).anyMatch(c -> c.startsWith("It follows no source: "));
            assertThatThrownBy(() -> TwoPeople.run(desk, aimed)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).isEqualTo(sent);
        });
    }

    @Test
    void a_fence_that_another_hand_opened_after_the_review_stops_the_promotion_before_its_call() throws Exception {
        before("5.6", (desk, session) -> {
            var sent = Looks.changes(desk);
            var review = session.review("5.6");
            assertThat(Looks.open(review)).isEmpty();
            desk.world()
                    .clients()
                    .client(EcsClient.class, OLD)
                    .updateService(u -> u.cluster("medzen-ehrbase-cluster")
                            .service("medzen-ehrbase")
                            .desiredCount(2));
            assertThatThrownBy(() -> TwoPeople.run(desk, review))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("No task runs");
            assertThat(Looks.changes(desk).stream()
                            .filter(c -> c.contains("PromoteReadReplica"))
                            .toList())
                    .isEqualTo(sent.stream()
                            .filter(c -> c.contains("PromoteReadReplica"))
                            .toList());
        });
    }

    /** An idle session outlives the closing of a security group, and may write a moment after it was looked at. */
    @Test
    void nothing_is_promoted_while_somebody_is_connected_to_the_fenced_database() throws Exception {
        before("5.6", (desk, session) -> {
            var old = RdsState.of(desk.world().estate(), OLD)
                    .database("medzen-ehrbase-db")
                    .orElseThrow();
            old.connected(3);
            var review = session.review("5.6");
            assertThat(Looks.open(review))
                    .containsExactly(
                            "Nobody is connected to medzen-ehrbase-db any more: 3 sessions besides the console's");
            assertThatThrownBy(() -> TwoPeople.run(desk, review))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Nobody is connected");

            old.connected(0);
            assertThat(Looks.open(session.review("5.6"))).isEmpty();
        });
    }

    @Test
    void what_the_fence_does_not_name_is_found_by_what_is_there() throws Exception {
        before("5.6", (desk, session) -> {
            var sent = Looks.changes(desk).stream()
                    .filter(c -> c.contains("PromoteReadReplica"))
                    .count();
            var clients = desk.world().clients();
            var ecs = clients.client(EcsClient.class, OLD);
            var task = ecs.describeServices(
                            q -> q.cluster("medzen-ehrbase-cluster").services("medzen-ehrbase"))
                    .services()
                    .getFirst()
                    .taskDefinition();
            ecs.createService(c -> c.cluster("medzen-ehrbase-cluster")
                    .serviceName("another-writer")
                    .taskDefinition(task)
                    .desiredCount(1));
            clients.client(RdsClient.class, OLD)
                    .modifyDBInstance(m -> m.dbInstanceIdentifier("medzen-ehrbase-db")
                            .vpcSecurityGroupIds("sg-0a3ehrbasedr")
                            .applyImmediately(true));
            var events = clients.client(EventBridgeClient.class, OLD);
            var rules = events.listRules(r -> {}).rules();
            var target = rules.stream()
                    .flatMap(r -> events.listTargetsByRule(q -> q.rule(r.name())).targets().stream())
                    .filter(t -> t.arn().contains("retention"))
                    .findFirst()
                    .orElseThrow();
            events.putRule(r -> r.name("another-tick").scheduleExpression("rate(1 hour)"));
            events.putTargets(r -> r.rule("another-tick").targets(target));

            var review = session.review("5.6");
            assertThat(Looks.open(review))
                    .anyMatch(c -> c.startsWith("No task runs: ") && c.contains("another-writer"))
                    .anyMatch(c -> c.startsWith("No trigger is on: ") && c.contains("another-tick"));
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk).stream()
                            .filter(c -> c.contains("PromoteReadReplica"))
                            .count())
                    .isEqualTo(sent);
        });
    }

    @Test
    void that_there_is_no_trigger_is_not_believed_where_one_is_on() throws Exception {
        before("5.3", (desk, session) -> {
            for (var parameter : List.of("retentionRule", "complianceRule", "queueConsumers")) {
                session.setNone(parameter, desk.lead(), "Said to see whether anybody looks");
            }
            TwoPeople.run(desk, session.review("5.3"));
            assertThat(session.view().step("5.3").orElseThrow().state()).isInstanceOf(StepState.Failed.class);
            assertThat(session.view().step("5.6").orElseThrow().state()).isInstanceOf(StepState.Locked.class);
        });
    }

    @Test
    void users_are_not_led_to_a_side_that_serves_nobody() throws Exception {
        before("5.8", (desk, session) -> {
            desk.world()
                    .clients()
                    .client(EcsClient.class, "eu-central-1")
                    .updateService(u -> u.cluster("medzen-ehrbase-cluster")
                            .service("medzen-ehrbase")
                            .desiredCount(0));
            time.advance(Duration.ofMinutes(10));
            var sent = Looks.changes(desk).size();
            var review = session.review("5.8");
            assertThat(Looks.open(review)).isNotEmpty();
            assertThatThrownBy(() -> TwoPeople.run(desk, review)).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(sent);
        });
    }

    @Test
    void users_are_not_led_to_what_lacks_what_they_wrote_on_the_old_side_since() throws Exception {
        before("5.7", (desk, session) -> {
            var back = List.of("rollback.1", "rollback.2", "rollback.3");
            var lead = new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {});
            for (var step : back) {
                assertThat(lead.carryOut(session.view().step(step).orElseThrow()))
                        .as(step)
                        .isEmpty();
            }
            time.advance(Duration.ofHours(2));
            for (var step : back.reversed()) {
                TwoPeople.undo(desk, step);
            }
            var sent = Looks.changes(desk).size();
            for (var step : List.of("5.7", "5.8")) {
                var state = session.view().step(step).orElseThrow().state();
                assertThat(state).as(step).isInstanceOf(StepState.Locked.class);
            }
            assertThat(((StepState.Locked)
                                    session.view().step("5.7").orElseThrow().state())
                            .locks())
                    .anyMatch(l -> l.why().contains("opened the old side again after step 5.6"));
            assertThatThrownBy(() -> TwoPeople.run(desk, session.review("5.7"))).isInstanceOf(Refusal.class);
            assertThat(Looks.changes(desk)).hasSize(sent);
        });
    }

    @Test
    void the_trail_tells_what_was_read_right_before_the_promotion() throws Exception {
        before("5.6", (desk, session) -> {
            TwoPeople.run(desk, session.review("5.6"));
            var read = new ArrayList<String>();
            desk.workplace().records().memory().backwards(r -> {
                if (r.kind().equals("step.facts") && r.step().equals("5.6")) {
                    read.add(String.valueOf(r.data().get("checks")));
                }
                return true;
            });
            assertThat(read)
                    .anyMatch(c -> c.contains("No task runs"))
                    .anyMatch(c -> c.contains("has replayed everything"));
        });
    }
}
