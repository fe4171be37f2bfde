package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.read.Reader.Scope;
import java.util.List;
import java.util.stream.Stream;

/** Every service that is read. */
public final class Readers {

    private Readers() {}

    /** The services of the inventory, in the order of the screens. */
    public static List<Reader> inventory() {
        return List.of(
                regional("cloudformation", "ListStacks", ApplicationReads::stacks),
                regional("lambda", "ListFunctions", ApplicationReads::functions),
                regional("rds", "DescribeDBInstances, DescribeDBSnapshots", DataReads::databases),
                regional("ecs", "ListClusters, DescribeClusters, ListServices, DescribeServices", ContainerReads::ecs),
                regional("elbv2", "DescribeLoadBalancers, DescribeTargetGroups", NetworkReads::loadBalancers),
                regional("apigateway", "GetRestApis", ApplicationReads::restApis),
                regional("apigatewayv2", "GetApis", ApplicationReads::httpApis),
                regional("dynamodb", "ListTables, DescribeTable", DataReads::tables),
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
                new Reader("route53", Scope.GLOBAL, "ListHostedZones, ListHealthChecks", NetworkReads::zones));
    }

    /** What else can be left in a region that is to be empty: it costs, and hides from the lists above. */
    public static List<Reader> leftovers() {
        return Stream.concat(
                        inventory().stream(),
                        Stream.of(
                                regional(
                                        "rds-backups",
                                        "DescribeDBInstanceAutomatedBackups",
                                        DataReads::retainedDatabaseBackups),
                                regional("dynamodb-backups", "ListBackups", DataReads::tableBackups)))
                .toList();
    }

    private static Reader regional(String service, String api, Reader.Read read) {
        return new Reader(service, Scope.REGIONAL, api, read);
    }
}
