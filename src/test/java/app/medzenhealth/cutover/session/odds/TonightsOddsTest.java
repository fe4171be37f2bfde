package app.medzenhealth.cutover.session.odds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import app.medzenhealth.cutover.session.odds.Night.Begun;
import app.medzenhealth.cutover.session.odds.Night.Done;
import app.medzenhealth.cutover.session.odds.Night.Leg;
import app.medzenhealth.cutover.session.odds.Night.Open;
import app.medzenhealth.cutover.session.odds.Night.Outage;
import app.medzenhealth.cutover.session.odds.RehearsedRun.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TonightsOddsTest {
    private static final Instant OPENS = Instant.parse("2026-01-24T02:00:00Z");
    private static final Instant CLOSES = OPENS.plus(Duration.ofHours(2));
    private static final SyntheticNights.Noise SOME = (r, step, person) -> 0.2 * r.nextGaussian();
    private static final TonightsOdds ODDS = new TonightsOdds(7);

    @Test
    void a_night_that_nobody_rehearsed_has_no_odds_and_names_the_steps() {
        var night = night(OPENS, open("fence"), open("promote", "fence"), open("switch", "promote"));
        var rehearsals = IntStream.range(0, 3)
                .mapToObj(i -> run(i, Map.of("fence", 30, "promote", 120)))
                .toList();

        assertThat(ODDS.of(night, rehearsals)).isEqualTo(new Odds.NotRehearsed(List.of("switch")));
        assertThat(ODDS.of(night, List.of())).isEqualTo(new Odds.NotRehearsed(List.of("fence", "promote", "switch")));
    }

    @Test
    void too_few_rehearsals_say_how_few() {
        var night = night(OPENS, open("fence"), open("switch", "fence"));
        var whole = run(0, ordered("fence", 30, "switch", 60));
        var half = run(1, ordered("fence", 30));

        assertThat(ODDS.of(night, List.of(whole, half, half)))
                .as("those that did not go through every step that is left do not count")
                .isEqualTo(new Odds.TooFew(1, 3));
        assertThat(ODDS.of(night, List.of(whole, whole, whole))).isInstanceOf(Odds.Sampled.class);
    }

    @Test
    void what_is_over_has_no_odds_either() {
        var night = night(OPENS, new Leg("fence", List.of(), new Done(OPENS, OPENS.plusSeconds(3))));

        assertThat(ODDS.of(night, List.of())).isEqualTo(new Odds.NothingLeft());
    }

    @Test
    void the_same_night_gives_the_same_odds_and_another_seed_others() {
        var rehearsals = rehearsals(5, SOME);
        var night = SyntheticNights.night(SyntheticNights.run(SyntheticNights.random(9), SOME, OPENS), 3);

        assertThat(ODDS.of(night, rehearsals)).isEqualTo(new TonightsOdds(7).of(night, rehearsals));
        assertThat(ODDS.of(night, rehearsals)).isNotEqualTo(new TonightsOdds(8).of(night, rehearsals));
    }

    @Test
    void steps_that_wait_for_nothing_but_the_person_run_beside_each_other() {
        // The snapshot takes ten minutes, and nobody waits for it but the end.
        var night = night(OPENS, open("fence"), open("snapshot", "fence"), open("parity", "fence"));
        var runs = Stream.of(0, 1, 2, 3)
                .map(i -> new RehearsedRun(
                        "r" + i,
                        Map.of(
                                "fence", times(0, 60),
                                "snapshot", times(65, 665),
                                "parity", times(70, 80))))
                .toList();

        var odds = (Odds.Sampled) ODDS.of(night, runs);

        assertThat(Duration.between(OPENS, odds.end().middle()))
                .isCloseTo(Duration.ofSeconds(665), Duration.ofSeconds(20));
        assertThat(Duration.between(OPENS, rib(odds, "parity").middle()))
                .isCloseTo(Duration.ofSeconds(80), Duration.ofSeconds(5));
    }

    @Test
    void before_the_window_the_first_press_is_when_it_opens() {
        var evening = OPENS.minus(Duration.ofHours(5));
        var night = night(evening, open("fence"), open("switch", "fence"));

        var odds = (Odds.Sampled) ODDS.of(night, same(4, ordered("fence", 30, "switch", 60)));

        assertThat(odds.begins()).isEqualTo(OPENS);
        assertThat(odds.end().middle()).isBetween(OPENS.plusSeconds(80), OPENS.plusSeconds(120));
        assertThat(odds.inside()).isEqualTo(1);
    }

    @Test
    void the_later_it_is_pressed_the_smaller_the_share_that_ends_inside() {
        var rehearsals = rehearsals(5, SOME);
        var shares = IntStream.of(90, 100, 108, 112, 118)
                .mapToDouble(minute -> inside(OPENS.plus(Duration.ofMinutes(minute)), rehearsals))
                .toArray();

        assertThat(shares).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(shares[0]).isGreaterThan(0.95);
        assertThat(shares[4]).isLessThan(0.05);
    }

    private static double inside(Instant now, List<RehearsedRun> rehearsals) {
        var open = SyntheticNights.night(rehearsals.getFirst(), 0);
        return ((Odds.Sampled) ODDS.of(new Night(now, OPENS, CLOSES, open.legs(), Optional.empty()), rehearsals))
                .inside();
    }

    @Test
    void what_takes_longer_than_ever_is_not_taken_to_have_ended() {
        var now = OPENS.plus(Duration.ofMinutes(30));
        var night = night(now, new Leg("promote", List.of(), new Begun(OPENS)), open("switch", "promote"));
        var rehearsals = same(4, ordered("promote", 120, "switch", 60));

        var odds = (Odds.Sampled) ODDS.of(night, rehearsals);

        assertThat(rib(odds, "promote").at()).allSatisfy(at -> assertThat(at).isAfter(now));
        assertThat(rib(odds, "promote").middle())
                .as("half an hour in place of two minutes: as long again")
                .isEqualTo(now.plus(Duration.ofMinutes(30)));
    }

    @Test
    void the_budget_counts_from_the_fence_and_with_what_was_spent_before() {
        var rehearsals = rehearsals(6, SOME);
        var night = SyntheticNights.night(rehearsals.getFirst(), 0);

        var kept = budget(night, Duration.ofMinutes(20), Duration.ZERO, rehearsals);
        var tight = budget(night, Duration.ofSeconds(380), Duration.ZERO, rehearsals);
        var spent = budget(night, Duration.ofMinutes(20), Duration.ofMinutes(19), rehearsals);

        assertThat(kept).isGreaterThan(0.99);
        assertThat(tight).isBetween(0.2, 0.8);
        assertThat(spent).isLessThan(0.01);
    }

    private static double budget(Night night, Duration budget, Duration soFar, List<RehearsedRun> rehearsals) {
        var outage = new Outage(budget, soFar, Optional.of("5.3"), "5.8");
        return ((Odds.Sampled)
                        ODDS.of(new Night(night.now(), OPENS, CLOSES, night.legs(), Optional.of(outage)), rehearsals))
                .withinBudget()
                .orElseThrow();
    }

    @Test
    void a_budget_that_is_behind_us_has_no_odds() {
        var rehearsals = rehearsals(4, SOME);
        var night = SyntheticNights.night(rehearsals.getFirst(), 9);

        assertThat(((Odds.Sampled) ODDS.of(night, rehearsals)).withinBudget()).isEmpty();
    }

    @Test
    void a_slow_night_is_expected_to_stay_slow_where_rehearsals_differed_as_wholes() {
        SyntheticNights.Noise steady = (r, step, person) -> 0.05 * r.nextGaussian();
        var slow = new double[] {-0.5, -0.25, 0, 0.2, 0.55};
        var rehearsals = IntStream.range(0, slow.length)
                .mapToObj(i -> SyntheticNights.run(
                        SyntheticNights.random(i), (r, s, p) -> slow[i] + steady.of(r, s, p), OPENS))
                .toList();
        var tired = SyntheticNights.run(SyntheticNights.random(99), (r, s, p) -> 0.5 + steady.of(r, s, p), OPENS);
        var usual = SyntheticNights.run(SyntheticNights.random(99), steady, OPENS);

        var left = left(SyntheticNights.night(tired, 6), rehearsals);
        var usually = left(SyntheticNights.night(usual, 6), rehearsals);

        assertThat(left.toMillis() / (double) usually.toMillis()).isCloseTo(Math.exp(0.5), within(0.2));
    }

    private static Duration left(Night night, List<RehearsedRun> rehearsals) {
        return Duration.between(
                night.now(), ((Odds.Sampled) ODDS.of(night, rehearsals)).end().middle());
    }

    @Test
    void the_fan_widens_with_each_step_and_ends_with_the_last() {
        var rehearsals = rehearsals(4, SOME);

        var odds = (Odds.Sampled) ODDS.of(SyntheticNights.night(rehearsals.getFirst(), 5), rehearsals);

        assertThat(odds.fan()).extracting(Odds.Rib::step).containsExactly("5.5", "5.6", "5.7", "5.8", "5.8b");
        assertThat(odds.fan().stream().map(r -> r.ends().middle())).isSorted();
        assertThat(odds.fan().stream().map(r -> r.ends().band(0.8).width())).isSorted();
        assertThat(odds.end()).isEqualTo(odds.fan().getLast().ends());
        assertThat(odds.samples()).isEqualTo(10_000);
        assertThat(odds.rehearsals()).isEqualTo(4);
    }

    @Test
    void fewer_rehearsals_promise_less() {
        var few = (Odds.Sampled)
                ODDS.of(SyntheticNights.night(rehearsals(10, SOME).getFirst(), 0), rehearsals(3, SOME));
        var many = (Odds.Sampled)
                ODDS.of(SyntheticNights.night(rehearsals(10, SOME).getFirst(), 0), rehearsals(30, SOME));

        assertThat(few.end().band(0.95).width())
                .isGreaterThan(many.end().band(0.95).width());
    }

    @Test
    void a_leg_that_waits_for_what_comes_later_is_refused() {
        assertThatThrownBy(() -> night(OPENS, open("switch", "promote"), open("promote")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<RehearsedRun> rehearsals(int count, SyntheticNights.Noise noise) {
        return IntStream.range(0, count)
                .mapToObj(i -> SyntheticNights.run(SyntheticNights.random(1_000 + i), noise, OPENS))
                .toList();
    }

    private static List<RehearsedRun> same(int count, Map<String, Integer> seconds) {
        return IntStream.range(0, count).mapToObj(i -> run(i, seconds)).toList();
    }

    private static Odds.Quantiles rib(Odds.Sampled odds, String step) {
        return odds.fan().stream()
                .filter(r -> r.step().equals(step))
                .findFirst()
                .orElseThrow()
                .ends();
    }

    private static Night night(Instant now, Leg... legs) {
        return new Night(now, OPENS, CLOSES, List.of(legs), Optional.empty());
    }

    private static Leg open(String step, String... after) {
        return new Leg(step, List.of(after), new Open());
    }

    private static Map<String, Integer> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Integer>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return map;
    }

    /** One after the other, without a pause. */
    private static RehearsedRun run(int number, Map<String, Integer> seconds) {
        var at = 0;
        var steps = new LinkedHashMap<String, Times>();
        for (var step : seconds.entrySet()) {
            steps.put(step.getKey(), times(at, at + step.getValue()));
            at += step.getValue();
        }
        return new RehearsedRun("rehearsal-" + number, steps);
    }

    private static Times times(int from, int to) {
        return new Times(OPENS.plusSeconds(from), OPENS.plusSeconds(to));
    }
}
