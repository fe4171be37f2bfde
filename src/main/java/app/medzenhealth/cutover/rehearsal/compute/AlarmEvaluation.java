package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What state an alarm is in, from the values of its last periods. */
final class AlarmEvaluation {
    private static final int FIRST_EVALUATION_SECONDS = 60;

    private final CloudWatchState state;

    AlarmEvaluation(CloudWatchState state) {
        this.state = state;
    }

    MetricAlarm at(MetricAlarm alarm, Instant now) {
        var value = value(alarm, now);
        return alarm.toBuilder()
                .stateValue(value)
                .stateReason(
                        switch (value) {
                            case ALARM ->
                                "Threshold Crossed: datapoints were " + alarm.comparisonOperatorAsString() + " "
                                        + alarm.threshold() + ".";
                            case OK ->
                                "Threshold Crossed: no datapoints were " + alarm.comparisonOperatorAsString() + " "
                                        + alarm.threshold() + ".";
                            default -> "Insufficient Data: no datapoints were received.";
                        })
                .stateUpdatedTimestamp(alarm.alarmConfigurationUpdatedTimestamp())
                .build();
    }

    StateValue value(MetricAlarm alarm, Instant now) {
        if (alarm.alarmConfigurationUpdatedTimestamp()
                .plusSeconds(FIRST_EVALUATION_SECONDS)
                .isAfter(now)) {
            return StateValue.INSUFFICIENT_DATA;
        }
        int periods = Objects.requireNonNullElse(alarm.evaluationPeriods(), 1);
        int needed = Objects.requireNonNullElse(alarm.datapointsToAlarm(), periods);
        int length = Objects.requireNonNullElse(alarm.period(), 60);
        var missing = Objects.requireNonNullElse(alarm.treatMissingData(), "missing");
        var end = now.getEpochSecond() / length * length;
        var breaching = 0;
        var known = 0;
        for (var i = 1; i <= periods; i++) {
            var from = Instant.ofEpochSecond(end - (long) i * length);
            var value = state.measure(key(alarm), from, from.plusSeconds(length))
                    .map(s -> s.statistic(Objects.requireNonNullElse(alarm.statisticAsString(), "Maximum")));
            known += value.isPresent() || !missing.equals("missing") ? 1 : 0;
            breaching += value.map(v -> breaches(alarm, v)).orElse(missing.equals("breaching")) ? 1 : 0;
        }
        if (breaching >= needed) {
            return StateValue.ALARM;
        }
        return known == 0 ? StateValue.INSUFFICIENT_DATA : StateValue.OK;
    }

    private static boolean breaches(MetricAlarm alarm, double value) {
        var operator = alarm.comparisonOperator();
        return switch (operator) {
            case GREATER_THAN_THRESHOLD -> value > alarm.threshold();
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= alarm.threshold();
            case LESS_THAN_THRESHOLD -> value < alarm.threshold();
            case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= alarm.threshold();
            default -> false;
        };
    }

    private static MetricSource.Key key(MetricAlarm alarm) {
        return new MetricSource.Key(
                alarm.namespace(),
                alarm.metricName(),
                alarm.dimensions().stream().collect(Collectors.toMap(Dimension::name, Dimension::value)));
    }
}
