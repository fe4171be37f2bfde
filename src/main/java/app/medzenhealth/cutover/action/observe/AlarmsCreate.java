package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Whole;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** Creates alarms, or brings those that are there to the wanted thresholds. */
public final class AlarmsCreate extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("alarms.create", "Create alarms")
            .requires(LIST, "alarms")
            .accepts(TEXT, "topic")
            .outputs("alarmArns")
            .sends("cloudwatch", "DeleteAlarms", "PutMetricAlarm")
            .script(ObserveRecipes::alarms)
            .createdBy(AlarmsCreate::new);

    private final String region;
    private final List<Wanted> alarms;
    private final Optional<String> topic;

    private record Wanted(
            String name, Series series, ComparisonOperator comparison, double threshold, int period, int evaluations) {

        static Wanted of(String region, Inputs in) {
            var comparison = switch (in.text("comparison")) {
                case ">" -> ComparisonOperator.GREATER_THAN_THRESHOLD;
                case "<" -> ComparisonOperator.LESS_THAN_THRESHOLD;
                default ->
                    throw new ActionFailure(
                            "alarms.create: comparison is > or <", "nothing was sent", "correct the plan");
            };
            return new Wanted(
                    in.text("name"),
                    new Series(
                            region,
                            in.text("namespace"),
                            in.text("metric"),
                            in.map("dimensions"),
                            in.text("statistic")),
                    comparison,
                    in.decimal("threshold").doubleValue(),
                    in.number("periodSeconds"),
                    in.number("evaluations"));
        }

        String shown() {
            return series.metric() + " " + series.statistic()
                    + (comparison == ComparisonOperator.LESS_THAN_THRESHOLD ? " < " : " > ") + threshold + " for "
                    + evaluations + " × " + period + " s";
        }

        /** What should always be there is missed when it is not; what counts errors is quiet while there are none. */
        String missing() {
            return comparison == ComparisonOperator.LESS_THAN_THRESHOLD
                    ? "breaching"
                    : series.statistic().equals("Sum") ? "notBreaching" : "missing";
        }

        boolean is(MetricAlarm there) {
            return series.namespace().equals(there.namespace())
                    && series.metric().equals(there.metricName())
                    && series.statistic().equals(there.statisticAsString())
                    && new HashSet<>(series.awsDimensions()).equals(new HashSet<>(there.dimensions()))
                    && comparison == there.comparisonOperator()
                    && threshold == there.threshold()
                    && period == there.period()
                    && evaluations == there.evaluationPeriods();
        }
    }

    private AlarmsCreate(Inputs in) {
        this.region = in.region();
        this.alarms = in.each("alarms").stream().map(a -> Wanted.of(region, a)).toList();
        this.topic = in.optional("topic");
    }

    @Override
    protected String summary() {
        return "Sets the alarms " + names() + " in " + region + ".";
    }

    private String names() {
        return alarms.stream().map(Wanted::name).collect(Collectors.joining(", "));
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        for (var alarm : alarms) {
            var there = Alarms.read(context, region, alarm.name());
            notes.fact(alarm.name(), "alarm", there.map(AlarmsRestore::kept).orElse(Fact.ABSENT));
            if (there.filter(alarm::is).isEmpty()) {
                notes.change(
                        region,
                        alarm.name(),
                        "alarm",
                        there.map(a -> a.metricName() + " " + a.threshold()).orElse(Fact.ABSENT),
                        alarm.shown());
                notes.stage(Stage.send(
                        "Setting " + alarm.name(),
                        Call.of(
                                CloudWatchClient.class,
                                region,
                                request(alarm, there),
                                CloudWatchClient::putMetricAlarm)));
            }
        }
        if (topic.isEmpty()) {
            notes.warn("Nobody is told by these alarms: no topic is named. They show on the console.");
        }
        return notes.done();
    }

    /**
     * PutMetricAlarm replaces the whole alarm: what the plan does not name, its actions among it, stays as it is there. What
     * belongs to another kind of alarm (metric math, percentiles, anomaly bands) gives way.
     */
    private PutMetricAlarmRequest request(Wanted alarm, Optional<MetricAlarm> there) {
        var request = PutMetricAlarmRequest.builder();
        there.ifPresent(t -> Whole.onto(t, request));
        request.alarmName(alarm.name())
                .namespace(alarm.series().namespace())
                .metricName(alarm.series().metric())
                .dimensions(alarm.series().awsDimensions())
                .statistic(alarm.series().statistic())
                .extendedStatistic(null)
                .evaluateLowSampleCountPercentile(null)
                .metrics((Collection<MetricDataQuery>) null)
                .thresholdMetricId(null)
                .unit((String) null)
                .datapointsToAlarm(null)
                .comparisonOperator(alarm.comparison())
                .threshold(alarm.threshold())
                .period(alarm.period())
                .evaluationPeriods(alarm.evaluations())
                .treatMissingData(alarm.missing());
        topic.ifPresent(request::alarmActions);
        return request.build();
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var alarm : alarms) {
            var title = "The alarm " + alarm.name() + " is set";
            checks.add(Look.at(title, () -> {
                var there = Alarms.read(context, region, alarm.name());
                return Look.that(
                        title,
                        () -> there.filter(alarm::is).isPresent(),
                        there.map(a -> alarm.shown() + ", now " + a.stateValueAsString())
                                .orElse("there is none"),
                        "run the step again");
            }));
        }
        return checks;
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(Map.of(
                "alarmArns",
                alarms.stream()
                        .map(a -> Arns.of(context, "cloudwatch", region, "alarm:" + a.name()))
                        .collect(Collectors.joining(","))));
    }

    @Override
    protected String goingBack() {
        return "Alarms that were not there before are deleted, the others become what they were.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.Inverse(new AlarmsRestore(
                region,
                before.stream()
                        .filter(f -> f.attribute().equals("alarm"))
                        .collect(Collectors.toMap(Fact::resource, Fact::value, (a, b) -> a, LinkedHashMap::new))));
    }
}
