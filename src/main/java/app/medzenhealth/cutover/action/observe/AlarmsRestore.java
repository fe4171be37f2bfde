package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Whole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;

/** Brings alarms back to what a preview noted of them: those that were not there go. */
final class AlarmsRestore extends ConvergingAction {
    private final String region;
    /** By name, the request that makes it, or {@link Fact#ABSENT}. */
    private final Map<String, String> alarms;

    AlarmsRestore(String region, Map<String, String> alarms) {
        this.region = region;
        this.alarms = new LinkedHashMap<>(alarms);
    }

    /** The alarm as PutMetricAlarm takes it back; its state and history are CloudWatch's own, its tags stay. */
    static String kept(MetricAlarm there) {
        return Whole.json(Whole.onto(there, PutMetricAlarmRequest.builder()).build());
    }

    @Override
    protected String summary() {
        return "Brings the alarms " + String.join(", ", alarms.keySet()) + " in " + region + " back to what they were.";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var made = new ArrayList<String>();
        alarms.forEach((name, before) -> {
            var now = now(context, name);
            notes.fact(name, "alarm", now);
            if (now.equals(before)) {
                return;
            }
            notes.change(region, name, "alarm", shown(now), shown(before));
            if (before.equals(Fact.ABSENT)) {
                made.add(name);
            } else {
                notes.stage(Stage.send(
                        "Restoring " + name,
                        Call.of(
                                CloudWatchClient.class,
                                region,
                                Whole.read(before, PutMetricAlarmRequest.builder(), PutMetricAlarmRequest.class),
                                CloudWatchClient::putMetricAlarm)));
            }
        });
        if (!made.isEmpty()) {
            notes.stage(Stage.send(
                    "Deleting the alarms",
                    Call.of(
                            CloudWatchClient.class,
                            region,
                            DeleteAlarmsRequest.builder().alarmNames(made).build(),
                            CloudWatchClient::deleteAlarms)));
        }
        return notes.done();
    }

    private String now(ActionContext context, String name) {
        return Alarms.read(context, region, name).map(AlarmsRestore::kept).orElse(Fact.ABSENT);
    }

    private static String shown(String kept) {
        if (kept.equals(Fact.ABSENT)) {
            return kept;
        }
        var alarm = Whole.read(kept, PutMetricAlarmRequest.builder(), PutMetricAlarmRequest.class);
        return Optional.ofNullable(alarm.metricName()).orElse("metric math") + " " + alarm.comparisonOperatorAsString()
                + " " + alarm.threshold();
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var alarm : alarms.entrySet()) {
            var title = alarm.getKey() + " is what it was";
            checks.add(Look.at(title, () -> {
                var now = now(context, alarm.getKey());
                return Look.that(title, () -> now.equals(alarm.getValue()), shown(now), "run the step again");
            }));
        }
        return checks;
    }

    @Override
    protected String goingBack() {
        return "Run the step again.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("run the step again");
    }
}
