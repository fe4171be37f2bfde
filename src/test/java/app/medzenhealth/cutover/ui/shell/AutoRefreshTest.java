package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Readings;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class AutoRefreshTest {
    private Instant now = HandMadeView.NOW;
    private long nanos;
    private boolean asking;
    private final HandMadeConsole console =
            new HandMadeConsole(HandMadeView.midCutover().view(), HandMadeInventory.threeRegions()) {
                @Override
                public InstantSource clock() {
                    return () -> now;
                }
            };
    private final Readings readings = new Readings(console);

    private void begin() {
        new AutoRefresh(
                console.inventory(), readings, new Background(Runnable::run, Runnable::run), () -> asking, () -> nanos);
    }

    private long refreshes() {
        return console.told().stream().filter("refresh"::equals).count();
    }

    private void pass(long consoleSeconds, long realSeconds) {
        now = now.plusSeconds(consoleSeconds);
        nanos += realSeconds * 1_000_000_000L;
        readings.refreshNow();
    }

    @Test
    void what_is_about_to_be_old_is_read_again() {
        begin();
        pass(3_600, 3_600);

        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void nothing_is_read_while_somebody_is_asked_something() {
        begin();
        asking = true;
        pass(3_600, 3_600);
        assertThat(refreshes()).isZero();

        asking = false;
        pass(1, 1);
        assertThat(refreshes()).isEqualTo(1);
    }

    @Test
    void a_clock_that_runs_through_hours_in_seconds_does_not_make_it_read_without_a_pause() {
        begin();
        for (var second = 0; second < 60; second++) {
            pass(600, 1);
        }

        assertThat(refreshes()).isEqualTo(4);
    }
}
