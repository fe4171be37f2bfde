package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;

/** EventBridge rules of the default bus and Scheduler's schedules, of one region. */
public final class EventsState {
    private final Estate estate;
    private final String region;
    final Map<String, Rule> rules = new LinkedHashMap<>();
    /** When each rule was switched, and to what. */
    private final Map<String, TreeMap<Instant, Boolean>> switched = new LinkedHashMap<>();

    final Map<String, Map<String, Target>> targets = new LinkedHashMap<>();
    /** By {@code group/name}. */
    final Map<String, GetScheduleResponse> schedules = new LinkedHashMap<>();

    private EventsState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static EventsState of(Estate estate, String region) {
        return estate.state(EventsState.class, region, () -> new EventsState(estate, region));
    }

    /** An enabled rule that invokes a function of the same region. */
    public EventsState rule(String name, String schedule, String function) {
        rules.put(
                name,
                Rule.builder()
                        .name(name)
                        .arn(arn(name))
                        .eventBusName("default")
                        .scheduleExpression(schedule)
                        .state("ENABLED")
                        .build());
        note(name, true, estate.now().minus(Duration.ofDays(90)));
        targets(name)
                .put(
                        function,
                        Target.builder()
                                .id(function)
                                .arn(estate.arn("lambda", region, "function:" + function))
                                .build());
        return this;
    }

    /** Makes a rule one of another service's, as Step Functions or Security Hub have them in an account. */
    public EventsState managed(String name, String by) {
        rules.computeIfPresent(name, (n, r) -> r.toBuilder().managedBy(by).build());
        return this;
    }

    /** An enabled schedule of the default group that is there from the start. */
    public EventsState schedule(GetScheduleResponse description) {
        schedules.put(
                "default/" + description.name(),
                description.toBuilder()
                        .arn(estate.arn("scheduler", region, "schedule/default/" + description.name()))
                        .groupName("default")
                        .state("ENABLED")
                        .build());
        return this;
    }

    void note(String rule, boolean enabled, Instant at) {
        switched.computeIfAbsent(rule, r -> new TreeMap<>()).put(at, enabled);
    }

    /** How often the schedules of enabled rules invoked a function in a time. Rules without a schedule never do. */
    int fired(String functionArn, Instant from, Instant to) {
        return rules.values().stream()
                .filter(rule -> rule.scheduleExpression() != null)
                .filter(rule -> targets(rule.name()).values().stream()
                        .anyMatch(t -> t.arn().equals(functionArn)))
                .mapToInt(rule -> fired(rule, from, to))
                .sum();
    }

    private int fired(Rule rule, Instant from, Instant to) {
        var every = Schedules.every(rule.scheduleExpression()).toSeconds();
        var turns = switched.getOrDefault(rule.name(), new TreeMap<>());
        var fired = 0;
        for (var at = Math.ceilDiv(from.getEpochSecond(), every) * every; at < to.getEpochSecond(); at += every) {
            var turn = turns.floorEntry(Instant.ofEpochSecond(at));
            fired += turn != null && turn.getValue() ? 1 : 0;
        }
        return fired;
    }

    Map<String, Target> targets(String rule) {
        return targets.computeIfAbsent(rule, r -> new LinkedHashMap<>());
    }

    String arn(String rule) {
        return estate.arn("events", region, "rule/" + rule);
    }

    List<Rule> all() {
        return List.copyOf(rules.values());
    }
}
