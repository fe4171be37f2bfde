package app.medzenhealth.cutover.session.odds;

import app.medzenhealth.cutover.session.odds.Night.Begun;
import app.medzenhealth.cutover.session.odds.Night.Done;
import app.medzenhealth.cutover.session.odds.Night.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Goes through the rest of a night many times, each time with other times, drawn from what rehearsals and this night have shown: a
 * schedule risk analysis by sampling (Van Slyke 1963, "Monte Carlo methods and the PERT problem", Operations Research 11(5)). The
 * same night, rehearsals and seed give the same odds.
 *
 * @param seed of the draws
 */
public record TonightsOdds(int samples, long seed) {
    /** So many samples tell a share to half a percent. */
    public static final int SAMPLES = 10_000;

    /** Of fewer rehearsals nobody can tell how much their times differ. A stated figure. */
    public static final int LEAST_REHEARSALS = 3;

    /** What has outlasted so many draws is beyond everything that was measured. */
    private static final int MOST_TRIES = 64;

    public TonightsOdds(long seed) {
        this(SAMPLES, seed);
    }

    /** @param rehearsals of the same plan; those that have not gone through every step that is left do not count */
    public Odds of(Night night, List<RehearsedRun> rehearsals) {
        var left = night.legs().stream()
                .filter(l -> !(l.standing() instanceof Done))
                .map(Night.Leg::step)
                .toList();
        if (left.isEmpty()) {
            return new Odds.NothingLeft();
        }
        var never = left.stream()
                .filter(s -> rehearsals.stream().noneMatch(r -> r.steps().containsKey(s)))
                .toList();
        if (!never.isEmpty()) {
            return new Odds.NotRehearsed(never);
        }
        var whole = rehearsals.stream()
                .filter(r -> r.steps().keySet().containsAll(left))
                .map(RehearsedRun::steps)
                .toList();
        return whole.size() < LEAST_REHEARSALS
                ? new Odds.TooFew(whole.size(), LEAST_REHEARSALS)
                : new Sampling(night, whole).odds(samples, seed);
    }

    private static final class Sampling {
        private final Night night;
        private final Legs legs;
        private final int rehearsals;
        /** Of each leg how long it was until it was pressed, and behind all of these how long each took. */
        private final LogTimes times;

        private final LogTimes.Factor slow;
        private final Instant begins;

        Sampling(Night night, List<Map<String, RehearsedRun.Times>> runs) {
            this.night = night;
            this.legs = Legs.of(night);
            this.rehearsals = runs.size();
            var count = night.legs().size();
            var shown = night.shown();
            var measured = new double[2 * count][runs.size()];
            var tonight = new OptionalDouble[2 * count];
            for (var i = 0; i < count; i++) {
                for (var r = 0; r < runs.size(); r++) {
                    measured[i][r] = legs.pressed(i, runs.get(r)).orElse(Double.NaN);
                    measured[count + i][r] = legs.took(i, runs.get(r)).orElse(Double.NaN);
                }
                tonight[i] = legs.pressed(i, shown);
                tonight[count + i] = legs.took(i, shown);
            }
            this.times = LogTimes.of(measured, runs.size(), count, 2 * count);
            this.slow = times.tonight(tonight);
            this.begins = night.now().isBefore(night.opens()) && nothingBegun() ? night.opens() : night.now();
        }

        private boolean nothingBegun() {
            return night.legs().stream().allMatch(l -> l.standing() instanceof Open);
        }

