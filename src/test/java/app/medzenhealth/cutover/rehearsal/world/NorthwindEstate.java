package app.medzenhealth.cutover.rehearsal.world;

import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EcsState;
import app.medzenhealth.cutover.rehearsal.compute.ElbState;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.data.AcmState;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedSql;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedDns;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedHttp;
import app.medzenhealth.cutover.rehearsal.traffic.Route53State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.route53.model.RRType;

/** The account that the second plan, northwind-two-regions.yaml, presumes. */
public final class NorthwindEstate {

    public static final Instant START = Instant.parse("2026-03-02T05:00:00Z");
    public static final String ACCOUNT = "111122223333";
    private static final String WEST = "us-west-2";
    private static final String EAST = "us-east-2";
    private static final String ZONE = "Z0NORTHWIND0001";

    private NorthwindEstate() {}

    public static EmbeddedWorld create(VirtualTime time) {
        var estate = new Estate(time, ACCOUNT, Set.of(WEST, EAST, "us-east-1"));
        var clients = EmbeddedServices.of(estate);
        IamState.of(estate).add("cutover-operator", "ec2.amazonaws.com");
        IamState.of(estate).add("functions", "lambda.amazonaws.com");
        database(estate);
        side(estate, WEST, "west", "111122223", 2);
        side(estate, EAST, "east", "444455556", 0);
        function(estate, WEST, "label-printer", "label-printer 2");
        function(estate, WEST, "label-printer-old", "label-printer 1");
        function(estate, EAST, "label-printer", "label-printer 2");
        Route53State.of(estate)
                .zone(ZONE, "northwind.example")
                .record(
                        ZONE,
                        "api.northwind.example",
                        RRType.CNAME,
                        300,
                        "parcels-west-111122223.us-west-2.elb.amazonaws.com");
        return new EmbeddedWorld(
                estate,
                clients,
                new EmbeddedHttp(estate),
                new EmbeddedDns(estate),
                new EmbeddedSql(estate),
                new EmbeddedCommands(estate, List.of()),
                folder -> {});
    }

    private static void database(Estate estate) {
        var key = KmsState.of(estate, WEST).seed("alias/parcels", "parcels");
        var rds = RdsState.of(estate, WEST);
        rds.seed(new SubnetGroup("parcels", "parcels", "vpc-west", List.of("subnet-west1", "subnet-west2")));
        rds.seed(
                new DatabaseSpec(
                        "parcels-db",
                        "15.8",
                        "db.m6g.large",
                        200,
                        true,
                        key,
                        14,
                        "09:00-09:30",
                        "mon:10:00-mon:10:30",
                        "default.postgres15",
                        "parcels",
                        List.of("sg-westdb"),
                        true,
                        false),
                Duration.ofDays(800),
                RdsState.FRESH);
    }

    private static void side(Estate estate, String region, String side, String number, int tasks) {
        var vpc = "vpc-" + side;
        var subnets = List.of("subnet-" + side + "1", "subnet-" + side + "2");
        Ec2State.of(estate, region)
                .vpc(vpc, "10.0.0.0/16")
                .subnet(subnets.getFirst(), vpc, "10.0.1.0/24", "a")
                .subnet(subnets.getLast(), vpc, "10.0.2.0/24", "b")
                .securityGroup("sg-" + side + "alb", "alb", "Load balancer", vpc)
                .securityGroup("sg-" + side + "db", "db", "Database", vpc)
                .securityGroup("sg-" + side + "api", "api", "Tasks", vpc)
                .ingressFrom("sg-" + side + "alb", 443, "0.0.0.0/0")
                .ingress("sg-" + side + "api", 8080, "sg-" + side + "alb");
        var certificate = AcmState.of(estate, region).seed("api.northwind.example", List.of(), Duration.ofDays(90));
        var elb = ElbState.of(estate, region);
        var balancer = elb.loadBalancer(
                LoadBalancer.builder()
                        .loadBalancerName("parcels-" + side)
                        .vpcId(vpc)
                        .createdTime(estate.now().minus(Duration.ofDays(300)))
                        .build(),
                number);
        var targets = elb.targetGroup(TargetGroup.builder()
                .targetGroupName("parcels-" + side)
                .vpcId(vpc)
                .protocol(ProtocolEnum.HTTP)
                .port(8080)
                .targetType(TargetTypeEnum.IP)
                .healthCheckPath("/health")
                .build());
        elb.listener(Listener.builder()
                .loadBalancerArn(balancer)
                .port(443)
                .protocol(ProtocolEnum.HTTPS)
                .certificates(Certificate.builder().certificateArn(certificate).build())
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(targets)
                        .build())
                .build());
        var ecs = EcsState.of(estate, region);
        var cluster = ecs.cluster("parcels");
        var definition = ecs.taskDefinition(RegisterTaskDefinitionRequest.builder()
                .family("parcels-api")
                .cpu("512")
                .memory("1024")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("api")
                        .image("northwind/parcels-api:41")
                        .portMappings(PortMapping.builder().containerPort(8080).build())
                        .build())
                .build());
        ecs.service(
                Service.builder()
                        .serviceName("parcels-api")
                        .clusterArn(cluster)
                        .taskDefinition(definition)
                        .desiredCount(tasks)
                        .networkConfiguration(n ->
                                n.awsvpcConfiguration(v -> v.subnets(subnets).securityGroups("sg-" + side + "api")))
                        .loadBalancers(software.amazon.awssdk.services.ecs.model.LoadBalancer.builder()
                                .targetGroupArn(targets)
                                .containerName("api")
                                .containerPort(8080)
                                .build())
                        .build(),
                estate.now().minus(Duration.ofDays(30)));
    }

    private static void function(Estate estate, String region, String name, String code) {
        LambdaState.of(estate, region)
                .function(
                        FunctionConfiguration.builder()
                                .functionName(name)
                                .runtime("python3.13")
                                .role(estate.arn("iam", "", "role/functions"))
                                .handler("main.handler")
                                .memorySize(256)
                                .timeout(30)
                                .environment(e -> e.variables(Map.of("DEPOT", "all")))
                                .build(),
                        code);
    }
}
