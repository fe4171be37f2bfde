package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.Ledger;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;

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
            var sent = changes(desk);
            for (var step : List.of("5.3", "5.4", "5.5")) {
                session.skip(step, desk.lead(), "Skipped to see what happens without");
            }
            var review = session.review("5.6");
            assertThat(open(review))
                    .anyMatch(c -> c.startsWith("No task runs: 2 running"))
                    .anyMatch(c -> c.startsWith("No trigger is on"))
                    .anyMatch(c -> c.startsWith("Nothing may enter the database"));
            assertThatThrownBy(() -> confirm(desk, session, review)).isInstanceOf(Refusal.class);

            session.skip("5.6", desk.lead(), "Skipped to see what happens without");
            session.skip("5.7", desk.lead(), "Skipped to see what happens without");
            var aimed = session.review("5.8");
            assertThat(open(aimed)).anyMatch(c -> c.startsWith("It follows no source: "));
            assertThatThrownBy(() -> confirm(desk, session, aimed)).isInstanceOf(Refusal.class);
            assertThat(changes(desk)).isEqualTo(sent);
        });
    }

    @Test
    void a_fence_that_another_hand_opened_after_the_review_stops_the_promotion_before_its_call() throws Exception {
        before("5.6", (desk, session) -> {
            var sent = changes(desk);
            var review = session.review("5.6");
            assertThat(open(review)).isEmpty();
            desk.world()
                    .clients()
                    .client(EcsClient.class, OLD)
                    .updateService(u -> u.cluster("medzen-ehrbase-cluster")
                            .service("medzen-ehrbase")
                            .desiredCount(2));
            assertThatThrownBy(() -> confirm(desk, session, review))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("No task runs");
            assertThat(changes(desk).stream()
                            .filter(c -> c.contains("PromoteReadReplica"))
                            .toList())
                    .isEqualTo(sent.stream()
                            .filter(c -> c.contains("PromoteReadReplica"))
                            .toList());
        });
    }

    @Test
    void the_trail_tells_what_was_read_right_before_the_promotion() throws Exception {
        before("5.6", (desk, session) -> {
            confirm(desk, session, session.review("5.6"));
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

    private static List<String> changes(RehearsalApp desk) {
        return desk.world().estate().ledger().entries().stream()
                .map(Ledger.Entry::toString)
                .toList();
    }

    private static List<String> open(StepReview review) {
        return review.checks().stream()
                .filter(c -> !c.passed())
                .map(c -> c.title() + ": " + c.outcome().evidence())
                .toList();
    }

    private static void confirm(RehearsalApp desk, Session session, StepReview review) throws InterruptedException {
        var demand = Demand.toRun(
                session.view(), session.view().step(review.step()).orElseThrow().step(), review);
        Optional<String> response = demand.confirm() == Step.Confirm.TYPED_AND_SECOND
                ? Optional.of(desk.second().respond(session.challenge(review.step())))
                : Optional.empty();
        session.run(new Confirmation(review.step(), review.fingerprint(), desk.lead(), demand.typed(), response));
    }
}
