package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.wire.FunctionZip;
import app.medzenhealth.cutover.wire.MotoServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.ValidationMethod;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The account of the written plan inside an emulator, as far as phases 1, 2, 4 and 6 look at it. */
final class SeededAccount {
    static final String TARGET = "eu-central-1";
    static final String PRIMARY = "eu-west-1";
    static final String LEGACY = "af-south-1";
    static final List<String> RULES = List.of("medzen-data-retention-nightly", "medzen-compliance-hourly");

    private static final List<String> MOVED = List.of(
            "medzen-medical-entity-extractor",
            "medzen-firebase-sync",
            "medzen-data-retention-cleanup",
            "medzen-compliance-monitor",
            "medzen-bedrock-ai-chat");
    private static final List<String> LEFT = List.of(
            "medzen-recording-handler",
            "medzen-meeting-manager",
            "medzen-transcription-processor",
            "medzen-polly-tts",
            "medzen-messaging-handler",
            "medzen-bedrock-ai-chat");
    /** What is in Frankfurt from the beginning and does the work of what goes. */
    private static final List<String> STAYING = List.of(
            "medzen-ai-chat-handler",
            "medzen-meeting-manager",
            "medzen-recording-handler",
            "medzen-polly-tts",
            "medzen-health-check",
            "medzen-messaging-handler",
            "medzen-transcription-processor");

    private static final List<String> BUCKETS = List.of(
            "medzen-meeting-recordings-558069890522",
            "medzen-polly-audio-558069890522",
            "medzen-transcription-vocabularies-558069890522");
    private static final String LAYER = "medzen-shared";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
                    + "[\"lambda.amazonaws.com\",\"export.rds.amazonaws.com\",\"ecs-tasks.amazonaws.com\"]},"
                    + "\"Action\":\"sts:AssumeRole\"}]}";
    private static final String STACK = """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
                Properties: { TopicName: medzen-chime-notices }
            """;

    private final Clients clients;
    /** Values of the plan that the emulator chooses itself, by the values that the plan has. */
    private final Map<String, String> chosen = new LinkedHashMap<>();

    private SeededAccount(Clients clients) {
        this.clients = clients;
    }

    /** @return what to put into the plan in place of its own ids */
    static Map<String, String> seed(Clients clients) {
        var account = new SeededAccount(clients);
        account.roles();
        account.network();
        account.service();
        account.databases();
        account.functions();
        account.names();
        account.capeTown();
        return account.chosen;
    }

    /**
     * The layer of a function. Where functions run in no container the emulator keeps them apart from the others, and still looks
     * for their layers among those: it must be there before that is chosen.
     */
    static void layer(Clients clients) {
        clients.client(LambdaClient.class, PRIMARY)
                .publishLayerVersion(l -> l.layerName(LAYER)
                        .compatibleRuntimes(Runtime.NODEJS22_X)
                        .content(c -> c.zipFile(FunctionZip.of("exports.shared = 1;"))));
    }

    private void roles() {
        var iam = clients.client(IamClient.class, "us-east-1");
        for (var role : List.of("rds-s3-export-role", "lambda-execution-role", "ecsTaskExecutionRole")) {
            iam.createRole(r -> r.roleName(role).assumeRolePolicyDocument(TRUST));
        }
    }

    private void network() {
        for (var region : List.of(TARGET, PRIMARY)) {
            var ec2 = clients.client(Ec2Client.class, region);
            var subnets = ec2.describeSubnets().subnets().stream()
                    .map(Subnet::subnetId)
                    .toList();
            var vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
            if (region.equals(TARGET)) {
                chosen.put(
                        "Environment: production }",
                        "Environment: production, VpcId: " + vpc + ", SubnetIds: \""
                                + String.join(",", subnets.subList(0, 2)) + "\" }");
            }
            // The emulator looks for a replica's subnet group in the region of its source.
            clients.client(RdsClient.class, region)
                    .createDBSubnetGroup(g -> g.dbSubnetGroupName("default")
                            .dbSubnetGroupDescription("databases")
                            .subnetIds(subnets));
            if (region.equals(PRIMARY)) {
                chosen.put("subnet-0irl1", subnets.get(0));
                chosen.put("subnet-0irl2", subnets.get(1));
                clients.client(RdsClient.class, region)
                        .createDBSubnetGroup(g -> g.dbSubnetGroupName("medzen-ehrbase-db-subnets")
                                .dbSubnetGroupDescription("databases")
                                .subnetIds(subnets));
            }
            for (var old : region.equals(TARGET)
                    ? List.of("sg-0fradefault")
                    : List.of("sg-0a1ehrbasedb", "sg-0a2ehrbaseecs", "sg-0a3ehrbasedr")) {
                chosen.put(
                        old,
                        ec2.createSecurityGroup(g -> g.groupName("g" + old)
                                        .description("of the plan")
                                        .vpcId(vpc))
                                .groupId());
            }
        }
    }

