package app.medzenhealth.cutover.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped plan and its ways back, each request and each answer against AWS's own models. */
class RehearsalOnModelsTest {
    private static final ModelReferee REFEREE = new ModelReferee(AwsModels.read(), CommonErrors.read());

    @TempDir
    Path folder;

    private EstateApp desk;

    @BeforeEach
    void open() throws Exception {
        desk = EstateApp.open(folder.resolve("state"), estate -> new WitnessedClients(estate, REFEREE));
    }

    @AfterEach
    void nothingBreaksItsModel() {
        desk.close();
        assertThat(REFEREE.wrongRequests()).isEmpty();
        assertThat(REFEREE.wrongAnswers()).isEmpty();
    }

    @AfterAll
    static void tell() {
        System.out.println("rehearsals, ways back and inventory: " + REFEREE);
    }

    @Test
    void every_request_of_a_rehearsal_of_an_inventory_and_of_the_full_way_back_is_as_its_model_has_it()
            throws Exception {
        var regions =
                EstateApp.shippedPlan().regions().stream().map(r -> r.id()).toList();
        desk.scanner().scan(regions, s -> {});

        var asked = new TreeSet<String>();
        var outcome = desk.lead(s -> {
                    if (s.step().id().equals("1.1")) {
                        asked.addAll(IamState.of(desk.world.estate()).simulated());
                    }
                })
                .goThrough();

        assertThat(outcome.complete()).as(outcome.toString()).isTrue();
        awayFromTheBackupWindow();
        // What comes after is deployed by people first: functions and rules of Ireland are gone.
        goBack("rollback-full", 7);
        assertThat(REFEREE.operations()).hasSizeGreaterThan(200);
        assertThat(REFEREE.operations())
                .as("the permission for every call was asked for in step 1.1")
                .allSatisfy(o -> assertThat(asked).contains(o.iamAction()));
        assertThat(EstateRefusals.byOperation())
                .as("what was refused is what can be refused")
                .satisfies(all -> REFEREE.refusals()
                        .forEach(r -> assertThat(all.get(r.operation().toString()))
                                .as(r.toString())
                                .contains(r.code())));
    }

    @Test
    void every_request_of_the_way_back_from_the_switch_is_as_its_model_has_it() throws Exception {
        until("5.8");
        goBack("rollback", 100);
    }

    /** A replica is promoted at no time near its backup window, which is early in the morning. */
    private void awayFromTheBackupWindow() {
        var now = LocalTime.ofInstant(desk.time().instant(), ZoneOffset.UTC);
        desk.time().advance(Duration.ofMinutes(Math.floorMod(12 * 60 - now.toSecondOfDay() / 60, 24 * 60)));
    }

    private void goBack(String procedure, int steps) throws Exception {
        var back = EstateApp.shippedPlan().rollbacks().stream()
                .map(r -> r.procedure())
                .filter(p -> p.id().equals(procedure))
                .findFirst()
                .orElseThrow();
        for (var step : back.steps().subList(0, Math.min(steps, back.steps().size()))) {
            assertThat(desk.lead(s -> {})
                            .carryOut(desk.session().view().step(step.id()).orElseThrow()))
                    .as(step.id())
                    .isEmpty();
        }
    }

    private void until(String step) throws Exception {
        var outcome = desk.lead(s -> {})
                .goUntil(v -> v.step(step).map(StepView::state).orElseThrow().settled());
        assertThat(desk.session().view().step(step).orElseThrow().state())
                .as(outcome.toString())
                .isInstanceOf(StepState.Succeeded.class);
    }
}
