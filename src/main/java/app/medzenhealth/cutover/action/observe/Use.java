package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Showing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.RestApi;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * What CloudWatch has measured of somebody's using a resource. Only a measured zero is one: services send no value for what nobody
 * uses, but neither for a wrong name (Amazon CloudWatch API Reference, ListMetrics: what has had no value for two weeks is not
 * listed).
 *
 * <p>Of a bucket no zero is one: its request metrics have to be configured, under a name of which {@code EntireBucket} is but the
 * recommended one, and are "not meant to be a complete accounting of all requests" (Amazon S3 User Guide, "Metrics and dimensions",
 * "Creating a CloudWatch metrics configuration for all the objects in your bucket":
 * docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html).
 *
 * @param within how far it looks back
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html">DynamoDB:
 *     ConsumedReadCapacityUnits by TableName, for a table with its indexes</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Lambda: Invocations by FunctionName</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html">API Gateway:
 *     Count by ApiName, of HTTP APIs by ApiId</a>
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">SQS:
 *     NumberOfMessagesSent, NumberOfMessagesReceived by QueueName</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html">SNS: NumberOfMessagesPublished by
 *     TopicName</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html">RDS: DatabaseConnections by
 *     DBInstanceIdentifier</a>
 */
public record Use(ActionContext context, String region, Duration within) {
    private static final String BUCKETS = "AWS/S3";

    /** What a metric counts, as people call it. */
    private static final Map<String, String> COUNTED = Map.of(
            "AllRequests", "requests",
            "ConsumedReadCapacityUnits", "reads",
            "ConsumedWriteCapacityUnits", "writes",
            "Count", "requests",
            "DatabaseConnections", "connections",
            "Invocations", "invocations",
            "NumberOfMessagesPublished", "messages published",
            "NumberOfMessagesReceived", "messages received",
            "NumberOfMessagesSent", "messages sent");

    /**
     * One check a metric that tells of its use; none for what no metric tells of.
     *
     * @param kind as the inventory calls it, {@code lambda/function}
     */
    public List<Check> of(String kind, String name) throws InterruptedException {
        return measured(kind, name).stream()
                .map(c -> c.showing()
                        .map(s -> c.showing(new Showing(s.matter(), kind + "/" + name, s.words())))
                        .orElse(c))
                .toList();
    }

    private List<Check> measured(String kind, String name) throws InterruptedException {
        return switch (kind) {
            case "lambda/function" -> List.of(function(name));
            case "dynamodb/table" -> table(name);
            case "apigateway/rest-api", "apigatewayv2/http-api" -> List.of(api(name));
            case "s3/bucket" -> List.of(bucket(name));
            case "sqs/queue" ->
                List.of(
                        unused(name, series("AWS/SQS", "NumberOfMessagesSent", Map.of("QueueName", name), "Sum")),
                        unused(name, series("AWS/SQS", "NumberOfMessagesReceived", Map.of("QueueName", name), "Sum")));
            case "sns/topic" ->
                List.of(unused(name, series("AWS/SNS", "NumberOfMessagesPublished", Map.of("TopicName", name), "Sum")));
            case "rds/instance" ->
                List.of(unused(
                        name,
                        series("AWS/RDS", "DatabaseConnections", Map.of("DBInstanceIdentifier", name), "Maximum")));
            default -> List.of();
        };
    }

    Check function(String function) throws InterruptedException {
        return unused(function, series("AWS/Lambda", "Invocations", Map.of("FunctionName", function)));
    }

    List<Check> table(String table) throws InterruptedException {
        return List.of(
                Check.of(title(table, "ConsumedReadCapacityUnits"), () -> List.of(unused(table, reads(table))))
                        .getFirst(),
                unused(table, series("AWS/DynamoDB", "ConsumedWriteCapacityUnits", Map.of("TableName", table))));
    }

    Check api(String api) throws InterruptedException {
        return Check.of(title(api, "Count"), () -> List.of(unused(api, requests(api))))
                .getFirst();
    }

    Check bucket(String bucket) throws InterruptedException {
        return unused(bucket, series(BUCKETS, "AllRequests", Map.of("BucketName", bucket, "FilterId", "EntireBucket")));
    }

