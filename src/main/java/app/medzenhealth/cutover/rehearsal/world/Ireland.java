package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.ApiGatewayState;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EcsState;
import app.medzenhealth.cutover.rehearsal.compute.ElbState;
import app.medzenhealth.cutover.rehearsal.compute.EventsState;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import app.medzenhealth.cutover.rehearsal.compute.MessagingState;
import app.medzenhealth.cutover.rehearsal.compute.ScalingState;
import app.medzenhealth.cutover.rehearsal.data.AcmState;
import app.medzenhealth.cutover.rehearsal.data.Database;
import app.medzenhealth.cutover.rehearsal.data.DatabaseOptions;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.ParameterGroup;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import app.medzenhealth.cutover.rehearsal.data.SecretsState;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.lambda.model.Layer;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;

/** eu-west-1: where EHRbase is in production. */
final class Ireland {

    static final String REGION = "eu-west-1";
    private static final String DATABASE_GROUP = "sg-0a1ehrbasedb";
    private static final String SERVICE_GROUP = "sg-0a2ehrbaseecs";
    private static final String STANDBY_GROUP = "sg-0a3ehrbasedr";
    private static final String BALANCER_GROUP = "sg-0a4ehrbasealb";
    private static final List<String> SUBNETS = List.of("subnet-0irl1", "subnet-0irl2");
    private static final String ADDRESS = "https://ehr.medzenhealth.app/ehrbase";

    private final Estate estate;

    Ireland(Estate estate) {
        this.estate = estate;
    }

    void fill() {
        network();
        var database = database();
        application(database);
        functions(database);
        buckets();
    }

    private void network() {
        Ec2State.of(estate, REGION)
                .vpc("vpc-0ireland", "10.10.0.0/16")
                .subnet(SUBNETS.getFirst(), "vpc-0ireland", "10.10.1.0/24", "a")
                .subnet(SUBNETS.getLast(), "vpc-0ireland", "10.10.2.0/24", "b")
                .securityGroup(
                        BALANCER_GROUP,
                        "medzen-ehrbase-alb",
                        "The public to the load balancer of EHRbase",
                        "vpc-0ireland")
                .securityGroup(SERVICE_GROUP, "medzen-ehrbase-ecs", "Tasks of EHRbase", "vpc-0ireland")
                .securityGroup(DATABASE_GROUP, "medzen-ehrbase-db", "Database of EHRbase", "vpc-0ireland")
                .securityGroup(STANDBY_GROUP, "medzen-ehrbase-dr", "Replica of EHRbase's database", "vpc-0ireland")
                .ingressFrom(BALANCER_GROUP, 443, "0.0.0.0/0")
                .ingressFrom(BALANCER_GROUP, 8443, "0.0.0.0/0")
                .ingressFrom(BALANCER_GROUP, 8444, "0.0.0.0/0")
                .ingress(SERVICE_GROUP, 8080, BALANCER_GROUP)
                .ingress(DATABASE_GROUP, 5432, SERVICE_GROUP)
                .ingressFrom(DATABASE_GROUP, 5432, MedZenEstate.OPERATOR + "/32")
                .ingress(STANDBY_GROUP, 5432, SERVICE_GROUP)
                .ingressFrom(STANDBY_GROUP, 5432, MedZenEstate.OPERATOR + "/32");
    }

    private Database database() {
        var key = KmsState.of(estate, REGION).seed("alias/medzen-rds", "MedZen databases");
        var rds = RdsState.of(estate, REGION);
        rds.seed(new ParameterGroup(
                "medzen-ehrbase-pg15",
                "postgres15",
                "EHRbase",
                Map.of("rds.force_ssl", "1", "max_connections", "200", "log_min_duration_statement", "500")));
        rds.seed(new SubnetGroup(
                "medzen-ehrbase-db-subnets", "Subnets of the EHRbase database", "vpc-0ireland", SUBNETS));
        var spec = new DatabaseSpec(
                "medzen-ehrbase-db",
                "15.8",
                "db.t3.medium",
                100,
                true,
                key,
                7,
                "03:00-04:00",
                "mon:02:00-mon:03:00",
                "medzen-ehrbase-pg15",
                "medzen-ehrbase-db-subnets",
                List.of(DATABASE_GROUP),
                false,
                false,
                new DatabaseOptions(
                        true,
                        true,
                        60,
                        IamState.of(estate).add("rds-monitoring-role", "monitoring.rds.amazonaws.com"),
                        7,
                        List.of("postgresql", "upgrade"),
                        false,
                        500,
                        "rds-ca-rsa2048-g1"));
        var position = 0x12_4C3A_8F10L;
        var made = rds.seed(spec, Duration.ofDays(412), position);
        rds.seedSnapshot(
                "rds:medzen-ehrbase-db-2026-01-11-03-07", true, spec, Duration.ofHours(29), position - 4_000_000_000L);
        rds.seedSnapshot(
                "rds:medzen-ehrbase-db-2026-01-12-03-07", true, spec, Duration.ofHours(5), position - 800_000_000L);
        estate.tags().put(made.arn(), Map.of("Project", "MedZen", "Environment", "Production"));
        SecretsState.of(estate, REGION)
                .seed(
                        "medzen/ehrbase/db-password",
                        "Password of EHRbase's database user",
                        "rehearsal-only-" + estate.account(),
                        Duration.ofDays(412));
        return made;
    }

