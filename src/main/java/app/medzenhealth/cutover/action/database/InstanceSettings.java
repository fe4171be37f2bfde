package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.WholeObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Whether an instance is set up as another one is. Every member that the SDK's model of a DBInstance has is compared, those that
 * AWS adds later included, but for what is named here with its reason. Each is as on the other side, or as a plan says.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html">DBInstance</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html">
 *     CreateDBInstanceReadReplica: "All other attributes … are inherited from the source", but deletion protection, enhanced
 *     monitoring, tags to snapshots, IAM authentication and Performance Insights have defaults of their own</a>
 */
final class InstanceSettings {
    private static final String TAGS = "TagList";
    private static final String STORAGE = "AllocatedStorage";
    private static final String CLASS = "DBInstanceClass";
    private static final String MULTI_AZ = "MultiAZ";
    private static final String RETENTION = "BackupRetentionPeriod";
    private static final String BACKUP_WINDOW = "PreferredBackupWindow";

    /** What says who it is, where it is and how it fares. It is no setting, and differs by nature. */
    static final Map<String, String> NO_SETTINGS = Map.ofEntries(
            who("DBInstanceIdentifier"),
            who("DBInstanceArn"),
            who("DbiResourceId"),
            who("DBSystemId"),
            who("InstanceCreateTime"),
            who("EnhancedMonitoringResourceArn"),
            who("AwsBackupRecoveryPointArn"),
            place("AvailabilityZone"),
            place("SecondaryAvailabilityZone"),
            place("Endpoint"),
            place("ListenerEndpoint"),
            place("DbInstancePort"),
            place("DBSubnetGroup"),
            place("VpcSecurityGroups"),
            place("DBSecurityGroups"),
            Map.entry("KmsKeyId", "a key belongs to its region: the action checks it by itself"),
            Map.entry("PerformanceInsightsKMSKeyId", "a key belongs to its region"),
            Map.entry("CertificateDetails", "of this server alone: its authority is compared"),
            Map.entry("DBParameterGroups", "compared parameter by parameter"),
            Map.entry("MasterUserSecret", "RDS refuses replicas of an instance that has one"),
            state("DBInstanceStatus"),
            state("StatusInfos"),
            state("PendingModifiedValues"),
            state("LatestRestorableTime"),
            state("PercentProgress"),
            state("AutomaticRestartTime"),
            state("ResumeFullAutomationModeTime"),
            state("IsStorageConfigUpgradeAvailable"),
            state("StorageVolumeStatus"),
            state("ActivityStreamStatus"),
            state("ActivityStreamPolicyStatus"),
            replication("ReadReplicaSourceDBInstanceIdentifier"),
            replication("ReadReplicaSourceDBClusterIdentifier"),
            replication("ReadReplicaDBInstanceIdentifiers"),
            replication("ReadReplicaDBClusterIdentifiers"));

    /** What a new replica is told to be, so that it is not what AWS makes of it. */
    private static final Set<String> CARRIED = Set.of(
            "AutoMinorVersionUpgrade",
            "CopyTagsToSnapshot",
            "DeletionProtection",
            "MonitoringInterval",
            "MonitoringRoleArn",
            "IAMDatabaseAuthenticationEnabled",
            "PerformanceInsightsEnabled",
            "PerformanceInsightsRetentionPeriod",
            "EnabledCloudwatchLogsExports",
            "MaxAllocatedStorage",
            "CACertificateIdentifier",
            "DedicatedLogVolume",
            "ProcessorFeatures");

    /** Under which name requests know some of them. */
    private static final Map<String, String> IN_REQUESTS = Map.of(
            "IAMDatabaseAuthenticationEnabled", "EnableIAMDatabaseAuthentication",
            "PerformanceInsightsEnabled", "EnablePerformanceInsights",
            "EnabledCloudwatchLogsExports", "EnableCloudwatchLogsExports");

    /** What no replica can be created with, and a change afterwards sets without an outage. */
    private static final Set<String> SET_AFTERWARDS = Set.of("PreferredMaintenanceWindow");

    private static final String PROVISIONED = "io\\d";
    private static final String STANDARD_STORAGE = "gp3";

    private static final Set<String> NOTHING = Set.of("", "0", "false", "none");

    private final DBInstance source;
    private final Map<String, String> wanted;

    /**
     * @param wanted what a plan says that the instance is to be, whatever its source is; by DBInstance's own names
     * @throws ActionFailure if one is no setting that a DBInstance has
     */
    InstanceSettings(DBInstance source, Map<String, String> wanted) {
        this.source = source;
        this.wanted = named(wanted);
    }

