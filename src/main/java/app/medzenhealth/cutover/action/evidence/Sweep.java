package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.script.Command;
import java.util.List;

/** What there can be in a region, as commands that list it. The tagging API sees only what has a tag, so that it is not asked. */
final class Sweep {
    private Sweep() {}

    /** @param name for files: small letters and hyphens */
    record Read(String name, String service, String operation, String query, String... options) {
        Command in(String region) {
            return Command.aws(region, service, operation, options).asking(query);
        }
    }

    static final List<Read> READS = List.of(
            new Read(
                    "stacks",
                    "cloudformation",
                    "list-stacks",
                    "StackSummaries[?StackStatus!=`\"DELETE_COMPLETE\"`].[StackName, StackStatus]"),
            new Read("functions", "lambda", "list-functions", "Functions[].FunctionName"),
            new Read(
                    "databases",
                    "rds",
                    "describe-db-instances",
                    "DBInstances[].[DBInstanceIdentifier, DBInstanceStatus]"),
            new Read(
                    "database-snapshots",
                    "rds",
                    "describe-db-snapshots",
                    "DBSnapshots[].[DBSnapshotIdentifier, SnapshotType, Status]"),
            new Read("database-clusters", "rds", "describe-db-clusters", "DBClusters[].[DBClusterIdentifier, Status]"),
            new Read(
                    "cluster-snapshots",
                    "rds",
                    "describe-db-cluster-snapshots",
                    "DBClusterSnapshots[].[DBClusterSnapshotIdentifier, SnapshotType]"),
            new Read(
                    "parameter-groups",
                    "rds",
                    "describe-db-parameter-groups",
                    "DBParameterGroups[?!starts_with(DBParameterGroupName, `\"default.\"`)].DBParameterGroupName"),
            new Read(
                    "retained-backups",
                    "rds",
                    "describe-db-instance-automated-backups",
                    "DBInstanceAutomatedBackups[].[DBInstanceIdentifier, Status]"),
            new Read("tables", "dynamodb", "list-tables", "TableNames[]"),
            new Read("table-backups", "dynamodb", "list-backups", "BackupSummaries[].[TableName, BackupArn]"),
            new Read("clusters", "ecs", "list-clusters", "clusterArns[]"),
            new Read("repositories", "ecr", "describe-repositories", "repositories[].repositoryName"),
            new Read("load-balancers", "elbv2", "describe-load-balancers", "LoadBalancers[].LoadBalancerName"),
            new Read("rest-apis", "apigateway", "get-rest-apis", "items[].[id, name]"),
            new Read("http-apis", "apigatewayv2", "get-apis", "Items[].[ApiId, Name]"),
            new Read("domains", "apigatewayv2", "get-domain-names", "Items[].DomainName"),
            new Read("log-groups", "logs", "describe-log-groups", "logGroups[].logGroupName"),
            new Read(
                    "alarms",
                    "cloudwatch",
                    "describe-alarms",
                    "[MetricAlarms[].AlarmName, CompositeAlarms[].AlarmName][]",
                    "--alarm-types",
                    "MetricAlarm",
                    "CompositeAlarm"),
            new Read("dashboards", "cloudwatch", "list-dashboards", "DashboardEntries[].DashboardName"),
            new Read("topics", "sns", "list-topics", "Topics[].TopicArn"),
            new Read("queues", "sqs", "list-queues", "QueueUrls[]"),
            new Read("rules", "events", "list-rules", "Rules[?ManagedBy==null].[Name, State]"),
            new Read("event-buses", "events", "list-event-buses", "EventBuses[?Name!=`\"default\"`].Name"),
            new Read("layers", "lambda", "list-layers", "Layers[].LayerName"),
            new Read(
                    "classic-balancers",
                    "elb",
                    "describe-load-balancers",
                    "LoadBalancerDescriptions[].LoadBalancerName"),
            new Read("streams", "kinesis", "list-streams", "StreamNames[]"),
            new Read("delivery-streams", "firehose", "list-delivery-streams", "DeliveryStreamNames[]"),
            new Read("file-systems", "efs", "describe-file-systems", "FileSystems[].[FileSystemId, Name]"),
            new Read("caches", "elasticache", "describe-cache-clusters", "CacheClusters[].CacheClusterId"),
            new Read("search-domains", "opensearch", "list-domain-names", "DomainNames[].DomainName"),
            new Read(
                    "backup-vaults",
                    "backup",
                    "list-backup-vaults",
                    "BackupVaultList[].[BackupVaultName, NumberOfRecoveryPoints]"),
            new Read("trails", "cloudtrail", "describe-trails", "trailList[].[Name, HomeRegion]"),
            new Read("web-acls", "wafv2", "list-web-acls", "WebACLs[].Name", "--scope", "REGIONAL"),
            new Read(
                    "internet-gateways",
                    "ec2",
                    "describe-internet-gateways",
                    "InternetGateways[].[InternetGatewayId, Attachments[0].VpcId]"),
            new Read("key-pairs", "ec2", "describe-key-pairs", "KeyPairs[].KeyName"),
            new Read("launch-templates", "ec2", "describe-launch-templates", "LaunchTemplates[].LaunchTemplateName"),
            new Read("schedules", "scheduler", "list-schedules", "Schedules[].[Name, State]"),
            new Read("state-machines", "stepfunctions", "list-state-machines", "stateMachines[].name"),
            new Read(
                    "secrets",
                    "secretsmanager",
                    "list-secrets",
                    "SecretList[].[Name, DeletedDate]",
                    "--include-planned-deletion"),
            new Read("parameters", "ssm", "describe-parameters", "Parameters[].Name"),
            new Read(
                    "keys",
                    "kms",
                    "list-aliases",
                    "Aliases[?!starts_with(AliasName, `\"alias/aws/\"`)].[AliasName, TargetKeyId]"),
            new Read(
                    "certificates",
                    "acm",
                    "list-certificates",
                    "CertificateSummaryList[].[DomainName, CertificateArn]"),
            new Read("user-pools", "cognito-idp", "list-user-pools", "UserPools[].Name", "--max-results", "60"),
            new Read("volumes", "ec2", "describe-volumes", "Volumes[].[VolumeId, State]"),
            new Read("volume-snapshots", "ec2", "describe-snapshots", "Snapshots[].SnapshotId", "--owner-ids", "self"),
            new Read("images", "ec2", "describe-images", "Images[].[ImageId, Name]", "--owners", "self"),
            new Read(
                    "instances",
                    "ec2",
                    "describe-instances",
                    "Reservations[].Instances[?State.Name!=`\"terminated\"`][].InstanceId"),
            new Read("addresses", "ec2", "describe-addresses", "Addresses[].[AllocationId, PublicIp]"),
            new Read("nat-gateways", "ec2", "describe-nat-gateways", "NatGateways[?State!=`\"deleted\"`].NatGatewayId"),
            new Read(
                    "interfaces",
                    "ec2",
                    "describe-network-interfaces",
                    "NetworkInterfaces[].[NetworkInterfaceId, Description]"),
            new Read("endpoints", "ec2", "describe-vpc-endpoints", "VpcEndpoints[].VpcEndpointId"),
            new Read(
                    "security-groups",
                    "ec2",
                    "describe-security-groups",
                    "SecurityGroups[?GroupName!=`\"default\"`].[GroupId, GroupName]"));
}
