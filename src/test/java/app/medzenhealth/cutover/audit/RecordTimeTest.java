package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RecordTimeTest {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern FORM =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?Z");

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
    void a_time_is_written_as_short_as_the_platform_writes_it() {
        var seed = System.nanoTime();
        System.out.println("short times, seed " + seed);
        var random = new Random(seed);
        var first = Instant.parse("-0001-01-01T00:00:00Z").getEpochSecond();
        var last = Instant.parse("+10001-01-01T00:00:00Z").getEpochSecond();
        int[] cut = {1, 1_000, 1_000_000, 1_000_000_000};
        for (var i = 0; i < 20_000; i++) {
            var unit = cut[random.nextInt(cut.length)];
            var time = Instant.ofEpochSecond(
                    random.nextInt(10) == 0 ? random.nextInt(100) - 50 : random.nextLong(first, last),
                    random.nextInt(1_000_000_000) / unit * unit);
            assertThat(RecordTime.shortest(time)).isEqualTo(time.toString());
        }
    }

    @Test
    void a_clock_beyond_all_reason_is_refused() {
        assertThatThrownBy(() -> RecordTime.text(Instant.parse("+10000-01-01T00:00:00Z")))
                .hasMessageContaining("+10000");
        assertThatThrownBy(() -> RecordTime.text(Instant.parse("-0001-12-31T23:59:59Z")))
                .hasMessageContaining("is wrong");
    }

    @Test
    void a_moment_is_read_as_the_platform_reads_it_and_nothing_else_is() {
        var seed = System.nanoTime();
        System.out.println("moments, seed " + seed);
        var random = new Random(seed);
        var first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
        var last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (var i = 0; i < 20_000; i++) {
            var digits = random.nextInt(10);
            var fraction = "%09d".formatted(random.nextInt(1_000_000_000)).substring(0, digits);
            var text = Instant.ofEpochSecond(random.nextLong(first, last + 1)).toString();
            var time = digits == 0 ? text : text.substring(0, 19) + "." + fraction + "Z";
            assertThat(RecordTime.moment(time)).as(time).isEqualTo(Instant.parse(time));
            var altered = new StringBuilder(time);
            altered.setCharAt(random.nextInt(altered.length()), " 0193TZ+:-.,\u0663".charAt(random.nextInt(13)));
            var read = altered.toString();
            if (FORM.matcher(read).matches() && RecordTime.exists(read)) {
                assertThat(RecordTime.moment(read)).as(read).isEqualTo(Instant.parse(read));
            } else {
                assertThatThrownBy(() -> RecordTime.moment(read)).as(read).isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(told(read)).as(read).isEqualTo(parsed(read));
        }
        for (var none : List.of(
                "",
                "Z",
                "2026-01-12T08:00:00",
                "2026-01-12T08:00Z",
                "2026-01-12T08:00:00.Z",
                "2026-01-12T08:00:00.0000000000Z",
                "2026-02-29T08:00:00Z",
                "2026-01-12T24:00:00Z",
                "2026-01-12T08:00:60Z",
                "2026-01-12T08:00:00+00:00",
                "+12026-01-12T08:00:00Z")) {
            assertThatThrownBy(() -> RecordTime.moment(none)).as(none).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Optional<Instant> told(String time) {
        try {
            return Optional.of(RecordTime.told(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> parsed(String time) {
        try {
            return Optional.of(Instant.parse(time));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static AuditRecord at(String text) {
        return new AuditRecord(1, 1, text, "", "", "", "", Map.of(), ChainCheck.FIRST_PREV);
    }
}
