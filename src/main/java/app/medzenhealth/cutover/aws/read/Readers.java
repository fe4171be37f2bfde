package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.read.Reader.Scope;
import java.util.List;

/** Every service that is read. */
public final class Readers {

    private Readers() {}

    /** The services of the inventory, in the order of the screens. */
    public static List<Reader> inventory() {
        return List.of(
                regional("cloudformation", "ListStacks, ListStackResources, ListExports", ApplicationReads::stacks),
                regional("lambda", "ListFunctions, ListEventSourceMappings, GetPolicy", FunctionReads::functions),
                regional(
                        "rds",
                        "DescribeDBInstances, DescribeDBSnapshots, DescribeDBInstanceAutomatedBackups, DescribeExportTasks",
                        DataReads::databases),
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
                regional(
                        "ec2",
                        "DescribeInstances, DescribeVolumes, DescribeSnapshots, DescribeImages, DescribeAddresses, "
                                + "DescribeNatGateways, DescribeNetworkInterfaces, DescribeVpcEndpoints, DescribeSecurityGroups, "
                                + "DescribeVpcs, DescribeSubnets",
                        NetworkReads::leftovers),
                regional("sns", "ListTopics", MessagingReads::topics),
                regional("sqs", "ListQueues", MessagingReads::queues),
                regional("events", "ListRules", MessagingReads::rules),
                regional("scheduler", "ListSchedules", MessagingReads::schedules),
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
