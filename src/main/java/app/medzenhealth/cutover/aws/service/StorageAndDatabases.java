package app.medzenhealth.cutover.aws.service;

import static app.medzenhealth.cutover.aws.service.AwsService.service;

import app.medzenhealth.cutover.aws.service.AwsService.Protocol;
import java.util.List;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.opensearch.OpenSearchClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What keeps data: databases, objects, files, streams and their backups. */
final class StorageAndDatabases {

    private StorageAndDatabases() {}

    static List<AwsService> services() {
        return List.of(
                service("backup", Protocol.REST_JSON, () -> BackupClient.class)
                        .reads("""
                                DescribeBackupVault ListBackupPlans ListBackupVaults ListRecoveryPointsByBackupVault
                                ListTags
                                """)
                        .spelled("Json", "JSON")
                        .build(),
                service("dynamodb", Protocol.JSON, () -> DynamoDbClient.class)
                        .reads("""
                                DescribeBackup DescribeContinuousBackups DescribeEndpoints DescribeExport
                                DescribeGlobalTable DescribeGlobalTableSettings DescribeKinesisStreamingDestination
                                DescribeLimits DescribeTable DescribeTableReplicaAutoScaling DescribeTimeToLive
                                GetResourcePolicy ListBackups ListExports ListGlobalTables ListImports ListTables
                                ListTagsOfResource
                                """)
                        .members(
                                "TargetTableName",
                                "BackupArn",
                                "TableName",
                                "GlobalTableName",
                                "ResourceArn",
                                "TableArn")
                        .build(),
                service("efs", Protocol.REST_JSON, () -> EfsClient.class)
                        .iam("elasticfilesystem")
                        .reads("DescribeFileSystems DescribeMountTargets ListTagsForResource")
                        .build(),
                service("elasticache", Protocol.QUERY, () -> ElastiCacheClient.class)
                        .reads("""
                                DescribeCacheClusters DescribeReplicationGroups DescribeServerlessCacheSnapshots
                                DescribeServerlessCaches DescribeSnapshots ListTagsForResource
                                """)
                        .build(),
                service("firehose", Protocol.JSON, () -> FirehoseClient.class)
                        .reads("DescribeDeliveryStream ListDeliveryStreams ListTagsForDeliveryStream")
                        .build(),
                service("kinesis", Protocol.JSON, () -> KinesisClient.class)
                        .reads("DescribeStreamSummary ListStreamConsumers ListStreams ListTagsForStream")
                        .build(),
                service("opensearch", Protocol.REST_JSON, () -> OpenSearchClient.class)
                        .iam("es")
                        .reads("DescribeDomain DescribeDomains ListDomainNames ListTags")
                        .build(),
                service("rds", Protocol.QUERY, () -> RdsClient.class)
                        .reads("""
                                DescribeAccountAttributes DescribeBlueGreenDeployments DescribeCertificates
                                DescribeDBClusterAutomatedBackups DescribeDBClusterParameterGroups
                                DescribeDBClusterParameters DescribeDBClusterSnapshots DescribeDBClusters
                                DescribeDBEngineVersions DescribeDBInstanceAutomatedBackups DescribeDBInstances
                                DescribeDBLogFiles DescribeDBParameterGroups DescribeDBParameters DescribeDBProxies
                                DescribeDBSnapshotAttributes DescribeDBSnapshots DescribeDBSubnetGroups
                                DescribeEngineDefaultParameters DescribeEventCategories DescribeEventSubscriptions
                                DescribeEvents DescribeExportTasks DescribeGlobalClusters DescribeOptionGroupOptions
                                DescribeOptionGroups DescribeOrderableDBInstanceOptions
                                DescribePendingMaintenanceActions DescribeReservedDBInstances DescribeSourceRegions
                                DescribeValidDBInstanceModifications ListTagsForResource
                                """)
                        .members(
                                "TargetDBSnapshotIdentifier",
                                "TargetDBClusterSnapshotIdentifier",
                                "TargetDBParameterGroupIdentifier",
                                "TargetDBClusterParameterGroupIdentifier",
                                "TargetOptionGroupIdentifier",
                                "TargetDBInstanceIdentifier",
                                "ExportTaskIdentifier",
                                "DBInstanceIdentifier",
                                "DBClusterIdentifier",
                                "DBSnapshotIdentifier",
                                "DBClusterSnapshotIdentifier",
                                "DBParameterGroupName",
                                "DBClusterParameterGroupName",
                                "DBSubnetGroupName",
                                "OptionGroupName",
                                "GlobalClusterIdentifier",
                                "ResourceName",
                                "DbiResourceId",
                                "SourceDBInstanceArn")
                        .firstMember("CreateDBSnapshot", "DBSnapshotIdentifier")
                        .firstMember("CreateDBClusterSnapshot", "DBClusterSnapshotIdentifier")
                        .spelled("Db", "DB")
                        .build(),
                service("s3", Protocol.REST_XML, () -> S3Client.class)
                        .command("s3api")
                        .actions(ActionNames.except(
                                "CopyObject", "PutObject",
                                "CompleteMultipartUpload", "PutObject",
                                "CreateMultipartUpload", "PutObject",
                                "DeleteBucketReplication", "PutReplicationConfiguration",
                                "DeleteObjects", "DeleteObject",
                                "GetBucketAccelerateConfiguration", "GetAccelerateConfiguration",
                                "GetBucketCors", "GetBucketCORS",
                                "GetBucketEncryption", "GetEncryptionConfiguration",
                                "GetBucketLifecycleConfiguration", "GetLifecycleConfiguration",
                                "GetBucketNotificationConfiguration", "GetBucketNotification",
                                "GetBucketReplication", "GetReplicationConfiguration",
                                "GetObjectLockConfiguration", "GetBucketObjectLockConfiguration",
                                "GetPublicAccessBlock", "GetBucketPublicAccessBlock",
                                "HeadBucket", "ListBucket",
                                "HeadObject", "GetObject",
                                "ListBucketInventoryConfigurations", "GetInventoryConfiguration",
                                "ListBucketMetricsConfigurations", "GetMetricsConfiguration",
                                "ListBuckets", "ListAllMyBuckets",
                                "ListMultipartUploads", "ListBucketMultipartUploads",
                                "ListObjects", "ListBucket",
                                "ListObjectsV2", "ListBucket",
                                "ListObjectVersions", "ListBucketVersions",
                                "ListParts", "ListMultipartUploadParts",
                                "PutBucketAccelerateConfiguration", "PutAccelerateConfiguration",
                                "PutBucketCors", "PutBucketCORS",
                                "PutBucketEncryption", "PutEncryptionConfiguration",
                                "PutBucketLifecycleConfiguration", "PutLifecycleConfiguration",
                                "PutBucketNotificationConfiguration", "PutBucketNotification",
                                "PutBucketReplication", "PutReplicationConfiguration",
                                "PutPublicAccessBlock", "PutBucketPublicAccessBlock",
                                "UploadPart", "PutObject",
                                "UploadPartCopy", "PutObject"))
                        .reads("""
                                GetBucketAccelerateConfiguration GetBucketAcl GetBucketCors GetBucketEncryption
                                GetBucketLifecycleConfiguration GetBucketLocation GetBucketLogging
                                GetBucketNotificationConfiguration GetBucketOwnershipControls GetBucketPolicy
                                GetBucketPolicyStatus GetBucketReplication GetBucketRequestPayment GetBucketTagging
                                GetBucketVersioning GetBucketWebsite GetObjectAttributes GetObjectLegalHold
                                GetObjectLockConfiguration GetObjectRetention GetObjectTagging GetPublicAccessBlock
                                HeadBucket HeadObject ListBucketInventoryConfigurations
                                ListBucketMetricsConfigurations ListBuckets ListMultipartUploads ListObjectVersions
                                ListObjects ListObjectsV2 ListParts
                                """)
                        .members("DestinationBucket", "Bucket")
                        .build());
    }
}
