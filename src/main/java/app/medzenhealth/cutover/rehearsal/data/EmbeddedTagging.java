package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Page;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.*;

/** The tagging service of one region. It sees only what has or had tags. */
public final class EmbeddedTagging implements ResourceGroupsTaggingApiClient {

    private final Estate estate;
    private final String region;

    public EmbeddedTagging(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    /** Buckets' ARNs have no region, their buckets do; what is global belongs to us-east-1. */
    private String regionOf(String arn) {
        var parts = arn.split(":", 6);
        if (parts.length == 6 && parts[2].equals("s3")) {
            return S3State.of(estate).bucket(parts[5]).map(Bucket::region).orElse("");
        }
        return parts.length < 6 || parts[3].isEmpty() ? "us-east-1" : parts[3];
    }

    @Override
    public GetResourcesResponse getResources(GetResourcesRequest request) {
        var all = new TreeMap<>(estate.tags().all())
                .entrySet().stream()
                        .filter(tagged -> regionOf(tagged.getKey()).equals(region))
                        .filter(tagged -> request.tagFilters().stream().allMatch(f -> matches(f, tagged.getValue())))
                        .filter(tagged -> request.resourceTypeFilters().isEmpty()
                                || request.resourceTypeFilters().stream().anyMatch(t -> isOf(t, tagged.getKey())))
                        .filter(tagged -> request.resourceARNList().isEmpty()
                                || request.resourceARNList().contains(tagged.getKey()))
                        .map(tagged -> ResourceTagMapping.builder()
                                .resourceARN(tagged.getKey())
                                .tags(new TreeMap<>(tagged.getValue())
                                        .entrySet().stream()
                                                .map(t -> Tag.builder()
                                                        .key(t.getKey())
                                                        .value(t.getValue())
                                                        .build())
                                                .toList())
                                .build())
                        .toList();
        try {
            var page = estate.page(all, request.paginationToken(), request.resourcesPerPage());
            return GetResourcesResponse.builder()
                    .resourceTagMappingList(page.items())
                    .paginationToken(page.next() == null ? "" : page.next())
                    .build();
        } catch (Page.InvalidToken e) {
            throw AwsFault.of(
                    PaginationTokenExpiredException.builder(),
                    "PaginationTokenExpiredException",
                    400,
                    "The pagination token is not valid.");
        }
    }

    private static boolean matches(TagFilter filter, Map<String, String> tags) {
        var value = tags.get(filter.key());
        return value != null && (filter.values().isEmpty() || filter.values().contains(value));
    }

    /** @param type for example {@code lambda:function} or {@code lambda} */
    private static boolean isOf(String type, String arn) {
        var wanted = type.split(":", 2);
        var parts = arn.split(":", 6);
        return parts[2].equals(wanted[0]) && (wanted.length == 1 || parts[5].startsWith(wanted[1]));
    }

    @Override
    public TagResourcesResponse tagResources(TagResourcesRequest request) {
        var failed = request.resourceARNList().stream()
                .filter(arn -> !regionOf(arn).equals(region))
                .collect(Collectors.toMap(arn -> arn, arn -> elsewhere()));
        request.resourceARNList().stream()
                .filter(arn -> !failed.containsKey(arn))
                .forEach(arn -> estate.tags().put(arn, request.tags()));
        return TagResourcesResponse.builder().failedResourcesMap(failed).build();
    }

    @Override
    public UntagResourcesResponse untagResources(UntagResourcesRequest request) {
        var failed = request.resourceARNList().stream()
                .filter(arn -> !regionOf(arn).equals(region))
                .collect(Collectors.toMap(arn -> arn, arn -> elsewhere()));
        request.resourceARNList().stream()
                .filter(arn -> !failed.containsKey(arn))
                .forEach(arn -> estate.tags().remove(arn, request.tagKeys()));
        return UntagResourcesResponse.builder().failedResourcesMap(failed).build();
    }

    private FailureInfo elsewhere() {
        return FailureInfo.builder()
                .statusCode(400)
                .errorCode("InvalidParameterException")
                .errorMessage("The resource is not in " + region + ".")
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
