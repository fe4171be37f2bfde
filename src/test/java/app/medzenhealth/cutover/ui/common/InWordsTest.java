package app.medzenhealth.cutover.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InWordsTest {

    @Test
    void durations_take_the_two_units_that_matter() {
        assertThat(InWords.exactly(Duration.ofSeconds(45))).isEqualTo("45 s");
        assertThat(InWords.exactly(Duration.ofSeconds(380))).isEqualTo("6 min 20 s");
        assertThat(InWords.exactly(Duration.ofHours(168))).isEqualTo("7 d");
        assertThat(InWords.exactly(Duration.ofSeconds(-5))).isEqualTo("0 s");
    }

    @Test
    void ages_take_one() {
        assertThat(InWords.ago(HandMadeView.NOW.minusSeconds(4), HandMadeView.NOW))
                .isEqualTo("4 s ago");
        assertThat(InWords.ago(HandMadeView.NOW, HandMadeView.NOW)).isEqualTo("just now");
        assertThat(InWords.ago(HandMadeView.NOW.minus(Duration.ofHours(30)), HandMadeView.NOW))
                .isEqualTo("30 h ago");
    }

    @Test
    void a_stopwatch_shows_hours_only_when_there_are_any() {
        assertThat(InWords.stopwatch(Duration.ofSeconds(112))).isEqualTo("01:52");
        assertThat(InWords.stopwatch(Duration.ofSeconds(3712))).isEqualTo("1:01:52");
    }

    @Test
    void an_audit_head_is_grouped_to_be_read_aloud() {
        assertThat(InWords.head("9c41e07bd2f6")).isEqualTo("9c41 e07b d2f6");
    }

    @Test
    void a_machines_time_in_a_sentence_is_said_as_a_time_of_day() {
        assertThat(InWords.plain("Clean at 2026-01-19T14:40:59.241554823Z; swept again"))
                .isEqualTo("Clean at 19 Jan 2026 14:40:59 UTC; swept again");
        assertThat(InWords.plain("no time here, 2026-01-19 either")).isEqualTo("no time here, 2026-01-19 either");
    }

    @Test
    void a_key_of_a_program_is_said_in_words() {
        assertThat(InWords.key("snapshotArn")).isEqualTo("Snapshot ARN");
        assertThat(InWords.key("alarmArns")).isEqualTo("Alarm ARNs");
        assertThat(InWords.key("fenceLsn")).isEqualTo("Fence LSN");
    }
}
