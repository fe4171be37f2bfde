package app.medzenhealth.cutover.session.odds;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What a few rehearsals say of the times of many steps, as a distribution of the next time of each. Times are taken by their natural
 * logarithms, for they are positive and err by factors: "it takes half as long again", not "it takes forty seconds more".
 *
 * <p>Of three rehearsals one knows a step's mean badly and its spread hardly at all, and a normal distribution with the estimated
 * spread promises far too much. Therefore:
 *
 * <ul>
 *   <li>The next value is predicted by Student's t about the mean with the spread times √(1 + 1/n): the exact prediction of one more
 *       observation, the mean and the spread being estimated from the same n (Hahn and Meeker 1991, "Statistical Intervals", §4.7; the
 *       same by Bayes with the usual flat prior: Gelman et al. 2013, "Bayesian Data Analysis", §3.2).
 *   <li>Each step's spread is moderated by what all steps have in common: variances are drawn from a scaled inverse χ² whose degrees of
 *       freedom and scale are estimated from all of them, and t has the degrees of both (Smyth 2004, "Linear models and empirical Bayes
 *       methods for assessing differential expression in microarray experiments", Statistical Applications in Genetics and Molecular
 *       Biology 3(1), article 3, §6.2: made for few repetitions of many things). That alone makes three rehearsals say something: by
 *       itself each step would have Student's t with two degrees of freedom, whose variance is infinite.
 *   <li>Steps of one night are not independent: a tired person is slow all night, and so is a busy region. A factor that a run's steps
 *       have in common is estimated as a random effect from the runs' means (Searle, Casella and McCulloch 1992, "Variance Components",
 *       §4.4), drawn for the night, and learned from those of its steps that are done. Where the means differ no more than steps that
 *       are independent would make them in nine cases of ten, there is taken to be none.
 * </ul>
 */
final class LogTimes {
    /**
     * A spread of so much at least, as a logarithm, about five percent: an estate in memory repeats itself to the second, and AWS
     * does not. A stated figure.
     */
    private static final double LEAST_SPREAD = 0.05;

    /** More degrees of freedom than this are as many as any: Student's t is a normal distribution then. */
    private static final double MANY = 1e6;

    /** What a standard normal variable is below in nine cases of ten. */
    private static final double NINE_OF_TEN = 1.2816;

    private final double[] means;
    private final int[] counts;
    private final double[] spreads;
    private final double[] freedom;
    private final int runs;
    private final double common;

    private LogTimes(double[] means, int[] counts, double[] spreads, double[] freedom, int runs, double common) {
        this.means = means;
        this.counts = counts;
        this.spreads = spreads;
        this.freedom = freedom;
        this.runs = runs;
        this.common = common;
    }

    /**
     * @param times by step, then by run; NaN where a run has not shown the step
     * @param runs two at least
     * @param kinds where in {@code times} each kind ends: what varies alike, as people's times do, and a region's
     */
    static LogTimes of(double[][] times, int runs, int... kinds) {
        var means = new double[times.length];
        var counts = new int[times.length];
        var residuals = new double[times.length][];
        for (var i = 0; i < times.length; i++) {
            counts[i] =
                    (int) Arrays.stream(times[i]).filter(t -> !Double.isNaN(t)).count();
            means[i] = Arrays.stream(times[i])
                    .filter(t -> !Double.isNaN(t))
                    .average()
                    .orElse(Double.NaN);
            var mean = means[i];
            residuals[i] = Arrays.stream(times[i]).map(t -> t - mean).toArray();
        }
        var repeated = (int) Arrays.stream(counts).filter(c -> c > 1).count();
        var effects = effects(residuals, counts, runs, repeated);
        var variances = new double[times.length];
        var own = new double[times.length];
        for (var i = 0; i < times.length; i++) {
            var sum = 0.0;
            for (var r = 0; r < runs; r++) {
                var left = residuals[i][r] - effects[r];
                sum += Double.isNaN(left) || counts[i] < 2 ? 0 : left * left;
            }
            // The effects take a part of what varies: of k steps each loses 1/k of its degrees of freedom.
            own[i] = (counts[i] - 1) * (repeated > 1 ? 1 - 1.0 / repeated : 1);
            variances[i] = own[i] > 0 ? Math.max(sum / own[i], LEAST_SPREAD * LEAST_SPREAD) : 0;
        }
        var spreads = new double[times.length];
        var freedom = new double[times.length];
        var kind = 0;
        var prior = Prior.of(variances, own, 0, kinds[kind]);
        for (var i = 0; i < times.length; i++) {
            if (i == kinds[kind]) {
                prior = Prior.of(variances, own, kinds[kind], kinds[kind + 1]);
                kind++;
            }
            freedom[i] = Math.min(MANY, prior.freedom + own[i]);
            spreads[i] = Math.sqrt(
                    prior.freedom >= MANY
                            ? prior.variance
                            : (prior.freedom * prior.variance + own[i] * variances[i]) / (prior.freedom + own[i]));
        }
        return new LogTimes(means, counts, spreads, freedom, runs, common(effects, variances, repeated, runs));
    }

