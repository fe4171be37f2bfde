package app.medzenhealth.cutover.wire.protocol;

import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.chimesdkidentity.ChimeSdkIdentityClient;
import software.amazon.awssdk.services.chimesdkmediapipelines.ChimeSdkMediaPipelinesClient;
import software.amazon.awssdk.services.chimesdkmessaging.ChimeSdkMessagingClient;
import software.amazon.awssdk.services.chimesdkvoice.ChimeSdkVoiceClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** The services by the name that requests are signed for, with the protocol that they speak. */
enum AwsService {
    ACCOUNT("account", AccountClient.class, Protocol.REST_JSON),
    ACM("acm", AcmClient.class, Protocol.JSON),
    APPLICATION_AUTO_SCALING("application-autoscaling", ApplicationAutoScalingClient.class, Protocol.JSON),
    API_GATEWAY("apigateway", ApiGatewayClient.class, Protocol.REST_JSON),
    API_GATEWAY_V2("apigateway", ApiGatewayV2Client.class, Protocol.REST_JSON),
    CHIME_IDENTITY("chime", ChimeSdkIdentityClient.class, Protocol.REST_JSON),
    CHIME_MEDIA_PIPELINES("chime", ChimeSdkMediaPipelinesClient.class, Protocol.REST_JSON),
    CHIME_MESSAGING("chime", ChimeSdkMessagingClient.class, Protocol.REST_JSON),
    CHIME_VOICE("chime", ChimeSdkVoiceClient.class, Protocol.REST_JSON),
    CLOUD_FORMATION("cloudformation", CloudFormationClient.class, Protocol.QUERY),
    CLOUD_WATCH("monitoring", CloudWatchClient.class, Protocol.QUERY),
    COGNITO_IDENTITY("cognito-identity", CognitoIdentityClient.class, Protocol.JSON),
    COGNITO_IDP("cognito-idp", CognitoIdentityProviderClient.class, Protocol.JSON),
    COST_EXPLORER("ce", CostExplorerClient.class, Protocol.JSON),
    DYNAMO_DB("dynamodb", DynamoDbClient.class, Protocol.JSON),
    EC2("ec2", Ec2Client.class, Protocol.EC2),
    ECR("ecr", EcrClient.class, Protocol.JSON),
    ECS("ecs", EcsClient.class, Protocol.JSON),
    ELB("elasticloadbalancing", ElasticLoadBalancingV2Client.class, Protocol.QUERY),
    EVENTS("events", EventBridgeClient.class, Protocol.JSON),
    IAM("iam", IamClient.class, Protocol.QUERY),
    KMS("kms", KmsClient.class, Protocol.JSON),
    LAMBDA("lambda", LambdaClient.class, Protocol.REST_JSON),
    LOGS("logs", CloudWatchLogsClient.class, Protocol.JSON),
    RDS("rds", RdsClient.class, Protocol.QUERY),
    ROUTE53("route53", Route53Client.class, Protocol.REST_XML),
    S3("s3", S3Client.class, Protocol.REST_XML),
    SCHEDULER("scheduler", SchedulerClient.class, Protocol.REST_JSON),
    SECRETS("secretsmanager", SecretsManagerClient.class, Protocol.JSON),
    SERVICE_QUOTAS("servicequotas", ServiceQuotasClient.class, Protocol.JSON),
    SNS("sns", SnsClient.class, Protocol.QUERY),
    SQS("sqs", SqsClient.class, Protocol.JSON),
    STATES("states", SfnClient.class, Protocol.JSON),
    STS("sts", StsClient.class, Protocol.QUERY),
    BACKUP("backup", BackupClient.class, Protocol.REST_JSON),
    CLASSIC_ELB("elasticloadbalancing", ElasticLoadBalancingClient.class, Protocol.QUERY),
    CLOUD_TRAIL("cloudtrail", CloudTrailClient.class, Protocol.JSON),
    EFS("elasticfilesystem", EfsClient.class, Protocol.REST_JSON),
    ELASTI_CACHE("elasticache", ElastiCacheClient.class, Protocol.QUERY),
    FIREHOSE("firehose", FirehoseClient.class, Protocol.JSON),
    KINESIS("kinesis", KinesisClient.class, Protocol.JSON),
    OPEN_SEARCH("es", OpenSearchClient.class, Protocol.REST_JSON),
    SSM("ssm", SsmClient.class, Protocol.JSON),
    WAF("wafv2", Wafv2Client.class, Protocol.JSON),
    TAGGING("tagging", ResourceGroupsTaggingApiClient.class, Protocol.JSON);

    /** How requests and answers look. */
    enum Protocol {
        QUERY,
        EC2,
        JSON,
        REST_JSON,
        REST_XML;

        boolean speaksXml() {
            return this == QUERY || this == EC2 || this == REST_XML;
        }
    }

    private final String signing;
    private final Class<? extends SdkClient> client;
    private final Protocol protocol;

    AwsService(String signing, Class<? extends SdkClient> client, Protocol protocol) {
        this.signing = signing;
        this.client = client;
        this.protocol = protocol;
    }

    Class<? extends SdkClient> client() {
        return client;
    }

    Protocol protocol() {
        return protocol;
    }

    /** Classic load balancers and the later ones differ in the version of the API that a request names. */
    static AwsService queried(List<AwsService> candidates, String version) {
        return candidates.contains(CLASSIC_ELB) && version.equals("2012-06-01")
                ? CLASSIC_ELB
                : candidates.stream().filter(s -> s != CLASSIC_ELB).findFirst().orElseThrow();
    }

    /** One, or several that share a signing name and differ in their paths. */
    static List<AwsService> signingAs(String name) {
        List<AwsService> found =
                Arrays.stream(values()).filter(s -> s.signing.equals(name)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No service signs as \"" + name + "\"");
        }
        return found;
    }
}
