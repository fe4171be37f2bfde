package app.medzenhealth.cutover.aws;

import java.util.Map;

/**
 * The IAM action that an operation needs. It is mostly {@code prefix:Operation}; the exceptions are the service authorization
 * reference's.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/">Service Authorization Reference</a>
 */
public final class IamActions {

    /** By the SDK's name of a service and by the console's. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("apigatewayv2", "apigateway"),
            Map.entry("applicationautoscaling", "application-autoscaling"),
            Map.entry("chimesdkidentity", "chime"),
            Map.entry("chimesdkmediapipelines", "chime"),
            Map.entry("chimesdkmessaging", "chime"),
            Map.entry("chimesdkvoice", "chime"),
            Map.entry("cloudwatchlogs", "logs"),
            Map.entry("cognitoidentity", "cognito-identity"),
            Map.entry("cognitoidentityprovider", "cognito-idp"),
            Map.entry("costexplorer", "ce"),
            Map.entry("efs", "elasticfilesystem"),
            Map.entry("elasticloadbalancingv2", "elasticloadbalancing"),
            Map.entry("elb", "elasticloadbalancing"),
            Map.entry("elbv2", "elasticloadbalancing"),
            Map.entry("eventbridge", "events"),
            Map.entry("opensearch", "es"),
            Map.entry("resourcegroupstaggingapi", "tag"),
            Map.entry("sfn", "states"),
            Map.entry("stepfunctions", "states"),
            Map.entry("tagging", "tag"));

    private static final Map<String, String> S3 = Map.ofEntries(
            Map.entry("CopyObject", "PutObject"),
            Map.entry("CompleteMultipartUpload", "PutObject"),
            Map.entry("CreateMultipartUpload", "PutObject"),
            Map.entry("DeleteBucketReplication", "PutReplicationConfiguration"),
            Map.entry("DeleteObjects", "DeleteObject"),
            Map.entry("GetBucketAccelerateConfiguration", "GetAccelerateConfiguration"),
            Map.entry("GetBucketCors", "GetBucketCORS"),
            Map.entry("GetBucketEncryption", "GetEncryptionConfiguration"),
            Map.entry("GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"),
            Map.entry("GetBucketNotificationConfiguration", "GetBucketNotification"),
            Map.entry("GetBucketReplication", "GetReplicationConfiguration"),
            Map.entry("GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"),
            Map.entry("GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
            Map.entry("HeadBucket", "ListBucket"),
            Map.entry("HeadObject", "GetObject"),
            Map.entry("ListBucketInventoryConfigurations", "GetInventoryConfiguration"),
            Map.entry("ListBucketMetricsConfigurations", "GetMetricsConfiguration"),
            Map.entry("ListBuckets", "ListAllMyBuckets"),
            Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"),
            Map.entry("ListObjects", "ListBucket"),
            Map.entry("ListObjectsV2", "ListBucket"),
            Map.entry("ListObjectVersions", "ListBucketVersions"),
            Map.entry("ListParts", "ListMultipartUploadParts"),
            Map.entry("PutBucketAccelerateConfiguration", "PutAccelerateConfiguration"),
            Map.entry("PutBucketCors", "PutBucketCORS"),
            Map.entry("PutBucketEncryption", "PutEncryptionConfiguration"),
            Map.entry("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
            Map.entry("PutBucketNotificationConfiguration", "PutBucketNotification"),
            Map.entry("PutBucketReplication", "PutReplicationConfiguration"),
            Map.entry("PutPublicAccessBlock", "PutBucketPublicAccessBlock"),
            Map.entry("UploadPart", "PutObject"),
            Map.entry("UploadPartCopy", "PutObject"));

    private static final Map<String, String> LAMBDA =
            Map.of("Invoke", "InvokeFunction", "GetLayerVersionByArn", "GetLayerVersion");

    private IamActions() {}

    /**
     * @param service as the SDK's id in lower case without blanks, or as the inventory calls it
     * @param operation as AWS spells it
     */
    public static String of(String service, String operation) {
        String prefix = PREFIXES.getOrDefault(service, service);
        return prefix + ":"
                + switch (prefix) {
                    case "apigateway" -> method(operation);
                    case "s3" -> S3.getOrDefault(operation, operation);
                    case "lambda" -> LAMBDA.getOrDefault(operation, operation);
                    default -> operation;
                };
    }

    /** API Gateway knows no actions but HTTP's. */
    private static String method(String operation) {
        if (operation.startsWith("Get")) {
            return "GET";
        }
        if (operation.startsWith("Delete")) {
            return "DELETE";
        }
        return operation.startsWith("Update") ? "PATCH" : operation.startsWith("Put") ? "PUT" : "POST";
    }
}
