package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * What a request changes: the member that identifies it, and one spelling for the name and the ARN of the same thing.
 */
final class ResourceNames {

    /** What a request without any identifying member changes, for example {@code AllocateAddress}. */
    static final String NEW = "*";

    private ResourceNames() {}

    /** The identifying values as they stand in the request: a name, an ARN, or several of them. */
    static List<String> raw(SdkRequest request) {
        var service = Spelling.service(request);
        var operation = Spelling.operation(request.getClass());
        if (service.equals("route53") && operation.equals("CreateHealthCheck")) {
            var host = nested(request, "HealthCheckConfig", "FullyQualifiedDomainName");
            if (!host.isEmpty()) {
                return host;
            }
        }
        for (var member : identifying(service, operation)) {
            var values = RequestFields.values(request, member);
            if (!values.isEmpty()) {
                return values;
            }
        }
        return anythingThatLooksLikeAName(request);
    }

    private static List<String> identifying(String service, String operation) {
        var order = new ArrayList<String>();
        AwsServices.of(service).ifPresent(declared -> {
            Optional.ofNullable(declared.firstMembers().get(operation)).ifPresent(order::add);
            order.addAll(declared.members());
        });
        return order;
    }

    private static List<String> nested(SdkRequest request, String structure, String member) {
        return request.sdkFields().stream()
                .filter(f -> f.memberName().equals(structure))
                .map(f -> f.getValueOrDefault(request))
                .filter(SdkPojo.class::isInstance)
                .flatMap(v -> RequestFields.values((SdkPojo) v, member).stream())
                .toList();
    }

    private static List<String> anythingThatLooksLikeAName(SdkRequest request) {
        for (var field : request.sdkFields()) {
            if (field.memberName().matches("(?i).*(identifier|id|ids|arn|arns|name|names)")) {
                var values = RequestFields.values(request, field.memberName());
                if (!values.isEmpty()) {
                    return values;
                }
            }
        }
        return List.of();
    }

    /** What the request changes, in the one spelling; {@link #NEW} where it names nothing. */
    static String of(SdkRequest request) {
        var service = Spelling.service(request);
        var raw = raw(request);
        if (raw.isEmpty()) {
            return NEW;
        }
        var name = raw.stream().map(v -> normalised(service, v)).collect(Collectors.joining(","));
        return switch (service) {
            case "s3" -> object(request, name);
            case "ecs" -> serviceInCluster(request, name);
            case "eventbridge" -> inside(name, first(request, "EventBusName"), request);
            case "scheduler" -> inside(name, first(request, "GroupName"), request);
            default -> name;
        };
    }

    private static Optional<String> first(SdkPojo request, String member) {
        return RequestFields.values(request, member).stream().findFirst();
    }

    private static String object(SdkRequest request, String bucket) {
        var key = first(request, "DestinationKey").or(() -> first(request, "Key"));
        var version = first(request, "VersionId").map(v -> "?versionId=" + v).orElse("");
        return key.map(k -> bucket + "/" + k + version).orElse(bucket);
    }

    private static String serviceInCluster(SdkRequest request, String name) {
        var isService = Spelling.operation(request.getClass()).endsWith("Service");
        if (!isService || name.contains("/")) {
            return name;
        }
        return normalised("ecs", first(request, "cluster").orElse("default")) + "/" + name;
    }

    /** A rule of a bus, or a schedule of a group, that is not the default one. */
    private static String inside(String name, Optional<String> holder, SdkRequest request) {
        var within = holder.map(h -> normalised(Spelling.service(request), h)).orElse("default");
        return within.equals("default") || within.equals(name) || name.contains("/") ? name : within + "/" + name;
    }

    /**
     * The name in an ARN, or the value itself. An ARN's own service decides, so that foreign ARNs are understood too.
     *
     * @param service the SDK's service, for values that are not ARNs
     */
    static String normalised(String service, String value) {
        if (value.startsWith("arn:")) {
            var parts = value.split(":", 6);
            return parts.length < 6 ? value : tail(parts[2], parts[5]);
        }
        return switch (service) {
            case "sqs" -> value.startsWith("http") ? value.substring(value.lastIndexOf('/') + 1) : value;
            case "route53" -> value.replaceFirst("^/?(hostedzone|healthcheck|change)/", "");
            case "cloudwatchlogs" -> value.replaceFirst(":\\*$", "");
            case "lambda" -> value.replaceFirst("^\\d{12}:function:", "").replaceFirst(":.*$", "");
            default -> value;
        };
    }

    private static String tail(String service, String tail) {
        return switch (service) {
            case "rds", "cloudwatch" -> after(tail, ":");
            case "lambda" -> after(tail, ":").replaceFirst(":.*$", "");
            case "cloudformation" -> tail.replaceFirst("^[^/]+/([^/]+)(/.*)?$", "$1");
            case "ecs" -> after(tail, "/");
            case "elasticloadbalancing" ->
                tail.replaceFirst("^loadbalancer/(?:app|net|gwy)/([^/]+)/.*$", "$1")
                        .replaceFirst("^targetgroup/([^/]+)/.*$", "$1");
            case "dynamodb" -> tail.replaceFirst("^table/", "");
            case "logs" -> tail.replaceFirst("^log-group:", "").replaceFirst(":\\*$", "");
            case "iam" -> tail.substring(tail.lastIndexOf('/') + 1);
            case "kms" -> tail.replaceFirst("^key/", "");
            case "secretsmanager" -> tail.replaceFirst("^secret:(.*)-[A-Za-z0-9]{6}$", "$1");
            case "events" -> tail.replaceFirst("^rule/", "");
            case "scheduler" -> tail.replaceFirst("^schedule/", "").replaceFirst("^default/", "");
            case "acm", "ecr", "route53", "ec2" -> after(tail, "/");
            case "apigateway" -> tail.replaceFirst("^/(?:restapis|apis)/([^/]+).*$", "$1");
            default -> tail;
        };
    }

    private static String after(String tail, String separator) {
        var at = tail.indexOf(separator);
        return at < 0 ? tail : tail.substring(at + 1);
    }
}
