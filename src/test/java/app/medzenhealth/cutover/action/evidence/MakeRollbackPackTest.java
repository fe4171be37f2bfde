package app.medzenhealth.cutover.action.evidence;

import static app.medzenhealth.cutover.action.Bench.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.traffic.Route53State;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.route53.model.RRType;

class MakeRollbackPackTest {
    @Test
    void each_piece_is_read_from_disk_and_compared_with_the_live_state(@TempDir Path files) throws Exception {
        var bench = new Bench(files);
        Route53State.of(bench.estate)
                .zone("ZONE1", "medzenhealth.app.")
                .record("ZONE1", "ehr.medzenhealth.app.", RRType.CNAME, 300, "alb.example.");
        Ec2State.of(bench.estate, IRELAND)
                .vpc("vpc-1", "10.1.0.0/16")
                .securityGroup("sg-1", "database", "database", "vpc-1")
                .ingress("sg-1", 5432, "sg-1");
        var action = bench.make(Bench.use("rollback.pack", Map.of()));
        var folder = Path.of(bench.carryOut(action).values().get("folder"));
        assertThat(folder.resolve("dns.json"))
                .content()
                .contains("\"UPSERT\"", "ehr.medzenhealth.app.", "alb.example.")
                .doesNotContain("SOA");
        assertThat(folder.resolve("eu-west-1-security-groups.json"))
                .content()
                .contains("\"FromPort\" : 5432", "\"GroupId\" : \"sg-1\"");
        Route53State.of(bench.estate).record("ZONE1", "new.medzenhealth.app.", RRType.CNAME, 60, "alb.example.");
        assertThat(Bench.open(action.verify(bench.context())))
                .containsExactly("Fail dns.json fits the live state: the live state has changed since");
    }
}
