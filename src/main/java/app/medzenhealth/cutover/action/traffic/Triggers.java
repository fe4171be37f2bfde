package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.aws.name.FunctionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DisableRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.EnableRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;

/**
 * Reads and switches triggers of one region.
 *
 * @param functions functions whose event source mappings are meant
 */
record Triggers(String region, List<String> rules, List<String> schedules, List<String> functions) {

    Triggers {
        functions = functions.stream().map(f -> FunctionName.of(f).name()).toList();
    }

    /** Lambda API Reference, EventSourceMappingConfiguration: State. */
    static final Map<String, Trigger.State> MAPPING = Map.of(
            "Creating", Trigger.State.CHANGING,
            "Enabling", Trigger.State.TURNING_ON,
            "Enabled", Trigger.State.ON,
            "Disabling", Trigger.State.TURNING_OFF,
            "Disabled", Trigger.State.OFF,
            "Updating", Trigger.State.CHANGING,
            "Deleting", Trigger.State.LEAVING);

    /** EventBridge API Reference, DescribeRule: State. */
    static final Map<String, Trigger.State> RULE = Map.of(
            "ENABLED", Trigger.State.ON,
            "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", Trigger.State.ON,
            "DISABLED", Trigger.State.OFF);

    /** EventBridge Scheduler API Reference, GetSchedule: State. */
    static final Map<String, Trigger.State> SCHEDULE =
            Map.of("ENABLED", Trigger.State.ON, "DISABLED", Trigger.State.OFF);

    /** Readings in a row that may show the old state after it was switched. */
    private static final int LAG = 6;

    List<Trigger.Seen> read(ActionContext context) {
        var seen = new ArrayList<Trigger.Seen>();
        rules.forEach(r -> seen.add(rule(context, new Trigger.Rule(r))));
        schedules.forEach(s -> seen.add(schedule(context, new Trigger.Schedule(s))));
        functions.forEach(f -> seen.addAll(mappings(context, f)));
        return List.copyOf(seen);
    }

    private Trigger.Seen rule(ActionContext context, Trigger.Rule rule) {
        try {
            var state = context.clients()
                    .client(EventBridgeClient.class, region)
                    .describeRule(q -> q.name(rule.id()))
                    .stateAsString();
            // What is not known to be off may work.
            return new Trigger.Seen(rule, RULE.getOrDefault(String.valueOf(state), Trigger.State.ON));
        } catch (software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException e) {
            return new Trigger.Seen(rule, Trigger.State.ABSENT);
        }
    }

    private Trigger.Seen schedule(ActionContext context, Trigger.Schedule schedule) {
        try {
            var state = read(context, schedule).stateAsString();
            return new Trigger.Seen(schedule, SCHEDULE.getOrDefault(String.valueOf(state), Trigger.State.ON));
        } catch (software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException e) {
            return new Trigger.Seen(schedule, Trigger.State.ABSENT);
        }
    }

    private GetScheduleResponse read(ActionContext context, Trigger.Schedule schedule) {
        return context.clients().client(SchedulerClient.class, region).getSchedule(q -> q.name(schedule.id()));
    }

    private List<Trigger.Seen> mappings(ActionContext context, String function) {
        return context
                .clients()
                .client(LambdaClient.class, region)
                .listEventSourceMappingsPaginator(q -> q.functionName(function))
                .eventSourceMappings()
                .stream()
                .map(m -> new Trigger.Seen(new Trigger.Mapping(m.uuid(), function), state(m)))
                .toList();
    }

    /** Functions that are named for what feeds them, and that nothing feeds. */
    List<String> unfed(List<Trigger.Seen> seen) {
        return functions.stream()
                .filter(f -> seen.stream()
                        .noneMatch(s -> s.trigger() instanceof Trigger.Mapping m
                                && m.function().equals(f)))
                .toList();
    }

    private static Trigger.State state(EventSourceMappingConfiguration mapping) {
        return MAPPING.getOrDefault(String.valueOf(mapping.state()), Trigger.State.CHANGING);
    }

    /**
     * Brings one trigger to a state. One that is on its way is waited for first, because AWS refuses to switch it then
     * (UpdateEventSourceMapping: ResourceInUseException), and only what is then lacking is sent.
     *
     * @return empty where nothing has to be sent: it is there, gone, or on its way there
     */
    Optional<Stage> bring(ActionContext context, Trigger.Seen seen, Trigger.State wanted) {
        var ahead = seen.state().ahead();
        if (ahead.filter(a -> a == wanted || a == Trigger.State.ABSENT).isPresent()) {
            return Optional.empty();
        }
        var stage = switching(context, seen.trigger(), wanted);
        if (seen.state().settled()) {
            return Optional.of(stage);
        }
        var label = seen.trigger().label();
        return Optional.of(new Stage(stage.says(), stage.call(), (c, p) -> {
            settle(c, p, s -> s.trigger().label().equals(label));
            var now = read(c).stream()
                    .filter(s -> s.trigger().label().equals(label))
                    .map(Trigger.Seen::state)
                    .findFirst()
                    .orElse(Trigger.State.ABSENT);
            if (now == wanted || now == Trigger.State.ABSENT) {
                p.line(label + " is " + now.word() + " already");
                return Map.of();
            }
            return stage.work().carryOut(c, p);
        }));
    }

