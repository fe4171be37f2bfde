package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.aws.name.DnsName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.NoSuchHealthCheckException;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/**
 * The health checks that go with a drill's name.
 *
 * @param ids as the steps that made them gave them
 * @param names as {@code route53.create-health-check} has named them, for whoever clears up after a drill of which only some steps were
 *     carried out
 */
record DrillChecks(List<String> ids, List<String> names) {

    /** Those that exist. */
    Set<String> there(ActionContext context) {
        var route53 = context.clients().client(Route53Client.class, RecordSets.GLOBAL);
        var found = new TreeSet<String>();
        for (var id : ids) {
            try {
                route53.getHealthCheck(r -> r.healthCheckId(id));
                found.add(id);
            } catch (NoSuchHealthCheckException e) {
                // It is gone, as it is to be.
            }
        }
        if (!names.isEmpty()) {
            route53.listHealthChecksPaginator(q -> {}).healthChecks().stream()
                    .map(HealthCheck::id)
                    .filter(id -> named(route53, id))
                    .forEach(found::add);
        }
        return found;
    }

    private boolean named(Route53Client route53, String id) {
        return route53
                .listTagsForResource(
                        q -> q.resourceType(TagResourceType.HEALTHCHECK).resourceId(id))
                .resourceTagSet()
                .tags()
                .stream()
                .anyMatch(t -> t.key().equals("Name") && names.contains(t.value()));
    }

    /**
     * "Route 53 does not prevent you from deleting a health check even if the health check is associated with one or more resource
     * record sets" (Route 53 API Reference, DeleteHealthCheck): users may be led by one of those.
     */
    Check askedByNoOther(ActionContext context, RecordSets records) throws InterruptedException {
        return Check.reading("No other name asks its health checks", () -> {
            var checks = there(context);
            var others = context
                    .clients()
                    .client(Route53Client.class, RecordSets.GLOBAL)
                    .listResourceRecordSetsPaginator(q -> q.hostedZoneId(records.zone()))
                    .resourceRecordSets()
                    .stream()
                    .filter(s -> s.healthCheckId() != null && checks.contains(s.healthCheckId()))
                    .filter(s -> !DnsName.same(s.name(), records.name()))
                    .map(s -> s.name() + " asks " + s.healthCheckId())
                    .toList();
            return Check.passIf(
                    others::isEmpty,
                    others.isEmpty() ? checks.size() + " go with " + records.name() : String.join("; ", others),
                    "correct which health checks go, or lead these names by others first");
        });
    }
}
