package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.States;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;

/** How an instance's status is read. */
final class InstanceStatus {
    /**
     * Every status of an instance (Amazon RDS User Guide, "Viewing Amazon RDS DB instance status":
     * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html); several of those that it does not leave by itself
     * are unknown to the SDK's waiters.
     */
    static final States AVAILABLE = new States(
            Set.of("available"),
            Set.of(
                    "backing-up",
                    "configuring-associated-roles",
                    "configuring-enhanced-monitoring",
                    "configuring-iam-database-auth",
                    "configuring-log-exports",
                    "converting-to-vpc",
                    "creating",
                    "maintenance",
                    "modifying",
                    "moving-to-vpc",
                    "rebooting",
                    "renaming",
                    "resetting-master-credentials",
                    "starting",
                    "stopping",
                    "storage-config-upgrade",
                    "storage-initialization",
                    "storage-optimization",
                    "upgrading"),
            Set.of(
                    "delete-precheck",
                    "deleting",
                    "failed",
                    "inaccessible-encryption-credentials",
                    "inaccessible-encryption-credentials-recoverable",
                    "incompatible-create",
                    "incompatible-network",
                    "incompatible-option-group",
                    "incompatible-parameters",
                    "incompatible-restore",
                    "insufficient-capacity",
                    "restore-error",
                    "stopped",
                    "storage-full"));

    /** To the wait until it is gone: whatever is neither that nor on its way there stays. */
    static final States GONE = new States(
            Set.of(),
            Set.of("deleting", "delete-precheck"),
            Stream.of(AVAILABLE.wanted(), AVAILABLE.going(), AVAILABLE.resting())
                    .flatMap(Set::stream)
                    .filter(s -> !s.equals("deleting") && !s.equals("delete-precheck"))
                    .collect(Collectors.toUnmodifiableSet()));

    static final String TERMINATED = "terminated";

    private static final Set<String> DELETED = Set.of("deleting", "delete-precheck");

    /** In which a database runs for nobody (Amazon RDS User Guide, "Viewing Amazon RDS DB instance status"). */
    private static final Set<String> CLOSED = Set.of(
            "creating",
            "failed",
            "inaccessible-encryption-credentials",
            "inaccessible-encryption-credentials-recoverable",
            "incompatible-create",
            "incompatible-network",
            "incompatible-restore",
            "restore-error",
            "stopped");

    private InstanceStatus() {}

    /** Whether anybody can be connected to it. */
    static boolean letsIn(DBInstance instance) {
        return instance.endpoint() != null && !CLOSED.contains(instance.dbInstanceStatus());
    }

    static List<String> stuck() {
        return AVAILABLE.resting().stream()
                .filter(s -> !DELETED.contains(s))
                .sorted()
                .toList();
    }

    /** What one reading says about the wait for an instance that is available, settled, and as {@code asWanted} says. */
    static Await.Seen seen(String name, Optional<DBInstance> read, Predicate<DBInstance> asWanted) {
        return seen(name, read, InstanceStatus::settled, asWanted);
    }

    /** The same, where a backup that runs is not waited for. */
    static Await.Seen serving(String name, Optional<DBInstance> read, Predicate<DBInstance> asWanted) {
        return seen(name, read, InstanceStatus::serves, asWanted);
    }

    private static Await.Seen seen(
            String name, Optional<DBInstance> read, Predicate<DBInstance> enough, Predicate<DBInstance> asWanted) {
        if (read.isEmpty()) {
            return new Await.StillGoing(name + " is not listed yet");
        }
        var instance = read.get();
        var status = instance.dbInstanceStatus();
        if (DELETED.contains(status)) {
            return new Await.Terminal(name + " is being deleted by someone else");
        }
        if (stuck(status)) {
            return new Await.Terminal(name + " is in status " + status + ", which it does not leave by itself");
        }
        if (enough.test(instance) && asWanted.test(instance)) {
            return new Await.Reached(name + " is " + status + " and nothing is pending");
        }
        var pending = pending(instance).isEmpty() ? "" : ", pending " + String.join(", ", pending(instance));
        return new Await.StillGoing(name + " is " + status + pending);
    }