    private void application(Database database) {
        LogsState.of(estate, REGION).group("/aws/ecs/medzen-ehrbase", 812_000_000);
        var certificate = AcmState.of(estate, REGION).seed("ehr.medzenhealth.app", List.of(), Duration.ofDays(120));
        var elb = ElbState.of(estate, REGION);
        var balancer = elb.loadBalancer(
                LoadBalancer.builder()
                        .loadBalancerName("medzen-ehrbase-alb")
                        .vpcId("vpc-0ireland")
                        .securityGroups(BALANCER_GROUP)
                        .availabilityZones(zone(0), zone(1))
                        .createdTime(estate.now().minus(Duration.ofDays(400)))
                        .build(),
                "554519184");
        var targets = elb.targetGroup(TargetGroup.builder()
                .targetGroupName("medzen-ehrbase-tg")
                .vpcId("vpc-0ireland")
                .protocol(ProtocolEnum.HTTP)
                .port(8080)
                .targetType(TargetTypeEnum.IP)
                .healthCheckPath("/ehrbase/management/health")
                .build());
        elb.listener(Listener.builder()
                .loadBalancerArn(balancer)
                .port(443)
                .protocol(ProtocolEnum.HTTPS)
                .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                .certificates(Certificate.builder().certificateArn(certificate).build())
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(targets)
                        .build())
                .build());
        var ecs = EcsState.of(estate, REGION);
        var cluster = ecs.cluster("medzen-ehrbase-cluster");
        var definition = ecs.taskDefinition(definition(database));
        ecs.service(
                Service.builder()
                        .serviceName("medzen-ehrbase")
                        .clusterArn(cluster)
                        .taskDefinition(definition)
                        .desiredCount(2)
                        .networkConfiguration(n ->
                                n.awsvpcConfiguration(v -> v.subnets(SUBNETS).securityGroups(SERVICE_GROUP)))
                        .loadBalancers(software.amazon.awssdk.services.ecs.model.LoadBalancer.builder()
                                .targetGroupArn(targets)
                                .containerName("ehrbase")
                                .containerPort(8080)
                                .build())
                        .build(),
                estate.now().minus(Duration.ofDays(21)));
        // Two tasks at night, more by day: the morning's schedule falls into the change window.
        ScalingState.of(estate, REGION)
                .scale("medzen-ehrbase-cluster", "medzen-ehrbase", 2, 6)
                .daily("medzen-ehrbase-cluster", "medzen-ehrbase", LocalTime.of(20, 0), 2, 2)
                .daily("medzen-ehrbase-cluster", "medzen-ehrbase", LocalTime.of(3, 0), 2, 6);
    }

    private static AvailabilityZone zone(int index) {
        return AvailabilityZone.builder()
                .zoneName(REGION + (index == 0 ? "a" : "b"))
                .subnetId(SUBNETS.get(index))
                .build();
    }

    private RegisterTaskDefinitionRequest definition(Database database) {
        var secret = SecretsState.of(estate, REGION)
                .arn("medzen/ehrbase/db-password")
                .orElseThrow();
        return RegisterTaskDefinitionRequest.builder()
                .family("medzen-ehrbase")
                .cpu("1024")
                .memory("2048")
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilitiesWithStrings("FARGATE")
                .executionRoleArn(estate.arn("iam", "", "role/ecsTaskExecutionRole"))
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehrbase")
                        .image("ehrbase/ehrbase:2.11.0")
                        .essential(true)
                        .portMappings(PortMapping.builder()
                                .containerPort(8080)
                                .protocol("tcp")
                                .build())
                        .environment(
                                variable(
                                        "DB_URL",
                                        "jdbc:postgresql://" + database.endpoint() + ":5432/ehrbase?sslmode=require"),
                                variable("DB_USER", "ehrbase_admin"),
                                variable("AWS_REGION", REGION),
                                variable("SECURITY_AUTHTYPE", "BASIC"),
                                variable("MANAGEMENT_ENDPOINT_HEALTH_ENABLED", "true"),
                                variable("MANAGEMENT_ENDPOINTS_WEB_ACCESS", "PUBLIC"))
                        .secrets(
                                secret("DB_PASS", secret),
                                secret("SECURITY_AUTHUSER", secret + ":authUser::"),
                                secret("SECURITY_AUTHPASSWORD", secret + ":authPassword::"))
                        .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                                .options(Map.of(
                                        "awslogs-group", "/aws/ecs/medzen-ehrbase",
                                        "awslogs-region", REGION,
                                        "awslogs-stream-prefix", "ehrbase")))
                        .build())
                .build();
    }

    private static Secret secret(String name, String from) {
        return Secret.builder().name(name).valueFrom(from).build();
    }

    private static KeyValuePair variable(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private void functions(Database database) {
        var functions = new SeededFunctions(estate, REGION, "nodejs18.x");
        var toEhrbase = Map.of("EHRBASE_URL", ADDRESS, "LOG_LEVEL", "info");
        var plain = Map.of("LOG_LEVEL", "info");
        var lambda = LambdaState.of(estate, REGION);
        var shared = lambda.layer("medzen-shared", "medzen-shared", "exports.audit = (event) => console.log(event);");
        functions.add(
                "medzen-medical-entity-extractor",
                1_024,
                60,
                "medical-entity-extractor 4",
                toEhrbase,
                f -> f.layers(Layer.builder().arn(shared).codeSize(4_096L).build()));
        var failed = MessagingState.of(estate, REGION).queue("medzen-firebase-sync-dlq", 0);
        var key = KmsState.of(estate, REGION).seed("alias/medzen-functions", "Variables of MedZen's functions");
        functions.add(
                "medzen-firebase-sync",
                512,
                120,
                "firebase-sync 11",
                toEhrbase,
                f -> f.deadLetterConfig(d -> d.targetArn(failed)).kmsKeyArn(key));
        lambda.reserve("medzen-firebase-sync", 5).retries("medzen-firebase-sync", 1, 3_600);
        functions.add("medzen-bedrock-ai-chat", 512, 60, "bedrock-ai-chat 2", plain);
        functions.add("medzen-auth-send-otp", 256, 15, "auth-send-otp 6", plain);
        functions.add("medzen-sms-notification-handler", 256, 30, "sms-notification-handler 3", plain);
        functions.add("medzen-auth-verify-otp", 256, 15, "auth-verify-otp 6", plain);
        functions.add(
                "medzen-data-retention-cleanup",
                512,
                300,
                "data-retention-cleanup 2",
                toEhrbase,
                f -> f.layers(Layer.builder().arn(shared).codeSize(4_096L).build()));
        functions.add(
                "medzen-compliance-monitor",
                512,
                120,
                "compliance-monitor 5",
                Map.of("EHRBASE_URL", ADDRESS, "LOG_LEVEL", "info", "DB_HOST", database.endpoint()),
                f -> f.layers(Layer.builder().arn(shared).codeSize(4_096L).build())
                        .vpcConfig(
                                v -> v.vpcId("vpc-0ireland").subnetIds(SUBNETS).securityGroupIds(SERVICE_GROUP)));
        functions.busy("medzen-firebase-sync", 140, 310);
        functions.busy("medzen-auth-send-otp", 22, 180);
        functions.busy("medzen-auth-verify-otp", 21, 95);
        functions.busy("medzen-compliance-monitor", 1, 2_400);
        EventsState.of(estate, REGION)
                .rule("medzen-data-retention-nightly", "cron(30 1 * * ? *)", "medzen-data-retention-cleanup")
                .rule("medzen-compliance-hourly", "rate(1 hour)", "medzen-compliance-monitor");
        functions.allow(
                "medzen-data-retention-cleanup",
                "medzen-data-retention-nightly",
                "events.amazonaws.com",
                estate.arn("events", REGION, "rule/medzen-data-retention-nightly"));
        functions.allow(
                "medzen-compliance-monitor",
                "medzen-compliance-hourly",
                "events.amazonaws.com",
                estate.arn("events", REGION, "rule/medzen-compliance-hourly"));
        functions.allow(
                "medzen-medical-entity-extractor",
                "medzen-medical-data",
                "s3.amazonaws.com",
                "arn:aws:s3:::medzen-medical-data-" + estate.account());
        var queue = MessagingState.of(estate, REGION).queue("medzen-ehr-sync", 0);
        LambdaState.of(estate, REGION).eventSource(queue, "medzen-firebase-sync", 10);
        ApiGatewayState.of(estate, REGION)
                .httpApi(
                        "k1l2m3n4o5",
                        "medzen-auth-api",
                        List.of("medzen-auth-send-otp", "medzen-sms-notification-handler", "medzen-auth-verify-otp"));
    }

    private void buckets() {
        var s3 = S3State.of(estate);
        Buckets.fill(
                s3.seed("medzen-access-logs-" + estate.account(), REGION, Duration.ofDays(500)), estate, "access", 5);
        Buckets.fill(
                s3.seed("medzen-cloudformation-templates-" + estate.account(), REGION, Duration.ofDays(480)),
                estate,
                "templates",
                3);
        Buckets.fill(s3.seed("medzen-lambda-deployments", REGION, Duration.ofDays(470)), estate, "packages", 8);
        Buckets.fill(
                s3.seed("medzen-medical-data-" + estate.account(), REGION, Duration.ofDays(412))
                        .versioned()
                        .notifications(NotificationConfiguration.builder()
                                .lambdaFunctionConfigurations(LambdaFunctionConfiguration.builder()
                                        .id("medical-entity-extractor")
                                        .lambdaFunctionArn(estate.arn(
                                                "lambda", REGION, "function:medzen-medical-entity-extractor"))
                                        .events(Event.S3_OBJECT_CREATED)
                                        .filter(all -> all.key(key -> key.filterRules(FilterRule.builder()
                                                .name("prefix")
                                                .value("uploads/")
                                                .build())))
                                        .build())
                                .build()),
                estate,
                "uploads",
                12);
    }
}
