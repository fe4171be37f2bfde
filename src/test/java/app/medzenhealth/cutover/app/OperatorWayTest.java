package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.rehearsal.compute.EmbeddedEc2;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.session.StepState;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;

/**
 * The console's own way to each database, past its security group, is gone over by a step that opens a connection right where the
 * database is made, weeks before the window: behind the fence, or on the way back, it would be too late to find that a rule is missing.
 */
class OperatorWayTest {

    @TempDir
    Path folder;

    /** Takes away the rule that lets the console in to a database, as soon as there is one. */
    private static void shut(EstateApp desk, String region, String database) {
        var estate = desk.world.estate();
        RdsState.of(estate, region)
                .database(database)
                .orElseThrow()
                .spec()
                .securityGroups()
                .forEach(group -> new EmbeddedEc2(estate, region)
                        .revokeSecurityGroupIngress(RevokeSecurityGroupIngressRequest.builder()
                                .groupId(group)
                                .ipProtocol("tcp")
                                .fromPort(5432)
                                .toPort(5432)
                                .cidrIp(desk.session().view().parameters().get("operatorSource"))
                                .build()));
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, medzen-ehrbase-db, 1.8",
        "eu-central-1, medzen-ehrbase-drill-restore, 1.8",
        "eu-central-1, medzen-ehrbase-db-eu-central-1, 2.3",
        "eu-west-1, medzen-ehrbase-db-eu-west-1-replica, 5.13",
    })
    void a_missing_way_to_a_database_is_found_by_the_step_that_makes_it(String region, String database, String step)
            throws Exception {
        try (var desk = EstateApp.open(folder.resolve("state"), estate -> estate)) {
            var made = RdsState.of(desk.world.estate(), region);
            var gone = new AtomicBoolean();
            desk.world.estate().agenda().observe(now -> {
                if (made.database(database).isPresent() && gone.compareAndSet(false, true)) {
                    shut(desk, region, database);
                }
            });

            var outcome = desk.lead(s -> {}).goThrough();

            assertThat(outcome.complete()).isFalse();
            assertThat(outcome.stoppedAt().orElseThrow())
                    .startsWith("step " + step + ": ")
                    .contains(database + ".")
                    .contains("timed out");
            assertThat(desk.session().view().step("5.3").orElseThrow().state() instanceof StepState.Succeeded)
                    .isEqualTo(step.equals("5.13"));
        }
    }
}
