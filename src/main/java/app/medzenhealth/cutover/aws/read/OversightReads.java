package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.ListIpSetsResponse;
import software.amazon.awssdk.services.wafv2.model.ListRegexPatternSetsResponse;
import software.amazon.awssdk.services.wafv2.model.ListRuleGroupsResponse;
import software.amazon.awssdk.services.wafv2.model.ListWebAcLsResponse;
import software.amazon.awssdk.services.wafv2.model.Scope;

/** What watches and guards: trails, web ACLs, parameters by name; and load balancers of the first kind. */
final class OversightReads {

    private OversightReads() {}

    static List<Found> classicBalancers(ServiceReading in) {
        var client = in.client(ElasticLoadBalancingClient.class);
        return in
                .pages(
                        token -> client.describeLoadBalancers(b -> b.marker(token)),
                        DescribeLoadBalancersResponse::loadBalancerDescriptions,
                        DescribeLoadBalancersResponse::nextMarker)
                .stream()
                .map(l -> new Found(
                        "load-balancer",
                        in.region(),
                        text(l.loadBalancerName()),
                        in.arn("elasticloadbalancing", "loadbalancer/" + l.loadBalancerName()),
                        text(l.loadBalancerName()),
                        "",
                        details("scheme", l.scheme(), "instances", l.instances().size()),
                        Map.of()))
                .toList();
    }

    /** Those that were made here; in other regions AWS shows copies of a trail for all regions. */
    static List<Found> trails(ServiceReading in) {
        var client = in.client(CloudTrailClient.class);
        return in.call(() -> client.describeTrails(b -> b.includeShadowTrails(false))).trailList().stream()
                .filter(t -> t.homeRegion() == null || t.homeRegion().equals(in.region()))
                .map(t -> trail(in, t))
                .toList();
    }

    private static Found trail(ServiceReading in, Trail t) {
        return new Found(
                "trail",
                in.region(),
                text(t.name()),
                text(t.trailARN()),
                text(t.name()),
                "",
                details("bucket", t.s3BucketName(), "all regions", t.isMultiRegionTrail()),
                Map.of());
    }

    /** Names; their values may be secret. */
    static List<Found> parameters(ServiceReading in) {
        var client = in.client(SsmClient.class);
        return in
                .pages(
                        token -> client.describeParameters(b -> b.nextToken(token)),
                        DescribeParametersResponse::parameters,
                        DescribeParametersResponse::nextToken)
                .stream()
                .map(p -> parameter(in, p))
                .toList();
    }

    private static Found parameter(ServiceReading in, ParameterMetadata p) {
        var name = text(p.name());
        return new Found(
                "parameter",
                in.region(),
                name,
                in.arn("ssm", "parameter/" + (name.startsWith("/") ? name.substring(1) : name)),
                name,
                "",
                details("type", p.typeAsString(), "tier", p.tierAsString()),
                Map.of());
    }

    /** Those of the region; CloudFront's are in none. */
    static List<Found> webAcls(ServiceReading in) throws InterruptedException {
        var client = in.client(Wafv2Client.class);
        return in.together(
                new Listing(
                        "web-acl",
                        () -> marked(
                                        in,
                                        token -> client.listWebACLs(
                                                b -> b.scope(Scope.REGIONAL).nextMarker(token)),
                                        ListWebAcLsResponse::webACLs,
                                        ListWebAcLsResponse::nextMarker)
                                .stream()
                                .map(w -> part(in, "web-acl", w.id(), w.arn(), w.name()))
                                .toList()),
                new Listing(
                        "rule-group",
                        () -> marked(
                                        in,
                                        token -> client.listRuleGroups(
                                                b -> b.scope(Scope.REGIONAL).nextMarker(token)),
                                        ListRuleGroupsResponse::ruleGroups,
                                        ListRuleGroupsResponse::nextMarker)
                                .stream()
                                .map(g -> part(in, "rule-group", g.id(), g.arn(), g.name()))
                                .toList()),
                new Listing(
                        "ip-set",
                        () -> marked(
                                        in,
                                        token -> client.listIPSets(
                                                b -> b.scope(Scope.REGIONAL).nextMarker(token)),
                                        ListIpSetsResponse::ipSets,
                                        ListIpSetsResponse::nextMarker)
                                .stream()
                                .map(s -> part(in, "ip-set", s.id(), s.arn(), s.name()))
                                .toList()),
                new Listing(
                        "regex-pattern-set",
                        () -> marked(
                                        in,
                                        token -> client.listRegexPatternSets(
                                                b -> b.scope(Scope.REGIONAL).nextMarker(token)),
                                        ListRegexPatternSetsResponse::regexPatternSets,
                                        ListRegexPatternSetsResponse::nextMarker)
                                .stream()
                                .map(s -> part(in, "regex-pattern-set", s.id(), s.arn(), s.name()))
                                .toList()));
    }

    /** WAF has a marker also on its last page: there is more only where the page holds something. */
    private static <P, T> List<T> marked(
            ServiceReading in,
            Function<@Nullable String, P> fetch,
            Function<P, List<T>> items,
            Function<P, @Nullable String> next) {
        return new ArrayList<>(in.pages(fetch, items, page -> items.apply(page).isEmpty() ? null : next.apply(page)));
    }

    private static Found part(ServiceReading in, String type, String id, String arn, String name) {
        return new Found(type, in.region(), text(id), text(arn), text(name), "", Map.of(), Map.of());
    }
}
