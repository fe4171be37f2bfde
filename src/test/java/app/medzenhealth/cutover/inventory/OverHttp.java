package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.wire.FunctionZip;
import app.medzenhealth.cutover.wire.MotoServer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.AllowAction;
import software.amazon.awssdk.services.wafv2.model.Scope;

/** Makes one of everything in a region of an emulator, and keeps a list of it as an inventory has to show it. */
final class OverHttp {

    private static final String ROLE = "arn:aws:iam::" + MotoServer.ACCOUNT + ":role/everything";
    private static final String TRUST = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":
        ["lambda.amazonaws.com","states.amazonaws.com","scheduler.amazonaws.com"]}}]}\
        """;

    private final Clients clients;
    private final Set<String> made = new TreeSet<>();

    OverHttp(Clients clients) {
        this.clients = clients;
    }

    /** {@code region service type name}, sorted. */
    Set<String> made() {
        return made;
    }

    private void made(String region, String service, String type, String name) {
        made.add(region + " " + service + " " + type + " " + name);
    }

    void account() {
        clients.client(IamClient.class, "us-east-1")
                .createRole(b -> b.roleName("everything").assumeRolePolicyDocument(TRUST));
        var dns = clients.client(Route53Client.class, "us-east-1");
        dns.createHostedZone(b -> b.name("medzen.example.").callerReference("one"));
        made("global", "route53", "hosted-zone", "medzen.example.");
        dns.createHealthCheck(b -> b.callerReference("one")
                .healthCheckConfig(c -> c.type("HTTPS")
                        .fullyQualifiedDomainName("ehr.medzen.example")
                        .port(443)
                        .resourcePath("/ehrbase/rest/status")));
        made("global", "route53", "health-check", "ehr.medzen.example");
        clients.client(CloudWatchClient.class, "us-east-1")
                .putDashboard(b -> b.dashboardName("medzen-board").dashboardBody("{\"widgets\":[]}"));
        made("global", "cloudwatch", "dashboard", "medzen-board");
    }

    void everything(String region) {
        network(region);
        application(region);
        data(region);
        messaging(region);
        identity(region);
    }

    private void network(String region) {
        var ec2 = clients.client(Ec2Client.class, region);
        var vpc = ec2.createVpc(b -> b.cidrBlock("10.9.0.0/16")).vpc().vpcId();
        made(region, "ec2", "vpc", vpc);
        var one = ec2.createSubnet(b -> b.vpcId(vpc).cidrBlock("10.9.1.0/24"))
                .subnet()
                .subnetId();
        made(region, "ec2", "subnet", one);
        ec2.createSecurityGroup(
                b -> b.groupName("medzen-db").description("database").vpcId(vpc));
        made(region, "ec2", "security-group", "medzen-db");
        made(
                region,
                "ec2",
                "volume",
                ec2.createVolume(b -> b.size(8).availabilityZone(region + "a")).volumeId());
        made(region, "ec2", "address", ec2.allocateAddress(b -> b.domain("vpc")).allocationId());
        var gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();
        ec2.attachInternetGateway(b -> b.internetGatewayId(gateway).vpcId(vpc));
        made(region, "ec2", "internet-gateway", gateway);
        made(
                region,
                "ec2",
                "route-table",
                ec2.createRouteTable(b -> b.vpcId(vpc)).routeTable().routeTableId());
        ec2.createKeyPair(b -> b.keyName("medzen-key"));
        made(region, "ec2", "key-pair", "medzen-key");
        ec2.createLaunchTemplate(
                b -> b.launchTemplateName("medzen-template").launchTemplateData(d -> d.instanceType("t3.micro")));
        made(region, "ec2", "launch-template", "medzen-template");
        var elb = clients.client(ElasticLoadBalancingV2Client.class, region);
        var balancer = elb.createLoadBalancer(b ->
                        b.name("medzen-nlb").type(LoadBalancerTypeEnum.NETWORK).subnets(one))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
        made(region, "elbv2", "load-balancer", "medzen-nlb");
        var group = elb.createTargetGroup(b -> b.name("medzen-tg")
                        .protocol(ProtocolEnum.TCP)
                        .port(5432)
                        .vpcId(vpc))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        made(region, "elbv2", "target-group", "medzen-tg");
        elb.createListener(b -> b.loadBalancerArn(balancer)
                .protocol(ProtocolEnum.TCP)
                .port(5432)
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group)
                        .build()));
    }

    private void application(String region) {
        clients.client(LambdaClient.class, region)
                .createFunction(b -> b.functionName("medzen-fn")
                        .runtime("nodejs18.x")
                        .role(ROLE)
                        .handler("index.handler")
                        .code(c -> c.zipFile(FunctionZip.of("exports.handler = async () => 'ok';"))));
        made(region, "lambda", "function", "medzen-fn");
        clients.client(LambdaClient.class, region)
                .publishLayerVersion(b ->
                        b.layerName("medzen-layer").content(c -> c.zipFile(FunctionZip.of("exports.shared = 1;"))));
        made(region, "lambda", "layer", "medzen-layer");
        clients.client(CloudFormationClient.class, region)
                .createStack(b -> b.stackName("medzen-stack").templateBody("""
                    {"Resources":{"Alerts":{"Type":"AWS::SNS::Topic","Properties":{"TopicName":"from-stack"}}},
                    "Outputs":{"T":{"Value":{"Ref":"Alerts"},"Export":{"Name":"medzen-topic"}}}}\
                    """));
        made(region, "cloudformation", "stack", "medzen-stack");
        made(region, "sns", "topic", "from-stack");
        clients.client(ApiGatewayClient.class, region).createRestApi(b -> b.name("medzen-rest"));
        made(region, "apigateway", "rest-api", "medzen-rest");
        clients.client(ApiGatewayV2Client.class, region)
                .createApi(b -> b.name("medzen-http").protocolType("HTTP"));
        made(region, "apigatewayv2", "http-api", "medzen-http");
        // The emulator's tagging service breaks at a cluster without a tag.
        clients.client(EcsClient.class, region)
                .createCluster(b -> b.clusterName("medzen-cluster")
                        .tags(Tag.builder().key("Project").value("medzen").build()));
        made(region, "ecs", "cluster", "medzen-cluster");
        clients.client(EcrClient.class, region).createRepository(b -> b.repositoryName("medzen/app"));
        made(region, "ecr", "repository", "medzen/app");
        clients.client(SfnClient.class, region)
                .createStateMachine(b -> b.name("medzen-flow")
                        .roleArn(ROLE)
                        .definition("{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}"));
        made(region, "stepfunctions", "state-machine", "medzen-flow");
    }

    private void data(String region) {
        var rds = clients.client(RdsClient.class, region);
        rds.createDBInstance(b -> b.dbInstanceIdentifier("medzen-db")
                .dbInstanceClass("db.t3.small")
                .engine("postgres")
                .allocatedStorage(20)
                .masterUsername("postgres")
                .masterUserPassword("only-for-the-emulator"));
        made(region, "rds", "instance", "medzen-db");
        rds.createDBSnapshot(b -> b.dbInstanceIdentifier("medzen-db").dbSnapshotIdentifier("medzen-db-before"));
        made(region, "rds", "snapshot", "medzen-db-before");
        rds.createDBParameterGroup(b -> b.dbParameterGroupName("medzen-pg15")
                .dbParameterGroupFamily("postgres15")
                .description("medzen"));
        made(region, "rds", "parameter-group", "medzen-pg15");
        clients.client(DynamoDbClient.class, region)
                .createTable(b -> b.tableName("medzen-meetings")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("id")
                                .keyType(KeyType.HASH)
                                .build()));
        made(region, "dynamodb", "table", "medzen-meetings");
        clients.client(S3Client.class, region)
                .createBucket(b ->
                        b.bucket("medzen-data-" + region).createBucketConfiguration(c -> c.locationConstraint(region)));
        made(region, "s3", "bucket", "medzen-data-" + region);
        var key = clients.client(KmsClient.class, region)
                .createKey(b -> b.description("medzen"))
                .keyMetadata()
                .keyId();
        clients.client(KmsClient.class, region)
                .createAlias(b -> b.aliasName("alias/medzen").targetKeyId(key));
        made(region, "kms", "key", "alias/medzen");
        clients.client(SecretsManagerClient.class, region)
                .createSecret(b -> b.name("medzen/db").secretString("only-for-the-emulator"));
        made(region, "secretsmanager", "secret", "medzen/db");
        clients.client(AcmClient.class, region).requestCertificate(b -> b.domainName("ehr.medzen.example"));
        made(region, "acm", "certificate", "ehr.medzen.example");
    }

    private void messaging(String region) {
        clients.client(SnsClient.class, region).createTopic(b -> b.name("medzen-alerts"));
        made(region, "sns", "topic", "medzen-alerts");
        clients.client(SqsClient.class, region).createQueue(b -> b.queueName("medzen-jobs"));
        made(region, "sqs", "queue", "medzen-jobs");
        clients.client(EventBridgeClient.class, region)
                .putRule(b -> b.name("medzen-nightly").scheduleExpression("rate(1 day)"));
        made(region, "events", "rule", "medzen-nightly");
        clients.client(EventBridgeClient.class, region).createEventBus(b -> b.name("medzen-bus"));
        made(region, "events", "event-bus", "medzen-bus");
        clients.client(EventBridgeClient.class, region)
                .putRule(b ->
                        b.name("medzen-on-bus").eventBusName("medzen-bus").eventPattern("{\"source\":[\"medzen\"]}"));
        made(region, "events", "rule", "medzen-on-bus");
        clients.client(SchedulerClient.class, region)
                .createSchedule(b -> b.name("medzen-hourly")
                        .scheduleExpression("rate(1 hour)")
                        .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                        .target(t -> t.arn("arn:aws:sqs:" + region + ":" + MotoServer.ACCOUNT + ":medzen-jobs")
                                .roleArn(ROLE)));
        made(region, "scheduler", "schedule", "medzen-hourly");
        clients.client(SchedulerClient.class, region).createScheduleGroup(b -> b.name("medzen-group"));
        made(region, "scheduler", "schedule-group", "medzen-group");
        clients.client(CloudWatchLogsClient.class, region).createLogGroup(b -> b.logGroupName("/medzen/app"));
        made(region, "logs", "log-group", "/medzen/app");
        clients.client(CloudWatchClient.class, region)
                .putMetricAlarm(b -> b.alarmName("medzen-errors")
                        .namespace("AWS/Lambda")
                        .metricName("Errors")
                        .statistic("Sum")
                        .comparisonOperator("GreaterThanThreshold")
                        .threshold(0d)
                        .period(300)
                        .evaluationPeriods(1));
        made(region, "cloudwatch", "alarm", "medzen-errors");
    }

    private void identity(String region) {
        clients.client(CognitoIdentityProviderClient.class, region).createUserPool(b -> b.poolName("medzen-users"));
        made(region, "cognito-idp", "user-pool", "medzen-users");
        clients.client(CognitoIdentityClient.class, region)
                .createIdentityPool(b -> b.identityPoolName("medzen-people").allowUnauthenticatedIdentities(false));
        made(region, "cognito-identity", "identity-pool", "medzen-people");
    }

    /** What only a sweep reads. */
    void besides(String region) {
        clients.client(ElasticLoadBalancingClient.class, region)
                .createLoadBalancer(b -> b.loadBalancerName("medzen-classic")
                        .availabilityZones(region + "a")
                        .listeners(Listener.builder()
                                .protocol("http")
                                .loadBalancerPort(80)
                                .instancePort(80)
                                .build()));
        made(region, "elb", "load-balancer", "medzen-classic");
        clients.client(KinesisClient.class, region)
                .createStream(b -> b.streamName("medzen-stream").shardCount(1));
        made(region, "kinesis", "stream", "medzen-stream");
        clients.client(FirehoseClient.class, region)
                .createDeliveryStream(b -> b.deliveryStreamName("medzen-delivery")
                        .extendedS3DestinationConfiguration(c -> c.bucketARN("arn:aws:s3:::medzen-data-" + region)
                                .roleARN(ROLE)));
        made(region, "firehose", "delivery-stream", "medzen-delivery");
        made(
                region,
                "efs",
                "file-system",
                clients.client(EfsClient.class, region)
                        .createFileSystem(b -> b.creationToken("medzen"))
                        .fileSystemId());
        clients.client(ElastiCacheClient.class, region)
                .createCacheCluster(b -> b.cacheClusterId("medzen-cache")
                        .engine("redis")
                        .cacheNodeType("cache.t3.micro")
                        .numCacheNodes(1));
        made(region, "elasticache", "cache-cluster", "medzen-cache");
        clients.client(OpenSearchClient.class, region).createDomain(b -> b.domainName("medzen-search"));
        made(region, "opensearch", "domain", "medzen-search");
        clients.client(BackupClient.class, region).createBackupVault(b -> b.backupVaultName("medzen-vault"));
        made(region, "backup", "backup-vault", "medzen-vault");
        clients.client(SsmClient.class, region)
                .putParameter(
                        b -> b.name("/medzen/url").type(ParameterType.STRING).value("only-for-the-emulator"));
        made(region, "ssm", "parameter", "/medzen/url");
        clients.client(S3Client.class, region)
                .putBucketPolicy(
                        b -> b.bucket("medzen-data-" + region).policy("{\"Version\":\"2012-10-17\",\"Statement\":[]}"));
        clients.client(CloudTrailClient.class, region)
                .createTrail(b -> b.name("medzen-trail").s3BucketName("medzen-data-" + region));
        made(region, "cloudtrail", "trail", "medzen-trail");
        clients.client(Wafv2Client.class, region)
                .createWebACL(b -> b.name("medzen-acl")
                        .scope(Scope.REGIONAL)
                        .defaultAction(a -> a.allow(AllowAction.builder().build()))
                        .visibilityConfig(v -> v.cloudWatchMetricsEnabled(false)
                                .sampledRequestsEnabled(false)
                                .metricName("medzen")));
        made(region, "wafv2", "web-acl", "medzen-acl");
    }

    /** Made by the emulator for itself. */
    static boolean ofTheEmulator(SeenResource resource) {
        return Map.of(
                                "ec2", Set.of("snapshot", "image"),
                                "rds", Set.of("automated-snapshot"))
                        .getOrDefault(resource.service(), Set.of())
                        .contains(resource.type())
                || resource.name().startsWith("default_elb_");
    }
}
