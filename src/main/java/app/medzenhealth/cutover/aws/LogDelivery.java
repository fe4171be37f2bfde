package app.medzenhealth.cutover.aws;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a bucket's policy must allow before CloudWatch Logs exports to it: the service of that region reads the bucket's ACL and puts
 * objects (Amazon CloudWatch Logs User Guide, "Export log data to Amazon S3 using the AWS CLI", step 3: Set permissions).
 */
public final class LogDelivery {
    private static final String ACL = "s3:GetBucketAcl";
    private static final String PUT = "s3:PutObject";

    private LogDelivery() {}

    /** A policy that allows this and no more, for exports of this account. */
    public static String policy(String region, String account, String bucket) {
        var statements = List.of(
                statement(region, account, ACL, "arn:aws:s3:::" + bucket),
                statement(region, account, PUT, "arn:aws:s3:::" + bucket + "/*"));
        return JsonMapper.shared().writeValueAsString(Map.of("Version", "2012-10-17", "Statement", statements));
    }

    private static Map<String, Object> statement(String region, String account, String action, String resource) {
        return Map.of(
                "Effect",
                "Allow",
                "Principal",
                Map.of("Service", service(region)),
                "Action",
                action,
                "Resource",
                resource,
                "Condition",
                Map.of("StringEquals", Map.of("aws:SourceAccount", account)));
    }

    /** What of it the policy does not allow; empty where an export is let in. */
    public static List<String> missing(@Nullable String policy, String region) {
        var allowed = policy == null ? List.<String>of() : allowed(policy, service(region));
        return Stream.of(ACL, PUT)
                .filter(a -> allowed.stream().noneMatch(is -> covers(is, a)))
                .toList();
    }

    private static List<String> allowed(String policy, String service) {
        try {
            return each(JsonMapper.shared().readTree(policy).path("Statement"))
                    .filter(s -> s.path("Effect").asString("").equals("Allow"))
                    .filter(s -> each(s.path("Principal").path("Service"))
                            .anyMatch(p -> p.asString("").equals(service)))
                    .flatMap(s -> each(s.path("Action")))
                    .map(a -> a.asString(""))
                    .toList();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /** IAM takes one value for a list of one. */
    private static Stream<JsonNode> each(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node);
    }

    private static boolean covers(String allowed, String action) {
        return allowed.equals("*") || allowed.equals("s3:*") || allowed.equalsIgnoreCase(action);
    }

    private static String service(String region) {
        return "logs." + region + ".amazonaws.com";
    }
}
