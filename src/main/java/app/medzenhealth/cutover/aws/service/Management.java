package app.medzenhealth.cutover.aws.service;

import static app.medzenhealth.cutover.aws.service.AwsService.service;

import app.medzenhealth.cutover.aws.service.AwsService.Protocol;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What makes, watches, counts and names everything else. */
final class Management {

    private Management() {}

    static List<AwsService> services() {
        return List.of(
                service("cloudformation", Protocol.QUERY, () -> CloudFormationClient.class)
                        .reads("""
                                DescribeAccountLimits DescribeChangeSet DescribeStackDriftDetectionStatus
                                DescribeStackEvents DescribeStackResource DescribeStackResourceDrifts
                                DescribeStackResources DescribeStackSet DescribeStacks GetStackPolicy GetTemplate
                                GetTemplateSummary ListChangeSets ListExports ListImports ListStackInstances
                                ListStackResources ListStackSets ListStacks ValidateTemplate
                                """)
                        .members("StackName", "StackId", "StackSetName", "ChangeSetName")
                        .firstMember("ExecuteChangeSet", "ChangeSetName")
                        .firstMember("DeleteChangeSet", "ChangeSetName")
                        .build(),
                service("cloudtrail", Protocol.JSON, () -> CloudTrailClient.class)
                        .reads("DescribeTrails GetTrailStatus ListEventDataStores ListTags ListTrails")
                        .build(),
                service("cloudwatch", Protocol.QUERY, () -> CloudWatchClient.class)
                        .signing("monitoring")
                        .reads("""
                                DescribeAlarmHistory DescribeAlarms DescribeAlarmsForMetric DescribeAnomalyDetectors
                                DescribeInsightRules GetDashboard GetMetricData GetMetricStatistics GetMetricStream
                                ListDashboards ListMetricStreams ListMetrics ListTagsForResource
                                """)
                        .members(
                                "AlarmName",
                                "AlarmNames",
                                "DashboardName",
                                "DashboardNames",
                                "ResourceARN",
                                "Namespace")
                        .build(),
                service("cloudwatchlogs", Protocol.JSON, () -> CloudWatchLogsClient.class)
                        .named("logs")
                        .iam("logs")
                        .reads("""
                                DescribeDeliveries DescribeDestinations DescribeExportTasks DescribeLogGroups
                                DescribeLogStreams DescribeMetricFilters DescribeQueries DescribeQueryDefinitions
                                DescribeResourcePolicies DescribeSubscriptionFilters FilterLogEvents GetLogEvents
                                ListTagsForResource ListTagsLogGroup
                                """)
                        .members("logGroupName", "logGroupIdentifier", "taskId", "resourceArn", "destinationName")
                        .build(),
                service("costexplorer", Protocol.JSON, () -> CostExplorerClient.class)
                        .named("ce")
                        .iam("ce")
                        .global()
                        .reads("GetCostAndUsage GetCostForecast GetDimensionValues GetTags")
                        .build(),
                service("resourcegroupstaggingapi", Protocol.JSON, () -> ResourceGroupsTaggingApiClient.class)
                        .named("tagging")
                        .command("resourcegroupstaggingapi")
                        .iam("tag")
                        .signing("tagging")
                        .reads("GetResources GetTagKeys GetTagValues")
                        .members("ResourceARNList")
                        .build(),
                service("servicequotas", Protocol.JSON, () -> ServiceQuotasClient.class)
                        .command("service-quotas")
                        .reads("""
                                GetAWSDefaultServiceQuota GetRequestedServiceQuotaChange GetServiceQuota
                                ListAWSDefaultServiceQuotas ListRequestedServiceQuotaChangeHistory ListServiceQuotas
                                ListServices
                                """)
                        .members("QuotaCode", "ServiceCode")
                        .spelled("Aws", "AWS")
                        .build(),
                // Parameters by name: their values may be secret.
                service("ssm", Protocol.JSON, () -> SsmClient.class).reads("""
                                DescribeMaintenanceWindows DescribeParameters ListAssociations ListDocuments
                                ListTagsForResource
                                """).build());
    }
}
