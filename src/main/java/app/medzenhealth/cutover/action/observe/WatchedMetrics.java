package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.watch.MetricQuery;
import app.medzenhealth.cutover.monitor.watch.MetricReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * CloudWatch's metrics, many in one request of each region.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">GetMetricData: up to 500 metrics in
 *     a request; periods of a minute are kept for 15 days; each result says for itself whether it is complete</a>
 */
public final class WatchedMetrics implements MetricReader {
    private static final int MOST_QUERIES = 500;
    private static final int PERIOD_SECONDS = 60;
    private static final String BALANCER = "lb/";
    private static final String GROUP = "tg/";

    private final Clients clients;
    /** What load balancers and target groups are called, which they are for as long as they are there. */
    private final Map<String, String> named = new HashMap<>();

    public WatchedMetrics(Clients clients) {
        this.clients = clients;
    }

    @Override
    public synchronized Map<MetricQuery, Answer> read(Collection<MetricQuery> queries, Instant from, Instant to) {
        var answers = new LinkedHashMap<MetricQuery, Answer>();
        queries.stream()
                .distinct()
                .collect(Collectors.groupingBy(MetricQuery::region, LinkedHashMap::new, Collectors.toList()))
                .forEach((region, all) -> {
                    for (var i = 0; i < all.size(); i += MOST_QUERIES) {
                        part(region, all.subList(i, Math.min(all.size(), i + MOST_QUERIES)), from, to, answers);
                    }
                });
        return answers;
    }

    private void part(
            String region, List<MetricQuery> queries, Instant from, Instant to, Map<MetricQuery, Answer> answers) {
        var asked = new LinkedHashMap<String, MetricQuery>();
        var sent = new ArrayList<MetricDataQuery>();
        for (var query : queries) {
            try {
                var id = "m" + asked.size();
                sent.add(query(id, query));
                asked.put(id, query);
            } catch (SdkException e) {
                answers.put(query, new Unread(AwsErrors.explain(e).reason()));
            }
        }
        if (sent.isEmpty()) {
            return;
        }
        try {
            var found = new HashMap<String, TreeMap<Instant, Double>>();
            var wrong = new HashMap<String, String>();
            clients.client(CloudWatchClient.class, region)
                    .getMetricDataPaginator(r -> r.startTime(from)
                            .endTime(to)
                            .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                            .metricDataQueries(sent))
                    .metricDataResults()
                    .forEach(r -> take(r, found, wrong));
            asked.forEach((id, query) -> answers.put(
                    query,
                    Optional.ofNullable(wrong.get(id))
                            .<Answer>map(Unread::new)
                            .orElseGet(() -> new Values(found.getOrDefault(id, new TreeMap<>())))));
        } catch (SdkException e) {
            var why = AwsErrors.explain(e).reason();
            asked.values().forEach(q -> answers.put(q, new Unread(why)));
        }
    }

    private static void take(
            MetricDataResult result, Map<String, TreeMap<Instant, Double>> found, Map<String, String> wrong) {
        var values = found.computeIfAbsent(result.id(), _ -> new TreeMap<>());
        for (var i = 0; i < result.values().size(); i++) {
            values.put(result.timestamps().get(i), result.values().get(i));
        }
        if (result.statusCode() == StatusCode.FORBIDDEN || result.statusCode() == StatusCode.INTERNAL_ERROR) {
            wrong.put(
                    result.id(),
                    "CloudWatch says " + result.statusCodeAsString()
                            + result.messages().stream()
                                    .map(m -> ": " + m.value())
                                    .collect(Collectors.joining()));
        } else {
            // A page before may have had an error that this one has not.
            wrong.remove(result.id());
        }
    }

    private MetricDataQuery query(String id, MetricQuery query) {
        return MetricDataQuery.builder()
                .id(id)
                .returnData(true)
                .metricStat(s -> s.stat(query.statistic())
                        .period(PERIOD_SECONDS)
                        .metric(m -> m.namespace(query.namespace())
                                .metricName(query.metric())
                                .dimensions(new TreeMap<>(query.dimensions())
                                        .entrySet().stream()
                                                .map(d -> Dimension.builder()
                                                        .name(d.getKey())
                                                        .value(called(query.region(), d.getValue()))
                                                        .build())
                                                .toList())))
                .build();
    }

    /** @see Series for what CloudWatch calls a load balancer */
    private String called(String region, String value) {
        if (!value.startsWith(BALANCER) && !value.startsWith(GROUP)) {
            return value;
        }
        var key = region + " " + value;
        var known = named.get(key);
        if (known != null) {
            return known;
        }
        var found = value.startsWith(BALANCER)
                ? after(balancer(region, value.substring(BALANCER.length())), ":loadbalancer/")
                : "targetgroup/" + after(group(region, value.substring(GROUP.length())), ":targetgroup/");
        named.put(key, found);
        return found;
    }

    private String balancer(String region, String name) {
        return clients.client(ElasticLoadBalancingV2Client.class, region)
                .describeLoadBalancers(r -> r.names(name))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
    }

    private String group(String region, String name) {
        return clients.client(ElasticLoadBalancingV2Client.class, region)
                .describeTargetGroups(r -> r.names(name))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    private static String after(String arn, String mark) {
        return arn.substring(arn.indexOf(mark) + mark.length());
    }
}
