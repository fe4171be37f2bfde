package app.medzenhealth.cutover.rehearsal.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.rehearsal.compute.ElbState;
import app.medzenhealth.cutover.rehearsal.compute.TestEstate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.HealthCheckAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class EmbeddedRoute53Test {
    private static final String ZONE = "Z08MEDZENZONE00001";
    private static final String NAME = "ehr.medzenhealth.app";
    private final TestEstate world = new TestEstate();
    private final Route53Client route53 = world.client(Route53Client.class, EmbeddedRoute53::new);
    private final EmbeddedDns dns = new EmbeddedDns(world.estate);

    @BeforeEach
    void aZone() {
        Route53State.of(world.estate)
                .zone(ZONE, "medzenhealth.app")
                .record(ZONE, NAME, RRType.CNAME, 300, "old.example.com")
                .record(ZONE, "api.medzenhealth.app", RRType.CNAME, 300, "api.example.com");
    }

    private static ResourceRecordSet set(String name, RRType type, long ttl, String value) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(type)
                .ttl(ttl)
                .resourceRecords(ResourceRecord.builder().value(value).build())
                .build();
    }

    private static Change change(ChangeAction action, ResourceRecordSet set) {
        return Change.builder().action(action).resourceRecordSet(set).build();
    }

    private String submit(Change... changes) {
        return route53.changeResourceRecordSets(r -> r.hostedZoneId(ZONE).changeBatch(b -> b.changes(changes)))
                .changeInfo()
                .id();
    }

    private Set<List<String>> authoritative(String type) {
        return dns.authoritative(NAME, type).stream()
                .map(a -> ((DnsProber.Answer.Records) a).values())
                .collect(Collectors.toSet());
    }

    private List<String> resolved() {
        return ((DnsProber.Answer.Records) dns.resolver(NAME, "CNAME")).values();
    }

    @Test
    void a_change_is_pending_and_then_in_sync_and_only_then_all_servers_have_it() {
        var id = submit(change(ChangeAction.UPSERT, set(NAME, RRType.CNAME, 300, "new.example.com")));

        assertThat(route53.getChange(g -> g.id(id)).changeInfo().status()).isEqualTo(ChangeStatus.PENDING);
        assertThat(authoritative("CNAME")).containsExactly(List.of("old.example.com"));
        world.pass(15);
        assertThat(authoritative("CNAME")).hasSize(2);
        world.pass(15);
        assertThat(route53.getChange(g -> g.id(id)).changeInfo().status()).isEqualTo(ChangeStatus.INSYNC);
        assertThat(authoritative("CNAME")).containsExactly(List.of("new.example.com"));
    }

    @Test
    void a_resolver_keeps_the_old_answer_for_its_time_to_live() {
        world.pass(301);
        submit(change(ChangeAction.UPSERT, set(NAME, RRType.CNAME, 60, "new.example.com")));
        world.pass(30);

        assertThat(resolved()).containsExactly("old.example.com");
        world.pass(270);
        assertThat(resolved()).containsExactly("new.example.com");
    }

    @Test
    void a_batch_with_one_wrong_change_changes_nothing() {
        assertThatThrownBy(() -> submit(
                        change(ChangeAction.CREATE, set("new.medzenhealth.app", RRType.A, 60, "192.0.2.1")),
                        change(ChangeAction.DELETE, set(NAME, RRType.CNAME, 60, "old.example.com"))))
                .isInstanceOf(InvalidChangeBatchException.class)
                .satisfies(e -> assertThat(((InvalidChangeBatchException) e).messages())
                        .containsExactly(
                                "Tried to delete resource record set [name='ehr.medzenhealth.app.', type='CNAME'] but the"
                                        + " values provided do not match the current values"));
        assertThat(route53.listResourceRecordSetsPaginator(l -> l.hostedZoneId(ZONE))
                        .resourceRecordSets())
                .hasSize(4);
    }

    @Test
    void create_refuses_what_exists_and_delete_what_does_not() {
        assertThatThrownBy(() -> submit(change(ChangeAction.CREATE, set(NAME, RRType.CNAME, 300, "x.example.com"))))
                .hasMessageContaining("but it already exists");
        assertThatThrownBy(() ->
                        submit(change(ChangeAction.DELETE, set("none.medzenhealth.app", RRType.A, 60, "192.0.2.1"))))
                .hasMessageContaining("but it was not found");
        assertThatThrownBy(() -> submit(change(ChangeAction.CREATE, set("a.other.app", RRType.A, 60, "192.0.2.1"))))
                .hasMessageContaining("is not permitted in zone medzenhealth.app.");
    }

    @Test
    void an_alias_replaces_a_cname_only_by_delete_and_create_in_one_batch() {
        ElbState.of(world.estate, "eu-central-1")
                .loadBalancer(LoadBalancer.builder().loadBalancerName("alb").build(), "42");
        var alias = ResourceRecordSet.builder()
                .name(NAME)
                .type(RRType.A)
                .aliasTarget(a -> a.dnsName("alb-42.eu-central-1.elb.amazonaws.com")
                        .hostedZoneId("Z215JYRZR1TBD5")
                        .evaluateTargetHealth(false))
                .build();

        assertThatThrownBy(() -> submit(change(ChangeAction.UPSERT, alias)))
                .hasMessageContaining("conflicting RRSet of type  CNAME");
        submit(
                change(ChangeAction.DELETE, set(NAME, RRType.CNAME, 300, "old.example.com")),
                change(ChangeAction.CREATE, alias));
        world.pass(30);

        assertThat(authoritative("A"))
                .singleElement()
                .satisfies(v -> assertThat(v).hasSize(2));
        assertThat(authoritative("CNAME")).containsExactly(List.of());
    }

    @Test
    void an_alias_into_another_regions_load_balancer_zone_is_refused() {
        var alias = ResourceRecordSet.builder()
                .name("lb.medzenhealth.app")
                .type(RRType.A)
                .aliasTarget(a -> a.dnsName("alb-42.eu-central-1.elb.amazonaws.com")
                        .hostedZoneId("Z32O12XQLNTSW2")
                        .evaluateTargetHealth(false))
                .build();

        assertThatThrownBy(() -> submit(change(ChangeAction.CREATE, alias)))
                .hasMessageContaining("does not lie within the target zone");
    }

    @Test
    void record_sets_and_zones_come_in_pages() {
        for (var i = 0; i < 9; i++) {
            submit(change(ChangeAction.CREATE, set("n" + i + ".medzenhealth.app", RRType.TXT, 60, "\"v\"")));
        }

        var first = route53.listResourceRecordSets(l -> l.hostedZoneId(ZONE));

        assertThat(first.isTruncated()).isTrue();
        assertThat(route53.listResourceRecordSetsPaginator(l -> l.hostedZoneId(ZONE))
                        .resourceRecordSets())
                .hasSize(13)
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> route53.listResourceRecordSets(l -> l.hostedZoneId("ZNONE")))
                .isInstanceOf(NoSuchHostedZoneException.class);
    }

    @Test
    void the_same_caller_reference_makes_one_health_check() {
        var one = check("ref", "/health");

        assertThat(check("ref", "/health")).isEqualTo(one);
        assertThatThrownBy(() -> check("ref", "/other")).isInstanceOf(HealthCheckAlreadyExistsException.class);
        assertThat(route53.listHealthChecks().healthChecks()).hasSize(1);
    }

    @Test
    void failover_answers_the_secondary_once_the_primary_has_failed_three_checks() {
        var down = check("down", "/health");
        submit(Arrays.stream(new String[] {"PRIMARY", "SECONDARY"})
                .map(role -> change(
                        ChangeAction.CREATE,
                        set("failover.medzenhealth.app", RRType.CNAME, 60, role.toLowerCase() + ".example.com")
                                .toBuilder()
                                .setIdentifier(role)
                                .failover(role)
                                .healthCheckId(role.equals("PRIMARY") ? down : null)
                                .build()))
                .toArray(Change[]::new));
        world.pass(30);

        assertThat(failover()).containsExactly("primary.example.com");
        world.pass(90);
        assertThat(failover()).containsExactly("secondary.example.com");
        assertThat(route53.getHealthCheckStatus(g -> g.healthCheckId(down))
                        .healthCheckObservations()
                        .getFirst()
                        .statusReport()
                        .status())
                .startsWith("Failure");
    }

    private List<String> failover() {
        return ((DnsProber.Answer.Records)
                        dns.authoritative("failover.medzenhealth.app", "CNAME").getLast())
                .values();
    }

    private String check(String reference, String path) {
        return route53.createHealthCheck(c -> c.callerReference(reference)
                        .healthCheckConfig(h -> h.type("HTTPS")
                                .fullyQualifiedDomainName("nothing.medzenhealth.app")
                                .port(443)
                                .resourcePath(path)
                                .requestInterval(30)
                                .failureThreshold(3)))
                .healthCheck()
                .id();
    }
}