    /** EHRbase as it runs in Ireland: the drill opens a port of its own on its load balancer, and sets its task up like this one. */
    private void service() {
        var balancers = clients.client(ElasticLoadBalancingV2Client.class, PRIMARY);
        var vpc = clients.client(Ec2Client.class, PRIMARY)
                .describeVpcs()
                .vpcs()
                .getFirst()
                .vpcId();
        var subnets = List.of(chosen.get("subnet-0irl1"), chosen.get("subnet-0irl2"));
        var balancer = balancers
                .createLoadBalancer(l -> l.name("medzen-ehrbase-alb").subnets(subnets))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
        var group = balancers
                .createTargetGroup(g -> g.name("medzen-ehrbase-tg")
                        .protocol(ProtocolEnum.HTTP)
                        .port(8080)
                        .vpcId(vpc)
                        .targetType(TargetTypeEnum.IP))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        var certificate = clients.client(AcmClient.class, PRIMARY)
                .requestCertificate(c -> c.domainName("ehr.medzenhealth.app").validationMethod(ValidationMethod.DNS))
                .certificateArn();
        balancers.createListener(l -> l.loadBalancerArn(balancer)
                .protocol(ProtocolEnum.HTTPS)
                .port(443)
                .certificates(Certificate.builder().certificateArn(certificate).build())
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(group)
                        .build()));
        var ecs = clients.client(EcsClient.class, PRIMARY);
        ecs.createCluster(c -> c.clusterName("medzen-ehrbase-cluster"));
        ecs.registerTaskDefinition(t -> t.family("medzen-ehrbase")
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("1024")
                .memory("2048")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehrbase")
                        .image("ehrbase/ehrbase:2.11.0")
                        .portMappings(PortMapping.builder().containerPort(8080).build())
                        .build()));
        ecs.createService(s -> s.cluster("medzen-ehrbase-cluster")
                .serviceName("medzen-ehrbase")
                .taskDefinition("medzen-ehrbase")
                .desiredCount(1)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(n ->
                        n.awsvpcConfiguration(v -> v.subnets(subnets).securityGroups(chosen.get("sg-0a2ehrbaseecs"))))
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group)
                        .containerName("ehrbase")
                        .containerPort(8080)
                        .build()));
    }

    private void databases() {
        var kms = clients.client(KmsClient.class, PRIMARY);
        var key = kms.createKey(k -> k.description("databases")).keyMetadata().keyId();
        kms.createAlias(a -> a.aliasName("alias/medzen-rds").targetKeyId(key));
        clients.client(SecretsManagerClient.class, PRIMARY)
                .createSecret(
                        s -> s.name("medzen/ehrbase/db-password").secretString("planted-password-of-the-database"));
        var rds = clients.client(RdsClient.class, PRIMARY);
        rds.createDBParameterGroup(g -> g.dbParameterGroupName("medzen-ehrbase-pg15")
                .dbParameterGroupFamily("postgres15")
                .description("settings"));
        rds.modifyDBParameterGroup(g -> g.dbParameterGroupName("medzen-ehrbase-pg15")
                .parameters(software.amazon.awssdk.services.rds.model.Parameter.builder()
                        .parameterName("max_connections")
                        .parameterValue("200")
                        .applyMethod(ApplyMethod.PENDING_REBOOT)
                        .build()));
        instance(PRIMARY, "medzen-ehrbase-db");
        // What phase 5 makes, and phase 6 looks at.
        instance(PRIMARY, "medzen-ehrbase-db-eu-west-1-replica");
        instance(LEGACY, "medzen-ehrbase-trial");
        var legacy = clients.client(RdsClient.class, LEGACY);
        legacy.createDBSnapshot(
                s -> s.dbInstanceIdentifier("medzen-ehrbase-trial").dbSnapshotIdentifier("medzen-ehrbase-trial-2024"));
        legacy.deleteDBInstance(
                d -> d.dbInstanceIdentifier("medzen-ehrbase-trial").skipFinalSnapshot(true));
    }

    private void instance(String region, String name) {
        clients.client(RdsClient.class, region)
                .createDBInstance(i -> i.dbInstanceIdentifier(name)
                        .engine("postgres")
                        .dbInstanceClass("db.t3.medium")
                        .allocatedStorage(100)
                        .masterUsername("ehrbase_admin")
                        .masterUserPassword("planted-password-of-the-database")
                        .backupRetentionPeriod(7)
                        .storageEncrypted(true));
    }

    private void functions() {
        for (var function : MOVED) {
            function(PRIMARY, function);
        }
        // The layer, the network, the queue and the reserved runs that have a place of their own in Frankfurt.
        var lambda = clients.client(LambdaClient.class, PRIMARY);
        lambda.updateFunctionConfiguration(f -> f.functionName("medzen-firebase-sync")
                .layers("arn:aws:lambda:" + PRIMARY + ":" + MotoServer.ACCOUNT + ":layer:" + LAYER + ":1")
                .deadLetterConfig(d ->
                        d.targetArn("arn:aws:sqs:" + PRIMARY + ":" + MotoServer.ACCOUNT + ":medzen-firebase-sync-dlq"))
                .vpcConfig(v -> v.subnetIds(chosen.get("subnet-0irl1"), chosen.get("subnet-0irl2"))
                        .securityGroupIds(chosen.get("sg-0a2ehrbaseecs"))));
        lambda.putFunctionConcurrency(
                f -> f.functionName("medzen-firebase-sync").reservedConcurrentExecutions(5));
        for (var function : STAYING) {
            function(TARGET, function);
        }
        for (var function : LEFT) {
            function(LEGACY, function);
        }
        var events = clients.client(EventBridgeClient.class, PRIMARY);
        var targets = Map.of(
                RULES.get(0), "medzen-data-retention-cleanup",
                RULES.get(1), "medzen-compliance-monitor");
        targets.forEach((rule, function) -> {
            events.putRule(r -> r.name(rule).scheduleExpression("rate(1 hour)"));
            events.putTargets(t -> t.rule(rule)
                    .targets(Target.builder()
                            .id(function)
                            .arn("arn:aws:lambda:" + PRIMARY + ":" + MotoServer.ACCOUNT + ":function:" + function)
                            .build()));
        });
    }

    private void function(String region, String name) {
        var zip = FunctionZip.of("exports.handler = async () => ({ statusCode: 200 });");
        clients.client(LambdaClient.class, region)
                .createFunction(f -> f.functionName(name)
                        .runtime("nodejs22.x")
                        .role("arn:aws:iam::" + MotoServer.ACCOUNT + ":role/lambda-execution-role")
                        .handler("index.handler")
                        .memorySize(256)
                        .timeout(30)
                        .environment(e -> e.variables(Map.of("API_KEY", "planted-key-of-" + name)))
                        .code(c -> c.zipFile(zip)));
    }

    private void names() {
        var dns = clients.client(Route53Client.class, "us-east-1");
        var zone = dns.createHostedZone(z -> z.name("medzenhealth.app").callerReference("seed"))
                .hostedZone()
                .id()
                .replace("/hostedzone/", "");
        chosen.put("Z08MEDZENZONE00001", zone);
        dns.changeResourceRecordSets(c -> c.hostedZoneId(zone)
                .changeBatch(b -> b.changes(Change.builder()
                        .action(ChangeAction.CREATE)
                        .resourceRecordSet(r -> r.name("ehr.medzenhealth.app.")
                                .type(RRType.CNAME)
                                .ttl(300L)
                                .resourceRecords(ResourceRecord.builder()
                                        .value("medzen-ehrbase-alb-554519184.eu-west-1.elb.amazonaws.com")
                                        .build()))
                        .build())));
    }

    private void capeTown() {
        var s3 = clients.client(S3Client.class, LEGACY);
        for (var bucket : BUCKETS) {
            s3.createBucket(b -> b.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(LEGACY)));
            s3.putBucketVersioning(
                    v -> v.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
            for (var key : List.of("a", "a", "b/it's \"$HOME\" `id`", "c d")) {
                s3.putObject(o -> o.bucket(bucket).key(key), RequestBody.fromString("content of " + key));
            }
            s3.deleteObject(o -> o.bucket(bucket).key("a"));
            s3.createMultipartUpload(u -> u.bucket(bucket).key("unfinished 'upload'"));
        }
        var dynamo = clients.client(DynamoDbClient.class, LEGACY);
        for (var table : List.of("medzen-meetings-af", "medzen-chat-history-af")) {
            dynamo.createTable(t -> t.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .deletionProtectionEnabled(true)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build()));
        }
        clients.client(CloudFormationClient.class, LEGACY)
                .createStack(s -> s.stackName("medzen-chime-sdk-af-south-1").templateBody(STACK));
        clients.client(ApiGatewayClient.class, LEGACY).createRestApi(a -> a.name("medzen-chime-api"));
        clients.client(ApiGatewayV2Client.class, LEGACY)
                .createApi(a -> a.name("medzen-chime-events").protocolType(ProtocolType.HTTP));
        logs();
        leftovers();
    }

    private void logs() {
        var logs = clients.client(CloudWatchLogsClient.class, LEGACY);
        LEFT.forEach(f -> logs.createLogGroup(g -> g.logGroupName("/aws/lambda/" + f)));
        logs.createLogGroup(g -> g.logGroupName("API-Gateway-Execution-Logs_a1b2c3d4e5/prod"));
    }

    private void leftovers() {
        chosen.put(
                "eipalloc-0capetown1",
                clients.client(Ec2Client.class, LEGACY)
                        .allocateAddress(a -> a.domain(DomainType.VPC))
                        .allocationId());
        clients.client(SnsClient.class, LEGACY).createTopic(t -> t.name("medzen-chime-alerts"));
        clients.client(SqsClient.class, LEGACY).createQueue(q -> q.queueName("medzen-recordings-dlq"));
        clients.client(EcrClient.class, LEGACY).createRepository(r -> r.repositoryName("medzen/chime-media"));
        clients.client(CloudWatchClient.class, LEGACY)
                .putMetricAlarm(a -> a.alarmName("medzen-af-errors")
                        .namespace("AWS/Lambda")
                        .metricName("Errors")
                        .statistic(Statistic.SUM)
                        .period(60)
                        .evaluationPeriods(1)
                        .threshold(1.0)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        clients.client(SecretsManagerClient.class, LEGACY)
                .createSecret(s -> s.name("medzen/chime/af-legacy").secretString("planted-secret-of-chime"));
    }

    /** The emulator carries out a change set without keeping the stack's outputs: they are given to it from what was made. */
    static void outputs(Clients clients, String template) {
        var ec2 = clients.client(Ec2Client.class, TARGET);
        var values = new LinkedHashMap<String, String>();
        values.put("DbSubnetGroup", "medzen-ehrbase-db-subnets");
        values.put("DbSecurityGroup", group(ec2, "medzen-ehrbase-db"));
        values.put("ServiceSecurityGroup", group(ec2, "medzen-ehrbase-ecs"));
        values.put("LoadBalancerName", "medzen-ehrbase-alb");
        values.put(
                "LoadBalancerDns",
                clients.client(ElasticLoadBalancingV2Client.class, TARGET)
                        .describeLoadBalancers(l -> l.names("medzen-ehrbase-alb"))
                        .loadBalancers()
                        .getFirst()
                        .dnsName());
        values.put("TargetGroupName", "medzen-ehrbase-tg");
        values.put(
                "Subnets",
                String.join(
                        ",",
                        ec2.describeSubnets().subnets().stream()
                                .map(Subnet::subnetId)
                                .limit(2)
                                .toList()));
        var text = new StringBuilder(template.substring(0, template.indexOf("\nOutputs:"))).append("\nOutputs:\n");
        values.forEach((k, v) ->
                text.append("  ").append(k).append(": { Value: \"").append(v).append("\" }\n"));
        clients.client(CloudFormationClient.class, TARGET)
                .updateStack(s -> s.stackName("medzen-ehrbase-eu-central-1")
                        .templateBody(text.toString())
                        .capabilities(Capability.CAPABILITY_NAMED_IAM)
                        .parameters(Stream.of("ProjectName", "Environment", "VpcId", "SubnetIds")
                                .map(p -> Parameter.builder()
                                        .parameterKey(p)
                                        .usePreviousValue(true)
                                        .build())
                                .toList()));
    }

    private static String group(Ec2Client ec2, String name) {
        return ec2.describeSecurityGroups(g -> g.filters(
                        Filter.builder().name("group-name").values(name).build()))
                .securityGroups()
                .getFirst()
                .groupId();
    }
}
