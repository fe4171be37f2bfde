package app.medzenhealth.cutover.aws.service;

import static app.medzenhealth.cutover.aws.service.AwsService.service;

import app.medzenhealth.cutover.aws.service.AwsService.Protocol;
import java.util.List;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkmediapipelines.ChimeSdkMediaPipelinesClient;
import software.amazon.awssdk.services.chimesdkmessaging.ChimeSdkMessagingClient;
import software.amazon.awssdk.services.chimesdkvoice.ChimeSdkVoiceClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What carries messages, events and calls between people. */
final class Integration {

    private Integration() {}

    static List<AwsService> services() {
        return List.of(
                service("chimesdkidentity", Protocol.REST_JSON, () -> ChimeSdkIdentityClient.class)
                        .named("chime")
                        .command("chime-sdk-identity")
                        .iam("chime")
                        .reads("""
                                DescribeAppInstance GetAppInstanceRetentionSettings ListAppInstanceBots
                                ListAppInstances ListTagsForResource
                                """)
                        .build(),
                service("chimesdkmediapipelines", Protocol.REST_JSON, () -> ChimeSdkMediaPipelinesClient.class)
                        .named("chime")
                        .command("chime-sdk-media-pipelines")
                        .iam("chime")
                        .reads("""
                                GetMediaCapturePipeline GetMediaInsightsPipelineConfiguration GetMediaPipeline
                                GetMediaPipelineKinesisVideoStreamPool ListMediaCapturePipelines
                                ListMediaInsightsPipelineConfigurations ListMediaPipelineKinesisVideoStreamPools
                                ListMediaPipelines ListTagsForResource
                                """)
                        .build(),
                service("chimesdkmessaging", Protocol.REST_JSON, () -> ChimeSdkMessagingClient.class)
                        .named("chime")
                        .command("chime-sdk-messaging")
                        .iam("chime")
                        .reads("""
                                DescribeChannelFlow GetMessagingStreamingConfigurations ListChannelFlows
                                ListTagsForResource
                                """)
                        .build(),
                service("chimesdkvoice", Protocol.REST_JSON, () -> ChimeSdkVoiceClient.class)
                        .named("chime")
                        .command("chime-sdk-voice")
                        .iam("chime")
                        .reads("""
                                GetSipMediaApplication GetSipRule GetVoiceConnector GetVoiceConnectorGroup
                                GetVoiceProfileDomain ListAvailableVoiceConnectorRegions ListSipMediaApplications
                                ListSipRules ListTagsForResource ListVoiceConnectorGroups ListVoiceConnectors
                                ListVoiceProfileDomains
                                """)
                        .build(),
                service("eventbridge", Protocol.JSON, () -> EventBridgeClient.class)
                        .named("events")
                        .iam("events")
                        .reads("""
                                DescribeArchive DescribeEndpoint DescribeEventBus DescribeRule ListArchives
                                ListEndpoints ListEventBuses ListRuleNamesByTarget ListRules ListTagsForResource
                                ListTargetsByRule TestEventPattern
                                """)
                        .members("Rule", "Name", "ResourceARN", "EventBusName")
                        .build(),
                service("scheduler", Protocol.REST_JSON, () -> SchedulerClient.class)
                        .reads("GetSchedule GetScheduleGroup ListScheduleGroups ListSchedules ListTagsForResource")
                        .members("Name", "ResourceArn")
                        .build(),
                service("sfn", Protocol.JSON, () -> SfnClient.class)
                        .named("stepfunctions")
                        .iam("states")
                        .reads("""
                                DescribeActivity DescribeStateMachine ListActivities ListExecutions
                                ListStateMachineAliases ListStateMachineVersions ListStateMachines ListTagsForResource
                                """)
                        .build(),
                service("sns", Protocol.QUERY, () -> SnsClient.class)
                        .reads("""
                                GetSubscriptionAttributes GetTopicAttributes ListSubscriptions
                                ListSubscriptionsByTopic ListTagsForResource ListTopics
                                """)
                        .members("SubscriptionArn", "TopicArn", "TargetArn", "ResourceArn", "Name")
                        .spelled("Sms", "SMS")
                        .build(),
                service("sqs", Protocol.JSON, () -> SqsClient.class)
                        .reads("GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListQueueTags ListQueues")
                        .members("QueueUrl", "QueueName")
                        .build());
    }
}
