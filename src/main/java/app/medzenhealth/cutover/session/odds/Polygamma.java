package app.medzenhealth.cutover.session.odds;

/**
 * The digamma and trigamma functions for positive arguments: by recurrence up to where the asymptotic series is exact to 12 digits
 * (Abramowitz and Stegun 1964, "Handbook of Mathematical Functions", 6.3.5, 6.3.18, 6.4.6, 6.4.12).
 */
final class Polygamma {
    private static final double LARGE = 12;

    private Polygamma() {}

    static double digamma(double x) {
        var shift = 0.0;
        var at = x;
        for (; at < LARGE; at++) {
            shift -= 1 / at;
        }
        var r = 1 / (at * at);
        return shift + Math.log(at) - 0.5 / at - r * (1 / 12.0 - r * (1 / 120.0 - r * (1 / 252.0 - r / 240)));
    }

    static double trigamma(double x) {
        var shift = 0.0;
        var at = x;
        for (; at < LARGE; at++) {
            shift += 1 / (at * at);
        }
        var r = 1 / (at * at);
        return shift + 1 / at + r / 2 + r / at * (1 / 6.0 - r * (1 / 30.0 - r * (1 / 42.0 - r / 30)));
    }

    /** Where trigamma has the value: it falls all the way, so that halving finds it. */
    static double inverseTrigamma(double value) {
        var least = 1e-6;
        var most = 1e8;
        for (var i = 0; i < 200; i++) {
            var middle = Math.sqrt(least * most);
            if (trigamma(middle) > value) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return Math.sqrt(least * most);
    }
}
