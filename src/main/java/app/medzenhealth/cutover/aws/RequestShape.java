package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * What there is to know about a request before it is sent, whatever its service: read from the SDK's own description of it.
 *
 * @param service as in {@link PlannedCall}
 * @param operation as AWS spells it
 * @param resource what it changes, one spelling for name and ARN
 */
public record RequestShape(String service, String operation, String resource, SdkRequest request) {

    private static final Pattern OTHER_REGION =
            Pattern.compile("(?i)(replica)?regions?(name|names)?|locationconstraint");
    private static final Set<String> TOKENS =
            Set.of("clienttoken", "clientrequesttoken", "callerreference", "idempotencytoken");

    public static RequestShape of(SdkRequest request) {
        return new RequestShape(
                Spelling.service(request), Spelling.operation(request.getClass()), ResourceNames.of(request), request);
    }

    public boolean isRead() {
        return Operations.isRead(service, operation);
    }

    public boolean isGlobal() {
        return AwsServices.of(service)
                .filter(s -> s.scope() == AwsService.Scope.GLOBAL)
                .isPresent();
    }

    /** The region that the call belongs to when a client of {@code region} sends it. */
    public String region(String region) {
        return isGlobal() ? "us-east-1" : region;
    }

    /**
     * Regions that the call writes to besides that of its client: replicas, a bucket's location constraint, an ARN's. Sources
     * of copies are read, not written, and are not among them.
     */
    public SortedSet<String> otherRegions() {
        var regions = new TreeSet<String>();
        if (!service.equals("route53")) {
            regionMembers(request, regions);
        }
        identifyingArns().map(arn -> arn[3]).filter(r -> !r.isEmpty()).forEach(regions::add);
        return regions;
    }

    /** Accounts named by the ARNs of what is changed. */
    public SortedSet<String> accounts() {
        var accounts = new TreeSet<String>();
        identifyingArns().map(arn -> arn[4]).filter(a -> !a.isEmpty()).forEach(accounts::add);
        return accounts;
    }

    private Stream<String[]> identifyingArns() {
        return ResourceNames.raw(request).stream()
                .filter(v -> v.startsWith("arn:"))
                .map(v -> v.split(":", 6))
                .filter(parts -> parts.length == 6);
    }

    private static void regionMembers(SdkPojo pojo, Set<String> regions) {
        for (var field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (RequestFields.absent(value)) {
                continue;
            }
            var region = OTHER_REGION.matcher(field.memberName()).matches();
            switch (value) {
                case String text when region && !text.isBlank() -> regions.add(text);
                case SdkPojo inner -> regionMembers(inner, regions);
                case List<?> list ->
                    list.forEach(v -> {
                        if (v instanceof SdkPojo inner) {
                            regionMembers(inner, regions);
                        } else if (region && v instanceof String text) {
                            regions.add(text);
                        }
                    });
                default -> {}
            }
        }
    }

    /**
     * Whether it carries an idempotency token of ours, so that sending it twice is sending it once. One that the SDK would make
     * up does not count: after a restart it would be another.
     */
    public boolean carriesToken() {
        return request.sdkFields().stream()
                .filter(f -> TOKENS.contains(f.memberName().toLowerCase(Locale.ROOT)))
                .anyMatch(f -> RequestFields.given(request, f) instanceof String token && !token.isEmpty());
    }

    /** The request for the audit record: plain JSON values, secrets left out. */
    public Map<String, Object> data() {
        return RequestFields.of(request, RequestFields.Audience.RECORD);
    }

    /** The equivalent aws CLI command as arguments. */
    public List<String> cli(String region) {
        return CommandLine.of(region(region), request);
    }
}
