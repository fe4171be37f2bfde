package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The hand-made plan's window is 02:00 to 04:00 UTC on every day. */
class TimeFactsTest {
    private static Map<String, HourFact> at(String now) {
        return new TimeFacts(HandMadeView.midCutover().view(), Instant.parse(now), ZoneId.of("Europe/Vienna"))
                .all().stream().collect(Collectors.toMap(HourFact::name, f -> f));
    }

    @Test
    void the_window_counts_down_to_its_opening_and_up_from_it() {
        assertThat(at("2026-01-20T23:49:58Z").get("window").value()).isEqualTo("T−02:10:02");
        var open = at("2026-01-21T02:42:17Z").get("window");
        assertThat(open.value()).isEqualTo("T+00:42:17");
        assertThat(open.detail()).contains("closes 04:00:00 UTC, in 1 h 17 min");
        assertThat(at("2026-01-21T02:00:00Z").get("window").value()).isEqualTo("T+00:00:00");
    }

    @Test
    void the_clock_on_the_wall_is_told_in_utc_and_where_the_console_is() {
        var facts = at("2026-01-21T23:30:00Z");
        assertThat(facts.get("UTC").value()).isEqualTo("Wed 23:30:00");
        assertThat(facts.get("here").value()).isEqualTo("Thu 00:30:00");
        assertThat(facts.get("here").detail()).isEqualTo("CET, UTC+01:00");
        assertThat(at("2026-07-21T22:30:00Z").get("here").detail())
                .as("in summer")
                .isEqualTo("CEST, UTC+02:00");
        assertThat(facts.get("here").tone()).isEqualTo(Tone.NEUTRAL);
    }
}
