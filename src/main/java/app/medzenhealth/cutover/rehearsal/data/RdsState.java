package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** RDS in one region. */
public final class RdsState {

    /** Where the log of a database stands that holds nothing yet. */
    public static final long FRESH = 0x4_0000_0000L;

    /** As RDS ends the name of an automated snapshot. */
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm").withZone(ZoneOffset.UTC);

    private final Estate estate;
    private final String region;
    final Map<String, Database> databases = new LinkedHashMap<>();
    final Map<String, DatabaseSnapshot> snapshots = new LinkedHashMap<>();
    final Map<String, ExportJob> exports = new LinkedHashMap<>();
    final Map<String, ParameterGroup> parameterGroups = new LinkedHashMap<>();
    final Map<String, SubnetGroup> subnetGroups = new LinkedHashMap<>();
    final Map<String, RetainedBackup> retained = new LinkedHashMap<>();
    private RdsPace pace = RdsPace.USUAL;
    private Workload workload = Workload.NONE;

    /** Automated backups that outlive their instance. */
    record RetainedBackup(DatabaseSpec instance, String resourceId, Instant created) {}

    private RdsState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        var standard = new ParameterGroup(
                "default.postgres15", "postgres15", "Default parameter group for postgres15", Map.of());
        parameterGroups.put(standard.name(), standard);
        estate.agenda().observe(now -> databases.values().forEach(db -> db.observe(now, writes(db))));
    }

    public static RdsState of(Estate estate, String region) {
        return estate.state(RdsState.class, region, () -> new RdsState(estate, region));
    }

    /** The instance, in whatever state, unless it is gone. */
    public Optional<Database> database(String id) {
        return Optional.ofNullable(databases.get(id));
    }

    public List<Database> databases() {
        return List.copyOf(databases.values());
    }

    /** The instance of any region that has this endpoint. */
    public static Optional<Database> atEndpoint(Estate estate, String endpoint) {
        for (var region : estate.regions()) {
            for (var database : of(estate, region).databases.values()) {
                // The cheap part of the comparison first: this is asked for every request of every user.
                if (endpoint.startsWith(database.id()) && database.endpoint().equals(endpoint)) {
                    return Optional.of(database);
                }
            }
        }
        return Optional.empty();
    }

    static Optional<Database> byArn(Estate estate, String arn) {
        var parts = arn.split(":", 7);
        return parts.length == 7 && parts[5].equals("db") ? of(estate, parts[3]).database(parts[6]) : Optional.empty();
    }

    static Optional<DatabaseSnapshot> snapshotByArn(Estate estate, String arn) {
        var parts = arn.split(":", 7);
        return parts.length == 7 && parts[5].equals("snapshot")
                ? Optional.ofNullable(of(estate, parts[3]).snapshots.get(parts[6]))
                : Optional.empty();
    }

    public RdsPace pace() {
        return pace;
    }

    public void pace(RdsPace value) {
        pace = value;
    }

    public void workload(Workload value) {
        workload = value;
    }

    /** Whether a service is connected to it. */
    boolean served(Database database) {
        return database.reachable() && workload.connected(database);
    }

    private boolean writes(Database database) {
        return database.reachable() && !database.inRecovery() && workload.writes(database);
    }

    /**
     * An instance that has been there for a while.
     *
     * @param age how long ago it was created
     */
    public Database seed(DatabaseSpec spec, Duration age, long position) {
        var database =
                new Database(estate, region, spec, Timeline.of(estate.now().minus(age), "available"), position);
        databases.put(spec.id(), database);
        return database;
    }

    /** A finished snapshot. */
    public void seedSnapshot(String id, boolean automated, DatabaseSpec instance, Duration age, long position) {
        var taken = estate.now().minus(age);
        snapshots.put(
                id,
                new DatabaseSnapshot(
                        id,
                        estate.arn("rds", region, "snapshot:" + id),
                        automated ? "automated" : "manual",
                        instance,
                        taken.minus(Duration.ofDays(30)),
                        instance.kmsKey(),
                        position,
                        Timeline.of(taken, "available"),
                        null,
                        taken));
    }

    /**
     * An automated backup that begins at some time. What it takes is "a function of the amount of changes to the database since the
     * previous backup" (Amazon RDS API Reference, PromoteReadReplica, BackupRetentionPeriod): the first of an instance copies all.
     *
     * @return how long it takes
     */
    Duration backUp(Database database, Instant begins) {
        var first = snapshots.values().stream()
                .noneMatch(s -> s.type().equals("automated")
                        && s.instance().id().equals(database.id)
                        && s.instanceCreated().equals(database.created));
        var takes = first ? pace.firstSnapshot() : pace.backup();
        var id = "rds:" + database.id + "-" + STAMP.format(begins);
        estate.agenda()
                .at(
                        begins,
                        () -> snapshots.put(
                                id,
                                new DatabaseSnapshot(
                                        id,
                                        estate.arn("rds", region, "snapshot:" + id),
                                        "automated",
                                        database.spec,
                                        database.created,
                                        database.spec.kmsKey(),
                                        database.position(),
                                        Timeline.of(begins, "creating").then(takes, "available"),
                                        null,
                                        begins)));
        return takes;
    }

    public void seed(ParameterGroup group) {
        parameterGroups.put(group.name(), group);
    }

    public void seed(SubnetGroup group) {
        subnetGroups.put(group.name(), group);
    }

    /** Made or removed by what keeps its own books, such as a stack. */
    public void remove(SubnetGroup group) {
        subnetGroups.remove(group.name());
    }

    public Optional<SubnetGroup> subnetGroup(String name) {
        return Optional.ofNullable(subnetGroups.get(name));
    }

    public Optional<ParameterGroup> parameterGroup(String name) {
        return Optional.ofNullable(parameterGroups.get(name));
    }

    List<Database> using(SubnetGroup group) {
        var found = new ArrayList<Database>(databases.values());
        found.removeIf(db -> !db.spec.subnetGroup().equals(group.name()));
        return found;
    }
}
