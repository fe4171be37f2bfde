package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.LogGroupName;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;

/** Sets how many days log groups keep their lines. */
public final class LogsRetention extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writes("logs.retention", "Set how long logs are kept")
            .requires(LIST, "groups")
            .requires(NUMBER, "days")
            .sends("cloudwatchlogs", "PutRetentionPolicy", "DeleteRetentionPolicy")
            .script(script(LogsRetention::new))
            .createdBy(LogsRetention::new);

    /** CloudWatch Logs API Reference, PutRetentionPolicy: retentionInDays, "Possible values are". */
    private static final Set<Integer> POSSIBLE = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final List<String> groups;
    private final int days;

    private LogsRetention(Inputs in) {
        super(in.region());
        groups = in.someOf("groups").stream().map(LogGroupName::of).toList();
        days = in.number("days");
        if (!POSSIBLE.contains(days)) {
            throw new ActionFailure(
                    "CloudWatch Logs does not offer " + days + " days", "nothing was sent", "correct the plan");
        }
    }

    @Override
    protected String summary() {
        return "Keeps lines of " + String.join(", ", groups) + " for " + days + " days. Older ones go for good.";
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        return groups.stream()
                .map(g -> Attribute.of(g, "retentionInDays", String.valueOf(days), () -> now(context, g))
                        .setBy(value -> value.equals(Fact.ABSENT) ? keepAll(g) : keep(g, Integer.parseInt(value))))
                .toList();
    }

    private String now(ActionContext context, String group) {
        return LogGroups.read(context, region(), group)
                .map(g -> g.retentionInDays())
                .map(String::valueOf)
                .orElse(Fact.ABSENT);
    }

    private Call<?, ?, ?> keep(String group, int wanted) {
        var put = PutRetentionPolicyRequest.builder()
                .logGroupName(group)
                .retentionInDays(wanted)
                .build();
        return Call.of(CloudWatchLogsClient.class, region(), put, CloudWatchLogsClient::putRetentionPolicy);
    }

    private Call<?, ?, ?> keepAll(String group) {
        var delete = DeleteRetentionPolicyRequest.builder().logGroupName(group).build();
        return Call.of(CloudWatchLogsClient.class, region(), delete, CloudWatchLogsClient::deleteRetentionPolicy);
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(exist(
                "log group", groups, g -> LogGroups.read(context, region(), g).isPresent()));
    }
}