    /**
     * The same as given, once it is known that there are such settings.
     *
     * @throws ActionFailure if there are not
     */
    static Map<String, String> named(Map<String, String> wanted) {
        var known = members(DBInstance.builder().build());
        wanted.keySet().stream()
                .filter(name -> !known.containsKey(name) || NO_SETTINGS.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new ActionFailure(
                            name + " is no setting of a database instance",
                            "nothing was sent",
                            "correct the plan: AWS calls them "
                                    + known.keySet().stream()
                                            .filter(n -> !NO_SETTINGS.containsKey(n))
                                            .collect(Collectors.joining(", ")));
                });
        return Map.copyOf(wanted);
    }

    /** The same, with what an action's other inputs say. */
    InstanceSettings and(String member, String value) {
        var more = new LinkedHashMap<String, String>(wanted);
        more.putIfAbsent(member, value);
        return new InstanceSettings(source, more);
    }

    private record Difference(String member, String here, String there) {
        @Override
        public String toString() {
            return member + " is " + here + ", not " + there;
        }
    }

    /** One outcome for all: a difference that nobody has asked for is a failure. */
    Check.Outcome compared(DBInstance here) {
        var settings = settings(source);
        var differences = settings.keySet().stream()
                .flatMap(m -> difference(here, m).stream())
                .toList();
        if (!differences.isEmpty()) {
            return new Check.Fail(
                    differences.stream().map(Difference::toString).collect(Collectors.joining("; ")),
                    "bring it to what its source has, or say in the plan's “differs” what it is to be");
        }
        var asked = new TreeMap<>(wanted)
                .entrySet().stream()
                        .filter(e -> !same(e.getKey(), text(settings.get(e.getKey()), source), e.getValue()))
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", "));
        return new Check.Pass(settings.size() - wanted.size() + " settings are those of "
                + source.dbInstanceIdentifier()
                + (wanted.isEmpty() ? "" : ", " + wanted.size() + " those of the plan")
                + (asked.isEmpty() ? "" : "; other than there: " + asked));
    }

    /** A class that the plan names is refused where it is another than the source's and the plan does not say that it is to be. */
    Check.Outcome classOf(String instanceClass) {
        var there = source.dbInstanceClass();
        return instanceClass.equals(Optional.ofNullable(wanted.get(CLASS)).orElse(there))
                ? new Check.Pass(
                        instanceClass.equals(there) ? there : instanceClass + ", as the plan says; there " + there)
                : new Check.Fail(
                        "the plan makes it " + instanceClass + ", " + source.dbInstanceIdentifier() + " is " + there,
                        "correct the class, or say DBInstanceClass in the plan's “differs”");
    }

    private Optional<Difference> difference(DBInstance here, String member) {
        SdkField<?> field = settings(here).get(member);
        var is = text(field, here);
        var there = text(settings(source).get(member), source);
        if (member.equals(TAGS) && !wanted.containsKey(member)) {
            return lackingTags(here);
        }
        var to = Optional.ofNullable(wanted.get(member)).orElse(there);
        var ends = same(member, is, to)
                || (member.equals(STORAGE) && here.allocatedStorage() != null && atLeast(here.allocatedStorage(), to))
                || (member.equals(BACKUP_WINDOW)
                        && !wanted.containsKey(member)
                        && Objects.requireNonNullElse(here.backupRetentionPeriod(), 0) == 0);
        return ends ? Optional.empty() : Optional.of(new Difference(member, shown(is), shown(to)));
    }

    /** A volume grows by itself, on each side for itself. */
    private static boolean atLeast(int storage, String wanted) {
        return wanted.matches("\\d{1,6}") && storage >= Integer.parseInt(wanted);
    }

    /** Our own tags say who made it; those of AWS cannot be set. */
    private Map<String, String> tagsToCarry() {
        var tags = new TreeMap<>(Rds.tags(source.tagList()));
        tags.keySet().removeIf(k -> k.startsWith("cutover:") || k.startsWith("aws:"));
        return tags;
    }

    private Optional<Difference> lackingTags(DBInstance here) {
        var has = Rds.tags(here.tagList());
        var lacking = tagsToCarry().entrySet().stream()
                .filter(t -> !t.getValue().equals(has.get(t.getKey())))
                .map(t -> t.getKey() + "=" + t.getValue())
                .toList();
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(new Difference(TAGS, "without " + String.join(", ", lacking), "as there"));
    }

    /** The source's tags besides those given. */
    List<Tag> tags(List<Tag> ours) {
        return Stream.concat(
                        ours.stream(),
                        tagsToCarry().entrySet().stream()
                                .map(t -> Tag.builder()
                                        .key(t.getKey())
                                        .value(t.getValue())
                                        .build()))
                .toList();
    }

    /** Sets what a new replica would else not have. */
    void carry(CreateDbInstanceReadReplicaRequest.Builder request) {
        CARRIED.forEach(member -> put(request, member));
        storage(request);
    }

    /**
     * gp3 is the default, with 3,000 IOPS and 125 MiB/s (Amazon RDS User Guide, "gp3 storage"); more of either, and any other
     * type, has to be asked for.
     */
    private void storage(CreateDbInstanceReadReplicaRequest.Builder request) {
        var type = wanted("StorageType");
        var iops = wanted("Iops");
        var throughput = wanted("StorageThroughput");
        var more = type.equals(STANDARD_STORAGE) && !(same("Iops", iops, "3000") && throughput.equals("125"));
        if (type.isEmpty() || (type.equals(STANDARD_STORAGE) && !more)) {
            return;
        }
        put(request, "StorageType");
        if (more || type.matches(PROVISIONED)) {
            put(request, "Iops");
        }
        if (more) {
            put(request, "StorageThroughput");
        }
    }

    private String wanted(String member) {
        return Optional.ofNullable(wanted.get(member))
                .orElseGet(() -> text(settings(source).get(member), source));
    }

    private void put(CreateDbInstanceReadReplicaRequest.Builder request, String member) {
        var value = wanted(member);
        var insights =
                member.equals("PerformanceInsightsRetentionPeriod") && nothing(wanted("PerformanceInsightsEnabled"));
        var role = member.equals("MonitoringRoleArn") && nothing(wanted("MonitoringInterval"));
        if (insights || role || (nothing(value) && !wanted.containsKey(member))) {
            return;
        }
        var to = Objects.requireNonNull(members((SdkPojo) request).get(IN_REQUESTS.getOrDefault(member, member)));
        to.set(request, wanted.containsKey(member) ? typed(to, value) : raw(member));
    }

    /** Those that a change afterwards sets, where the instance lacks them; one that is not there yet inherits the source's. */
    void adjust(ModifyDbInstanceRequest.Builder request, Optional<DBInstance> here) {
        for (var member : SET_AFTERWARDS) {
            if (difference(here.orElse(source), member).isPresent()) {
                var to = Objects.requireNonNull(members((SdkPojo) request).get(member));
                to.set(request, typed(to, wanted(member)));
            }
        }
    }

    boolean lacks(Optional<DBInstance> here) {
        return SET_AFTERWARDS.stream()
                .anyMatch(m -> difference(here.orElse(source), m).isPresent());
    }

    private Object raw(String member) {
        SdkField<?> field = Objects.requireNonNull(settings(source).get(member));
        return field.getValueOrDefault(source);
    }

    private static Object typed(SdkField<?> field, String value) {
        Class<?> type = field.marshallingType().getTargetClass();
        if (type == Boolean.class) {
            return Boolean.valueOf(value);
        }
        if (type == Integer.class) {
            return Integer.valueOf(value);
        }
        return type == List.class ? parts(value) : value;
    }

    static Map<String, SdkField<?>> settings(DBInstance of) {
        var settings = new LinkedHashMap<>(members(of));
        settings.keySet().removeAll(NO_SETTINGS.keySet());
        return settings;
    }

    private static Map<String, SdkField<?>> members(SdkPojo of) {
        return of.sdkFields().stream()
                .collect(Collectors.toMap(SdkField::memberName, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static String text(@Nullable SdkField<?> field, DBInstance of) {
        return field == null ? "" : text(field.getValueOrDefault(of));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Collection<?> many ->
                many.stream().map(InstanceSettings::text).sorted().collect(Collectors.joining(", "));
            case SdkPojo nested -> {
                var tree = new LinkedHashMap<>(WholeObject.tree(nested));
                // "in-sync", "active": how far it is, not what it is.
                tree.remove("Status");
                yield tree.toString();
            }
            default -> String.valueOf(value);
        };
    }

    private static boolean same(String member, String here, String there) {
        return (nothing(here) && nothing(there))
                || here.equalsIgnoreCase(there)
                || (member.equals("EnabledCloudwatchLogsExports")
                        && Set.copyOf(parts(here)).equals(Set.copyOf(parts(there))));
    }

    private static boolean nothing(String value) {
        return NOTHING.contains(value.strip());
    }

    private static List<String> parts(String value) {
        var parts = new ArrayList<String>();
        for (var part : value.split(",")) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private static String shown(String value) {
        return value.isEmpty() ? "not set" : value;
    }

    private static Map.Entry<String, String> who(String member) {
        return Map.entry(member, "which instance it is");
    }

    private static Map.Entry<String, String> place(String member) {
        return Map.entry(member, "where it is");
    }

    private static Map.Entry<String, String> state(String member) {
        return Map.entry(member, "how it fares");
    }

    private static Map.Entry<String, String> replication(String member) {
        return Map.entry(member, "whom it follows, and who follows it");
    }

    /** What the other inputs of an action say that a replica is to be. */
    static Map<String, String> ofReplica(boolean multiAz, Optional<ReplicaBackups> backups) {
        var own = new LinkedHashMap<String, String>(Map.of(MULTI_AZ, String.valueOf(multiAz)));
        own.put(RETENTION, backups.map(b -> String.valueOf(b.days())).orElse("0"));
        backups.flatMap(ReplicaBackups::window).ifPresent(w -> own.put(BACKUP_WINDOW, w));
        return own;
    }
}
