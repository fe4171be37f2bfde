package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.Tonight;
import app.medzenhealth.cutover.session.odds.Night;
import app.medzenhealth.cutover.session.odds.Odds;
import app.medzenhealth.cutover.session.odds.TonightsOdds;
import app.medzenhealth.cutover.session.odds.WayBackTime;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The odds of the shipped plan's night, from what a rehearsal of it has left in its trail. */
class TonightTest {
    @TempDir
    Path folder;

    @Test
    void a_night_is_told_by_the_times_that_a_rehearsal_has_left_in_the_trail() throws Exception {
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var state = folder.resolve("state");
        try (var desk = open(state)) {
            var lead = new RehearsedLead(desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {});
            lead.goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Ready);
            var before = Tonight.of(desk.workplace().session().view()).orElseThrow();
            assertThat(before.legs())
                    .extracting(Night.Leg::step)
                    .containsExactly("5.2a", "5.2b", "5.2", "5.3", "5.5", "5.6", "5.7", "5.8");
            assertThat(before.outage().orElseThrow().begins()).contains("5.3");
            assertThat(new TonightsOdds(1).of(before, List.of()))
                    .isEqualTo(new Odds.NotRehearsed(List.of("5.3", "5.5", "5.6", "5.7", "5.8")));
            lead.goUntil(v -> v.step("5.8").orElseThrow().state() instanceof StepState.Succeeded);
            var after = desk.workplace().session().view();
            assertThat(new TonightsOdds(1).of(Tonight.of(after).orElseThrow(), List.of()))
                    .isEqualTo(new Odds.NothingLeft());
            var planned = after.wayBackNow().orElseThrow().phase().planned();
            assertThat(Tonight.wayBack(after, List.of()))
                    .contains(new WayBackTime.Planned(planned.least(), planned.most()));
        }
        try (var desk = open(state)) {
            var session = desk.workplace().session();
            var night = Tonight.of(session.view()).orElseThrow();
            var runs = RehearsedTimes.of(session.view(), Optional.of(state), folder.resolve("none"));

            assertThat(runs).hasSize(1);
            assertThat(new TonightsOdds(1).of(night, runs)).isEqualTo(new Odds.TooFew(1, 3));
            var odds = (Odds.Sampled)
                    new TonightsOdds(1).of(night, List.of(runs.getFirst(), runs.getFirst(), runs.getFirst()));
            assertThat(odds.begins()).isEqualTo(night.opens());
            assertThat(odds.inside()).isEqualTo(1);
            assertThat(odds.withinBudget().orElseThrow()).isGreaterThan(0.5);
            assertThat(Duration.between(night.opens(), odds.end().middle()))
                    .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(60));
            assertThat(plan.window().downtimeBudget())
                    .isEqualTo(night.outage().orElseThrow().budget());
        }
    }

    private static RehearsalApp open(Path state) throws InterruptedException {
        var time = new VirtualTime(MedZenEstate.START);
        return RehearsalApp.open(
                ((PlanReading.Read) PlanFile.SHIPPED.read()).plan(),
                StateDirectory.at(state),
                time,
                MedZenEstate.create(time));
    }
}
