package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.read.Reader.Scope;
import java.util.List;

/** Every service that is read. */
public final class Readers {

    private Readers() {}

    /** The services of the inventory, in the order of the screens. */
    public static List<Reader> inventory() {
        return List.of(
                regional("cloudformation", "ListStacks", ApplicationReads::stacks),
                regional("lambda", "ListFunctions", ApplicationReads::functions),
                regional(
                        "rds",
                        "DescribeDBInstances, DescribeDBSnapshots, DescribeDBInstanceAutomatedBackups",
                        DataReads::databases),
                regional("ecs", "ListClusters, DescribeClusters, ListServices, DescribeServices", ContainerReads::ecs),
                regional("elbv2", "DescribeLoadBalancers, DescribeTargetGroups", NetworkReads::loadBalancers),
                regional("apigateway", "GetRestApis, GetDomainNames", ApplicationReads::restApis),
                regional("apigatewayv2", "GetApis", ApplicationReads::httpApis),
                regional("dynamodb", "ListTables, DescribeTable, ListBackups", DataReads::tables),
                new Reader("s3", Scope.EVERYWHERE, "ListBuckets, GetBucketLocation", DataReads::buckets),
                regional("logs", "DescribeLogGroups", ObservationReads::logGroups),
                regional("cloudwatch", "DescribeAlarms", ObservationReads::alarms),
                regional("kms", "ListKeys, DescribeKey, ListAliases", SecurityReads::keys),
                regional("secretsmanager", "ListSecrets", SecurityReads::secrets),
                regional("acm", "ListCertificates", SecurityReads::certificates),
                regional(
                        "ec2",
                        "DescribeInstances, DescribeVolumes, DescribeSnapshots, DescribeImages, DescribeAddresses, "
                                + "DescribeNatGateways, DescribeNetworkInterfaces, DescribeVpcEndpoints, DescribeSecurityGroups",
                        NetworkReads::leftovers),
                regional("sns", "ListTopics", MessagingReads::topics),
                regional("sqs", "ListQueues", MessagingReads::queues),
                regional("events", "ListRules", MessagingReads::rules),
                regional("scheduler", "ListSchedules", MessagingReads::schedules),
                regional("ecr", "DescribeRepositories", ContainerReads::repositories),
                new Reader(
                        "route53",
                        Scope.GLOBAL,
                        "ListHostedZones, ListResourceRecordSets, ListHealthChecks",
                        NetworkReads::zones));
    }

    private static Reader regional(String service, String api, Reader.Read read) {
        return new Reader(service, Scope.REGIONAL, api, read);
    }
}
