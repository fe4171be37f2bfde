package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The services of this package. */
public final class ComputeServices {

    private ComputeServices() {}

    public static void register(EmbeddedClients clients) {
        clients.register(ApiGatewayClient.class, EmbeddedApiGateway::new)
                .register(ApiGatewayV2Client.class, EmbeddedApiGatewayV2::new)
                .register(ApplicationAutoScalingClient.class, EmbeddedScaling::new)
                .register(CloudWatchClient.class, EmbeddedCloudWatch::new)
                .register(CloudWatchLogsClient.class, EmbeddedLogs::new)
                .register(Ec2Client.class, EmbeddedEc2::new)
                .register(EcrClient.class, EmbeddedEcr::new)
                .register(EcsClient.class, EmbeddedEcs::new)
                .register(ElasticLoadBalancingV2Client.class, EmbeddedElb::new)
                .register(EventBridgeClient.class, EmbeddedEventBridge::new)
                .register(LambdaClient.class, EmbeddedLambda::new)
                .register(SchedulerClient.class, EmbeddedScheduler::new)
                .register(SnsClient.class, EmbeddedSns::new)
                .register(SqsClient.class, EmbeddedSqs::new);
        UnusedServices.register(clients);
        UnusedStores.register(clients);
    }
}