    /** Waits until none of them is on its way. */
    void settle(ActionContext context, Progress progress, Predicate<Trigger.Seen> meant) throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(5), () -> {
            var open = read(context).stream()
                    .filter(meant)
                    .filter(s -> !s.state().settled())
                    .map(s -> s.trigger().label() + " is " + s.state().word())
                    .toList();
            return open.isEmpty()
                    ? new Await.Reached("No trigger is on its way")
                    : new Await.StillGoing(String.join("; ", open));
        });
    }

    /**
     * Rules that cannot be switched off and on again as they are: EnableRule makes a rule ENABLED, whatever it was before, and
     * what AWS manages is not ours to switch (EventBridge API Reference, EnableRule, DisableRule).
     */
    List<String> unrestorable(ActionContext context) {
        var open = new ArrayList<String>();
        for (var rule : rules) {
            try {
                var there = context.clients()
                        .client(EventBridgeClient.class, region)
                        .describeRule(q -> q.name(rule));
                if (there.state() == RuleState.ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS) {
                    open.add(
                            "rule " + rule + " is " + there.stateAsString() + ", which EnableRule does not bring back");
                }
                if (there.managedBy() != null) {
                    open.add("rule " + rule + " is managed by " + there.managedBy());
                }
            } catch (software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException e) {
                // That it is not there is another check's matter.
            }
        }
        return open;
    }

    /** The call that switches one trigger. */
    private Stage switching(ActionContext context, Trigger trigger, Trigger.State wanted) {
        var on = wanted == Trigger.State.ON;
        var says = "Switching " + trigger.label() + " " + wanted.word();
        return switch (trigger) {
            case Trigger.Rule rule -> Stage.send(says, on ? enable(rule) : disable(rule));
            case Trigger.Schedule schedule ->
                Stage.send(
                        says,
                        Call.of(
                                SchedulerClient.class,
                                region,
                                complete(context, read(context, schedule), on),
                                SchedulerClient::updateSchedule));
            case Trigger.Mapping mapping ->
                Stage.send(
                        says,
                        Call.of(
                                LambdaClient.class,
                                region,
                                UpdateEventSourceMappingRequest.builder()
                                        .uuid(mapping.id())
                                        .enabled(on)
                                        .build(),
                                LambdaClient::updateEventSourceMapping));
        };
    }

    private Call<?, ?, ?> enable(Trigger.Rule rule) {
        return Call.of(
                EventBridgeClient.class,
                region,
                EnableRuleRequest.builder().name(rule.id()).build(),
                EventBridgeClient::enableRule);
    }

    private Call<?, ?, ?> disable(Trigger.Rule rule) {
        return Call.of(
                EventBridgeClient.class,
                region,
                DisableRuleRequest.builder().name(rule.id()).build(),
                EventBridgeClient::disableRule);
    }

    /**
     * UpdateSchedule replaces the whole schedule: what is left out is lost. The token is bound to the schedule as it is now, so
     * that switching it to and fro is not taken for the same request.
     */
    private static UpdateScheduleRequest complete(ActionContext context, GetScheduleResponse there, boolean on) {
        return WholeObject.onto(there, UpdateScheduleRequest.builder())
                .clientToken(context.tokens()
                        .token("switch-" + there.name() + "-" + (on ? "on" : "off") + "-since-"
                                + there.lastModificationDate()))
                .state(on ? ScheduleState.ENABLED : ScheduleState.DISABLED)
                .build();
    }

    void await(ActionContext context, Progress progress, Trigger.State wanted, Predicate<Trigger.Seen> meant)
            throws InterruptedException {
        var rested = new AtomicInteger();
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(5), () -> {
            var open = read(context).stream()
                    .filter(meant)
                    .filter(s -> s.state() != wanted && s.state() != Trigger.State.ABSENT)
                    .toList();
            var words = open.stream()
                    .map(s -> s.trigger().label() + " is " + s.state().word())
                    .collect(Collectors.joining("; "));
            if (open.isEmpty()) {
                return new Await.Reached("All triggers are " + wanted.word());
            }
            var stays = open.stream().allMatch(s -> s.state().settled());
            return stays && rested.incrementAndGet() > LAG
                    ? new Await.Terminal(words + ", and stays so: it was not switched, or switched back")
                    : new Await.StillGoing(words);
        });
    }
}
