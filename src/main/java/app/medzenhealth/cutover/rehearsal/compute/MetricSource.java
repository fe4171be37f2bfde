package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where measured values come from: the estate's own state, asked for a stretch of time. */
public interface MetricSource {

    /** A metric as CloudWatch names it. */
    record Key(String namespace, String name, Map<String, String> dimensions) {
        public Key {
            dimensions = Map.copyOf(dimensions);
        }
    }

    /** What was measured in one stretch of time. */
    record Sample(double sum, double count, double least, double most) {
        public static Sample of(double value) {
            return new Sample(value, 1, value, value);
        }

        /** @param statistic as CloudWatch names it; percentiles are taken as the largest value */
        public double statistic(String statistic) {
            return switch (statistic) {
                case "Sum" -> sum;
                case "Average" -> sum / count;
                case "Minimum" -> least;
                case "SampleCount" -> count;
                default -> most;
            };
        }
    }

    /** All metrics it can have values of. */
    List<Key> keys();

    /** Empty where nothing was measured: that is no zero. */
    Optional<Sample> measure(Key key, Instant from, Instant to);

    /** A small deterministic movement between 0 and 1, so that series look alive. */
    static double wobble(Key key, Instant at) {
        var mixed = (key.hashCode() * 31L + at.getEpochSecond() / 60) * 0x9E3779B97F4A7C15L;
        return (mixed >>> 40) / (double) (1L << 24);
    }
}
