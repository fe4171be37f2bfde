package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/** Reads log groups by exact name. */
final class LogGroups {

    private LogGroups() {}

    static Optional<LogGroup> read(ActionContext context, String region, String name) {
        return context
                .clients()
                .client(CloudWatchLogsClient.class, region)
                .describeLogGroupsPaginator(q -> q.logGroupNamePrefix(name))
                .logGroups()
                .stream()
                .filter(g -> g.logGroupName().equals(name))
                .findFirst();
    }
}
