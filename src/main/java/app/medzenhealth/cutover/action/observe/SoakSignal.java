package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.monitor.soak.SignalSpan;
import app.medzenhealth.cutover.monitor.soak.SignalSpan.Said;
import app.medzenhealth.cutover.monitor.soak.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A signal that is looked at period by period: a metric with its limit, or the share that the faults in one metric are of the requests
 * in another, {@code Sum of RequestCount < 0.01}.
 *
 * <p>Faults have values only where there were faults, so that silence is a zero, but only where requests were counted meanwhile; and a
 * load balancer that has nobody to send a request to counts the fault and not the request ("RequestCount … is only incremented for
 * requests where the load balancer node was able to choose a target", "HTTPCode_ELB_5XX_Count … Reporting criteria: There is a nonzero
 * value": Elastic Load Balancing User Guide, "CloudWatch metrics for your Application Load Balancer",
 * docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). So the share is of whichever of the
 * two is more, and where neither was counted it is not known.
 *
 * @param requests what the metric is a share of; empty where it stands by itself
 */
record SoakSignal(String text, Signal signal, Optional<Series> requests) {
    private static final Pattern SHARE = Pattern.compile("\\sof\\s+(\\S+)");

    /** @throws ActionFailure if it is no signal */
    static SoakSignal parse(String region, String text) {
        var share = SHARE.matcher(text);
        if (!share.find()) {
            return new SoakSignal(text, Signal.parse(region, text), Optional.empty());
        }
        var signal = Signal.parse(region, share.replaceFirst(""));
        var of = signal.series();
        return new SoakSignal(
                text,
                signal,
                Optional.of(new Series(region, of.namespace(), share.group(1), of.dimensions(), of.statistic())));
    }

    Track read(ActionContext context, Instant from, Instant to, Duration each) {
        var values = signal.series().points(context, from, to, each);
        var spans = new ArrayList<SignalSpan>();
        if (requests.isEmpty()) {
            values.forEach((at, value) -> spans.add(
                    new SignalSpan(at, at.plus(each), signal.series().means(value) ? said(value) : Said.UNKNOWN)));
            return new Track(text, spans);
        }
        var counted = requests.get().points(context, from, to, each);
        var times = new TreeSet<>(values.keySet());
        times.addAll(counted.keySet());
        for (var at : times) {
            var faults = values.getOrDefault(at, 0.0);
            var whole = Math.max(faults, counted.getOrDefault(at, 0.0));
            if (whole > 0) {
                spans.add(new SignalSpan(at, at.plus(each), said(faults / whole)));
            }
        }
        return new Track(text, spans);
    }

    private Said said(double value) {
        return signal.comparison().holds(value, signal.limit()) ? Said.GOOD : Said.BREACH;
    }
}
