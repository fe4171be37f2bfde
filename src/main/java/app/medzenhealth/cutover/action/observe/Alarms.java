package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * Reads alarms. Without their types CloudWatch tells of metric alarms only, and a composite one looks as if it were not there.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html">DescribeAlarms</a>
 */
final class Alarms {

    private Alarms() {}

    /**
     * @param reason why it is so, as CloudWatch says
     * @param configured when it was made or last changed: before that it was not the same alarm
     */
    record State(
            StateValue value,
            @Nullable String reason,
            @Nullable Instant configured) {}

    /**
     * The metric alarm of that name.
     *
     * @throws ActionFailure if a composite alarm has the name: it can neither be compared with one nor be replaced by it
     */
    static Optional<MetricAlarm> read(ActionContext context, String region, String name) {
        var answer = ask(context, region, name);
        if (!answer.compositeAlarms().isEmpty()) {
            throw new ActionFailure(
                    name + " is a composite alarm, not one of a metric",
                    "nothing was sent",
                    "use another name, or delete the composite alarm first");
        }
        return answer.metricAlarms().stream().findFirst();
    }

    /** Of an alarm of either type. */
    static Optional<State> state(ActionContext context, String region, String name) {
        var answer = ask(context, region, name);
        return answer.metricAlarms().stream()
                .findFirst()
                .map(a -> new State(a.stateValue(), a.stateReason(), a.alarmConfigurationUpdatedTimestamp()))
                .or(() -> answer.compositeAlarms().stream()
                        .findFirst()
                        .map(a -> new State(a.stateValue(), a.stateReason(), a.alarmConfigurationUpdatedTimestamp())));
    }

    private static DescribeAlarmsResponse ask(ActionContext context, String region, String name) {
        return context.clients()
                .client(CloudWatchClient.class, region)
                .describeAlarms(q -> q.alarmNames(name).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
    }
}
