package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;

/** What has tags, of whatever service. What is in no other list is something the inventory would not know of otherwise. */
final class TaggingReads {

    private TaggingReads() {}

    static List<Found> tagged(ServiceReading in) {
        var client = in.client(ResourceGroupsTaggingApiClient.class);
        return in
                .pages(
                        token -> client.getResources(b -> b.paginationToken(token)),
                        GetResourcesResponse::resourceTagMappingList,
                        GetResourcesResponse::paginationToken)
                .stream()
                .map(r -> found(in, r))
                .toList();
    }

    private static String service(String arn) {
        var parts = arn.split(":", 6);
        return parts.length < 6 ? "" : parts[2];
    }

    private static Found found(ServiceReading in, ResourceTagMapping r) {
        var arn = text(r.resourceARN());
        var tags = new TreeMap<String, String>();
        r.tags().forEach(t -> tags.put(text(t.key()), text(t.value())));
        var name = arn.substring(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
        return new Found(
                "tagged-resource",
                in.region(),
                arn,
                arn,
                name,
                "named by tagging, not read",
                details("service", service(arn)),
                tags);
    }
}
