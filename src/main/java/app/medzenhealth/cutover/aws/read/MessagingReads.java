package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.ListEventBusesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ListScheduleGroupsResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ListStateMachinesResponse;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;

/** Topics, queues, rules, schedules, state machines. */
final class MessagingReads {

    /** Without it SQS gives one page and no token. */
    private static final int QUEUES_A_PAGE = 1_000;

    /** The bus and the group that every region has and nobody can delete. */
    private static final String DEFAULT = "default";

    private MessagingReads() {}

    static List<Found> topics(ServiceReading in) {
        var client = in.client(SnsClient.class);
        return in
                .pages(
                        token -> client.listTopics(b -> b.nextToken(token)),
                        ListTopicsResponse::topics,
                        ListTopicsResponse::nextToken)
                .stream()
                .map(t -> {
                    var name = t.topicArn().substring(t.topicArn().lastIndexOf(':') + 1);
                    return new Found("topic", in.region(), name, t.topicArn(), name, "", Map.of(), Map.of());
                })
                .toList();
    }

    static List<Found> queues(ServiceReading in) {
        var client = in.client(SqsClient.class);
        return in
                .pages(
                        token -> client.listQueues(
                                b -> b.maxResults(QUEUES_A_PAGE).nextToken(token)),
                        ListQueuesResponse::queueUrls,
                        ListQueuesResponse::nextToken)
                .stream()
                .map(url -> {
                    var name = url.substring(url.lastIndexOf('/') + 1);
                    return new Found("queue", in.region(), name, in.arn("sqs", name), name, "", Map.of(), Map.of());
                })
                .toList();
    }

    /** Of every bus: without its name AWS lists the default bus's rules only. */
    static List<Found> rules(ServiceReading in) throws InterruptedException {
        var client = in.client(EventBridgeClient.class);
        var buses = in.pages(
                token -> client.listEventBuses(b -> b.nextToken(token)),
                ListEventBusesResponse::eventBuses,
                ListEventBusesResponse::nextToken);
        return in.each("rule", buses, bus -> "of " + text(bus.name()), (bus, details) -> {
            var found = new ArrayList<Found>(List.of(bus(in, bus)));
            details.ask(Detail.RULES, () -> rules(in, client, text(bus.name()))).ifPresent(found::addAll);
            return found;
        });
    }

    /** Every region has the default one, which cannot be deleted. */
    private static Found bus(ServiceReading in, EventBus bus) {
        var found = new Found(
                "event-bus", in.region(), text(bus.name()), text(bus.arn()), text(bus.name()), "", Map.of(), Map.of());
        return text(bus.name()).equals(DEFAULT) ? found.leftOut() : found;
    }

    private static List<Found> rules(ServiceReading in, EventBridgeClient client, String bus) {
        return in
                .pages(
                        token -> client.listRules(b -> b.eventBusName(bus).nextToken(token)),
                        ListRulesResponse::rules,
                        ListRulesResponse::nextToken)
                .stream()
                .map(r -> new Found(
                        "rule",
                        in.region(),
                        bus.equals(DEFAULT) ? r.name() : bus + "/" + r.name(),
                        text(r.arn()),
                        r.name(),
                        text(r.stateAsString()),
                        details(
                                "schedule", r.scheduleExpression(),
                                "pattern", r.eventPattern(),
                                "managed by", r.managedBy(),
                                "bus", bus.equals(DEFAULT) ? null : bus),
                        Map.of()))
                .toList();
    }

    /** Of every group. */
    static List<Found> schedules(ServiceReading in) throws InterruptedException {
        var client = in.client(SchedulerClient.class);
        return in.together(
                new Listing("schedule", () -> schedules(in, client)),
                new Listing("schedule-group", () -> groups(in, client)));
    }

    private static List<Found> schedules(ServiceReading in, SchedulerClient client) {
        return in
                .pages(
                        token -> client.listSchedules(b -> b.nextToken(token)),
                        ListSchedulesResponse::schedules,
                        ListSchedulesResponse::nextToken)
                .stream()
                .map(s -> new Found(
                        "schedule",
                        in.region(),
                        s.name(),
                        text(s.arn()),
                        s.name(),
                        text(s.stateAsString()),
                        details("group", s.groupName()),
                        Map.of()))
                .toList();
    }

    private static List<Found> groups(ServiceReading in, SchedulerClient client) {
        return in
                .pages(
                        token -> client.listScheduleGroups(b -> b.nextToken(token)),
                        ListScheduleGroupsResponse::scheduleGroups,
                        ListScheduleGroupsResponse::nextToken)
                .stream()
                .map(g -> {
                    var found = new Found(
                            "schedule-group",
                            in.region(),
                            text(g.name()),
                            text(g.arn()),
                            text(g.name()),
                            text(g.stateAsString()),
                            Map.of(),
                            Map.of());
                    return text(g.name()).equals(DEFAULT) ? found.leftOut() : found;
                })
                .toList();
    }

    static List<Found> stateMachines(ServiceReading in) {
        var client = in.client(SfnClient.class);
        return in
                .pages(
                        token -> client.listStateMachines(b -> b.nextToken(token)),
                        ListStateMachinesResponse::stateMachines,
                        ListStateMachinesResponse::nextToken)
                .stream()
                .map(m -> new Found(
                        "state-machine",
                        in.region(),
                        text(m.name()),
                        text(m.stateMachineArn()),
                        text(m.name()),
                        "",
                        details("type", m.typeAsString()),
                        Map.of()))
                .toList();
    }
}
