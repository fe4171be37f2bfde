package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Whether anything was used lately. Only a measured zero is one: services send no value for what nobody uses, but neither for a
 * wrong name (Amazon CloudWatch API Reference, ListMetrics: what has had no value for two weeks is not listed). Of these a person
 * decides.
 *
 * <p>Of a bucket a person always decides: its request metrics have to be configured, under a name of which {@code EntireBucket} is
 * but the recommended one, and are "not meant to be a complete accounting of all requests" (Amazon S3 User Guide, "Metrics and
 * dimensions", "Creating a CloudWatch metrics configuration for all the objects in your bucket":
 * docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html).
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html">DynamoDB:
 *     ConsumedReadCapacityUnits by TableName, for a table with its indexes</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html">Lambda: Invocations by FunctionName</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html">API Gateway:
 *     Count by ApiName, of HTTP APIs by ApiId</a>
 */
public final class LastUse extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("evidence.last-use", "Prove that nothing is used")
            .requires(LIST, "functions", "tables", "apis", "buckets")
            .requires(DURATION, "within")
            .outputs("report")
            .about("functions", "tables", "apis", "buckets")
            .is(Trait.PROVES_DISPENSABLE)
            .script(ObserveRecipes::lastUse)
            .createdBy(LastUse::new);

    private static final String BUCKETS = "AWS/S3";

    private final String region;
    private final List<String> functions;
    private final List<String> tables;
    private final List<String> apis;
    private final List<String> buckets;
    private final Duration within;

    private LastUse(Inputs in) {
        this.region = in.region();
        this.functions = in.list("functions");
        this.tables = in.list("tables");
        this.apis = in.list("apis");
        this.buckets = in.list("buckets");
        this.within = in.duration("within");
    }

    @Override
    protected String summary() {
        return "Looks whether any of " + (functions.size() + tables.size() + apis.size() + buckets.size())
                + " resources in " + region + " was used in the last " + within.toHours() + " h.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var function : functions) {
            checks.add(
                    unused(context, function, series("AWS/Lambda", "Invocations", Map.of("FunctionName", function))));
        }
        for (var table : tables) {
            var of = Map.of("TableName", table);
            checks.add(Check.reading(
                    title(table, "ConsumedReadCapacityUnits"),
                    () -> unused(context, table, reads(context, table)).outcome()));
            checks.add(unused(context, table, series("AWS/DynamoDB", "ConsumedWriteCapacityUnits", of)));
        }
        for (var api : apis) {
            checks.add(Check.reading(
                    title(api, "Count"),
                    () -> unused(context, api, requests(context, api)).outcome()));
        }
        for (var bucket : buckets) {
            checks.add(unused(
                    context,
                    bucket,
                    series(BUCKETS, "AllRequests", Map.of("BucketName", bucket, "FilterId", "EntireBucket"))));
        }
        var file = Report.write(
                context,
                "last-use-" + region,
                checks.stream()
                        .map(c -> c.title() + ": " + c.outcome().evidence())
                        .toList());
        return new Finding(checks, new Outputs(Map.of("report", file.toString())));
    }

    /** What could not be read or measured of one says nothing about the others. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.outcome() instanceof Check.Unknown;
    }

    /**
     * Of the table and of each index that it is read through: where a metric is told by both dimensions, the one of the table
     * alone need not hold its indexes ("The TableName dimension returns the ProvisionedReadCapacityUnits for the table, but not
     * for any global secondary indexes": Amazon DynamoDB Developer Guide, "DynamoDB Metrics and dimensions").
     */
    private List<Series> reads(ActionContext context, String table) {
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
    private Series requests(ActionContext context, String api) {
        var id = apis(context).stream()
                .filter(a -> a.name().equals(api) || a.apiId().equals(api))
                .map(Api::apiId)
                .findFirst();
        return series("AWS/ApiGateway", "Count", id.map(i -> Map.of("ApiId", i)).orElse(Map.of("ApiName", api)));
    }

    private List<Api> apis(ActionContext context) {
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
        return new Series(region, namespace, metric, dimensions, "Sum");
    }

    /** It claims nothing: where a person goes on without it, the last use is unknown. With the region: what is decided about a namesake elsewhere does not count here. */
    private String title(String resource, String metric) {
        return "Last use of " + resource + " in " + region + " (" + metric + ")";
    }

    private Check unused(ActionContext context, String resource, Series series) throws InterruptedException {
        return unused(context, resource, List.of(series));
    }

    /** @param all one metric: of the resource as such, then of its parts */
    private Check unused(ActionContext context, String resource, List<Series> all) throws InterruptedException {
        var series = all.getFirst();
        var title = title(resource, series.metric());
        return Check.reading(title, () -> {
            var values = new ArrayList<Double>();
            all.forEach(s -> values.addAll(s.read(context, within)));
            var sum = values.stream().mapToDouble(Double::doubleValue).sum();
            if (sum > 0) {
                return new Check.Fail(
                        String.format(Locale.ROOT, "%.0f in the last %d h", sum, within.toHours()),
                        "find out who uses it before it is taken away");
            }
            if (values.isEmpty()) {
                return new Check.Unknown("not measured: last use unknown, as " + why(series, series.listed(context)));
            }
            var none = "0 in the last " + within.toHours() + " h";
            return series.namespace().equals(BUCKETS)
                    ? new Check.Unknown(none + " by the filter EntireBucket, but S3 does not count every request")
                    : new Check.Pass(none);
        });
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
