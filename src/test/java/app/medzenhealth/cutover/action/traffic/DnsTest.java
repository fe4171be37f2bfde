package app.medzenhealth.cutover.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedRoute53;
import app.medzenhealth.cutover.rehearsal.traffic.Route53State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Tag;

class DnsTest {

    private static final String ZONE = "Z1";
    private static final String NAME = "ehr.example.test";
    private static final String HEALTH = "11111111-1111-1111-1111-111111111111";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void a_zone() {
        bench = new Workbench(folder);
        Route53State.of(bench.estate())
                .zone(ZONE, "example.test.")
                .record(ZONE, NAME, RRType.CNAME, 300, "old.example.net")
                .healthCheck(HEALTH, NAME);
    }

    private Action change(String type, String value) {
        return bench.action(
                "dns.change", "", Map.of("zone", ZONE, "name", NAME, "type", type, "value", value, "ttl", 60));
    }

    @Test
    void the_same_type_is_upserted_and_the_authoritative_servers_answer_it() throws Exception {
        var change = change("CNAME", "new.example.net");

        assertThat(bench.preview(change).changes())
                .singleElement()
                .satisfies(c -> assertThat(c.attribute()).isEqualTo("UPSERT"));
        assertThat(bench.carryOut(change).values()).containsKey("changeId");
        assertThat(change.reconcile(bench.context())).isInstanceOf(Verdict.Done.class);
        assertThat(bench.operations(change)).isEmpty();
    }

    @Test
    void another_type_is_one_batch_of_delete_and_create() throws Exception {
        var change = change("A", "192.0.2.7");

        assertThat(bench.preview(change).changes())
                .extracting(c -> c.attribute())
                .containsExactly("DELETE", "CREATE");
        assertThat(bench.operations(change)).containsExactly("ChangeResourceRecordSets");
        bench.carryOut(change);
    }

    @Test
    void its_undo_brings_the_old_record_back() throws Exception {
        var change = change("A", "192.0.2.7");
        var before = bench.preview(change).facts();
        bench.carryOut(change);

        bench.carryOut(((Undo.Inverse) change.undo(before)).action());

        assertThat(bench.preview(change).facts()).isEqualTo(before);
    }

    @Test
    void a_name_outside_of_the_zone_is_refused() throws Exception {
        var change = bench.action(
                "dns.change",
                "",
                Map.of("zone", ZONE, "name", "ehr.other.test", "type", "CNAME", "value", "new.example.net"));

        assertThat(change.preflight(bench.context())).anyMatch(c -> !c.passed());
    }

    @Test
    void a_lower_ttl_is_waited_for_by_the_old_one() throws Exception {
        var lower = bench.action(
                "dns.ttl", "", Map.of("zone", ZONE, "name", NAME, "type", "CNAME", "ttl", 60, "wait", true));
        var begun = bench.estate().now();

        assertThat(bench.carryOut(lower).values()).containsEntry("oldTtl", "300");

        assertThat(Duration.between(begun, bench.estate().now())).isGreaterThanOrEqualTo(Duration.ofSeconds(300));
        assertThat(bench.operations(lower)).isEmpty();
    }

    @Test
    void failover_replaces_the_simple_record_and_the_secondary_joins_it() throws Exception {
        bench.carryOut(bench.action("dns.change", "", failover("frankfurt", "PRIMARY", "new.example.net")));
        bench.carryOut(bench.action("dns.change", "", failover("ireland", "SECONDARY", "old.example.net")));

        assertThat(new RecordSets(ZONE, NAME).read(bench.context()))
                .extracting(s -> s.setIdentifier())
                .containsExactlyInAnyOrder("frankfurt", "ireland");
    }

    /** As a drill does it on a name of its own: the pair goes over when its check is turned red, and comes back, and goes away. */
    @Test
    void a_pair_fails_over_while_its_check_is_held_red_and_comes_back_when_it_is_released() throws Exception {
        bench.carryOut(bench.action("dns.change", "", failover("frankfurt", "PRIMARY", "new.example.net")));
        var second = new HashMap<String, Object>(failover("ireland", "SECONDARY", "old.example.net"));
        second.remove("healthCheck");
        bench.carryOut(bench.action("dns.change", "", second));
        assertThat(leadsTo("new.example.net")).isTrue();

        var hold = hold("held");
        var before = bench.preview(hold).facts();
        bench.carryOut(hold);
        assertThat(leadsTo("old.example.net")).isTrue();
        assertThat(bench.operations(hold)).isEmpty();
        bench.carryOut(((Undo.Inverse) hold.undo(before)).action());
        assertThat(leadsTo("new.example.net")).isTrue();
        bench.carryOut(hold("held"));
        bench.carryOut(hold("released"));
        assertThat(leadsTo("new.example.net")).isTrue();

        var remove =
                bench.action("dns.remove", "", Map.of("zone", ZONE, "name", NAME, "healthChecks", List.of(HEALTH)));
        assertThat(bench.operations(remove)).containsExactly("ChangeResourceRecordSets", "DeleteHealthCheck");
        bench.carryOut(remove);
        assertThat(new RecordSets(ZONE, NAME).read(bench.context())).isEmpty();
        assertThat(hold("held").preflight(bench.context())).noneMatch(c -> c.passed());
    }

