package app.medzenhealth.cutover.ui.mission;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.RoleNow;
import app.medzenhealth.cutover.session.LossReading;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.SessionActions;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Tone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class RegionStandingTest {
    private static final String IRELAND = "eu-west-1";
    private static final String FRANKFURT = "eu-central-1";

    /** Whether anything is lost on the way back from the new replica is for that way's own parity to say. */
    @Test
    void that_nothing_is_lost_is_not_said_before_parity_was_read() {
        var done = new StepState.Succeeded(HandMadeView.NOW, Duration.ofMinutes(1), "lead");
        var hand = HandMadeView.midCutover().on(shipped()).state("5.13", done).state("7.4", done);
        assertThat(priceOfFullRollback(hand))
                .startsWith(
                        "Whether anything is lost is not known yet: parity has not been read (step rollback-full.4). It"
                                + " is a second cutover")
                .doesNotContain("Nothing is lost");

        hand.state("rollback-full.4", done);
        assertThat(priceOfFullRollback(hand)).startsWith("Whether anything is lost is not known: nobody has read yet");

        hand.loss(
                "rollback-full",
                new LossReading(HandMadeView.NOW, List.of(Check.pass("Both sides hold the same", "0 bytes behind"))));
        assertThat(priceOfFullRollback(hand)).startsWith("Nothing is lost");

        hand.waived("rollback-full.4", List.of("“Rows” (lead)"));
        assertThat(priceOfFullRollback(hand)).doesNotContain("Nothing is lost");
    }

    private static String priceOfFullRollback(HandMadeView hand) {
        var view = hand.view();
        return Risk.price(view, view.step("rollback-full.1").orElseThrow().step())
                .orElseThrow()
                .text();
    }

    private static Plan shipped() {
        var file = Path.of("assets/plans/medzen-eu-central-1.yaml");
        try {
            return new PlanReader(SessionActions.signatures()).read(file, Files.readAllBytes(file))
                            instanceof PlanReading.Read read
                    ? read.plan()
                    : Assertions.fail("the shipped plan does not read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Topology ledTo(SessionView view, String region) {
        var sites = new LinkedHashMap<String, Topology.Site>();
        view.plan()
                .regions()
                .forEach(r -> sites.put(
                        r.id(),
                        new Topology.Site(
                                1,
                                List.of(),
                                r.id().equals(region) ? List.of("ehr.medzenhealth.app") : List.of(),
                                Optional.of(HandMadeView.NOW),
                                false)));
        return new Topology(sites, List.of());
    }

    private static SessionView counting(SessionView view, boolean counting) {
        var d = view.downtime();
        return new SessionView(
                view.revision(),
                view.session(),
                view.plan(),
                view.mode(),
                view.operator(),
                view.identity(),
                view.at(),
                view.phases(),
                view.rollbacks(),
                view.next(),
                view.sentence(),
                view.resumption(),
                view.hold(),
                new SessionView.Downtime(d.soFar(), d.budget(), counting),
                view.wayBack(),
                view.parameters(),
                view.audit());
    }

    @Test
    void behind_a_fence_nobody_is_served_wherever_the_name_leads() {
        var fenced = HandMadeView.midCutover().on(shipped()).view();
        for (var region : List.of(IRELAND, FRANKFURT)) {
            for (var standing : RegionStanding.of(fenced, Optional.of(ledTo(fenced, region)))
                    .values()) {
                assertThat(standing.served()).as(standing.toString()).isFalse();
            }
        }
        var counted = counting(HandMadeView.fresh().on(shipped()).view(), false);
        assertThat(RegionStanding.of(counted, Optional.of(ledTo(counted, IRELAND)))
                        .get(IRELAND)
                        .served())
                .isTrue();
    }

    /** A drill that stops the primary, and whose last step was skipped, leaves no fence that would tell. */
    @Test
    void nobody_is_served_where_nothing_runs_whatever_the_steps_say() {
        var hand = HandMadeView.midCutover().on(shipped());
        for (var step : List.of("5.3", "5.6", "5.8")) {
            hand.state(step, new StepState.Succeeded(HandMadeView.NOW, Duration.ofMinutes(1), "lead@medzenhealth.app"));
        }
        var moved = counting(hand.view(), false);
        var led = ledTo(moved, FRANKFURT);
        assertThat(RegionStanding.of(moved, Optional.of(led)).get(FRANKFURT).served())
                .isTrue();

        var sites = new LinkedHashMap<String, Topology.Site>(led.regions());
        sites.computeIfPresent(
                FRANKFURT, (_, s) -> new Topology.Site(s.resources(), s.unknown(), s.names(), s.read(), true));
        var frankfurt = RegionStanding.of(moved, Optional.of(new Topology(sites, List.of())))
                .get(FRANKFURT);

        assertThat(frankfurt.served()).isFalse();
        assertThat(frankfurt.tone()).isEqualTo(Tone.WARN);
    }

    @Test
    void a_fence_that_stands_shows_even_where_no_time_is_counted() {
        var view = counting(HandMadeView.midCutover().on(shipped()).view(), false);

        var ireland = RegionStanding.of(view, Optional.of(ledTo(view, IRELAND))).get(IRELAND);

        assertThat(ireland.now()).isEqualTo(RoleNow.FENCED);
        assertThat(ireland.served()).isFalse();
    }

    /** That a replica follows does not tell that it could take over: only the plan's drill proves it. */
    @Test
    void a_region_that_only_follows_is_in_preparation_until_the_drill_is_done() {
        var hand = HandMadeView.midCutover().on(shipped());
        for (var step : List.of("5.3", "5.6", "5.8")) {
            hand.state(step, new StepState.Succeeded(HandMadeView.NOW, Duration.ofMinutes(1), "lead@medzenhealth.app"));
        }
        var moved = hand.view();
        var led = ledTo(moved, FRANKFURT);
        var follows = new Topology(
                led.regions(), List.of(new Topology.Replication(FRANKFURT, IRELAND, "replica", Optional.empty())));
        assertThat(RegionStanding.of(moved, Optional.of(follows)).get(IRELAND).now())
                .isEqualTo(RoleNow.PREPARING);
    }

    @Test
    void a_fence_that_was_taken_back_stands_no_more() {
        var view = counting(
                HandMadeView.midCutover()
                        .on(shipped())
                        .state("5.3", new StepState.Undone(HandMadeView.NOW, "lead@medzenhealth.app"))
                        .view(),
                false);

        var ireland = RegionStanding.of(view, Optional.of(ledTo(view, IRELAND))).get(IRELAND);

        assertThat(ireland.now()).isEqualTo(RoleNow.PRIMARY);
        assertThat(ireland.served()).isTrue();
    }
}
