package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.ProbeLog;
import app.medzenhealth.cutover.monitor.ProbePace;
import app.medzenhealth.cutover.monitor.ProbeResult;
import app.medzenhealth.cutover.monitor.ProbeTarget;
import app.medzenhealth.cutover.plan.Probe;
import app.medzenhealth.cutover.ui.cutover.Strip.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StripTest {
    private static final Instant NOW = Instant.parse("2026-01-24T02:40:00Z");
    private static final ProbeTarget READ = new ProbeTarget(
            "read",
            "public name · read",
            Probe.Kind.READ,
            Optional.empty(),
            HttpProber.Request.get("https://ehr.example/"),
            Set.of(200),
            Optional.empty());

    private final ProbeLog log = new ProbeLog();

    StripTest() {
        log.asks(List.of(READ), List.of(), ProbePace.FAST, NOW.minusSeconds(700));
    }

    /** @param from and {@code to} in seconds before now; each second one is asked */
    private void asked(int from, int to, boolean served) {
        for (var s = from; s > to; s--) {
            log.add(new ProbeResult(
                    "read",
                    NOW.minusSeconds(s),
                    Duration.ofMillis(40),
                    served
                            ? new ProbeResult.Outcome.Served(200, Optional.empty(), Optional.empty())
                            : new ProbeResult.Outcome.NotServed(
                                    503, "status 503", Optional.empty(), Optional.empty())));
        }
    }

    private List<Strip.Run> runs() {
        return Strip.of(log.history(), "read", NOW).runs();
    }

    @Test
    void seconds_that_are_alike_are_one_stretch() {
        asked(600, 300, true);
        asked(300, 240, false);
        asked(240, 0, true);
        assertThat(runs()).extracting(Strip.Run::state).containsExactly(State.SERVED, State.FAILED, State.SERVED);
        var failed = runs().get(1);
        assertThat(failed.from()).isCloseTo(0.5, within(0.001));
        assertThat(failed.to()).isCloseTo(0.6, within(0.001));
        assertThat(runs().getLast().to()).isEqualTo(1);
    }

    @Test
    void where_nobody_asked_there_is_a_gap() {
        asked(600, 400, true);
        asked(200, 0, true);
        assertThat(runs()).hasSize(2);
        assertThat(runs().get(0).to()).isLessThan(0.35);
        assertThat(runs().get(1).from()).isCloseTo(1 - 200 / 600.0, within(0.001));
    }

    @Test
    void one_lost_request_of_ten_minutes_is_seen() {
        asked(600, 100, true);
        asked(100, 99, false);
        asked(99, 0, true);
        assertThat(runs()).extracting(Strip.Run::state).containsExactly(State.SERVED, State.FAILED, State.SERVED);
    }

    @Test
    void before_the_first_answer_there_is_nothing() {
        assertThat(runs()).isEmpty();
    }

    @Test
    void stretches_never_overlap_and_stay_within_the_strip() {
        asked(700, 520, true);
        asked(515, 500, false);
        asked(480, 470, true);
        asked(3, 0, false);
        var all = runs();
        for (var i = 0; i < all.size(); i++) {
            assertThat(all.get(i).from()).isBetween(0.0, 1.0);
            assertThat(all.get(i).to()).isBetween(all.get(i).from(), 1.0);
            if (i > 0) {
                assertThat(all.get(i).from())
                        .isGreaterThanOrEqualTo(all.get(i - 1).to());
            }
        }
    }
}
