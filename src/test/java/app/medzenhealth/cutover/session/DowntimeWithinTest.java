package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.audit.DowntimeBasis;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DowntimeWithinTest {
    private enum State {
        OVER,
        COUNTING
    }

    @TempDir
    private Path files;

    private static Downtime downtime(int seconds, State state, DowntimeBasis basis, int unknown) {
        return new Downtime(
                Duration.ofSeconds(seconds),
                Duration.ofMinutes(5),
                state == State.COUNTING,
                List.of(),
                basis,
                Optional.of(Duration.ofSeconds(seconds)),
                Optional.empty(),
                Duration.ofSeconds(unknown));
    }

    private Check.Outcome judged(Downtime downtime) throws InterruptedException {
        var checks = DowntimeWithin.type(() -> downtime)
                .make()
                .apply(new Inputs("downtime.within", Optional.empty(), Map.of("most", "PT5M")))
                .verify(new Bench(files).context());
        assertThat(checks).hasSize(1);
        assertThat(checks.getFirst().title()).isEqualTo("Users were without service for less than 5 min");
        return checks.getFirst().outcome();
    }

    @Test
    void only_what_was_measured_whole_and_is_over_shows_that_it_was_short_enough() throws Exception {
        assertThat(judged(downtime(299, State.OVER, DowntimeBasis.MEASURED, 0)))
                .isInstanceOf(Check.Pass.class)
                .satisfies(o -> assertThat(o.evidence())
                        .isEqualTo("4 min 59 s, measured: reads failed for 4 min 59 s, writes not measured"));
        assertThat(judged(downtime(0, State.OVER, DowntimeBasis.MEASURED, 0))).isInstanceOf(Check.Pass.class);
    }

    @Test
    void an_estimate_shows_that_it_was_too_long_and_never_that_it_was_short_enough() throws Exception {
        assertThat(judged(downtime(60, State.OVER, DowntimeBasis.ESTIMATED, 0))).isInstanceOf(Check.NotMeasured.class);
        assertThat(judged(downtime(60, State.OVER, DowntimeBasis.PARTLY, 0))).isInstanceOf(Check.NotMeasured.class);
        assertThat(judged(downtime(301, State.OVER, DowntimeBasis.ESTIMATED, 0)))
                .isInstanceOf(Check.Fail.class);
    }

    @Test
    void what_nobody_heard_in_between_is_not_measured() throws Exception {
        assertThat(judged(downtime(60, State.OVER, DowntimeBasis.MEASURED, 2)))
                .isInstanceOf(Check.NotMeasured.class)
                .satisfies(o -> assertThat(o.evidence()).endsWith("; nobody knows of 2 s"));
    }

    @Test
    void the_very_time_is_too_long_and_it_goes_on_counting() throws Exception {
        assertThat(judged(downtime(300, State.OVER, DowntimeBasis.MEASURED, 0)))
                .isInstanceOf(Check.Fail.class)
                .satisfies(o -> assertThat(o.evidence()).doesNotContain("it still counts"));
        assertThat(judged(downtime(300, State.COUNTING, DowntimeBasis.MEASURED, 0)))
                .isInstanceOf(Check.Fail.class)
                .satisfies(o -> assertThat(o.evidence()).endsWith("; it still counts"));
    }

    @Test
    void while_it_counts_or_before_there_was_any_nothing_is_known() throws Exception {
        assertThat(judged(downtime(10, State.COUNTING, DowntimeBasis.MEASURED, 0)))
                .isInstanceOf(Check.Unknown.class);
        assertThat(judged(downtime(0, State.OVER, DowntimeBasis.ESTIMATED, 0)))
                .isEqualTo(new Check.Unknown("there was no fence yet, and nobody measured"));
    }
}
