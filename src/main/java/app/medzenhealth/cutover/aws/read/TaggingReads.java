package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;

/** What has tags and is of a service that nobody else here reads: something the inventory would not know of otherwise. */
final class TaggingReads {

    /** As ARNs spell the services that are read. */
    private static final Set<String> READ = Set.of(
            "acm",
            "apigateway",
            "chime",
            "cloudformation",
            "cloudwatch",
            "cognito-identity",
            "cognito-idp",
            "dynamodb",
            "ec2",
            "ecr",
            "ecs",
            "elasticloadbalancing",
            "events",
            "iam",
            "kms",
            "lambda",
            "logs",
            "rds",
            "route53",
            "s3",
            "scheduler",
            "secretsmanager",
            "sns",
            "sqs",
            "states");

    private TaggingReads() {}

    static List<Found> others(Reading in) {
        ResourceGroupsTaggingApiClient client = in.client(ResourceGroupsTaggingApiClient.class);
        return in
                .pages(
                        token -> client.getResources(b -> b.paginationToken(token)),
                        GetResourcesResponse::resourceTagMappingList,
                        GetResourcesResponse::paginationToken)
                .stream()
                .filter(r -> !READ.contains(service(r)))
                .map(r -> found(in, r))
                .toList();
    }

    private static String service(ResourceTagMapping r) {
        String[] parts = text(r.resourceARN()).split(":", 6);
        return parts.length < 6 ? "" : parts[2];
    }

    private static Found found(Reading in, ResourceTagMapping r) {
        String arn = text(r.resourceARN());
        Map<String, String> tags = new TreeMap<>();
        r.tags().forEach(t -> tags.put(text(t.key()), text(t.value())));
        String name = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
        return new Found("tagged-resource", in.region(), arn, arn, name, "", details("service", service(r)), tags);
    }
}
