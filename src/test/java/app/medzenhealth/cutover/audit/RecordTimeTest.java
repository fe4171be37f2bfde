package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordTimeTest {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    @Test
    void every_time_is_written_as_the_platform_writes_it_and_read_back() {
        var seed = System.nanoTime();
        System.out.println("record times, seed " + seed);
        var random = new Random(seed);
        var first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        var last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (var i = 0; i < 20_000; i++) {
            var time = Instant.ofEpochSecond(random.nextLong(first, last + 1), random.nextInt(1_000_000_000));
            var text = RecordTime.text(time);
            assertThat(text).isEqualTo(MICROSECONDS.format(time));
            assertThat(RecordTime.instant(at(text))).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
        }
    }

    @Test
    void a_clock_beyond_all_reason_is_refused() {
        assertThatThrownBy(() -> RecordTime.text(Instant.parse("+10000-01-01T00:00:00Z")))
                .hasMessageContaining("+10000");
        assertThatThrownBy(() -> RecordTime.text(Instant.parse("-0001-12-31T23:59:59Z")))
                .hasMessageContaining("is wrong");
    }

    private static AuditRecord at(String text) {
        return new AuditRecord(1, 1, text, "", "", "", "", Map.of(), ChainCheck.FIRST_PREV);
    }
}
