package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One RDS instance. Read and changed under the estate's lock. */
public final class Database {

    private static final Duration NIGHTLY_BACKUP = Duration.ofMinutes(10);

    private final Estate estate;
    private final String region;
    final String id;
    final Instant created;
    final String resourceId;
    DatabaseSpec spec;
    Timeline<String> status;
    String parameterStatus = "in-sync";
    /** Values asked for that do not hold yet, by the name that PendingModifiedValues gives them. */
    final Map<String, String> pending = new LinkedHashMap<>();

    final List<Database> replicas = new ArrayList<>();

    @Nullable
    Database source;

    boolean nightlyBackups;
    /** Follows from the identifier; made once, since every connection is looked up by it. */
    private final transient String endpoint;

    private WriteLog log;
    private Instant follows = Instant.MAX;
    private Duration catchUp = Duration.ZERO;
    private long replayed;
    private boolean replicationEnded;
    private int strangers;

    Database(Estate estate, String region, DatabaseSpec spec, Timeline<String> status, long position) {
        this.estate = estate;
        this.region = region;
        this.id = spec.id();
        this.spec = spec;
        this.status = status;
        this.created = status.from();
        this.endpoint = id + ".c" + Integer.toUnsignedString(estate.account().hashCode(), 36) + "x." + region
                + ".rds.amazonaws.com";
        this.resourceId = "db-" + estate.id("dbi").substring(3).toUpperCase(Locale.ROOT);
        this.log = new WriteLog(status.from(), position);
        this.replayed = position;
    }

    /** Sessions that somebody holds open besides any service, idle: a closed security group cuts none of them. */
    public Database connected(int sessions) {
        strangers = sessions;
        return this;
    }

    int strangers() {
        return strangers;
    }

    public String id() {
        return id;
    }

    public String region() {
        return region;
    }

    public String arn() {
        return estate.arn("rds", region, "db:" + id);
    }

    public DatabaseSpec spec() {
        return spec;
    }

    /** As RDS spells it, for example {@code available}. */
    public String status() {
        var state = status.at(estate.now());
        return state.equals("available") && inNightlyBackup() ? "backing-up" : state;
    }

    /** The host name that clients connect to; it exists once the instance has been created. */
    public String endpoint() {
        return endpoint;
    }

    public boolean hasEndpoint() {
        return !status().equals("creating");
    }

    /** Whether it takes connections. */
    public boolean reachable() {
        return switch (status()) {
            case "available", "backing-up", "modifying", "storage-optimization" -> true;
            default -> false;
        };
    }

    /** {@code pg_is_in_recovery()}: a replica that has not been promoted. */
    public boolean inRecovery() {
        return source != null || replicationEnded;
    }

    public boolean replicating() {
        return source != null && !estate.now().isBefore(follows);
    }

    /** End of the log on a primary, end of what was replayed on a replica, in bytes. */
    public long position() {
        var from = source;
        if (from == null) {
            return log.at(estate.now());
        }
        if (!estate.now().isBefore(follows)) {
            replayed = Math.max(replayed, from.log.at(estate.now().minus(delay())));
        }
        return replayed;
    }

    /** As PostgreSQL prints it. */
    public String lsn() {
        return WriteLog.lsn(position());
    }

    /**
     * What CloudWatch reports as ReplicaLag. Where the source does not write it counts up to five minutes and starts again, as
     * PostgreSQL's does: there is nothing to replay that would tell how late it is.
     */
    public Duration reportedLag() {
        var from = source;
        if (from == null) {
            return Duration.ZERO;
        }
        if (from.log.growing()) {
            return delay();
        }
        var idle = Duration.between(from.log.lastGrowth(), estate.now()).toSeconds();
        return Duration.ofSeconds(Math.max(delay().toSeconds(), idle % 300));
    }

    /** How late the replica really is: after it was made it catches up, then it stays about a second behind. */
    private Duration delay() {
        var now = estate.now();
        var jitter = 600 + Math.floorMod(now.getEpochSecond() * 2_654_435_761L, 900L);
        var behind = catchUp.toMillis() - Duration.between(follows, now).toMillis();
        return Duration.ofMillis(Math.max(jitter, behind * 2));
    }

    void observe(Instant now, boolean writes) {
        if (source == null && !replicationEnded) {
            log.observe(now, writes);
        }
    }

    /** @param from when it begins to replay */
    void follow(Database primary, Instant from, Duration toCatchUp) {
        source = primary;
        follows = from;
        catchUp = toCatchUp;
        replayed = primary.log.at(status.from());
        primary.replicas.add(this);
    }

    /** From now on it is a primary of its own. */
    void detach(Instant now) {
        var position = position();
        var from = source;
        if (from != null) {
            from.replicas.remove(this);
        }
        source = null;
        replicationEnded = false;
        log = new WriteLog(now, position);
    }

    /** Its source is gone: it stays in recovery, at what it had replayed, until it is promoted. */
    void orphan() {
        replayed = position();
        source = null;
        replicationEnded = true;
        log = new WriteLog(estate.now(), replayed);
    }

    boolean orphaned() {
        return replicationEnded;
    }

    private boolean inNightlyBackup() {
        if (!nightlyBackups || spec.backupRetention() == 0) {
            return false;
        }
        var start = LocalTime.parse(spec.backupWindow().substring(0, 5));
        var now = LocalTime.ofInstant(estate.now(), ZoneOffset.UTC);
        return !now.isBefore(start) && now.isBefore(start.plus(NIGHTLY_BACKUP));
    }
}
