package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** Reads alarms. */
final class Alarms {

    private Alarms() {}

    static Optional<MetricAlarm> read(ActionContext context, String region, String name) {
        return context
                .clients()
                .client(CloudWatchClient.class, region)
                .describeAlarms(q -> q.alarmNames(name))
                .metricAlarms()
                .stream()
                .findFirst();
    }
}
