package app.medzenhealth.cutover.action.script;

import java.util.ArrayList;
import java.util.Map;

/** CloudWatch's metrics as commands. The times are the shell's, because a pack is used long after it was saved. */
public final class Metric {
    private Metric() {}

    /**
     * @param statistic as CloudWatch spells it, for example {@code Sum}
     * @param since what stands for the beginning, as ISO 8601
     */
    public static Command values(
            String region,
            String namespace,
            String metric,
            Map<String, String> dimensions,
            String statistic,
            int periodSeconds,
            String since,
            String until) {
        var words = new ArrayList<String>();
        dimensions.forEach((k, v) -> words.add("Name=" + k + ",Value=" + v));
        return Command.aws(
                        region,
                        "cloudwatch",
                        "get-metric-statistics",
                        "--namespace",
                        namespace,
                        "--metric-name",
                        metric,
                        "--statistics",
                        statistic,
                        "--period",
                        String.valueOf(periodSeconds),
                        "--start-time",
                        since,
                        "--end-time",
                        until,
                        "--dimensions")
                .and(words);
    }
}
