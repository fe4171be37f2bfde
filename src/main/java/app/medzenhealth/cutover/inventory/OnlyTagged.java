package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Of what the tagging service names, what no reader read: by ARN, since a service that is read may have things that are not. */
final class OnlyTagged {

    private final Set<String> read = new HashSet<>();
    private final List<ServiceScan> unknown;

    OnlyTagged(List<ServiceScan> scans) {
        scans.forEach(s -> {
            s.resources().map(SeenResource::arn).forEach(read::add);
            read.addAll(s.leftOut());
        });
        unknown = scans.stream()
                .filter(s -> s.found() instanceof Observation.Unknown)
                .toList();
    }

    /** @param tagged all that have tags in one region */
    ServiceScan of(ServiceScan tagged) {
        return switch (tagged.found()) {
            case Observation.Unknown<List<SeenResource>> none -> tagged;
            case Observation.Known<List<SeenResource>> all ->
                new ServiceScan(
                        tagged.region(),
                        tagged.service(),
                        tagged.api(),
                        new Observation.Known<>(
                                all.value().stream()
                                        .filter(r -> !known(r.arn(), tagged.region()))
                                        .toList(),
                                all.at(),
                                all.took()),
                        tagged.offered(),
                        tagged.gaps(),
                        tagged.leftOut());
        };
    }

    private boolean known(String arn, String region) {
        var service = service(arn);
        return read.contains(arn)
                || partOf(service, arn)
                // All of a service that could not be read is unknown already, and said to be so.
                || unknown.stream()
                        .anyMatch(s -> s.region().equals(region)
                                && AwsServices.named(s.service()).stream()
                                        .anyMatch(declared -> declared.arnName().equals(service)));
    }

    /**
     * An API's stages, integrations and the like have ARNs below the API's, and go with it; so do a load balancer's listeners
     * and their rules, whose ARNs name the load balancer's path (Elastic Load Balancing API, DeleteLoadBalancer: "Deleting a
     * load balancer also deletes its listeners"; ARNs as in the examples of DescribeListeners and DescribeRules).
     */
    private boolean partOf(String service, String arn) {
        return switch (service) {
            case "apigateway" -> below(arn);
            case "elasticloadbalancing" -> below(arn.replaceFirst(":listener(-rule)?/", ":loadbalancer/"));
            default -> false;
        };
    }

    private boolean below(String arn) {
        return read.stream().anyMatch(parent -> !parent.isEmpty() && arn.startsWith(parent + "/"));
    }

    private static String service(String arn) {
        var parts = arn.split(":", 6);
        return parts.length < 6 ? "" : parts[2];
    }
}
