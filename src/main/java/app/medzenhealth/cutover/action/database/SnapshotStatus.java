package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.Await;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** How a snapshot's status is read. */
final class SnapshotStatus {
    private static final Set<String> ENDED_BADLY = Set.of("failed", "deleting", "deleted");

    private SnapshotStatus() {}

    static List<String> endedBadly() {
        return ENDED_BADLY.stream().sorted().toList();
    }

    static Await.Seen seen(String name, Optional<DBSnapshot> read) {
        if (read.isEmpty()) {
            return new Await.StillGoing(name + " is not listed yet");
        }
        DBSnapshot snapshot = read.get();
        String status = snapshot.status();
        if ("available".equals(status)) {
            return new Await.Reached(name + " is available");
        }
        if (ENDED_BADLY.contains(status) || status.startsWith("incompatible-")) {
            return new Await.Terminal("Snapshot " + name + " is " + status);
        }
        int percent = Optional.ofNullable(snapshot.percentProgress()).orElse(0);
        return new Await.StillGoing(name + " is " + status + ", " + percent + " %", percent / 100.0);
    }
}
