package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Whole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
                    .state();
            return new Trigger.Seen(rule, state == RuleState.DISABLED ? Trigger.State.OFF : Trigger.State.ON);
        } catch (software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException e) {
            return new Trigger.Seen(rule, Trigger.State.ABSENT);
        }
    }

    private Trigger.Seen schedule(ActionContext context, Trigger.Schedule schedule) {
        try {
            var state = read(context, schedule).state();
            return new Trigger.Seen(schedule, state == ScheduleState.DISABLED ? Trigger.State.OFF : Trigger.State.ON);
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

    private static Trigger.State state(EventSourceMappingConfiguration mapping) {
        return switch (mapping.state()) {
            case "Enabled" -> Trigger.State.ON;
            case "Disabled" -> Trigger.State.OFF;
            default -> Trigger.State.CHANGING;
        };
    }

    /** The call that switches one trigger. */
    Stage switching(ActionContext context, Trigger trigger, Trigger.State wanted) {
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
        return Whole.onto(there, UpdateScheduleRequest.builder())
                .clientToken(context.tokens()
                        .token("switch-" + there.name() + "-" + (on ? "on" : "off") + "-since-"
                                + there.lastModificationDate()))
                .state(on ? ScheduleState.ENABLED : ScheduleState.DISABLED)
                .build();
    }

    void await(ActionContext context, Progress progress, Trigger.State wanted, Predicate<Trigger.Seen> meant)
            throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(5), () -> {
            var open = read(context).stream()
                    .filter(meant)
                    .filter(s -> s.state() != wanted && s.state() != Trigger.State.ABSENT)
                    .map(s -> s.trigger().label() + " is " + s.state().word())
                    .toList();
            return open.isEmpty()
                    ? new Await.Reached("All triggers are " + wanted.word())
                    : new Await.StillGoing(String.join("; ", open));
        });
    }
}
