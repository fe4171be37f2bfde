package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Criteria of the cutover hour show what was measured in it, with the figures; that steps are settled shows none. */
final class MeasuredCriteriaTest {
    /** A position in PostgreSQL's log, for example {@code 0/16B3748} (PostgreSQL manual, pg_lsn Type). */
    private static final String POSITION = "[0-9A-F]{1,8}/[0-9A-F]{1,8}";

    @TempDir
    private Path folder;

    @Test
    void that_no_data_was_lost_is_shown_by_the_position_and_the_rows_and_how_long_users_waited_by_the_clock()
            throws Exception {
        var time = new VirtualTime(MedZenEstate.START);
        var plan = (PlanReading.Read) PlanFile.SHIPPED.read();
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var session = desk.workplace().session();
            assertThat(session.measure("C4")).isNotEmpty().noneMatch(Check::passed);
            assertThat(session.measure("C5"))
                    .singleElement()
                    .satisfies(c -> assertThat(c.outcome()).isInstanceOf(Check.Unknown.class));

            new RehearsedLead(session, time, desk.lead(), desk.second(), _ -> {})
                    .goUntil(v -> v.step("5.8c").orElseThrow().state() instanceof StepState.Succeeded);

            assertThat(session.measure("C4"))
                    .hasSizeGreaterThan(4)
                    .allMatch(Check::passed)
                    .anySatisfy(c -> {
                        assertThat(c.title()).startsWith("Step 5.5: ");
                        assertThat(c.outcome().evidence())
                                .containsPattern(POSITION)
                                .contains("found at ");
                    })
                    .anySatisfy(c -> {
                        assertThat(c.title()).startsWith("Step 5.8c: ");
                        assertThat(c.outcome().evidence()).containsPattern("\\d+ rows");
                    });
            var downtime = session.view().downtime();
            assertThat(downtime.soFar()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(8));
            assertThat(session.measure("C5")).singleElement().satisfies(c -> {
                assertThat(c.outcome())
                        .as("two people, and a load balancer that lets tasks go, take more than five minutes")
                        .isInstanceOf(Check.Fail.class);
                assertThat(c.outcome().evidence())
                        .contains(Times.inWords(downtime.soFar()), "measured in part", "writes not measured");
            });
            for (var criterion : List.of("C4", "C5")) {
                assertThatThrownBy(() -> session.attestCriterion(criterion, desk.lead(), "I am sure of it"))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("nobody's word replaces that");
            }
            assertThat(session.view().attested()).isEmpty();
        }
    }

    @Test
    void a_skipped_count_of_rows_leaves_it_open_whether_data_was_lost() throws Exception {
        try (var live = LiveOnEstate.open(MandatoryStepsTest.opened(PlanFile.SHIPPED.plan()), folder)) {
            var session = live.session();
            TwoPeople.skip(
                    session, live.lead(), new RehearsedPerson("second@medzen"), "5.8c", "Nobody had the time for it");

            assertThat(session.measure("C4"))
                    .noneMatch(Check::passed)
                    .anySatisfy(c -> assertThat(c.outcome().evidence()).contains("Nobody had the time for it"));
        }
    }
}
