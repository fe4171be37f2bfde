package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedRds;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

class DatabaseMetricsTest {
    private static final MetricSource.Key LAG =
            new MetricSource.Key("AWS/RDS", "ReplicaLag", Map.of("DBInstanceIdentifier", "copy"));
    private final TestEstate world = new TestEstate();
    private final RdsClient ireland = world.client(RdsClient.class, EmbeddedRds::new, "eu-west-1");

    private double lag() {
        var now = world.estate.now();
        return new DatabaseMetrics(world.estate, "eu-central-1")
                .measure(LAG, now.minusSeconds(60), now)
                .orElseThrow()
                .statistic("Maximum");
    }

    /** Amazon RDS User Guide, Monitoring MySQL and MariaDB read replicas: -1 is "not active". For PostgreSQL no page says more. */
    @Test
    void the_lag_of_a_replica_whose_replication_has_ended_is_minus_one() {
        RdsState.of(world.estate, "eu-central-1")
                .seed(new SubnetGroup("default", "d", "vpc-1", List.of("subnet-a", "subnet-b")));
        RdsState.of(world.estate, "eu-west-1")
                .seed(
                        new DatabaseSpec(
                                "main",
                                "15.8",
                                "db.t3.medium",
                                20,
                                false,
                                null,
                                7,
                                "03:00-04:00",
                                "sun:04:00-sun:05:00",
                                "default.postgres15",
                                "default",
                                List.of(),
                                false,
                                false),
                        Duration.ofDays(9),
                        RdsState.FRESH);
        world.client(RdsClient.class, EmbeddedRds::new, "eu-central-1")
                .createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("copy")
                        .sourceDBInstanceIdentifier("arn:aws:rds:eu-west-1:558069890522:db:main"));
        world.pass(7_200);
        ireland.describeDBInstances();
        assertThat(lag()).isNotNegative();

        ireland.deleteDBInstance(d -> d.dbInstanceIdentifier("main").skipFinalSnapshot(true));
        world.pass(3_600);
        ireland.describeDBInstances();

        assertThat(lag()).isEqualTo(-1);
    }
}
