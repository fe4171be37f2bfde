package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** Creates alarms, or brings those that are there to the wanted thresholds. */
public final class AlarmsCreate extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writes("alarms.create", "Create alarms")
            .requires(LIST, "alarms")
            .accepts(TEXT, "topic")
            .outputs("alarmArns")
            .is(Trait.MAKES_ALARMS)
            .sends("cloudwatch", "DeleteAlarms", "PutMetricAlarm")
            .undoneBy("alarms that it created are deleted, the others become what they were")
            .script(ObserveRecipes::alarms)
            .createdBy(AlarmsCreate::new);

    private static final String QUIET = "notBreaching";

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
                    : series.statistic().equals("Sum") ? QUIET : "missing";
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

    /** It does what is wanted of it, and tells whom it is to tell. */
    private boolean is(Wanted alarm, MetricAlarm there) {
        return alarm.is(there)
                && topic.map(t -> there.alarmActions().contains(t) && Boolean.TRUE.equals(there.actionsEnabled()))
                        .orElse(true);
    }

    AlarmsCreate(Inputs in) {
        super(in.region());
        this.alarms =
                in.each("alarms").stream().map(a -> Wanted.of(region(), a)).toList();
        this.topic = in.optional("topic");
    }

    @Override
    protected String summary() {
        return "Sets the alarms " + names() + " in " + region() + ".";
    }

    private String names() {
        return alarms.stream().map(Wanted::name).collect(Collectors.joining(", "));
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        return alarms.stream().map(a -> attribute(context, a)).toList();
    }

    private Attribute attribute(ActionContext context, Wanted alarm) {
        var there = once(() -> Alarms.read(context, region(), alarm.name()));
        var wanted = WholeObject.json(request(alarm, Optional.empty()));
        return Attribute.of(
                        alarm.name(),
                        "alarm",
                        wanted,
                        () -> there.get().map(AlarmsCreate::kept).orElse(Fact.ABSENT))
                .setBy(value -> put(value.equals(wanted) ? request(alarm, there.get()) : former(value)))
                .comparedBy((now, value) -> value.equals(wanted)
                        ? there.get().filter(t -> is(alarm, t)).isPresent()
                        : now.equals(value))
                .shownAs(value -> value.equals(wanted) ? alarm.shown() : shown(value));
    }

    /** The alarm as PutMetricAlarm takes it back; its state and history are CloudWatch's own, its tags stay. */
    private static String kept(MetricAlarm there) {
        return WholeObject.json(
                WholeObject.onto(there, PutMetricAlarmRequest.builder()).build());
    }

    private static PutMetricAlarmRequest former(String kept) {
        return WholeObject.read(kept, PutMetricAlarmRequest.builder(), PutMetricAlarmRequest.class);
    }

    private static String shown(String kept) {
        if (kept.equals(Fact.ABSENT)) {
            return kept;
        }
        var alarm = former(kept);
        return Optional.ofNullable(alarm.metricName()).orElse("metric math") + " " + alarm.comparisonOperatorAsString()
                + " " + alarm.threshold();
    }

    private Call<?, ?, ?> put(PutMetricAlarmRequest request) {
        return Call.of(CloudWatchClient.class, region(), request, CloudWatchClient::putMetricAlarm);
    }

    /** The calls that make the alarms where there are none. */
    List<Call<?, ?, ?>> afresh() {
        return alarms.stream()
                .<Call<?, ?, ?>>map(a -> put(request(a, Optional.empty())))
                .toList();
    }

    /** Those that were not there before go together. */
    @Override
    protected List<Stage> stages(List<Attribute> lacking) {
        var made = lacking.stream().filter(a -> a.wanted().equals(Fact.ABSENT)).toList();
        var stages = new ArrayList<>(super.stages(
                lacking.stream().filter(Predicate.not(made::contains)).toList()));
        if (!made.isEmpty()) {
            var request = DeleteAlarmsRequest.builder()
                    .alarmNames(made.stream().map(Attribute::resource).toList())
                    .build();
            stages.add(Stage.send(
                    "Deleting the alarms",
                    Call.of(CloudWatchClient.class, region(), request, CloudWatchClient::deleteAlarms)));
        }
        return List.copyOf(stages);
    }

    @Override
    protected void besides(ActionContext context, List<Seen> seen, Outlook.Notes notes) {
        if (topic.isEmpty()) {
            notes.warn("Nobody is told by these alarms: no topic is named. They show on the console.");
        }
        alarms.stream()
                .filter(a -> a.missing().equals(QUIET) && !measured(context, a))
                .forEach(a -> notes.warn(a.series().metric() + " of " + a.name()
                        + " has had no value for two weeks: the alarm is quiet until it has one, also where its name is"
                        + " wrong."));
    }

    /**
     * Whether CloudWatch knows the metric: one without a value in the last two weeks is not listed.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html">ListMetrics</a>
     */
    private boolean measured(ActionContext context, Wanted alarm) {
        var series = alarm.series();
        var filters = series.awsDimensions().stream()
                .map(d -> DimensionFilter.builder()
                        .name(d.name())
                        .value(d.value())
                        .build())
                .toList();
        return context
                .clients()
                .client(CloudWatchClient.class, region())
                .listMetricsPaginator(q -> q.namespace(series.namespace())
                        .metricName(series.metric())
                        .dimensions(filters))
                .metrics()
                .stream()
                .anyMatch(m -> m.dimensions().size() == filters.size());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        if (topic.isPresent()) {
            checks.add(Check.reading(
                    "Somebody is told by these alarms", () -> Listeners.told(context, List.of(topic.get()))));
        }
        for (var alarm : alarms) {
            if (!alarm.missing().equals(QUIET)) {
                checks.add(Check.reading("What " + alarm.name() + " measures has values", () -> value(context, alarm)));
            }
        }
        return checks;
    }

    /** Without a value it would be raised for ever, or never be anything. */
    private Check.Outcome value(ActionContext context, Wanted alarm) {
        var what = alarm.series().namespace() + " " + alarm.series().metric();
        return measured(context, alarm)
                ? new Check.Pass(what + " is measured")
                : new Check.Fail(
                        what + " has had no value for two weeks, so that the alarm would "
                                + (alarm.missing().equals("breaching") ? "be raised for ever" : "never have data"),
                        what.startsWith("ECS/ContainerInsights")
                                ? "switch Container Insights on for the cluster, and wait a quarter of an hour"
                                : "correct the metric or its dimensions");
    }

    /**
     * PutMetricAlarm replaces the whole alarm: what the plan does not name, its actions among it, stays as it is there. What
     * belongs to another kind of alarm (metric math, percentiles, anomaly bands) gives way.
     */
    private PutMetricAlarmRequest request(Wanted alarm, Optional<MetricAlarm> there) {
        var request = PutMetricAlarmRequest.builder();
        there.ifPresent(t -> WholeObject.onto(t, request));
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
        topic.ifPresent(t -> request.actionsEnabled(true)
                .alarmActions(Stream.concat(there.stream().flatMap(a -> a.alarmActions().stream()), Stream.of(t))
                        .distinct()
                        .toList()));
        return request.build();
    }

    @Override
    protected String condition() {
        return "The alarms " + names() + " are set";
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(Map.of(
                "alarmArns",
                alarms.stream()
                        .map(a -> Arns.of(context, "cloudwatch", region(), "alarm:" + a.name()))
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
}