    /** DeleteHealthCheck does not ask who goes by it (Route 53 API Reference, DeleteHealthCheck). */
    @Test
    void the_check_of_a_drill_is_found_by_its_name_and_stays_while_another_name_asks_it() throws Exception {
        var clears = bench.action(
                "dns.remove",
                "",
                Map.of("zone", ZONE, "name", NAME, "healthChecks", List.of(), "checksNamed", List.of("drill")));
        bench.carryOut(bench.action("dns.change", "", failover("frankfurt", "PRIMARY", "new.example.net")));
        assertThat(bench.operations(clears)).containsExactly("ChangeResourceRecordSets");

        bench.world
                .client(Route53Client.class, EmbeddedRoute53::new)
                .changeTagsForResource(t -> t.resourceType("healthcheck")
                        .resourceId(HEALTH)
                        .addTags(Tag.builder().key("Name").value("drill").build()));
        assertThat(bench.operations(clears)).containsExactly("ChangeResourceRecordSets", "DeleteHealthCheck");
        assertThat(clears.preflight(bench.context())).allMatch(c -> c.passed());

        var other = new HashMap<String, Object>(failover("frankfurt", "PRIMARY", "new.example.net"));
        other.put("name", "other." + NAME);
        bench.carryOut(bench.action("dns.change", "", other));
        assertThat(clears.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence())
                        .contains("other." + NAME)
                        .contains(HEALTH));
    }

    private Action hold(String state) {
        return bench.action("route53.hold-health-check", "", Map.of("healthCheck", HEALTH, "state", state));
    }

    private boolean leadsTo(String value) throws InterruptedException {
        return bench
                .action(
                        "dns.check",
                        "",
                        Map.of("name", NAME, "type", "CNAME", "values", List.of(value), "where", "authoritative"))
                .verify(bench.context())
                .stream()
                .allMatch(c -> c.passed());
    }

    private static Map<String, Object> failover(String set, String role, String value) {
        return Map.of(
                "zone",
                ZONE,
                "name",
                NAME,
                "type",
                "CNAME",
                "value",
                value,
                "ttl",
                60,
                "setIdentifier",
                set,
                "failover",
                role,
                "healthCheck",
                HEALTH);
    }

    @Test
    void a_check_tells_the_wrong_value() throws Exception {
        var check = bench.action(
                "dns.check",
                "",
                Map.of("name", NAME, "type", "CNAME", "values", List.of("new.example.net"), "where", "authoritative"));

        assertThat(check.verify(bench.context())).isNotEmpty().noneMatch(c -> c.passed());
    }

    /** One group of sets of each routing policy that Route 53 has. */
    static Stream<List<ResourceRecordSet>> routed() {
        return Stream.of(
                List.of(set("a", s -> s.weight(10L)), set("b", s -> s.weight(90L))),
                List.of(set("a", s -> s.region("eu-west-1")), set("b", s -> s.region("eu-central-1"))),
                List.of(
                        set("a", s -> s.failover("PRIMARY").healthCheckId(HEALTH)),
                        set("b", s -> s.failover("SECONDARY"))),
                List.of(
                        set("a", s -> s.geoLocation(g -> g.continentCode("AF"))),
                        set("b", s -> s.geoLocation(g -> g.countryCode("*")))),
                List.of(
                        set(
                                "a",
                                s -> s.geoProximityLocation(
                                        g -> g.awsRegion("eu-west-1").bias(5))),
                        set(
                                "b",
                                s -> s.geoProximityLocation(g ->
                                        g.coordinates(c -> c.latitude("9.19").longitude("45.46"))))),
                List.of(
                        set(
                                "a",
                                s -> s.cidrRoutingConfig(c -> c.collectionId("c8c02a84-aaaa-bbbb-e0d2-d833a2f80106")
                                        .locationName("clinics"))),
                        set(
                                "b",
                                s -> s.cidrRoutingConfig(c -> c.collectionId("c8c02a84-aaaa-bbbb-e0d2-d833a2f80106")
                                        .locationName("*")))),
                List.of(multivalue("a", "192.0.2.1"), multivalue("b", "192.0.2.2")));
    }

    private static final String ROUTED = "routed.example.test";

    private static ResourceRecordSet set(String id, Consumer<ResourceRecordSet.Builder> policy) {
        return ResourceRecordSet.builder()
                .name(ROUTED)
                .type(RRType.CNAME)
                .ttl(60L)
                .setIdentifier(id)
                .resourceRecords(
                        ResourceRecord.builder().value(id + ".example.net").build())
                .applyMutation(policy)
                .build();
    }

    private static ResourceRecordSet multivalue(String id, String address) {
        return set(
                id,
                s -> s.type(RRType.A)
                        .multiValueAnswer(true)
                        .resourceRecords(ResourceRecord.builder().value(address).build()));
    }

    @ParameterizedTest
    @MethodSource("routed")
    void a_change_of_records_with_any_routing_policy_can_be_taken_back(List<ResourceRecordSet> sets) throws Exception {
        sets.forEach(s -> Route53State.of(bench.estate()).record(ZONE, s));
        var records = new RecordSets(ZONE, ROUTED);
        var there = records.read(bench.context());
        var change = bench.action(
                "dns.change",
                "",
                Map.of("zone", ZONE, "name", ROUTED, "type", "CNAME", "value", "new.example.net", "ttl", 60));
        var preview = bench.preview(change);

        assertThat(preview.warnings()).anyMatch(w -> w.contains("Routing ends"));
        assertThat(preview.changes().toString())
                .contains(there.stream().flatMap(s -> Routing.words(s).stream()).toArray(String[]::new));
        bench.carryOut(change);
        assertThat(records.read(bench.context())).hasSize(1);
        bench.carryOut(((Undo.Inverse) change.undo(preview.facts())).action());

        assertThat(records.read(bench.context())).isEqualTo(there);
    }

    @ParameterizedTest
    @MethodSource("routed")
    void a_lower_ttl_of_records_with_any_routing_policy_can_be_taken_back(List<ResourceRecordSet> sets)
            throws Exception {
        sets.forEach(s -> Route53State.of(bench.estate()).record(ZONE, s));
        var records = new RecordSets(ZONE, ROUTED);
        var there = records.read(bench.context());
        var lower = bench.action(
                "dns.ttl",
                "",
                Map.of("zone", ZONE, "name", ROUTED, "type", sets.getFirst().typeAsString(), "ttl", 30, "wait", false));
        var before = bench.preview(lower).facts();
        bench.carryOut(lower);
        assertThat(records.read(bench.context())).allMatch(s -> s.ttl() == 30);

        bench.carryOut(((Undo.Inverse) lower.undo(before)).action());

        assertThat(records.read(bench.context())).isEqualTo(there);
    }

    @Test
    void a_weighted_switch_is_said_in_shares_and_keeps_the_other_sets() throws Exception {
        Route53State.of(bench.estate()).record(ZONE, set("a", s -> s.weight(90L)));
        var change = bench.action(
                "dns.change",
                "",
                Map.of(
                        "zone",
                        ZONE,
                        "name",
                        ROUTED,
                        "type",
                        "CNAME",
                        "value",
                        "b.example.net",
                        "ttl",
                        60,
                        "setIdentifier",
                        "b",
                        "weight",
                        10));

        assertThat(bench.preview(change).warnings())
                .contains("Queries are shared by weight: a 90 of 100, b 10 of 100.");
        bench.carryOut(change);

        assertThat(new RecordSets(ZONE, ROUTED).read(bench.context()))
                .extracting(ResourceRecordSet::weight)
                .containsExactlyInAnyOrder(90L, 10L);
    }

    @Test
    void a_weighted_record_with_another_ttl_than_its_group_is_refused_beforehand() throws Exception {
        Route53State.of(bench.estate()).record(ZONE, set("a", s -> s.weight(90L)));
        var change = bench.action(
                "dns.change",
                "",
                Map.of(
                        "zone",
                        ZONE,
                        "name",
                        ROUTED,
                        "type",
                        "CNAME",
                        "value",
                        "b.example.net",
                        "ttl",
                        300,
                        "setIdentifier",
                        "b",
                        "weight",
                        10));

        assertThat(change.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence()).contains("TTL 60", "300"));
    }

    @Test
    void a_record_of_a_traffic_policy_is_not_touched_because_it_could_not_be_brought_back() throws Exception {
        Route53State.of(bench.estate()).record(ZONE, set(null, s -> s.trafficPolicyInstanceId("instance-1")));
        var change = bench.action(
                "dns.change",
                "",
                Map.of("zone", ZONE, "name", ROUTED, "type", "CNAME", "value", "b.example.net", "ttl", 60));

        assertThat(change.preflight(bench.context()))
                .filteredOn(c -> !c.passed())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(c.outcome().evidence()).contains("instance-1"));
    }

    @Test
    void what_an_earlier_session_noted_in_the_former_way_is_still_brought_back() {
        var set = RecordText.read(
                NAME + ".",
                "{\"type\":\"CNAME\",\"ttl\":300,\"values\":[\"old.example.net\"],\"evaluateHealth\":false,"
                        + "\"set\":\"ireland\",\"failover\":\"SECONDARY\"}");

        assertThat(RecordText.shown(set)).isEqualTo("CNAME old.example.net TTL 300 SECONDARY (ireland)");
    }
}
