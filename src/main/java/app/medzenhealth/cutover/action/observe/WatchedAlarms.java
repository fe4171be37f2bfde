package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.watch.AlarmPlace;
import app.medzenhealth.cutover.monitor.watch.AlarmReader;
import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CompositeAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * CloudWatch's alarms, all of a region in one request, and for each its history and who is told.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html">DescribeAlarms: up to 100 names in a
 *     request, metric alarms only unless both types are named</a>
 */
public record WatchedAlarms(Clients clients) implements AlarmReader {
    private static final int MOST_NAMES = 100;

    private record Alarm(
            StateValue state,
            Optional<Instant> since,
            String reason,
            String rule,
            boolean acts,
            List<String> actions,
            Optional<Instant> configured) {

        static Alarm of(MetricAlarm a) {
            return new Alarm(
                    a.stateValue(),
                    since(a.stateTransitionedTimestamp(), a.stateUpdatedTimestamp()),
                    Objects.requireNonNullElse(a.stateReason(), ""),
                    Objects.requireNonNullElse(a.metricName(), "metric math") + " "
                            + sign(String.valueOf(a.comparisonOperatorAsString()))
                            + (a.threshold() == null ? "" : " " + number(a.threshold()))
                            + (a.period() == null ? "" : ", " + a.evaluationPeriods() + " × " + a.period() + " s"),
                    Boolean.TRUE.equals(a.actionsEnabled()),
                    a.alarmActions(),
                    Optional.ofNullable(a.alarmConfigurationUpdatedTimestamp()));
        }

        static Alarm of(CompositeAlarm a) {
            return new Alarm(
                    a.stateValue(),
                    since(a.stateTransitionedTimestamp(), a.stateUpdatedTimestamp()),
                    Objects.requireNonNullElse(a.stateReason(), ""),
                    Objects.requireNonNullElse(a.alarmRule(), "composite"),
                    Boolean.TRUE.equals(a.actionsEnabled()),
                    a.alarmActions(),
                    Optional.ofNullable(a.alarmConfigurationUpdatedTimestamp()));
        }

        private static Optional<Instant> since(@Nullable Instant transitioned, @Nullable Instant updated) {
            return Stream.of(Optional.ofNullable(transitioned), Optional.ofNullable(updated))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        private static String sign(String operator) {
            return switch (operator) {
                case "GreaterThanThreshold" -> ">";
                case "GreaterThanOrEqualToThreshold" -> "≥";
                case "LessThanThreshold" -> "<";
                case "LessThanOrEqualToThreshold" -> "≤";
                default -> operator;
            };
        }

        private static String number(double value) {
            return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
        }
    }

    @Override
    public List<AlarmReading> read(List<AlarmPlace> places, Instant now) {
        var read = new HashMap<AlarmPlace, AlarmReading>();
        places.stream()
                .collect(Collectors.groupingBy(AlarmPlace::region, LinkedHashMap::new, Collectors.toList()))
                .forEach((region, all) -> {
                    for (var i = 0; i < all.size(); i += MOST_NAMES) {
                        part(region, all.subList(i, Math.min(all.size(), i + MOST_NAMES)), now, read);
                    }
                });
        return places.stream().map(p -> Objects.requireNonNull(read.get(p))).toList();
    }

    private void part(String region, List<AlarmPlace> places, Instant now, Map<AlarmPlace, AlarmReading> read) {
        try {
            var found = find(region, places.stream().map(AlarmPlace::name).toList());
            var told = new HashMap<List<String>, AlarmReading.Told>();
            for (var place : places) {
                var alarm = found.get(place.name());
                read.put(
                        place,
                        alarm == null
                                ? new AlarmReading(
                                        place,
                                        new AlarmReading.Absent(),
                                        new AlarmReading.Nobody("there is no such alarm"),
                                        new AlarmReading.Unread("there is no such alarm"))
                                : reading(place, alarm, now, told));
            }
        } catch (SdkException e) {
            var why = AwsErrors.explain(e).reason();
            places.forEach(p -> read.put(p, AlarmReading.unknown(p, why)));
        }
    }

    private Map<String, Alarm> find(String region, Collection<String> names) {
        var found = new HashMap<String, Alarm>();
        clients.client(CloudWatchClient.class, region)
                .describeAlarmsPaginator(
                        q -> q.alarmNames(names).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM))
                .forEach(page -> {
                    put(found, page.metricAlarms(), MetricAlarm::alarmName, Alarm::of);
                    put(found, page.compositeAlarms(), CompositeAlarm::alarmName, Alarm::of);
                });
        return found;
    }

    private static <A> void put(
            Map<String, Alarm> found, List<A> some, Function<A, String> name, Function<A, Alarm> alarm) {
        some.forEach(a -> found.put(name.apply(a), alarm.apply(a)));
    }

    /** @param told of the same actions, asked once */
    private AlarmReading reading(
            AlarmPlace place, Alarm alarm, Instant now, Map<List<String>, AlarmReading.Told> told) {
        return new AlarmReading(
                place,
                state(alarm.state())
                        .<AlarmReading.Standing>map(
                                s -> new AlarmReading.Is(s, alarm.since(), alarm.reason(), alarm.rule()))
                        .orElseGet(() -> new AlarmReading.Unknown("CloudWatch says a state that is not known here")),
                alarm.acts()
                        ? told.computeIfAbsent(alarm.actions(), this::told)
                        : new AlarmReading.Nobody("its actions are off"),
                past(place, alarm, now));
    }

    private static Optional<AlarmReading.State> state(StateValue value) {
        return switch (value) {
            case OK -> Optional.of(AlarmReading.State.OK);
            case ALARM -> Optional.of(AlarmReading.State.ALARM);
            case INSUFFICIENT_DATA -> Optional.of(AlarmReading.State.INSUFFICIENT_DATA);
            case UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        };
    }

    private AlarmReading.Told told(List<String> actions) {
        try {
            return Listeners.told(clients, actions);
        } catch (SdkException e) {
            return new AlarmReading.NotKnown(AwsErrors.explain(e).reason());
        }
    }

    /** Before it was made or changed it was another alarm, of which nothing is said here. */
    private AlarmReading.Past past(AlarmPlace place, Alarm alarm, Instant now) {
        var begin = now.minus(AlarmReading.SHOWN);
        var from = alarm.configured().filter(c -> c.isAfter(begin)).orElse(begin);
        if (!from.isBefore(now)) {
            return new AlarmReading.Spans(List.of());
        }
        try {
            var spans = new ArrayList<AlarmReading.Span>();
            for (var span : AlarmHistory.read(clients, place.region(), place.name(), alarm.state(), from, now)
                    .spans()) {
                state(span.state())
                        .filter(_ -> span.from().isBefore(span.to()))
                        .ifPresent(s -> spans.add(new AlarmReading.Span(span.from(), span.to(), s)));
            }
            return new AlarmReading.Spans(List.copyOf(spans));
        } catch (SdkException e) {
            return new AlarmReading.Unread(AwsErrors.explain(e).reason());
        } catch (IllegalArgumentException e) {
            return new AlarmReading.Unread(String.valueOf(e.getMessage()));
        }
    }
}
