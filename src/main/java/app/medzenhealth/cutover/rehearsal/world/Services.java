package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedApiGateway;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedApiGatewayV2;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEc2;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEcr;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEcs;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedElb;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEventBridge;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLambda;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLogs;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedScheduler;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedSns;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedSqs;
import app.medzenhealth.cutover.rehearsal.data.DataServices;
import app.medzenhealth.cutover.rehearsal.stacks.EmbeddedCloudFormation;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedRoute53;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Every service there is. */
final class Services {

    private Services() {}

    static EmbeddedClients of(Estate estate) {
        EmbeddedClients clients = new EmbeddedClients(estate, Operations::isRead);
        DataServices.register(clients);
        clients.register(ApiGatewayClient.class, EmbeddedApiGateway::new)
                .register(ApiGatewayV2Client.class, EmbeddedApiGatewayV2::new)
                .register(CloudFormationClient.class, EmbeddedCloudFormation::new)
                .register(CloudWatchLogsClient.class, EmbeddedLogs::new)
                .register(Ec2Client.class, EmbeddedEc2::new)
                .register(EcrClient.class, EmbeddedEcr::new)
                .register(EcsClient.class, EmbeddedEcs::new)
                .register(ElasticLoadBalancingV2Client.class, EmbeddedElb::new)
                .register(EventBridgeClient.class, EmbeddedEventBridge::new)
                .register(LambdaClient.class, EmbeddedLambda::new)
                .register(Route53Client.class, EmbeddedRoute53::new)
                .register(SchedulerClient.class, EmbeddedScheduler::new)
                .register(SnsClient.class, EmbeddedSns::new)
                .register(SqsClient.class, EmbeddedSqs::new);
        return clients;
    }
}