    /**
     * Of the table and of each index that it is read through: where a metric is told by both dimensions, the one of the table
     * alone need not hold its indexes ("The TableName dimension returns the ProvisionedReadCapacityUnits for the table, but not
     * for any global secondary indexes": Amazon DynamoDB Developer Guide, "DynamoDB Metrics and dimensions").
     */
    private List<Series> reads(String table) {
        var all = new ArrayList<Series>();
        all.add(series("AWS/DynamoDB", "ConsumedReadCapacityUnits", Map.of("TableName", table)));
        try {
            context.clients()
                    .client(DynamoDbClient.class, region)
                    .describeTable(q -> q.tableName(table))
                    .table()
                    .globalSecondaryIndexes()
                    .forEach(i -> all.add(series(
                            "AWS/DynamoDB",
                            "ConsumedReadCapacityUnits",
                            Map.of("TableName", table, "GlobalSecondaryIndexName", i.indexName()))));
        } catch (ResourceNotFoundException e) {
            // Nothing is measured of it either, and that is what is said.
        }
        return all;
    }

    /** REST APIs are measured by name, HTTP APIs by id. */
    private Series requests(String api) {
        return series(
                "AWS/ApiGateway",
                "Count",
                apis().stream()
                        .filter(a -> a.name().equals(api) || a.apiId().equals(api))
                        .map(Api::apiId)
                        .findFirst()
                        .map(i -> Map.of("ApiId", i))
                        .orElseGet(() -> Map.of("ApiName", restApiName(api).orElse(api))));
    }

    /** The name of an API that is named by its id; empty for everything else. */
    public Optional<String> name(String kind, String id) {
        return switch (kind) {
            case "apigateway/rest-api" -> restApiName(id);
            case "apigatewayv2/http-api" ->
                apis().stream().filter(a -> a.apiId().equals(id)).map(Api::name).findFirst();
            default -> Optional.empty();
        };
    }

    private Optional<String> restApiName(String id) {
        return context.clients().client(ApiGatewayClient.class, region).getRestApisPaginator(q -> {}).items().stream()
                .filter(a -> a.id().equals(id))
                .map(RestApi::name)
                .findFirst();
    }

    private List<Api> apis() {
        var all = new ArrayList<Api>();
        var client = context.clients().client(ApiGatewayV2Client.class, region);
        var page = client.getApis(q -> {});
        all.addAll(page.items());
        while (page.nextToken() != null) {
            var token = page.nextToken();
            page = client.getApis(q -> q.nextToken(token));
            all.addAll(page.items());
        }
        return all;
    }

    private Series series(String namespace, String metric, Map<String, String> dimensions) {
        return series(namespace, metric, dimensions, "Sum");
    }

    private Series series(String namespace, String metric, Map<String, String> dimensions, String statistic) {
        return new Series(region, namespace, metric, dimensions, statistic);
    }

    /** It claims nothing: where a person goes on without it, the last use is unknown. With the region: what is decided about a namesake elsewhere does not count here. */
    private String title(String resource, String metric) {
        return "Last use of " + resource + " in " + region + " (" + metric + ")";
    }

    private Check unused(String resource, Series series) throws InterruptedException {
        return unused(resource, List.of(series));
    }

    /** @param all one metric: of the resource as such, then of its parts */
    private Check unused(String resource, List<Series> all) throws InterruptedException {
        var series = all.getFirst();
        var title = title(resource, series.metric());
        var check = Check.reading(title, () -> {
            var values = new ArrayList<Double>();
            all.forEach(s -> values.addAll(s.read(context, within)));
            var sum = values.stream().mapToDouble(Double::doubleValue).sum();
            if (sum > 0) {
                return new Check.Fail(
                        String.format(Locale.ROOT, "%.0f in the last %d h", sum, within.toHours()),
                        "find out who uses it before it is taken away");
            }
            if (values.isEmpty()) {
                return new Check.NotMeasured("last use unknown, as " + why(series, series.listed(context)));
            }
            var none = "0 in the last " + within.toHours() + " h";
            return series.namespace().equals(BUCKETS)
                    ? new Check.Unknown(none + " by the filter EntireBucket, but S3 does not count every request")
                    : new Check.Pass(none);
        });
        return check.showing(new Showing(Showing.Matter.LAST_USE, resource, words(check, series.metric())));
    }

    /** In a table's cell. What is not measured is unknown, and never none. */
    private String words(Check check, String metric) {
        var what = COUNTED.getOrDefault(metric, metric);
        return switch (check.outcome()) {
            case Check.Pass _ -> "no " + what + " in " + within.toHours() + " h";
            case Check.Fail(String evidence, String _) -> what + ": " + evidence;
            case Check.Unknown _, Check.NotMeasured _ -> what + " unknown";
        };
    }

    private String why(Series series, boolean listed) {
        if (listed) {
            return "CloudWatch has no value in the last " + within.toHours() + " h, though it had one within two weeks";
        }
        return series.namespace().equals(BUCKETS)
                ? "bucket request metrics are not configured, or had no value in two weeks"
                : "CloudWatch has had no value in two weeks: it was not used, or the name is wrong";
    }
}
