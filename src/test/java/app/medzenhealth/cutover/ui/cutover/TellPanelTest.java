package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.MessageView;
import app.medzenhealth.cutover.session.Posted;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TellPanelTest {
    private static final Instant NOW = Instant.parse("2026-01-24T02:10:00Z");

    private static TellPanel.Line line(
            String due, Optional<Instant> at, boolean now, Optional<Instant> stated, Optional<Posted> posted) {
        return TellPanel.Line.of(
                new MessageView(
                        new Plan.Message("m", due, "Slack", "s", "b", ""), Optional.empty(), at, now, stated, posted),
                NOW);
    }

    private static Optional<Posted> posted(Posted.Outcome outcome, String detail) {
        return Optional.of(new Posted("team", outcome, NOW.minusSeconds(60), "lead", detail));
    }

    @Test
    void what_is_not_due_says_when_it_is_or_why_nobody_knows() {
        var later =
                line("T+1 d", Optional.of(NOW.plus(Duration.ofHours(24))), false, Optional.empty(), Optional.empty());
        assertThat(later.text()).isEqualTo("due 25 Jan 02:10 UTC, in 24 h");
        assertThat(later.tone()).isEqualTo(Tone.NEUTRAL);
        assertThat(line("T-0", Optional.empty(), false, Optional.empty(), Optional.empty())
                        .text())
                .isEqualTo("no day is set for the window");
        assertThat(line("on rollback", Optional.empty(), false, Optional.empty(), Optional.empty())
                        .text())
                .isEqualTo("not due");
    }

    @Test
    void a_post_that_nobody_took_does_not_count_as_told() {
        var failed =
                line("T-0", Optional.of(NOW), true, Optional.empty(), posted(Posted.Outcome.REFUSED, "status 404"));
        assertThat(failed.text()).isEqualTo("due now; posted 24 Jan 02:09 UTC: not taken, status 404");
        assertThat(failed.tone()).isEqualTo(Tone.WARN);
        assertThat(line("T-0", Optional.of(NOW), true, Optional.empty(), posted(Posted.Outcome.UNKNOWN, "reset"))
                        .text())
                .contains("due now", "no answer: it may have arrived, reset");
    }

    @Test
    void what_was_delivered_still_waits_for_a_persons_word_which_ends_it() {
        assertThat(line("T-0", Optional.of(NOW), true, Optional.empty(), posted(Posted.Outcome.DELIVERED, "200"))
                        .text())
                .endsWith("delivered, 200; nobody has stated it yet");
        var out = line("T-0", Optional.of(NOW), false, Optional.of(NOW), posted(Posted.Outcome.DELIVERED, "200"));
        assertThat(out.text()).startsWith("went out by 24 Jan 02:10 UTC; posted");
        assertThat(out.tone()).isEqualTo(Tone.OK);
    }
}
