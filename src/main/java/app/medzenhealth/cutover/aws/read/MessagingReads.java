package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
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

    private MessagingReads() {}

    static List<Found> topics(Reading in) {
        SnsClient client = in.client(SnsClient.class);
        return in
                .pages(
                        token -> client.listTopics(b -> b.nextToken(token)),
                        ListTopicsResponse::topics,
                        ListTopicsResponse::nextToken)
                .stream()
                .map(t -> {
                    String name = t.topicArn().substring(t.topicArn().lastIndexOf(':') + 1);
                    return new Found("topic", in.region(), name, t.topicArn(), name, "", Map.of(), Map.of());
                })
                .toList();
    }

    static List<Found> queues(Reading in) {
        SqsClient client = in.client(SqsClient.class);
        return in
                .pages(
                        token -> client.listQueues(
                                b -> b.maxResults(QUEUES_A_PAGE).nextToken(token)),
                        ListQueuesResponse::queueUrls,
                        ListQueuesResponse::nextToken)
                .stream()
                .map(url -> {
                    String name = url.substring(url.lastIndexOf('/') + 1);
                    return new Found("queue", in.region(), name, in.arn("sqs", name), name, "", Map.of(), Map.of());
                })
                .toList();
    }

    static List<Found> rules(Reading in) {
        EventBridgeClient client = in.client(EventBridgeClient.class);
        return in
                .pages(
                        token -> client.listRules(b -> b.nextToken(token)),
                        ListRulesResponse::rules,
                        ListRulesResponse::nextToken)
                .stream()
                .map(r -> new Found(
                        "rule",
                        in.region(),
                        r.name(),
                        text(r.arn()),
                        r.name(),
                        text(r.stateAsString()),
                        details(
                                "schedule", r.scheduleExpression(),
                                "pattern", r.eventPattern(),
                                "managed by", r.managedBy()),
                        Map.of()))
                .toList();
    }

    static List<Found> schedules(Reading in) {
        SchedulerClient client = in.client(SchedulerClient.class);
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

    static List<Found> stateMachines(Reading in) {
        SfnClient client = in.client(SfnClient.class);
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
