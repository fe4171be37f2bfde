package app.medzenhealth.cutover.aws.service;

import static app.medzenhealth.cutover.aws.service.AwsService.service;

import app.medzenhealth.cutover.aws.service.AwsService.Protocol;
import java.util.List;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.route53.Route53Client;

/** Compute, containers, the APIs before them and the network between them. */
final class ComputeAndNetworking {

    private ComputeAndNetworking() {}

    static List<AwsService> services() {
        return List.of(
                service("apigateway", Protocol.REST_JSON, () -> ApiGatewayClient.class)
                        .actions(new ActionNames.HttpMethods())
                        .reads("""
                                GetAccount GetAuthorizer GetAuthorizers GetBasePathMapping GetBasePathMappings
                                GetDeployment GetDeployments GetDomainName GetDomainNames GetGatewayResponses
                                GetExport GetIntegration GetMethod GetModels GetResource GetResources GetRestApi GetRestApis
                                GetStage GetStages GetTags GetUsagePlan GetUsagePlans GetVpcLink GetVpcLinks
                                """)
                        .members("restApiId", "usagePlanId", "vpcLinkId", "apiKey", "domainName", "resourceArn", "name")
                        .build(),
                service("apigatewayv2", Protocol.REST_JSON, () -> ApiGatewayV2Client.class)
                        .iam("apigateway")
                        .actions(new ActionNames.HttpMethods())
                        .reads("""
                                GetApi GetApiMapping GetApiMappings GetApis GetAuthorizer GetAuthorizers GetDeployment
                                GetDeployments GetDomainName GetDomainNames GetIntegration GetIntegrations GetModels
                                GetRoute GetRoutes GetStage GetStages GetTags GetVpcLink GetVpcLinks
                                """)
                        .members("ApiId", "VpcLinkId", "DomainName", "ResourceArn", "Name")
                        .build(),
                service("applicationautoscaling", Protocol.JSON, () -> ApplicationAutoScalingClient.class)
                        .named("application-autoscaling")
                        .iam("application-autoscaling")
                        .reads("DescribeScalableTargets DescribeScalingActivities DescribeScalingPolicies")
                        .build(),
                service("ec2", Protocol.EC2, () -> Ec2Client.class)
                        .reads("""
                                DescribeAccountAttributes DescribeAddresses DescribeAddressesAttribute
                                DescribeAvailabilityZones DescribeCarrierGateways DescribeCustomerGateways
                                DescribeDhcpOptions DescribeEgressOnlyInternetGateways DescribeFlowLogs DescribeHosts
                                DescribeImages DescribeInstanceStatus DescribeInstanceTypes DescribeInstances
                                DescribeInternetGateways DescribeKeyPairs DescribeManagedPrefixLists
                                DescribeNatGateways DescribeNetworkAcls DescribeNetworkInterfaces DescribePrefixLists
                                DescribeRegions DescribeReservedInstances DescribeRouteTables
                                DescribeSecurityGroupReferences DescribeSecurityGroupRules DescribeSecurityGroups
                                DescribeSnapshots DescribeStaleSecurityGroups DescribeSubnets DescribeTags
                                DescribeTransitGatewayAttachments DescribeTransitGateways DescribeVolumes
                                DescribeVolumesModifications DescribeVpcAttribute DescribeVpcEndpointConnections
                                DescribeVpcEndpointServices DescribeVpcEndpoints DescribeVpcPeeringConnections
                                DescribeVpcs DescribeVpnConnections DescribeVpnGateways DescribeLaunchTemplates
                                GetEbsDefaultKmsKeyId GetEbsEncryptionByDefault
                                """)
                        .members(
                                "GroupId",
                                "AllocationId",
                                "NatGatewayId",
                                "NetworkInterfaceId",
                                "VpcEndpointIds",
                                "VpcEndpointId",
                                "SnapshotId",
                                "VolumeId",
                                "ImageId",
                                "InstanceIds",
                                "InstanceId",
                                "SubnetId",
                                "RouteTableId",
                                "VpcId",
                                "GroupName",
                                "Resources")
                        .spelled("EnableVolumeIo", "EnableVolumeIO")
                        .build(),
                service("ecr", Protocol.JSON, () -> EcrClient.class)
                        .reads("""
                                DescribeImages DescribePullThroughCacheRules DescribeRegistry DescribeRepositories
                                GetLifecyclePolicy GetRegistryPolicy GetRepositoryPolicy ListImages
                                ListTagsForResource
                                """)
                        .members("repositoryName", "resourceArn")
                        .build(),
                service("ecs", Protocol.JSON, () -> EcsClient.class)
                        .reads("""
                                DescribeCapacityProviders DescribeClusters DescribeContainerInstances
                                DescribeServiceDeployments DescribeServiceRevisions DescribeServices
                                DescribeTaskDefinition DescribeTaskSets DescribeTasks ListAccountSettings
                                ListAttributes ListClusters ListContainerInstances ListServiceDeployments ListServices
                                ListTagsForResource ListTaskDefinitionFamilies ListTaskDefinitions ListTasks
                                """)
                        .members(
                                "service",
                                "serviceName",
                                "task",
                                "family",
                                "taskDefinition",
                                "taskDefinitions",
                                "resourceArn",
                                "clusterName",
                                "cluster")
                        .firstMember("RegisterTaskDefinition", "family")
                        .build(),
                service("elasticloadbalancing", Protocol.QUERY, () -> ElasticLoadBalancingClient.class)
                        .named("elb")
                        .reads(
                                "DescribeInstanceHealth DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeTags")
                        .spelled("Lb", "LB")
                        .spelled("Ssl", "SSL")
                        .build(),
                service("elasticloadbalancingv2", Protocol.QUERY, () -> ElasticLoadBalancingV2Client.class)
                        .named("elbv2")
                        .iam("elasticloadbalancing")
                        .reads("""
                                DescribeAccountLimits DescribeListenerAttributes DescribeListenerCertificates
                                DescribeListeners DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeRules
                                DescribeSSLPolicies DescribeTags DescribeTargetGroupAttributes DescribeTargetGroups
                                DescribeTargetHealth
                                """)
                        .members("RuleArn", "ListenerArn", "LoadBalancerArn", "TargetGroupArn", "Name", "ResourceArns")
                        .spelled("Ssl", "SSL")
                        .build(),
                service("lambda", Protocol.REST_JSON, () -> LambdaClient.class)
                        .actions(ActionNames.except(
                                "Invoke", "InvokeFunction",
                                "GetLayerVersionByArn", "GetLayerVersion"))
                        .reads("""
                                GetAccountSettings GetAlias GetCodeSigningConfig GetEventSourceMapping GetFunction
                                GetFunctionCodeSigningConfig GetFunctionConcurrency GetFunctionConfiguration
                                GetFunctionEventInvokeConfig GetFunctionRecursionConfig GetFunctionUrlConfig
                                GetLayerVersion GetLayerVersionByArn GetLayerVersionPolicy GetPolicy
                                GetProvisionedConcurrencyConfig GetRuntimeManagementConfig ListAliases
                                ListCodeSigningConfigs ListEventSourceMappings ListFunctionEventInvokeConfigs
                                ListFunctionUrlConfigs ListFunctions ListLayerVersions ListLayers
                                ListProvisionedConcurrencyConfigs ListTags ListVersionsByFunction
                                """)
                        .members("UUID", "FunctionName", "LayerName", "Resource", "CodeSigningConfigArn")
                        .build(),
                service("route53", Protocol.REST_XML, () -> Route53Client.class)
                        .global()
                        .reads("""
                                GetAccountLimit GetChange GetCheckerIpRanges GetDNSSEC GetGeoLocation GetHealthCheck
                                GetHealthCheckCount GetHealthCheckLastFailureReason GetHealthCheckStatus GetHostedZone
                                GetHostedZoneCount GetHostedZoneLimit GetTrafficPolicy GetTrafficPolicyInstance
                                ListGeoLocations ListHealthChecks ListHostedZones ListHostedZonesByName
                                ListHostedZonesByVPC ListQueryLoggingConfigs ListResourceRecordSets
                                ListTagsForResource ListTagsForResources ListTrafficPolicies
                                ListTrafficPolicyInstances TestDNSAnswer
                                """)
                        .members("HostedZoneId", "HealthCheckId", "ResourceId", "Id", "Name", "CallerReference")
                        .spelled("Vpc", "VPC")
                        .spelled("Dnssec", "DNSSEC")
                        .spelled("Dns", "DNS")
                        .build());
    }
}
