package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.Sweep;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.FoldedSession;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The session's state is the fold over its records. {@code -Dfolds=N}: whole rehearsals, in turn by scenario; {@code -Dfold.seed=N}.
 */
class FoldTest {
    private static final long SEED = Long.getLong("fold.seed", 20261129L);

    @TempDir
    Path folder;

    static Stream<Arguments> rehearsals() {
        var scenarios = Arrays.stream(Scenario.values())
                .filter(s -> s != Scenario.DENIED)
                .toList();
        return IntStream.range(0, Integer.getInteger("folds", Math.max(1, Sweep.PERCENT / 25)))
                .mapToObj(i -> Arguments.of(scenarios.get(i % scenarios.size()), SEED + i));
    }

    @ParameterizedTest
    @MethodSource("rehearsals")
    void the_state_after_every_record_of_a_whole_rehearsal_is_what_its_records_make(Scenario scenario, long seed)
            throws Exception {
        System.out.println("fold " + scenario + ", seed " + seed);
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        scenario.prepare(world.estate());
        var random = new Random(seed);
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var session = desk.workplace().session();
            var trail = desk.workplace().records().trail();
            var folded = new FoldedSession(session, plan, Mode.REHEARSAL);
            trail.records(1, Long.MAX_VALUE).forEach(folded::past);
            folded.follow();
            var lead = desk.lead();
            var outcome = new RehearsedLead(
                            session, time, lead, desk.second(), step -> besides(session, lead, step, random))
                    .goThrough();
            assertThat(outcome.complete()).as(outcome.toString()).isTrue();
            new RehearsedLead(session, time, lead, desk.second(), _ -> {}).close();
            assertThat(session.view().ended()).isPresent();
            assertThat(folded.differences()).isEmpty();
            assertThat(folded.compared()).isGreaterThan(500);
            assertThat(session.view().step("7.5").orElseThrow().state()).isInstanceOf(StepState.Succeeded.class);
        }
    }

    /** What people do between steps: hold, set a value anew, write a note. */
    private static void besides(Session session, Operator lead, StepView step, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> {
                session.hold(lead);
                session.release(lead);
            }
            case 1 -> session.note(lead, "after " + step.step().id());
            case 2 -> {
                var set = session.view().parameters().entrySet().stream()
                        .filter(p -> !p.getValue().isBlank())
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
                var chosen = set.get(random.nextInt(set.size()));
                try {
                    session.setParameter(chosen.getKey(), chosen.getValue());
                } catch (Refusal refused) {
                    assertThat(refused).hasMessageContaining("is in use");
                }
            }
            default -> {}
        }
    }
}
