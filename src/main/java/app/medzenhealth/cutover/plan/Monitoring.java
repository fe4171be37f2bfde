package app.medzenhealth.cutover.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is shown of the account's own measurements while production moves. Nothing is decided by it: checks read for themselves.
 *
 * @param metrics what stands together in one chart or beside one another
 * @param logs log groups that are followed
 */
public record Monitoring(List<Row> metrics, List<LogGroup> logs) {
    public static final Monitoring NONE = new Monitoring(List.of(), List.of());

    /** In what a value is counted. A share is in percent, whatever is counted. */
    public enum Unit {
        PERCENT,
        SECONDS,
        MILLISECONDS,
        BYTES,
        COUNT
    }

    /** @param lines those of one metric share an axis; others stand below one another */
    public record Row(String id, String title, List<Line> lines, String source) {}

    /**
     * One metric of CloudWatch, a value a minute. Its variables are filled in when it is read.
     *
     * @param name what tells it from the row's other lines, for example a region's city
     * @param dimensions as CloudWatch names them; a load balancer may be written {@code lb/NAME} and a target group {@code tg/NAME}
     * @param statistic as CloudWatch names it: {@code Average}, {@code Sum}, {@code p95}
     * @param of the metric, with the same dimensions and statistic, that this one is a share of
     * @param below each value must be under it
     * @param above each value must be over it
     */
    public record Line(
            String name,
            String region,
            String namespace,
            String metric,
            Map<String, String> dimensions,
            String statistic,
            Optional<String> of,
            Unit unit,
            Optional<BigDecimal> below,
            Optional<BigDecimal> above) {

        /** What it is called where nothing stands beside it. */
        public String words() {
            return of.map(o -> metric + " / " + o).orElse(metric);
        }

        Stream<String> variables() {
            return dimensions.values().stream().flatMap(v -> Variables.in(v).stream());
        }
    }

    /** @param group its name in CloudWatch Logs */
    public record LogGroup(String id, String title, String region, String group, String source) {}
}
