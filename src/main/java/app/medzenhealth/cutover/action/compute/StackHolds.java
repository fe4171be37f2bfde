package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/**
 * Resources of a stack whose own protection would end the stack's deletion half-way. "Some resources must be empty before they can
 * be deleted" (AWS CloudFormation User Guide, Troubleshooting, "Delete stack fails"), as a repository is (Amazon ECR API Reference,
 * DeleteRepository: RepositoryNotEmptyException); and protected ones are refused by their services (Amazon RDS, DeleteDBInstance;
 * Elastic Load Balancing, DeleteLoadBalancer: "You can't delete a load balancer if deletion protection is enabled"; Amazon DynamoDB,
 * TableDescription: DeletionProtectionEnabled). What is gone already does not: CloudFormation passes over it.
 */
final class StackHolds {
    private StackHolds() {}

    static List<String> of(ActionContext context, String region, List<StackResourceSummary> resources) {
        return resources.stream()
                .filter(r -> r.physicalResourceId() != null)
                .flatMap(r -> hold(context, region, r).map(h -> r.logicalResourceId() + " " + h).stream())
                .toList();
    }

    private static Optional<String> hold(ActionContext context, String region, StackResourceSummary resource) {
        var id = resource.physicalResourceId();
        return switch (resource.resourceType()) {
            case "AWS::RDS::DBInstance" -> database(context.clients().client(RdsClient.class, region), id);
            // "This operation can also return information for Amazon Neptune DB instances and Amazon DocumentDB
            // instances"
            // (Amazon RDS API Reference, DescribeDBClusters).
            case "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster" ->
                cluster(context.clients().client(RdsClient.class, region), id);
            case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable" ->
                table(context.clients().client(DynamoDbClient.class, region), id);
            case "AWS::ElasticLoadBalancingV2::LoadBalancer" ->
                balancer(context.clients().client(ElasticLoadBalancingV2Client.class, region), id);
            case "AWS::ECR::Repository" -> repository(context.clients().client(EcrClient.class, region), id);
            default -> Optional.empty();
        };
    }

    private static Optional<String> database(RdsClient rds, String id) {
        try {
            return rds.describeDBInstances(q -> q.dbInstanceIdentifier(id)).dbInstances().stream()
                    .filter(i -> Boolean.TRUE.equals(i.deletionProtection()))
                    .findFirst()
                    .map(i -> "(" + id + ") is protected");
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> cluster(RdsClient rds, String id) {
        try {
            return rds.describeDBClusters(q -> q.dbClusterIdentifier(id)).dbClusters().stream()
                    .filter(c -> Boolean.TRUE.equals(c.deletionProtection()))
                    .findFirst()
                    .map(c -> "(" + id + ") is protected");
        } catch (DbClusterNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> table(DynamoDbClient dynamo, String id) {
        try {
            return Boolean.TRUE.equals(
                            dynamo.describeTable(q -> q.tableName(id)).table().deletionProtectionEnabled())
                    ? Optional.of("(" + id + ") is protected")
                    : Optional.empty();
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> balancer(ElasticLoadBalancingV2Client balancers, String arn) {
        try {
            return balancers.describeLoadBalancerAttributes(q -> q.loadBalancerArn(arn)).attributes().stream()
                    .filter(a -> a.key().equals("deletion_protection.enabled") && "true".equals(a.value()))
                    .findFirst()
                    .map(a -> "(" + arn + ") is protected");
        } catch (LoadBalancerNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> repository(EcrClient ecr, String id) {
        try {
            return ecr.listImages(q -> q.repositoryName(id).maxResults(1))
                            .imageIds()
                            .isEmpty()
                    ? Optional.empty()
                    : Optional.of("(" + id + ") holds images");
        } catch (RepositoryNotFoundException e) {
            return Optional.empty();
        }
    }
}
