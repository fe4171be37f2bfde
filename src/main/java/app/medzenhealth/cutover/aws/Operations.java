package app.medzenhealth.cutover.aws;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The operations that only read, by service. Whatever is not named here changes something, or counts as if it did: unknown
 * operations, operations that hand out secrets or credentials ({@code GetSecretValue}, {@code Decrypt}, {@code AssumeRole},
 * {@code GetAuthorizationToken}), those that run code ({@code Invoke}) and those that read patients' data ({@code GetObject},
 * {@code Scan}), which the console has no business to see.
 *
 * <p>Services are named by the SDK's service id in lower case without blanks, operations as AWS spells them.
 */
public final class Operations {

    private static final Map<String, Set<String>> READS = new TreeMap<>();

    static {
        reads("account", "GetAccountInformation GetRegionOptStatus ListRegions");
        reads("acm", "DescribeCertificate GetCertificate ListCertificates ListTagsForCertificate");
        reads("apigateway", """
                GetAccount GetAuthorizer GetAuthorizers GetBasePathMapping GetBasePathMappings GetDeployment GetDeployments
                GetDomainName GetDomainNames GetGatewayResponses GetIntegration GetMethod GetModels GetResource GetResources
                GetRestApi GetRestApis GetStage GetStages GetTags GetUsagePlan GetUsagePlans GetVpcLink GetVpcLinks
                """);
        reads("apigatewayv2", """
                GetApi GetApiMapping GetApiMappings GetApis GetAuthorizer GetAuthorizers GetDeployment GetDeployments
                GetDomainName GetDomainNames GetIntegration GetIntegrations GetModels GetRoute GetRoutes GetStage GetStages
                GetTags GetVpcLink GetVpcLinks
                """);
        reads("applicationautoscaling", "DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies");
        reads(
                "backup",
                "DescribeBackupVault ListBackupPlans ListBackupVaults ListRecoveryPointsByBackupVault ListTags");
        reads("chimesdkidentity", """
                DescribeAppInstance GetAppInstanceRetentionSettings ListAppInstanceBots ListAppInstances ListTagsForResource
                """);
        reads("chimesdkmediapipelines", """
                GetMediaCapturePipeline GetMediaInsightsPipelineConfiguration GetMediaPipeline
                GetMediaPipelineKinesisVideoStreamPool ListMediaCapturePipelines ListMediaInsightsPipelineConfigurations
                ListMediaPipelineKinesisVideoStreamPools ListMediaPipelines ListTagsForResource
                """);
        reads("chimesdkmessaging", """
                DescribeChannelFlow GetMessagingStreamingConfigurations ListChannelFlows ListTagsForResource
                """);
        reads("chimesdkvoice", """
                GetSipMediaApplication GetSipRule GetVoiceConnector GetVoiceConnectorGroup GetVoiceProfileDomain
                ListAvailableVoiceConnectorRegions ListSipMediaApplications ListSipRules ListTagsForResource
                ListVoiceConnectorGroups ListVoiceConnectors ListVoiceProfileDomains
                """);
        reads("cloudformation", """
                DescribeAccountLimits DescribeChangeSet DescribeStackDriftDetectionStatus DescribeStackEvents
                DescribeStackResource DescribeStackResourceDrifts DescribeStackResources DescribeStackSet DescribeStacks
                GetStackPolicy GetTemplate GetTemplateSummary ListChangeSets ListExports ListImports ListStackInstances
                ListStackResources ListStackSets ListStacks ValidateTemplate
                """);
        reads("cloudtrail", "DescribeTrails GetTrailStatus ListEventDataStores ListTags ListTrails");
        reads("cloudwatch", """
                DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric DescribeAnomalyDetectors DescribeInsightRules
                GetDashboard GetMetricData GetMetricStatistics GetMetricStream ListDashboards ListMetricStreams ListMetrics
                ListTagsForResource
                """);
        reads("cloudwatchlogs", """
                DescribeDeliveries DescribeDestinations DescribeExportTasks DescribeLogGroups DescribeLogStreams
                DescribeMetricFilters DescribeQueries DescribeQueryDefinitions DescribeResourcePolicies
                DescribeSubscriptionFilters FilterLogEvents GetLogEvents ListTagsForResource ListTagsLogGroup
                """);
        reads("cognitoidentity", "DescribeIdentityPool GetIdentityPoolRoles ListIdentityPools ListTagsForResource");
        // A client of a user pool and an identity provider are described with their secrets.
        reads("cognitoidentityprovider", """
                DescribeResourceServer DescribeUserPool DescribeUserPoolDomain GetUserPoolMfaConfig ListGroups
                ListIdentityProviders ListResourceServers ListTagsForResource ListUserPoolClients ListUserPools
                """);
        reads("costexplorer", "GetCostAndUsage GetCostForecast GetDimensionValues GetTags");
        reads("dynamodb", """
                DescribeBackup DescribeContinuousBackups DescribeEndpoints DescribeExport DescribeGlobalTable
                DescribeGlobalTableSettings DescribeKinesisStreamingDestination DescribeLimits DescribeTable
                DescribeTableReplicaAutoScaling DescribeTimeToLive GetResourcePolicy ListBackups ListExports ListGlobalTables
                ListImports ListTables ListTagsOfResource
                """);
        reads("ec2", """
                DescribeAccountAttributes DescribeAddresses DescribeAddressesAttribute DescribeAvailabilityZones
                DescribeCarrierGateways DescribeCustomerGateways DescribeDhcpOptions DescribeEgressOnlyInternetGateways
                DescribeFlowLogs DescribeHosts DescribeImages DescribeInstanceStatus DescribeInstanceTypes DescribeInstances
                DescribeInternetGateways DescribeKeyPairs DescribeManagedPrefixLists DescribeNatGateways DescribeNetworkAcls
                DescribeNetworkInterfaces DescribePrefixLists DescribeRegions DescribeReservedInstances DescribeRouteTables
                DescribeSecurityGroupReferences DescribeSecurityGroupRules DescribeSecurityGroups DescribeSnapshots
                DescribeStaleSecurityGroups DescribeSubnets DescribeTags DescribeTransitGatewayAttachments
                DescribeTransitGateways DescribeVolumes DescribeVolumesModifications DescribeVpcAttribute
                DescribeVpcEndpointConnections DescribeVpcEndpointServices DescribeVpcEndpoints DescribeVpcPeeringConnections
                DescribeVpcs DescribeVpnConnections DescribeVpnGateways DescribeLaunchTemplates GetEbsDefaultKmsKeyId GetEbsEncryptionByDefault
                """);
        reads("ecr", """
                DescribeImages DescribePullThroughCacheRules DescribeRegistry DescribeRepositories GetLifecyclePolicy
                GetRegistryPolicy GetRepositoryPolicy ListImages ListTagsForResource
                """);
        reads("ecs", """
                DescribeCapacityProviders DescribeClusters DescribeContainerInstances DescribeServiceDeployments
                DescribeServiceRevisions DescribeServices DescribeTaskDefinition DescribeTaskSets DescribeTasks
                ListAccountSettings ListAttributes ListClusters ListContainerInstances ListServiceDeployments ListServices
                ListTagsForResource ListTaskDefinitionFamilies ListTaskDefinitions ListTasks
                """);
        reads("efs", "DescribeFileSystems DescribeMountTargets ListTagsForResource");
        reads("elasticache", """
                DescribeCacheClusters DescribeReplicationGroups DescribeServerlessCacheSnapshots DescribeServerlessCaches
                DescribeSnapshots ListTagsForResource
                """);
        reads(
                "elasticloadbalancing",
                "DescribeInstanceHealth DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeTags");
        reads("elasticloadbalancingv2", """
                DescribeAccountLimits DescribeListenerAttributes DescribeListenerCertificates DescribeListeners
                DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeRules DescribeSSLPolicies DescribeTags
                DescribeTargetGroupAttributes DescribeTargetGroups DescribeTargetHealth
                """);
        reads("eventbridge", """
                DescribeArchive DescribeEndpoint DescribeEventBus DescribeRule ListArchives ListEndpoints ListEventBuses
                ListRuleNamesByTarget ListRules ListTagsForResource ListTargetsByRule TestEventPattern
                """);
        reads("firehose", "DescribeDeliveryStream ListDeliveryStreams ListTagsForDeliveryStream");
        reads("iam", """
                GetAccountSummary GetContextKeysForPrincipalPolicy GetInstanceProfile GetPolicy GetPolicyVersion GetRole
                GetRolePolicy GetUser ListAccountAliases ListAttachedRolePolicies ListAttachedUserPolicies
                ListEntitiesForPolicy ListInstanceProfiles ListInstanceProfilesForRole ListPolicies ListPolicyVersions
                ListRolePolicies ListRoleTags ListRoles SimulateCustomPolicy SimulatePrincipalPolicy
                """);
        reads("kinesis", "DescribeStreamSummary ListStreamConsumers ListStreams ListTagsForStream");
        reads("kms", """
                DescribeKey GetKeyPolicy GetKeyRotationStatus GetPublicKey ListAliases ListGrants ListKeyPolicies ListKeys
                ListResourceTags
                """);
        reads("lambda", """
                GetAccountSettings GetAlias GetCodeSigningConfig GetEventSourceMapping GetFunction
                GetFunctionCodeSigningConfig GetFunctionConcurrency GetFunctionConfiguration GetFunctionEventInvokeConfig
                GetFunctionRecursionConfig GetFunctionUrlConfig GetLayerVersion GetLayerVersionByArn GetLayerVersionPolicy
                GetPolicy GetProvisionedConcurrencyConfig GetRuntimeManagementConfig ListAliases ListCodeSigningConfigs
                ListEventSourceMappings ListFunctionEventInvokeConfigs ListFunctionUrlConfigs ListFunctions ListLayerVersions
                ListLayers ListProvisionedConcurrencyConfigs ListTags ListVersionsByFunction
                """);
        reads("opensearch", "DescribeDomain DescribeDomains ListDomainNames ListTags");
        reads("rds", """
                DescribeAccountAttributes DescribeBlueGreenDeployments DescribeCertificates
                DescribeDBClusterAutomatedBackups DescribeDBClusterParameterGroups DescribeDBClusterParameters
                DescribeDBClusterSnapshots DescribeDBClusters DescribeDBEngineVersions DescribeDBInstanceAutomatedBackups
                DescribeDBInstances DescribeDBLogFiles DescribeDBParameterGroups DescribeDBParameters DescribeDBProxies
                DescribeDBSnapshotAttributes DescribeDBSnapshots DescribeDBSubnetGroups DescribeEngineDefaultParameters
                DescribeEventCategories DescribeEventSubscriptions DescribeEvents DescribeExportTasks DescribeGlobalClusters
                DescribeOptionGroupOptions DescribeOptionGroups DescribeOrderableDBInstanceOptions
                DescribePendingMaintenanceActions DescribeReservedDBInstances DescribeSourceRegions
                DescribeValidDBInstanceModifications ListTagsForResource
                """);
        reads("resourcegroupstaggingapi", "GetResources GetTagKeys GetTagValues");
        reads("route53", """
                GetAccountLimit GetChange GetCheckerIpRanges GetDNSSEC GetGeoLocation GetHealthCheck GetHealthCheckCount
                GetHealthCheckLastFailureReason GetHealthCheckStatus GetHostedZone GetHostedZoneCount GetHostedZoneLimit
                GetTrafficPolicy GetTrafficPolicyInstance ListGeoLocations ListHealthChecks ListHostedZones
                ListHostedZonesByName ListHostedZonesByVPC ListQueryLoggingConfigs ListResourceRecordSets
                ListTagsForResource ListTagsForResources ListTrafficPolicies ListTrafficPolicyInstances TestDNSAnswer
                """);
        reads("s3", """
                GetBucketAccelerateConfiguration GetBucketAcl GetBucketCors GetBucketEncryption
                GetBucketLifecycleConfiguration GetBucketLocation GetBucketLogging GetBucketNotificationConfiguration
                GetBucketOwnershipControls GetBucketPolicy GetBucketPolicyStatus GetBucketReplication
                GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetObjectAttributes
                GetObjectLegalHold GetObjectLockConfiguration GetObjectRetention GetObjectTagging GetPublicAccessBlock
                HeadBucket HeadObject ListBucketInventoryConfigurations ListBucketMetricsConfigurations ListBuckets
                ListMultipartUploads ListObjectVersions ListObjects ListObjectsV2 ListParts
                """);
        reads("scheduler", "GetSchedule GetScheduleGroup ListScheduleGroups ListSchedules ListTagsForResource");
        reads("secretsmanager", "DescribeSecret GetResourcePolicy ListSecretVersionIds ListSecrets");
        reads("servicequotas", """
                GetAWSDefaultServiceQuota GetRequestedServiceQuotaChange GetServiceQuota ListAWSDefaultServiceQuotas
                ListRequestedServiceQuotaChangeHistory ListServiceQuotas ListServices
                """);
        reads("sfn", """
                DescribeActivity DescribeStateMachine ListActivities ListExecutions ListStateMachineAliases
                ListStateMachineVersions ListStateMachines ListTagsForResource
                """);
        reads("sns", """
                GetSubscriptionAttributes GetTopicAttributes ListSubscriptions ListSubscriptionsByTopic ListTagsForResource
                ListTopics
                """);
        reads("sqs", "GetQueueAttributes GetQueueUrl ListDeadLetterSourceQueues ListQueueTags ListQueues");
        // Parameters by name: their values may be secret.
        reads(
                "ssm",
                "DescribeMaintenanceWindows DescribeParameters ListAssociations ListDocuments ListTagsForResource");
        reads("sso", "ListAccountRoles ListAccounts");
        reads("ssooidc", "");
        reads("sts", "GetAccessKeyInfo GetCallerIdentity");
        reads("wafv2", "GetWebACL ListIPSets ListRegexPatternSets ListRuleGroups ListTagsForResource ListWebACLs");
    }

    private Operations() {}

    private static void reads(String service, String operations) {
        READS.put(
                service,
                operations.isBlank() ? Set.of() : Set.of(operations.strip().split("\\s+")));
    }

    /** Whether the operation is known to change nothing and to give away no secret. */
    public static boolean isRead(String service, String operation) {
        return READS.getOrDefault(service, Set.of()).contains(operation);
    }

    /** Every read there is, by service, both sorted: what the least-privilege policies are made from. */
    public static Map<String, Set<String>> reads() {
        Map<String, Set<String>> sorted = new TreeMap<>();
        READS.forEach((service, operations) -> sorted.put(service, new TreeSet<>(operations)));
        return sorted;
    }
}
