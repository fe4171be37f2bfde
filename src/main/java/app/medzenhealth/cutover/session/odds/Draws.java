package app.medzenhealth.cutover.session.odds;

import java.util.random.RandomGenerator;

/** Draws of Student's t. */
final class Draws {
    private static final double NORMAL = 1e5;

    private final RandomGenerator random;

    Draws(RandomGenerator random) {
        this.random = random;
    }

    double student(double freedom) {
        var normal = random.nextGaussian();
        return freedom >= NORMAL ? normal : normal / Math.sqrt(2 * gamma(freedom / 2) / freedom);
    }

    /** Of scale one (Marsaglia and Tsang 2000, "A simple method for generating gamma variables", ACM TOMS 26(3)). */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        var d = shape - 1.0 / 3;
        var c = 1 / Math.sqrt(9 * d);
        while (true) {
            var x = random.nextGaussian();
            var v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            var u = random.nextDouble();
            if (u < 1 - 0.0331 * x * x * x * x || Math.log(u) < x * x / 2 + d * (1 - v + Math.log(v))) {
                return d * v;
            }
        }
    }
}
