package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * In which state an alarm was, and from when to when.
 *
 * @param onPurpose those of the spans that a drill made: they count as OK
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html">DescribeAlarmHistory:
 *     paged, newest first unless asked otherwise, metric alarms only unless both types are named</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">"CloudWatch saves alarm
 *     history for 30 days"</a>
 */
record AlarmHistory(List<Span> spans, List<Span> onPurpose) {
    /** Nothing is known of what is longer ago. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_TOLD = 3;
    /** An alarm is raised, and recovers, some periods after what it measures. */
    private static final Duration DELAY = Duration.ofMinutes(10);

    /** @param to when it ended; of the last one, when it was asked */
    record Span(Instant from, Instant to, StateValue state) {
        Duration length() {
            return Duration.between(from, to);
        }

        private String words() {
            return state + " from " + Times.second(from) + " to " + Times.second(to);
        }
    }

    private record Change(Instant at, StateValue from, StateValue to) {}

    /**
     * @param now what it is now
     * @param from no longer ago than {@link #KEPT}
     * @throws IllegalArgumentException if CloudWatch tells of a change in a form that is not known
     */
    static AlarmHistory read(
            ActionContext context, String region, String alarm, StateValue now, Instant from, Instant to) {
        return read(context.clients(), region, alarm, now, from, to);
    }

    /** The same. */
    static AlarmHistory read(Clients clients, String region, String alarm, StateValue now, Instant from, Instant to) {
        var changes = clients
                .client(CloudWatchClient.class, region)
                .describeAlarmHistoryPaginator(q -> q.alarmName(alarm)
                        .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM)
                        .historyItemType(HistoryItemType.STATE_UPDATE)
                        .startDate(from)
                        .endDate(to)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .maxRecords(100))
                .alarmHistoryItems()
                .stream()
                .map(AlarmHistory::change)
                .sorted(Comparator.comparing(Change::at))
                .toList();
        var spans = new ArrayList<Span>();
        var begun = from;
        var state = changes.isEmpty() ? now : changes.getFirst().from();
        for (var change : changes) {
            spans.add(new Span(begun, change.at(), state));
            begun = change.at();
            state = change.to();
        }
        spans.add(new Span(begun, to, state));
        return new AlarmHistory(spans, List.of());
    }

    /** What these steps raise on purpose does not count, where it begins with them and is over soon after them. */
    AlarmHistory apartFrom(List<Attestations.Done> drills) {
        return new AlarmHistory(
                spans,
                spans.stream()
                        .filter(s ->
                                s.state() != StateValue.OK && drills.stream().anyMatch(d -> madeBy(d, s)))
                        .toList());
    }

    private static boolean madeBy(Attestations.Done drill, Span span) {
        return !span.from().isBefore(drill.began())
                && !span.from().isAfter(drill.ended().plus(DELAY))
                && !span.to().isAfter(drill.ended().plus(DELAY).plus(DELAY));
    }

    private boolean counts(Span span) {
        return span.state() == StateValue.OK || onPurpose.contains(span);
    }

    private static Change change(AlarmHistoryItem item) {
        try {
            var data = JSON.readTree(item.historyData());
            return new Change(
                    item.timestamp(),
                    state(data.required("oldState").required("stateValue").asString()),
                    state(data.required("newState").required("stateValue").asString()));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "CloudWatch tells of a change that cannot be read: " + item.historySummary(), e);
        }
    }

    private static StateValue state(String text) {
        var value = StateValue.fromValue(text);
        if (value == StateValue.UNKNOWN_TO_SDK_VERSION) {
            throw new IllegalArgumentException("not a state: " + text);
        }
        return value;
    }

    /** The longest time in which it was OK without a break; empty where it never was. */
    Optional<Span> longestOk() {
        var joined = new ArrayList<Span>();
        for (var span : spans) {
            if (!counts(span)) {
                continue;
            }
            var from = joined.isEmpty() || !joined.getLast().to().equals(span.from())
                    ? span.from()
                    : joined.removeLast().from();
            joined.add(new Span(from, span.to(), StateValue.OK));
        }
        return joined.stream().max(Comparator.comparing(Span::length));
    }

    /** Since when it has been OK; empty where it is not now. */
    Optional<Instant> okSince() {
        var since = spans.getLast().to();
        for (var span : spans.reversed()) {
            if (!counts(span)) {
                break;
            }
            since = span.from();
        }
        return Optional.of(since).filter(s -> counts(spans.getLast()));
    }

    boolean ever(StateValue state) {
        return spans.stream().anyMatch(s -> s.state() == state && !counts(s));
    }

    /** Every time at which it was not OK, the newest first and so many as can be read; empty where it always was. */
    String broken() {
        return words(spans.stream().filter(s -> !counts(s)).toList());
    }

    /** The same of what drills made. */
    String drills() {
        return words(onPurpose);
    }

    private static String words(List<Span> some) {
        return some.reversed().stream().limit(MOST_TOLD).map(Span::words).collect(Collectors.joining(", "))
                + (some.size() > MOST_TOLD ? " and " + (some.size() - MOST_TOLD) + " times before" : "");
    }
}