    /**
     * The same for a replica that is to go on following its source. Once its replication is terminated, "you have to promote the
     * read replica manually or delete it" (Amazon RDS User Guide, "Working with DB instance read replicas"); to a promotion, which
     * stops replication itself, it means nothing.
     */
    static Await.Seen following(String name, Optional<DBInstance> read, Predicate<DBInstance> asWanted) {
        var seen = seen(name, read, asWanted);
        return !(seen instanceof Await.Terminal)
                        && read.flatMap(InstanceStatus::replication)
                                .filter(TERMINATED::equals)
                                .isPresent()
                ? new Await.Terminal(name + " has its replication terminated, which RDS does not take up again")
                : seen;
    }

    /** AWS keeps adding kinds of {@code incompatible-…}. */
    private static boolean stuck(String status) {
        return AVAILABLE.of(status) == States.Meaning.RESTING || status.startsWith("incompatible-");
    }

    static boolean settled(DBInstance instance) {
        return available(instance) && pending(instance).isEmpty();
    }

    static boolean available(DBInstance instance) {
        return "available".equals(instance.dbInstanceStatus());
    }

    /** Whether it takes connections and nothing is to change: while it is backed up, too (the same page, backing-up). */
    static boolean serves(DBInstance instance) {
        return (available(instance) || "backing-up".equals(instance.dbInstanceStatus()))
                && pending(instance).isEmpty();
    }

    /** Whether it still follows another instance. */
    static boolean replica(DBInstance instance) {
        return !source(instance).isEmpty();
    }

    /** The instance it follows, by ARN or name; empty where it follows none. */
    static String source(DBInstance instance) {
        return Optional.ofNullable(instance.readReplicaSourceDBInstanceIdentifier())
                .orElse("");
    }

    /** Changes that AWS has accepted and not applied, as {@code MultiAZ=true}. */
    static List<String> pending(DBInstance instance) {
        return instance.pendingModifiedValues() == null
                ? List.of()
                : instance.pendingModifiedValues().sdkFields().stream()
                        .filter(f -> says(f.getValueOrDefault(instance.pendingModifiedValues())))
                        .map(f -> f.memberName() + "=" + shown(f, instance))
                        .toList();
    }

    /** Whether replication runs, as AWS says it (DBInstanceStatusInfo: Status); empty where it says nothing. */
    static Optional<String> replication(DBInstance instance) {
        return instance.statusInfos().stream()
                .filter(i -> "read replication".equals(i.statusType()))
                .map(DBInstanceStatusInfo::status)
                .findFirst();
    }

    /** The parameter group and how far it is applied; empty strings where AWS names none. */
    static GroupState parameterGroup(DBInstance instance) {
        return instance.dbParameterGroups().stream()
                .findFirst()
                .map(g -> new GroupState(g.dbParameterGroupName(), g.parameterApplyStatus()))
                .orElse(new GroupState("", ""));
    }

    record GroupState(String name, String applied) {
        boolean is(String wanted) {
            return InstanceName.same(name, wanted);
        }

        boolean inForce(String wanted) {
            return is(wanted) && "in-sync".equals(applied);
        }
    }

    private static boolean says(Object value) {
        return switch (value) {
            case null -> false;
            case Collection<?> values -> !values.isEmpty();
            case SdkPojo nested -> nested.sdkFields().stream().anyMatch(f -> says(f.getValueOrDefault(nested)));
            default -> true;
        };
    }

    /** Never the value of a password. */
    private static Object shown(SdkField<?> field, DBInstance instance) {
        return field.memberName().contains("Password")
                ? "…"
                : field.getValueOrDefault(instance.pendingModifiedValues());
    }
}
