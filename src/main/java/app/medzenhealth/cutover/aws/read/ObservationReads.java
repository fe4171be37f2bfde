package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListDashboardsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;

/** Log groups and alarms. */
final class ObservationReads {

    private ObservationReads() {}

    static List<Found> logGroups(ServiceReading in) {
        var client = in.client(CloudWatchLogsClient.class);
        return in
                .pages(
                        token -> client.describeLogGroups(b -> b.nextToken(token)),
                        DescribeLogGroupsResponse::logGroups,
                        DescribeLogGroupsResponse::nextToken)
                .stream()
                .map(g -> new Found(
                        "log-group",
                        in.region(),
                        g.logGroupName(),
                        g.arn() == null
                                ? in.arn("logs", "log-group:" + g.logGroupName())
                                : g.arn().replaceFirst(":\\*$", ""),
                        g.logGroupName(),
                        "",
                        details(
                                "retention (days)",
                                g.retentionInDays() == null ? "never expires" : g.retentionInDays(),
                                "class",
                                g.logGroupClassAsString()),
                        Map.of()))
                .toList();
    }

    /** They are the account's, and the same wherever they are asked for. */
    static List<Found> dashboards(ServiceReading in) {
        var client = in.client(CloudWatchClient.class);
        return in
                .pages(
                        token -> client.listDashboards(b -> b.nextToken(token)),
                        ListDashboardsResponse::dashboardEntries,
                        ListDashboardsResponse::nextToken)
                .stream()
                .map(d -> new Found(
                        "dashboard",
                        "global",
                        text(d.dashboardName()),
                        text(d.dashboardArn()),
                        text(d.dashboardName()),
                        "",
                        Map.of(),
                        Map.of()))
                .toList();
    }

    static List<Found> alarms(ServiceReading in) {
        var client = in.client(CloudWatchClient.class);
        var found = new ArrayList<Found>();
        var pages = in.pages(
                token -> client.describeAlarms(b -> b.alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                        .nextToken(token)),
                List::of,
                DescribeAlarmsResponse::nextToken);
        for (var page : pages) {
            page.metricAlarms()
                    .forEach(a -> found.add(new Found(
                            "alarm",
                            in.region(),
                            a.alarmName(),
                            text(a.alarmArn()),
                            a.alarmName(),
                            text(a.stateValueAsString()),
                            details(
                                    "metric",
                                    text(a.namespace()) + " " + text(a.metricName()),
                                    "condition",
                                    text(a.comparisonOperatorAsString()) + " " + text(a.threshold()),
                                    "period (s)",
                                    a.period(),
                                    "evaluations",
                                    a.evaluationPeriods()),
                            Map.of())));
            page.compositeAlarms()
                    .forEach(a -> found.add(new Found(
                            "alarm",
                            in.region(),
                            a.alarmName(),
                            text(a.alarmArn()),
                            a.alarmName(),
                            text(a.stateValueAsString()),
                            details("rule", a.alarmRule()),
                            Map.of())));
        }
        return found;
    }
}
