package app.medzenhealth.cutover.aws.read;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.aws.Wording;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The calls that are made for one thing after the list that named it, and by which errors AWS says that the thing has gone
 * meanwhile, or that this was never set for it. The codes are those of the operations' errors in the services' models; S3's are
 * those of its error responses, and CloudFormation has none in its model.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3, Error responses</a>
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html">CloudFormation, Common
 *     errors</a>
 */
enum Detail {
    STACK_RESOURCES("cloudformation", "ListStackResources", Set.of("ValidationError"), Set.of()),
    /** For a function without a policy and for one that is gone AWS has the same code; one too many is shown for once. */
    FUNCTION_POLICY("lambda", "GetPolicy", Set.of(), Set.of("ResourceNotFoundException")),
    LISTENERS("elasticloadbalancingv2", "DescribeListeners", Set.of("LoadBalancerNotFound"), Set.of()),
    /** The balancer may well be there without that listener. */
    LISTENER_CERTIFICATES(
            "elasticloadbalancingv2", "DescribeListenerCertificates", Set.of(), Set.of("ListenerNotFound")),
    TARGET_HEALTH("elasticloadbalancingv2", "DescribeTargetHealth", Set.of("TargetGroupNotFound"), Set.of()),
    REST_API_STAGES("apigateway", "GetStages", Set.of("NotFoundException"), Set.of()),
    HTTP_API_STAGES("apigatewayv2", "GetStages", Set.of("NotFoundException"), Set.of()),
    TABLE("dynamodb", "DescribeTable", Set.of("ResourceNotFoundException"), Set.of()),
    /** An answer to HEAD has no body, and so no code but its status. */
    BUCKET("s3", "HeadBucket", Set.of("NoSuchBucket", "404", "NotFound"), Set.of()),
    BUCKET_LOCATION("s3", "GetBucketLocation", Set.of("NoSuchBucket"), Set.of()),
    BUCKET_VERSIONING("s3", "GetBucketVersioning", Set.of("NoSuchBucket"), Set.of()),
    BUCKET_REPLICATION(
            "s3", "GetBucketReplication", Set.of("NoSuchBucket"), Set.of("ReplicationConfigurationNotFoundError")),
    BUCKET_POLICY("s3", "GetBucketPolicy", Set.of("NoSuchBucket"), Set.of("NoSuchBucketPolicy")),
    KEY("kms", "DescribeKey", Set.of("NotFoundException"), Set.of()),
    CLUSTERS("ecs", "DescribeClusters", Set.of(), Set.of()),
    TASKS("ecs", "ListTasks", Set.of("ClusterNotFoundException"), Set.of()),
    SERVICES("ecs", "ListServices", Set.of("ClusterNotFoundException"), Set.of()),
    SERVICE("ecs", "DescribeServices", Set.of("ClusterNotFoundException"), Set.of()),
    RECORDS("route53", "ListResourceRecordSets", Set.of("NoSuchHostedZone"), Set.of()),
    RULES("eventbridge", "ListRules", Set.of("ResourceNotFoundException"), Set.of()),
    /** Its model has no error for an app instance that is gone. */
    CHANNEL_FLOWS("chimesdkmessaging", "ListChannelFlows", Set.of(), Set.of());

    private final String service;
    private final String operation;
    private final Set<String> gone;
    private final Set<String> unset;

    Detail(String service, String operation, Set<String> gone, Set<String> unset) {
        this.service = service;
        this.operation = operation;
        this.gone = gone;
        this.unset = unset;
    }

    /** As the SDK's packages call it. */
    String service() {
        return service;
    }

    /** As AWS spells it. */
    String operation() {
        return operation;
    }

    Set<String> goneCodes() {
        return gone;
    }

    Set<String> unsetCodes() {
        return unset;
    }

    /** Whether AWS says that the thing itself is there no more. */
    boolean saysGone(Throwable failure) {
        return failure instanceof AwsServiceException answered
                && gone.contains(AwsErrors.code(answered))
                // CloudFormation has one code for whatever is wrong with a request.
                && (!AwsErrors.is(answered, ErrorCode.VALIDATION_ERROR)
                        || AwsErrors.says(answered, Wording.STACK_ABSENT));
    }

    /** Whether AWS says that the thing has no such setting. */
    boolean saysUnset(Throwable failure) {
        return failure instanceof AwsServiceException answered && unset.contains(AwsErrors.code(answered));
    }
}
