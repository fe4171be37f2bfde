package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.odds.Odds;
import app.medzenhealth.cutover.session.odds.Odds.Quantiles;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OddsFactsTest {
    private static final Instant BEGINS = Instant.parse("2026-01-24T02:10:00Z");

    private static Odds.Sampled sampled(double inside, Optional<Double> within) {
        var ends = new Quantiles(List.of(1, 2, 3, 4, 5, 6, 7).stream()
                .map(m -> BEGINS.plus(Duration.ofMinutes(10L * m)))
                .toList());
        return new Odds.Sampled(10_000, 5, BEGINS, inside, within, List.of(new Odds.Rib("5.8", ends)), ends);
    }

    @Test
    void a_share_says_of_how_many_samples_and_rehearsals_it_is_and_when_the_night_ends() {
        var facts = OddsFacts.of(Optional.of(sampled(0.961, Optional.of(0.83))));
        assertThat(facts.getFirst().value()).isEqualTo("96 %");
        assertThat(facts.getFirst().tone()).isEqualTo(Tone.OK);
        assertThat(facts.getFirst().detail()).contains("10,000 samples", "5 rehearsals", "02:10:00 UTC");
        assertThat(facts.get(1).name()).isEqualTo("within the budget");
        assertThat(facts.get(1).tone()).isEqualTo(Tone.WARN);
        assertThat(facts.get(2).value()).isEqualTo("02:40:00–03:00:00 UTC");
        assertThat(facts.get(2).detail()).contains("02:20:00–03:20:00 UTC in 95 of 100");
    }

    @Test
    void no_share_is_a_certainty() {
        assertThat(OddsFacts.of(Optional.of(sampled(1, Optional.empty())))
                        .getFirst()
                        .value())
                .isEqualTo("more than 99 %");
        var none = OddsFacts.of(Optional.of(sampled(0, Optional.empty()))).getFirst();
        assertThat(none.value()).isEqualTo("less than 1 %");
        assertThat(none.tone()).isEqualTo(Tone.BAD);
    }

    @Test
    void what_nobody_rehearsed_is_not_measured_and_says_what_is_missing() {
        for (var odds : List.<Optional<Odds>>of(
                Optional.empty(),
                Optional.of(new Odds.NotRehearsed(List.of("5.6", "5.7"))),
                Optional.of(new Odds.TooFew(1, 3)))) {
            assertThat(OddsFacts.of(odds))
                    .singleElement()
                    .satisfies(f -> assertThat(f.value()).isEqualTo("not measured"))
                    .satisfies(f -> assertThat(f.tone()).isEqualTo(Tone.UNKNOWN))
                    .satisfies(f -> assertThat(f.detail()).isNotBlank());
        }
        assertThat(OddsFacts.of(Optional.of(new Odds.NotRehearsed(List.of("5.6", "5.7"))))
                        .getFirst()
                        .detail())
                .contains("steps 5.6, 5.7");
    }
}
