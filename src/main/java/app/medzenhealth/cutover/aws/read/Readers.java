package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.read.Reader.Scope;
import java.util.ArrayList;
import java.util.List;

/** Every service that is read. */
public final class Readers {

    private static final String DATABASES =
            "DescribeDBInstances, DescribeDBSnapshots, DescribeDBInstanceAutomatedBackups, DescribeExportTasks, "
                    + "DescribeDBClusters, DescribeDBClusterSnapshots, DescribeDBParameterGroups, DescribeDBSubnetGroups";

    private static final String NETWORKS =
            "DescribeInstances, DescribeVolumes, DescribeSnapshots, DescribeImages, DescribeAddresses, "
                    + "DescribeNatGateways, DescribeNetworkInterfaces, DescribeVpcEndpoints, DescribeSecurityGroups, "
                    + "DescribeVpcs, DescribeSubnets, DescribeInternetGateways, DescribeRouteTables, DescribeKeyPairs, "
                    + "DescribeLaunchTemplates";

    private Readers() {}

    /**
     * What is read where it is proved that nothing is left: the inventory's services, two of them in more detail, and others that
     * may hold data, cost money or keep something from being deleted. Too much to be read at each look.
     */
    public static List<Reader> sweep() {
        var readers = new ArrayList<Reader>();
        for (var reader : inventory()) {
            readers.add(
                    switch (reader.service()) {
                        case "ec2" ->
                            regional(
                                    "ec2",
                                    NETWORKS + ", DescribeNetworkAcls, DescribeVpcPeeringConnections, "
                                            + "DescribeEgressOnlyInternetGateways, DescribeVpnGateways, "
                                            + "DescribeVpnConnections, DescribeCustomerGateways, DescribeTransitGateways, "
                                            + "DescribeTransitGatewayAttachments, DescribeFlowLogs",
                                    NetworkReads::everything);
                        case "rds" ->
                            regional(
                                    "rds",
                                    DATABASES + ", DescribeDBClusterParameterGroups, DescribeOptionGroups, "
                                            + "DescribeDBProxies, DescribeDBClusterAutomatedBackups",
                                    DataReads::databasesAndParts);
                        default -> reader;
                    });
        }
        readers.addAll(besides());
        return List.copyOf(readers);
    }

    /** The services that a sweep reads and the inventory does not. */
    public static List<Reader> besides() {
        return List.of(
                regional("elb", "DescribeLoadBalancers", OversightReads::classicBalancers),
                regional("efs", "DescribeFileSystems", StoreReads::fileSystems),
                regional(
                        "elasticache",
                        "DescribeCacheClusters, DescribeReplicationGroups, DescribeSnapshots, DescribeServerlessCaches",
                        StoreReads::caches),
                regional("opensearch", "ListDomainNames", StoreReads::domains),
                regional("backup", "ListBackupVaults, ListBackupPlans", StoreReads::backups),
                regional("kinesis", "ListStreams", StreamReads::streams),
                regional("firehose", "ListDeliveryStreams", StreamReads::deliveryStreams),
                regional("ssm", "DescribeParameters", OversightReads::parameters),
                regional("cloudtrail", "DescribeTrails", OversightReads::trails),
                regional(
                        "wafv2",
                        "ListWebACLs, ListRuleGroups, ListIPSets, ListRegexPatternSets",
                        OversightReads::webAcls));
    }

    /** The services of the inventory, in the order of the screens. */
    public static List<Reader> inventory() {
        return List.of(
                regional("cloudformation", "ListStacks, ListStackResources, ListExports", ApplicationReads::stacks),
                regional(
                        "lambda",
                        "ListFunctions, ListLayers, ListEventSourceMappings, GetPolicy",
                        FunctionReads::functions),
                regional("rds", DATABASES, DataReads::databases),
                regional(
                        "ecs",
                        "ListClusters, DescribeClusters, ListTasks, ListServices, DescribeServices",
                        ContainerReads::ecs),
                regional(
                        "elbv2",
                        "DescribeLoadBalancers, DescribeListeners, DescribeListenerCertificates, DescribeTargetGroups, "
                                + "DescribeTargetHealth",
                        BalancerReads::loadBalancers),
                regional("apigateway", "GetRestApis, GetStages, GetDomainNames", ApplicationReads::restApis),
                regional("apigatewayv2", "GetApis, GetStages", ApplicationReads::httpApis),
                regional("dynamodb", "ListTables, DescribeTable, ListBackups", DataReads::tables),
                new Reader(
                        "s3",
                        Scope.EVERYWHERE,
                        "ListBuckets, HeadBucket, GetBucketLocation, GetBucketVersioning, GetBucketReplication, GetBucketPolicy",
                        BucketReads::buckets),
                regional("logs", "DescribeLogGroups", ObservationReads::logGroups),
                regional("cloudwatch", "DescribeAlarms", ObservationReads::alarms),
                regional("kms", "ListKeys, DescribeKey, ListAliases", SecurityReads::keys),
                regional("secretsmanager", "ListSecrets", SecurityReads::secrets),
                regional("acm", "ListCertificates", SecurityReads::certificates),
                regional("ec2", NETWORKS, NetworkReads::leftovers),
                regional("sns", "ListTopics", MessagingReads::topics),
                regional("sqs", "ListQueues", MessagingReads::queues),
                regional("events", "ListEventBuses, ListRules", MessagingReads::rules),
                regional("scheduler", "ListSchedules, ListScheduleGroups", MessagingReads::schedules),
                regional("ecr", "DescribeRepositories", ContainerReads::repositories),
                regional("stepfunctions", "ListStateMachines", MessagingReads::stateMachines),
                regional("cognito-idp", "ListUserPools", IdentityReads::userPools),
                regional("cognito-identity", "ListIdentityPools", IdentityReads::identityPools),
                new Reader(
                        "chime",
                        Scope.REGIONAL,
                        "ListAppInstances, ListChannelFlows, ListVoiceConnectors, ListSipMediaApplications, ListMediaPipelines, "
                                + "ListMediaInsightsPipelineConfigurations",
                        ChimeReads::offered,
                        ChimeReads::everything),
                new Reader("tagging", Scope.NAMED, "GetResources", TaggingReads::tagged),
                new Reader("cloudwatch", Scope.GLOBAL, "ListDashboards", ObservationReads::dashboards),
                new Reader(
                        "route53",
                        Scope.GLOBAL,
                        "ListHostedZones, ListResourceRecordSets, ListHealthChecks",
                        DnsReads::zones));
    }

    private static Reader regional(String service, String api, Reader.Read read) {
        return new Reader(service, Scope.REGIONAL, api, read);
    }
}