        Odds odds(int samples, long seed) {
            var random = RandomGeneratorFactory.<RandomGenerator>of("L64X128MixRandom")
                    .create(seed);
            var draws = new Draws(random);
            var count = night.legs().size();
            var ends = new double[count][samples];
            var all = new double[samples];
            var inside = 0;
            var kept = 0;
            var closes = seconds(night.closes());
            var begun = new double[count];
            var ended = new double[count];
            for (var s = 0; s < samples; s++) {
                sample(draws, begun, ended);
                for (var i = 0; i < count; i++) {
                    ends[i][s] = ended[i];
                }
                all[s] = Arrays.stream(ended).max().orElseThrow();
                inside += all[s] <= closes ? 1 : 0;
                kept += keepsBudget(begun, ended) ? 1 : 0;
            }
            var fan = new ArrayList<Odds.Rib>();
            for (var i = 0; i < count; i++) {
                if (!(night.legs().get(i).standing() instanceof Done)) {
                    fan.add(new Odds.Rib(legs.steps().get(i), quantiles(ends[i])));
                }
            }
            var share = kept / (double) samples;
            return new Odds.Sampled(
                    samples,
                    rehearsals,
                    begins,
                    inside / (double) samples,
                    night.outage().filter(this::ahead).map(_ -> share),
                    List.copyOf(fan),
                    quantiles(all));
        }

        /** Whether the leg that ends the outage has still to end. */
        private boolean ahead(Night.Outage outage) {
            return night.legs().stream()
                    .anyMatch(l -> l.step().equals(outage.ends()) && !(l.standing() instanceof Done));
        }

        private boolean keepsBudget(double[] begun, double[] ended) {
            if (night.outage().isEmpty()) {
                return false;
            }
            var outage = night.outage().get();
            var end = ended[legs.steps().indexOf(outage.ends())];
            var from = outage.begins().map(b -> begun[legs.steps().indexOf(b)]).orElse(0.0);
            return end - from + outage.soFar().toNanos() / 1e9
                    <= outage.budget().toNanos() / 1e9;
        }

        /** Seconds from now. The leg that is next and waits for nothing is pressed at once: that is what is asked. */
        private void sample(Draws draws, double[] begun, double[] ended) {
            var tired = slow.mean() + slow.spread() * draws.student(slow.freedom());
            var count = begun.length;
            var start = seconds(begins);
            var next = true;
            var last = Double.NEGATIVE_INFINITY;
            for (var i = 0; i < begun.length; i++) {
                switch (night.legs().get(i).standing()) {
                    case Done(var from, var to) -> {
                        begun[i] = seconds(from);
                        ended[i] = seconds(to);
                    }
                    case Begun(var from) -> {
                        begun[i] = seconds(from);
                        ended[i] = begun[i] + longerThan(-begun[i], draws, count + i, tired);
                    }
                    case Open _ -> {
                        var from = Math.max(start, last);
                        for (var before : legs.waits().get(i)) {
                            from = Math.max(from, ended[before]);
                        }
                        var atOnce = next && from <= start;
                        begun[i] = from + (atOnce ? 0 : drawn(draws, i, tired));
                        ended[i] = begun[i] + drawn(draws, count + i, tired);
                        next = false;
                    }
                }
                last = Math.max(last, begun[i]);
            }
        }

        private double drawn(Draws draws, int time, double tired) {
            return Double.isNaN(times.mean(time))
                    ? 0
                    : Math.exp(times.mean(time) + tired + times.spread(time) * draws.student(times.freedom(time)));
        }

        /** Of what takes longer than that already. What is beyond everything measured is taken to last as long again. */
        private double longerThan(double elapsed, Draws draws, int time, double tired) {
            for (var i = 0; i < MOST_TRIES; i++) {
                var whole = drawn(draws, time, tired);
                if (whole > elapsed) {
                    return whole;
                }
            }
            return 2 * elapsed;
        }

        private double seconds(Instant at) {
            return Duration.between(night.now(), at).toNanos() / 1e9;
        }

        private Odds.Quantiles quantiles(double[] values) {
            var sorted = values.clone();
            Arrays.sort(sorted);
            return new Odds.Quantiles(Odds.Quantiles.LEVELS.stream()
                    .map(level -> night.now()
                            .plusMillis(Math.round(1e3
                                    * sorted[(int) Math.min(sorted.length - 1, Math.round(level * sorted.length))])))
                    .toList());
        }
    }
}
