package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * What became of one alarm, found out when somebody asks. It outlives the alarm (CloudWatch API Reference, DescribeAlarmHistory:
 * "CloudWatch retains the history of an alarm even if you delete the alarm").
 */
final class AlarmStates {
    /** "CloudWatch saves alarm history for 30 days" (CloudWatch User Guide, Using Amazon CloudWatch alarms). */
    private static final Duration KEPT = Duration.ofDays(30);

    private final AlarmEvaluation evaluation;
    private final List<AlarmHistoryItem> items = new ArrayList<>();
    private @Nullable Instant until;
    private StateValue state = StateValue.INSUFFICIENT_DATA;

    AlarmStates(AlarmEvaluation evaluation) {
        this.evaluation = evaluation;
    }

    void configured(MetricAlarm alarm, String how) {
        items.add(AlarmHistoryItem.builder()
                .alarmName(alarm.alarmName())
                .alarmType(AlarmType.METRIC_ALARM)
                .timestamp(alarm.alarmConfigurationUpdatedTimestamp())
                .historyItemType(HistoryItemType.CONFIGURATION_UPDATE)
                .historySummary("Alarm \"" + alarm.alarmName() + "\" " + how)
                .historyData("{\"version\":\"1.0\",\"type\":\"" + (how.equals("created") ? "Create" : "Update") + "\"}")
                .build());
    }

    /** Goes on from where it was asked last; a state changes only where a period ends. */
    void upTo(MetricAlarm alarm, Instant now) {
        int length = Objects.requireNonNullElse(alarm.period(), 60);
        var made = alarm.alarmConfigurationUpdatedTimestamp();
        var oldest = now.minus(KEPT);
        if (until == null) {
            until = made.isBefore(oldest) ? oldest : made;
            state = made.isBefore(oldest) ? evaluation.value(alarm, until) : StateValue.INSUFFICIENT_DATA;
        }
        for (var at = next(until, length); !at.isAfter(now); at = at.plusSeconds(length)) {
            var value = evaluation.value(alarm, at);
            if (value != state) {
                items.add(changed(alarm.alarmName(), at, state, value));
                state = value;
            }
        }
        until = now.isAfter(until) ? now : until;
    }

    private static Instant next(Instant after, int length) {
        return Instant.ofEpochSecond((after.getEpochSecond() / length + 1) * length);
    }

    List<AlarmHistoryItem> kept(Instant now) {
        return items.stream()
                .filter(i -> !i.timestamp().isBefore(now.minus(KEPT)))
                .toList();
    }

    /** As in the examples of the AWS CLI: github.com/aws/aws-cli, awscli/examples/cloudwatch/describe-alarm-history.rst. */
    private static AlarmHistoryItem changed(String alarm, Instant at, StateValue from, StateValue to) {
        return AlarmHistoryItem.builder()
                .alarmName(alarm)
                .alarmType(AlarmType.METRIC_ALARM)
                .timestamp(at)
                .historyItemType(HistoryItemType.STATE_UPDATE)
                .historySummary("Alarm updated from " + from + " to " + to)
                .historyData("{\"version\":\"1.0\",\"oldState\":{\"stateValue\":\"" + from
                        + "\"},\"newState\":{\"stateValue\":\"" + to + "\",\"stateReason\":\"Threshold Crossed\"}}")
                .build();
    }
}
