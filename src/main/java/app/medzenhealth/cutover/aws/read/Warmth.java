package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.InterceptedClient;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.concurrent.Threads;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkmediapipelines.ChimeSdkMediaPipelinesClient;
import software.amazon.awssdk.services.chimesdkvoice.ChimeSdkVoiceClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Meets the SDK's classes while something else is done, so that the first reading does not have to. Sends nothing. */
public final class Warmth {

    /** The largest first: they take longest. */
    private static final List<Class<? extends SdkClient>> CLIENTS = List.of(
            Ec2Client.class,
            RdsClient.class,
            S3Client.class,
            LambdaClient.class,
            CloudFormationClient.class,
            Route53Client.class,
            ElasticLoadBalancingV2Client.class,
            ApiGatewayClient.class,
            EcsClient.class,
            CloudWatchLogsClient.class,
            KmsClient.class,
            DynamoDbClient.class,
            ApiGatewayV2Client.class,
            CognitoIdentityProviderClient.class,
            ChimeSdkVoiceClient.class,
            ChimeSdkIdentityClient.class,
            ChimeSdkMediaPipelinesClient.class,
            CloudWatchClient.class,
            EventBridgeClient.class,
            SecretsManagerClient.class,
            EcrClient.class,
            SnsClient.class,
            SqsClient.class,
            AcmClient.class,
            SfnClient.class,
            SchedulerClient.class,
            CognitoIdentityClient.class,
            ResourceGroupsTaggingApiClient.class);

    private Warmth() {}

    /** What the inventory is read with. */
    public static List<Class<? extends SdkClient>> clients() {
        return CLIENTS;
    }

    /** Returns at once; whoever needs a class before it is warm makes it himself. */
    public static Thread begin() {
        return Threads.start("warmth", Warmth::all);
    }

    private static void all() {
        try (LiveClients clients = new LiveClients(AnonymousCredentialsProvider.create(), Optional.empty())) {
            for (Class<? extends SdkClient> type : CLIENTS) {
                InterceptedClient.prepare(type);
                clients.client(type, "us-east-1");
            }
        } catch (RuntimeException e) {
            // What cannot be made is said where it is needed.
        }
    }
}
