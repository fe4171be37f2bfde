package app.medzenhealth.cutover.session.odds;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Measures the sampling of a night's odds against the bare draws that it needs:
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.classpathScope=test -Dmain.class=app.medzenhealth.cutover.session.odds.OddsBenchmark</pre>
 *
 * 10,000 samples of the steps that the shipped plan has inside its window; the baseline draws as many normal and gamma variables and
 * sorts the ends, and does nothing else. Median and worst of 40 rounds after 20 that warm up, and the first round of all, which is what
 * somebody waits for who opens the screen.
 */
public final class OddsBenchmark {
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 40;

    private OddsBenchmark() {}

    public static void main(String[] args) {
        var rehearsals = IntStream.range(0, 5)
                .mapToObj(i -> SyntheticNights.run(
                        SyntheticNights.random(i),
                        (r, step, person) -> 0.3 * r.nextGaussian(),
                        SyntheticNights.OPENS.minus(Duration.ofDays(i))))
                .toList();
        var night = SyntheticNights.night(rehearsals.getFirst(), 0);
        var ours = new double[ROUNDS];
        var bare = new double[ROUNDS];
        var first = 0.0;
        for (var round = -WARM_UP; round < ROUNDS; round++) {
            var start = System.nanoTime();
            new TonightsOdds(round).of(night, rehearsals);
            var middle = System.nanoTime();
            draws(round, night.legs().size());
            var end = System.nanoTime();
            if (round == -WARM_UP) {
                first = (middle - start) / 1e6;
            } else if (round >= 0) {
                ours[round] = (middle - start) / 1e6;
                bare[round] = (end - middle) / 1e6;
            }
        }
        Arrays.sort(ours);
        Arrays.sort(bare);
        System.out.printf(
                Locale.ROOT,
                "%d samples of %d steps: first %.0f ms, median %.1f ms, worst %.1f ms; bare draws: median %.1f ms, worst %.1f ms%n",
                TonightsOdds.SAMPLES,
                night.legs().size(),
                first,
                ours[ROUNDS / 2],
                ours[ROUNDS - 1],
                bare[ROUNDS / 2],
                bare[ROUNDS - 1]);
    }

    private static void draws(long seed, int legs) {
        var random = new SplittableRandom(seed);
        var draws = new Draws(random);
        var ends = new double[legs][TonightsOdds.SAMPLES];
        for (var s = 0; s < TonightsOdds.SAMPLES; s++) {
            var at = 0.0;
            for (var leg = 0; leg < legs; leg++) {
                at += Math.exp(draws.student(9)) + Math.exp(draws.student(9));
                ends[leg][s] = at;
            }
        }
        Arrays.stream(ends).forEach(Arrays::sort);
    }
}
