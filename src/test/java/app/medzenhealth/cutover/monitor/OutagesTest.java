package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.Outage.What;
import app.medzenhealth.cutover.monitor.ProbeResult.Outcome;
import app.medzenhealth.cutover.plan.Probe;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private static final Instant START = Instant.parse("2026-01-12T02:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ProbeTarget READ = target("read", Probe.Kind.READ, Optional.empty());
    private static final ProbeTarget WRITE = target("write", Probe.Kind.WRITE, Optional.empty());
    private static final ProbeTarget SIDE = target("side", Probe.Kind.HEALTH, Optional.of("eu-west-1"));

    private Outages outages = Outages.NONE;

    static ProbeTarget target(String id, Probe.Kind kind, Optional<String> region) {
        return new ProbeTarget(
                id,
                id,
                kind,
                region,
                new HttpProber.Request(
                        "GET",
                        URI.create("https://ehr.example/" + id),
                        Map.of(),
                        "",
                        ProbeTarget.PATIENCE,
                        Optional.empty()),
                Set.of(200),
                Optional.empty());
    }

    private void served(ProbeTarget target, double second) {
        add(target, second, 40, new Outcome.Served(200, Optional.empty(), Optional.empty()));
    }

    private void refused(ProbeTarget target, double second) {
        add(target, second, 40, new Outcome.NotServed(503, "status 503", Optional.empty(), Optional.empty()));
    }

    private void silent(ProbeTarget target, double second, int millis) {
        add(target, second, millis, new Outcome.Silent("no answer"));
    }

    private void add(ProbeTarget target, double second, int millis, Outcome outcome) {
        outages = outages.with(
                target, new ProbeResult(target.id(), at(second), Duration.ofMillis(millis), outcome), SECOND);
    }

    private static Instant at(double second) {
        return START.plusMillis(Math.round(second * 1000));
    }

    @Test
    void an_outage_is_from_the_first_request_that_failed_to_the_first_that_was_served_again() {
        served(READ, 0);
        refused(READ, 1);
        refused(READ, 2);
        refused(READ, 3);
        assertThat(outages.failing()).isTrue();
        served(READ, 4);
        served(READ, 5);
        assertThat(outages.all()).singleElement().satisfies(o -> {
            assertThat(o.what()).isEqualTo(What.FAILED);
            assertThat(o.first()).isEqualTo(at(1));
            assertThat(o.last()).isEqualTo(at(3));
            assertThat(o.until()).contains(at(4));
            assertThat(o.failures()).isEqualTo(3);
            assertThat(o.why()).isEqualTo("status 503");
        });
        assertThat(outages.failing()).isFalse();
    }

    @Test
    void one_answer_between_two_failures_does_not_end_it() {
        refused(READ, 1);
        served(READ, 2);
        refused(READ, 3);
        served(READ, 4);
        served(READ, 5);
        assertThat(outages.all())
                .singleElement()
                .satisfies(o -> assertThat(o.until()).contains(at(4)));
    }

    @Test
    void targets_have_outages_of_their_own() {
        served(READ, 0);
        refused(WRITE, 0);
        served(READ, 1);
        refused(WRITE, 1);
        assertThat(outages.open("read")).isEmpty();
        assertThat(outages.open("write")).isPresent();
    }

    @Test
    void a_silence_is_a_failure_where_another_target_answered_meanwhile() {
        served(SIDE, 0.9);
        silent(READ, 1, 3000);
        assertThat(outages.open("read")).as("nobody knows yet").isEmpty();
        served(SIDE, 1.9);
        assertThat(outages.open("read")).hasValueSatisfying(o -> {
            assertThat(o.what()).isEqualTo(What.FAILED);
            assertThat(o.first()).isEqualTo(at(1));
        });
    }

    @Test
    void a_silence_on_all_sides_is_unknown_and_not_a_failure() {
        served(READ, 0);
        served(SIDE, 0);
        for (var second = 1; second < 20; second++) {
            silent(READ, second, 20);
            silent(SIDE, second, 20);
        }
        assertThat(outages.failing()).isFalse();
        assertThat(outages.open("read")).hasValueSatisfying(o -> {
            assertThat(o.what()).isEqualTo(What.UNKNOWN);
            assertThat(o.first()).isEqualTo(at(1));
        });
        for (var second = 20; second < 26; second++) {
            served(READ, second);
            served(SIDE, second);
        }
        assertThat(outages.all())
                .filteredOn(o -> o.target().equals(READ))
                .singleElement()
                .satisfies(o -> assertThat(o.until()).contains(at(20)));
    }

    @Test
    void an_outage_that_nobody_sees_the_end_of_ends_where_it_becomes_unknown() {
        served(SIDE, 0);
        refused(READ, 1);
        served(SIDE, 1);
        refused(READ, 2);
        served(SIDE, 2);
        for (var second = 6; second < 20; second++) {
            silent(READ, second, 20);
            silent(SIDE, second, 20);
        }
        assertThat(outages.all())
                .filteredOn(o -> o.target().equals(READ))
                .extracting(Outage::what)
                .containsExactly(What.FAILED, What.UNKNOWN);
        assertThat(outages.all().getFirst().until()).contains(at(6));
    }

    @Test
    void a_pause_in_which_nobody_asked_is_unknown() {
        served(READ, 0);
        served(READ, 1);
        // The machine slept for five minutes.
        served(READ, 301);
        served(READ, 302);
        assertThat(outages.all()).singleElement().satisfies(o -> {
            assertThat(o.what()).isEqualTo(What.UNKNOWN);
            assertThat(o.first()).isEqualTo(at(2));
            assertThat(o.until()).contains(at(301));
        });
    }

    @Test
    void asking_more_or_less_often_from_now_on_makes_no_pause_of_the_time_before() {
        var slow = Duration.ofMinutes(1);
        var fine = new Outcome.Served(200, Optional.empty(), Optional.empty());
        outages = outages.with(READ, new ProbeResult("read", at(0), Duration.ofMillis(40), fine), slow);
        served(READ, 60);
        served(READ, 61);
        outages = outages.with(READ, new ProbeResult("read", at(121), Duration.ofMillis(40), fine), slow);
        served(READ, 150);
        assertThat(outages.all()).isEmpty();
    }

    @Test
    void what_is_recorded_is_each_beginning_and_each_end_once() {
        var before = Outages.NONE;
        refused(READ, 1);
        assertThat(ProbeRecord.between(before, outages)).singleElement().satisfies(r -> {
            assertThat(r.kind()).isEqualTo("probe.outage");
            assertThat(r.data()).containsEntry("state", "begun").containsEntry("kind", "read");
        });
        before = outages;
        refused(READ, 2);
        assertThat(ProbeRecord.between(before, outages)).isEmpty();
        served(READ, 3);
        before = outages;
        served(READ, 4);
        assertThat(ProbeRecord.between(before, outages))
                .singleElement()
                .satisfies(r -> assertThat(r.data())
                        .containsEntry("state", "ended")
                        .containsEntry("until", at(3).toString())
                        .containsEntry("failures", 2));
    }

    @Test
    void the_same_results_in_another_order_of_arrival_make_the_same_outage() {
        served(SIDE, 0);
        // The slow one is known later than what was asked after it elsewhere.
        served(SIDE, 1);
        served(SIDE, 2);
        silent(READ, 0.5, 3000);
        served(READ, 3.6);
        served(READ, 4.6);
        assertThat(outages.all()).singleElement().satisfies(o -> {
            assertThat(o.first()).isEqualTo(at(0.5));
            assertThat(o.until()).contains(at(3.6));
        });
    }
}
