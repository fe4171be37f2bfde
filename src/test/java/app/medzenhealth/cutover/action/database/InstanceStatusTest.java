package app.medzenhealth.cutover.action.database;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Await;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;

class InstanceStatusTest {

    private static Optional<DBInstance> replica(String status, String replication) {
        return Optional.of(DBInstance.builder()
                .dbInstanceIdentifier("ehr")
                .dbInstanceStatus(status)
                .readReplicaSourceDBInstanceIdentifier("source")
                .statusInfos(DBInstanceStatusInfo.builder()
                        .statusType("read replication")
                        .status(replication)
                        .build())
                .build());
    }

    /** docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html: promote it or delete it. */
    @Test
    void a_replica_that_is_to_follow_has_failed_once_its_replication_is_terminated() {
        assertThat(InstanceStatus.following("ehr", replica("available", "terminated"), i -> true))
                .isInstanceOf(Await.Terminal.class);
        assertThat(InstanceStatus.following("ehr", replica("available", "replicating"), i -> true))
                .isInstanceOf(Await.Reached.class);
    }

    /** The same page: "When you promote a read replica, replication is stopped and the read replica is rebooted." */
    @Test
    void a_promotion_is_not_given_up_because_replication_has_ended_for_it() {
        assertThat(InstanceStatus.seen("ehr", replica("modifying", "terminated"), i -> !InstanceStatus.replica(i)))
                .isInstanceOf(Await.StillGoing.class);
        assertThat(InstanceStatus.seen("ehr", replica("rebooting", "terminated"), i -> !InstanceStatus.replica(i)))
                .isInstanceOf(Await.StillGoing.class);
    }
}
