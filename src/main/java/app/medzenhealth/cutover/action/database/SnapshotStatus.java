package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.States;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** How a snapshot's status is read. */
final class SnapshotStatus {
    /**
     * The API enumerates no statuses (Amazon RDS API Reference, DBSnapshot: Status, a string). Those that a wait ends with are the
     * ones of AWS's own waiters (botocore, rds/2014-10-31/waiters-2.json, DBSnapshotAvailable and DBSnapshotDeleted). Another one is
     * waited for, and named while it lasts.
     */
    static final States AVAILABLE = new States(
            Set.of("available"),
            Set.of("creating", "copying", "pending"),
            Set.of("failed", "deleting", "deleted", "incompatible-restore", "incompatible-parameters"));

    /** To the wait until one is gone. */
    static final States GONE = new States(
            Set.of("deleted"),
            Set.of("deleting", "creating", "copying", "pending"),
            Set.of("available", "failed", "incompatible-restore", "incompatible-parameters"));

    private SnapshotStatus() {}

    static List<String> endedBadly() {
        return AVAILABLE.resting().stream().sorted().toList();
    }

    static Await.Seen seen(String name, Optional<DBSnapshot> read) {
        if (read.isEmpty()) {
            return new Await.StillGoing(name + " is not listed yet");
        }
        var snapshot = read.get();
        var status = snapshot.status();
        return switch (AVAILABLE.of(status.startsWith("incompatible-") ? "incompatible-restore" : status)) {
            case WANTED -> new Await.Reached(name + " is available");
            case RESTING -> new Await.Terminal("Snapshot " + name + " is " + status);
            case GOING, UNKNOWN -> {
                int percent = Optional.ofNullable(snapshot.percentProgress()).orElse(0);
                yield new Await.StillGoing(name + " is " + status + ", " + percent + " %", percent / 100.0);
            }
        };
    }
}
