package app.medzenhealth.cutover.action.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.traffic.Route53State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.route53.model.RRType;

class DnsTest {

    private static final String ZONE = "Z1";
    private static final String NAME = "ehr.example.test";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void a_zone() {
        bench = new Workbench(folder);
        Route53State.of(bench.estate())
                .zone(ZONE, "example.test.")
                .record(ZONE, NAME, RRType.CNAME, 300, "old.example.net");
    }

    private app.medzenhealth.cutover.action.Action change(String type, String value) {
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

        assertThat(new Records(ZONE, NAME).read(bench.context()))
                .extracting(s -> s.setIdentifier())
                .containsExactlyInAnyOrder("frankfurt", "ireland");
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
                "11111111-1111-1111-1111-111111111111");
    }

    @Test
    void a_check_tells_the_wrong_value() throws Exception {
        var check = bench.action(
                "dns.check",
                "",
                Map.of("name", NAME, "type", "CNAME", "values", List.of("new.example.net"), "where", "authoritative"));

        assertThat(check.verify(bench.context())).isNotEmpty().noneMatch(c -> c.passed());
    }
}
