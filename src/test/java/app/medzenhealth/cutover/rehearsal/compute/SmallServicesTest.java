package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.aws.LogDelivery;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.TooManyRequestsException;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LimitExceededException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

class SmallServicesTest {
    private static final String REGION = "eu-central-1";
    private final TestEstate world = new TestEstate();

    @Test
    void a_second_rest_api_is_not_deleted_within_thirty_seconds() {
        ApiGatewayState.of(world.estate, REGION).restApi("aaaaaaaaaa", "one").restApi("bbbbbbbbbb", "two");
        var api = world.client(ApiGatewayClient.class, EmbeddedApiGateway::new);

        api.deleteRestApi(d -> d.restApiId("aaaaaaaaaa"));
        world.pass(29);
        assertThatThrownBy(() -> api.deleteRestApi(d -> d.restApiId("bbbbbbbbbb")))
                .isInstanceOf(TooManyRequestsException.class);
        world.pass(1);
        api.deleteRestApi(d -> d.restApiId("bbbbbbbbbb"));

        assertThat(api.getRestApis(g -> {}).items()).isEmpty();
        assertThatThrownBy(() -> api.deleteRestApi(d -> d.restApiId("bbbbbbbbbb")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_rest_api_under_a_custom_domain_is_not_deleted() {
        ApiGatewayState.of(world.estate, REGION)
                .restApi("aaaaaaaaaa", "one")
                .restApi("bbbbbbbbbb", "two")
                .map("api.clinic.example", "v1", "aaaaaaaaaa");
        var api = world.client(ApiGatewayClient.class, EmbeddedApiGateway::new);

        assertThatThrownBy(() -> api.deleteRestApi(d -> d.restApiId("aaaaaaaaaa")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("remove all base path mappings")
                .hasMessageContaining("api.clinic.example");
        assertThat(api.getDomainNames(g -> {}).items()).hasSize(1);
        assertThat(api.getBasePathMappings(g -> g.domainName("api.clinic.example"))
                        .items())
                .singleElement()
                .satisfies(m -> assertThat(m.restApiId()).isEqualTo("aaaaaaaaaa"));
        api.deleteRestApi(d -> d.restApiId("bbbbbbbbbb"));
    }

    @Test
    void an_http_api_shows_its_routes_and_is_deleted() {
        ApiGatewayState.of(world.estate, REGION).httpApi("cccccccccc", "auth", List.of("send", "verify"));
        var api = world.client(ApiGatewayV2Client.class, EmbeddedApiGatewayV2::new);

        assertThat(api.getRoutes(r -> r.apiId("cccccccccc")).items()).hasSize(2);
        api.deleteApi(d -> d.apiId("cccccccccc"));
        assertThat(api.getApis(g -> {}).items()).isEmpty();
    }

    @Test
    void late_logs_bring_a_deleted_group_back_once() {
        LogsState.of(world.estate, REGION)
                .group("/aws/lambda/tts", 4_096)
                .returns("/aws/lambda/tts", Duration.ofMinutes(7));
        var logs = world.client(CloudWatchLogsClient.class, EmbeddedLogs::new);

        logs.deleteLogGroup(d -> d.logGroupName("/aws/lambda/tts"));
        assertThat(logs.describeLogGroups().logGroups()).isEmpty();
        world.pass(420);
        assertThat(logs.describeLogGroups().logGroups()).hasSize(1);
        logs.deleteLogGroup(d -> d.logGroupName("/aws/lambda/tts"));
        world.pass(86_400);
        assertThat(logs.describeLogGroups().logGroups()).isEmpty();
    }

    @Test
    void one_export_runs_at_a_time_into_a_bucket_of_the_same_region() {
        S3State.of(world.estate)
                .seed("here", REGION, Duration.ofDays(1))
                .policy(LogDelivery.policy(REGION, "558069890522", "here"));
        S3State.of(world.estate).seed("elsewhere", "eu-west-1", Duration.ofDays(1));
        LogsState.of(world.estate, REGION).group("/aws/lambda/f", 100);
        var logs = world.client(CloudWatchLogsClient.class, EmbeddedLogs::new);

        assertThatThrownBy(() -> export(logs, "elsewhere")).isInstanceOf(InvalidParameterException.class);
        var task = export(logs, "here");
        assertThatThrownBy(() -> export(logs, "here")).isInstanceOf(LimitExceededException.class);
        world.pass(90);

        assertThat(logs.describeExportTasks(d -> d.taskId(task))
                        .exportTasks()
                        .getFirst()
                        .status()
                        .codeAsString())
                .isEqualTo("COMPLETED");
    }

    /**
     * What AWS answers without the policy: github.com/DistributedScience/Distributed-CellProfiler/issues/144; what the policy must
     * allow: Amazon CloudWatch Logs User Guide, "Exporting log data to Amazon S3 using the AWS CLI".
     */
    @Test
    void an_export_wants_a_policy_that_lets_the_logs_of_its_region_in() {
        var bucket = S3State.of(world.estate).seed("here", REGION, Duration.ofDays(1));
        LogsState.of(world.estate, REGION).group("/aws/lambda/f", 100);
        var logs = world.client(CloudWatchLogsClient.class, EmbeddedLogs::new);

        assertThatThrownBy(() -> export(logs, "here"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("GetBucketAcl call on the given bucket failed");
        bucket.policy(LogDelivery.policy("eu-west-1", "558069890522", "here"));
        assertThatThrownBy(() -> export(logs, "here")).hasMessageContaining("GetBucketAcl");
        bucket.policy(LogDelivery.policy(REGION, "558069890522", "here"));
        assertThat(export(logs, "here")).isNotEmpty();
    }

    private static String export(CloudWatchLogsClient logs, String bucket) {
        return logs.createExportTask(
                        c -> c.logGroupName("/aws/lambda/f").from(0L).to(1L).destination(bucket))
                .taskId();
    }

    @Test
    void a_rule_is_switched_and_cannot_go_before_its_targets() {
        var events = world.client(EventBridgeClient.class, EmbeddedEventBridge::new);
        events.putRule(p -> p.name("nightly").scheduleExpression("rate(1 day)").state(RuleState.DISABLED));
        events.putTargets(p -> p.rule("nightly")
                .targets(Target.builder()
                        .id("f")
                        .arn("arn:aws:lambda:eu-central-1:558069890522:function:f")
                        .build()));

        assertThat(events.describeRule(d -> d.name("nightly")).state()).isEqualTo(RuleState.DISABLED);
        events.enableRule(e -> e.name("nightly"));
        assertThat(events.describeRule(d -> d.name("nightly")).state()).isEqualTo(RuleState.ENABLED);
        assertThatThrownBy(() -> events.deleteRule(d -> d.name("nightly"))).hasMessageContaining("has targets");
        events.removeTargets(r -> r.rule("nightly").ids("f"));
        events.deleteRule(d -> d.name("nightly"));
        assertThat(events.listRules(l -> {}).rules()).isEmpty();
    }

    @Test
    void updating_a_schedule_replaces_all_of_it() {
        EventsState.of(world.estate, REGION)
                .schedule(GetScheduleResponse.builder()
                        .name("sync")
                        .description("every hour")
                        .scheduleExpression("rate(1 hour)")
                        .target(t -> t.arn("arn:aws:lambda:eu-central-1:558069890522:function:f")
                                .roleArn("r"))
                        .build());
        var scheduler = world.client(SchedulerClient.class, EmbeddedScheduler::new);

        scheduler.updateSchedule(u -> u.name("sync")
                .scheduleExpression("rate(1 hour)")
                .flexibleTimeWindow(FlexibleTimeWindow.builder().mode("OFF").build())
                .target(t -> t.arn("arn:aws:lambda:eu-central-1:558069890522:function:f")
                        .roleArn("r"))
                .state(ScheduleState.DISABLED));

        assertThat(scheduler.getSchedule(g -> g.name("sync")).state()).isEqualTo(ScheduleState.DISABLED);
        assertThat(scheduler.getSchedule(g -> g.name("sync")).description()).isNull();
    }

    @Test
    void topics_queues_and_repositories_are_listed_and_deleted() {
        var state = MessagingState.of(world.estate, REGION);
        var topic = state.topic("alerts");
        state.queue("dlq", 4);
        state.repository("medzen/media", 2);
        var sns = world.client(SnsClient.class, EmbeddedSns::new);
        var sqs = world.client(SqsClient.class, EmbeddedSqs::new);
        var ecr = world.client(EcrClient.class, EmbeddedEcr::new);

        sns.deleteTopic(d -> d.topicArn(topic));
        var url = sqs.getQueueUrl(g -> g.queueName("dlq")).queueUrl();
        sqs.deleteQueue(d -> d.queueUrl(url));
        assertThatThrownBy(() -> ecr.deleteRepository(d -> d.repositoryName("medzen/media")))
                .isInstanceOf(RepositoryNotEmptyException.class);
        ecr.deleteRepository(d -> d.repositoryName("medzen/media").force(true));

        assertThat(sns.listTopics().topics()).isEmpty();
        assertThat(sqs.listQueues().queueUrls()).isEmpty();
        assertThat(ecr.describeRepositories().repositories()).isEmpty();
        assertThatThrownBy(() -> sqs.deleteQueue(d -> d.queueUrl(url))).isInstanceOf(QueueDoesNotExistException.class);
    }
}