    /** By run: how much slower its steps were than the mean, on average. */
    private static double[] effects(double[][] residuals, int[] counts, int runs, int repeated) {
        var effects = new double[runs];
        if (repeated < 2) {
            return effects;
        }
        for (var r = 0; r < runs; r++) {
            var sum = 0.0;
            var steps = 0;
            for (var i = 0; i < residuals.length; i++) {
                if (counts[i] > 1 && !Double.isNaN(residuals[i][r])) {
                    sum += residuals[i][r];
                    steps++;
                }
            }
            effects[r] = steps == 0 ? 0 : sum / steps;
        }
        return effects;
    }

    /** Standard deviation of the runs' common factor: what their means vary by more than steps alone would make them. */
    private static double common(double[] effects, double[] variances, int repeated, int runs) {
        if (repeated < 2 || runs < 2) {
            return 0;
        }
        var between = Arrays.stream(effects).map(e -> e * e).sum() / (runs - 1);
        var bySteps = Arrays.stream(variances).sum() / ((double) repeated * repeated);
        return between <= bySteps * chance(runs - 1) ? 0 : Math.sqrt(Math.max(0, between - bySteps));
    }

    /**
     * What a mean square of so many degrees of freedom exceeds in one case of ten (Wilson and Hilferty 1931, "The distribution of
     * chi-square", PNAS 17(12)).
     */
    private static double chance(int freedom) {
        var ninth = 2.0 / (9 * freedom);
        return Math.pow(1 - ninth + NINE_OF_TEN * Math.sqrt(ninth), 3);
    }

    /** What the variances of all steps have in common. */
    private record Prior(double freedom, double variance) {

        /** By moments of the logarithms of the variances: Smyth 2004, §6.2. */
        static Prior of(double[] variances, double[] own, int from, int to) {
            var n = 0;
            var mean = 0.0;
            var expected = 0.0;
            var e = new double[variances.length];
            for (var i = from; i < to; i++) {
                if (own[i] > 0) {
                    e[i] = Math.log(variances[i]) - Polygamma.digamma(own[i] / 2) + Math.log(own[i] / 2);
                    mean += e[i];
                    expected += Polygamma.trigamma(own[i] / 2);
                    n++;
                }
            }
            if (n == 0) {
                return new Prior(MANY, LEAST_SPREAD * LEAST_SPREAD);
            }
            mean /= n;
            expected /= n;
            var spread = 0.0;
            for (var i = from; i < to; i++) {
                spread += own[i] > 0 ? (e[i] - mean) * (e[i] - mean) : 0;
            }
            var more = n < 2 ? 0 : spread / (n - 1) - expected;
            if (more <= 0) {
                return new Prior(MANY, Math.exp(mean));
            }
            var freedom = Math.min(MANY, 2 * Polygamma.inverseTrigamma(more));
            return new Prior(freedom, Math.exp(mean + Polygamma.digamma(freedom / 2) - Math.log(freedom / 2)));
        }
    }

    double mean(int step) {
        return means[step];
    }

    /** With what is not known of the mean. */
    double spread(int step) {
        return spreads[step] * Math.sqrt(1 + 1.0 / Math.max(1, counts[step]));
    }

    double freedom(int step) {
        return freedom[step];
    }

    /** How much slower this night is, as a logarithm: a mean, a standard deviation, and the degrees of freedom of the latter. */
    record Factor(double mean, double spread, double freedom) {}

    /** @param shown of this night, by step; empty of what it has not shown */
    Factor tonight(OptionalDouble[] shown) {
        if (common == 0) {
            return new Factor(0, 0, MANY);
        }
        var spread = common * Math.sqrt(1 + 1.0 / runs);
        var precision = 1 / (spread * spread);
        var sum = 0.0;
        var seen = 0;
        for (var i = 0; i < shown.length; i++) {
            if (shown[i].isPresent() && !Double.isNaN(means[i])) {
                var weight = 1 / (spread(i) * spread(i));
                precision += weight;
                sum += weight * (shown[i].getAsDouble() - means[i]);
                seen++;
            }
        }
        return new Factor(sum / precision, Math.sqrt(1 / precision), runs - 1.0 + seen);
    }
}
