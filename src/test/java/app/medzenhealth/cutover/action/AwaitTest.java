package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.rds.model.RdsException;

class AwaitTest {
    @TempDir
    private Path files;

    private static RuntimeException throttled() {
        return RdsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("Throttling")
                        .errorMessage("Rate exceeded")
                        .build())
                .statusCode(400)
                .build();
    }

    private static RuntimeException denied() {
        return RdsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .errorMessage("no")
                        .build())
                .statusCode(403)
                .build();
    }

    private String until(Duration timeout, Await.Reading reading) throws InterruptedException {
        return Await.until(new Bench(files).context(), Progress.SILENT, timeout, Duration.ofSeconds(15), reading);
    }

    @Test
    void it_reads_until_the_end_is_reached() throws Exception {
        var readings = new AtomicInteger();
        var evidence = until(
                Duration.ofMinutes(10),
                () -> readings.incrementAndGet() < 5
                        ? new Await.StillGoing("creating", 0.5)
                        : new Await.Reached("available"));
        assertThat(evidence).isEqualTo("available");
        assertThat(readings).hasValue(5);
    }

    @Test
    void a_timeout_is_unknown_and_not_a_failure() {
        assertThatThrownBy(() -> until(Duration.ofMinutes(10), () -> new Await.StillGoing("snapshot is creating")))
                .isInstanceOfSatisfying(
                        StillWaiting.class, e -> assertThat(e.stillRunning()).isEqualTo("snapshot is creating"))
                .hasMessageContaining("It continues in AWS");
    }

    @Test
    void a_state_that_never_ends_well_is_a_failure_at_once() {
        assertThatThrownBy(() -> until(Duration.ofMinutes(10), () -> new Await.Terminal("storage-full")))
                .isInstanceOf(ActionFailure.class)
                .hasMessage("storage-full");
    }

    @Test
    void readings_that_are_throttled_are_repeated() throws Exception {
        var readings = new AtomicInteger();
        assertThat(until(Duration.ofMinutes(10), () -> {
                    if (readings.incrementAndGet() < 4) {
                        throw throttled();
                    }
                    return new Await.Reached("available");
                }))
                .isEqualTo("available");
    }

    @Test
    void readings_that_never_succeed_end_the_wait_as_unknown() {
        assertThatThrownBy(() -> until(Duration.ofHours(10), () -> {
                    throw throttled();
                }))
                .isInstanceOf(StillWaiting.class)
                .hasMessageContaining("Throttling");
    }

    @Test
    void a_reading_that_is_not_permitted_ends_the_wait_as_unknown() {
        var readings = new AtomicInteger();
        assertThatThrownBy(() -> until(Duration.ofHours(10), () -> {
                    readings.incrementAndGet();
                    throw denied();
                }))
                .isInstanceOf(StillWaiting.class)
                .hasMessageContaining("AccessDenied");
        assertThat(readings).hasValue(1);
    }

    @Test
    void what_it_waits_for_is_said_once_and_how_far_it_is_each_time() throws Exception {
        var readings = new AtomicInteger();
        var heard = new ArrayList<String>();
        var progress = new Progress() {
            @Override
            public void at(double fraction, String text) {
                heard.add(fraction + " " + text);
            }

            @Override
            public void line(String text) {
                heard.add(text);
            }
        };
        Await.until(
                new Bench(files).context(),
                progress,
                Duration.ofMinutes(10),
                Duration.ofSeconds(15),
                () -> readings.incrementAndGet() < 3
                        ? new Await.StillGoing("creating", readings.get() / 4.0)
                        : new Await.Reached("available"));
        assertThat(heard).containsExactly("creating", "0.25 creating", "0.5 creating", "available");
        assertThat(new Await.StillGoing("creating").fraction())
                .as("nobody knows how far it is")
                .isNegative();
    }

    @Test
    void readings_end_at_the_time_that_was_given() {
        var readings = new AtomicInteger();
        assertThatThrownBy(() -> until(Duration.ofMinutes(1), () -> {
                    readings.incrementAndGet();
                    return new Await.StillGoing("creating");
                }))
                .hasMessageContaining("not reached within 1 min");
        // At 0, 15, 30, 45 and 60 s.
        assertThat(readings).hasValue(5);
    }

    @Test
    void readings_that_fail_now_and_then_do_not_add_up() throws Exception {
        var readings = new AtomicInteger();
        assertThat(until(Duration.ofHours(1), () -> {
                    var reading = readings.incrementAndGet();
                    if (reading == 40) {
                        return new Await.Reached("available");
                    }
                    if (reading % 10 == 0) {
                        return new Await.StillGoing("creating");
                    }
                    throw throttled();
                }))
                .isEqualTo("available");
    }

    @Test
    void ten_readings_in_a_row_may_fail_and_not_eleven() {
        var readings = new AtomicInteger();
        assertThatThrownBy(() -> until(Duration.ofHours(1), () -> {
                    readings.incrementAndGet();
                    throw throttled();
                }))
                .isInstanceOf(StillWaiting.class)
                .hasMessageStartingWith("nothing was read yet — it can no longer be read: ");
        assertThat(readings).hasValue(11);
    }
}
