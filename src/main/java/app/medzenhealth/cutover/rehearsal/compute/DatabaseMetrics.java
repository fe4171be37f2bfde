package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.Database;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedRds;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;

/** {@code AWS/RDS}. */
final class DatabaseMetrics implements MetricSource {
    private static final String NAMESPACE = "AWS/RDS";
    private static final String DIMENSION = "DBInstanceIdentifier";
    private static final int CONNECTIONS_OF_A_TASK = 10;
    private static final double GIGABYTE = 1_073_741_824d;

    private final Estate estate;
    private final String region;

    DatabaseMetrics(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    @Override
    public List<Key> keys() {
        return RdsState.of(estate, region).databases().stream()
                .flatMap(db -> Stream.concat(
                                Stream.of(
                                        "CPUUtilization",
                                        "DatabaseConnections",
                                        "FreeStorageSpace",
                                        "FreeableMemory",
                                        "CPUCreditBalance",
                                        "TransactionLogsDiskUsage"),
                                db.inRecovery() ? Stream.of("ReplicaLag") : Stream.of("OldestReplicationSlotLag"))
                        .map(name -> new Key(NAMESPACE, name, Map.of(DIMENSION, db.id()))))
                .toList();
    }

    @Override
    public Optional<Sample> measure(Key key, Instant from, Instant to) {
        if (!key.namespace().equals(NAMESPACE)) {
            return Optional.empty();
        }
        return RdsState.of(estate, region)
                .database(key.dimensions().getOrDefault(DIMENSION, ""))
                .filter(db -> !created(db).isAfter(from))
                .flatMap(db -> value(key, db, from))
                .map(Sample::of);
    }

    private Optional<Double> value(Key key, Database db, Instant at) {
        var wobble = MetricSource.wobble(key, at);
        return switch (key.name()) {
            case "CPUUtilization" -> Optional.of(6 + 0.9 * connections(db, at) + 5 * wobble);
            case "DatabaseConnections" -> Optional.of((double) connections(db, at));
            case "FreeStorageSpace" -> Optional.of((62 + wobble) * GIGABYTE);
            case "FreeableMemory" -> Optional.of((1.6 + 0.2 * wobble) * GIGABYTE);
            case "CPUCreditBalance" -> Optional.of(540 + 30 * wobble);
            case "TransactionLogsDiskUsage" -> Optional.of((0.5 + 0.1 * wobble) * GIGABYTE);
            case "OldestReplicationSlotLag" -> db.inRecovery() ? Optional.empty() : Optional.of(4_096 * wobble);
            case "ReplicaLag" -> db.inRecovery() ? Optional.of(lag(db, at, wobble)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Only the present lag is known to the estate; what was before is taken as usual. */
    private double lag(Database db, Instant at, double wobble) {
        if (!db.replicating()) {
            // "If the ReplicaLag metric returns -1, then replication is currently not active" (Amazon RDS User Guide,
            // of MySQL
            // and MariaDB; of PostgreSQL it says nothing).
            return -1;
        }
        return at.isAfter(estate.now().minus(Duration.ofMinutes(5)))
                ? db.reportedLag().toMillis() / 1000d
                : 0.6 + wobble;
    }

    private int connections(Database db, Instant at) {
        return estate.regions().stream()
                .mapToInt(each -> EcsState.of(estate, each).services.values().stream()
                        .filter(service -> uses(each, service, db))
                        .mapToInt(service -> service.count(EcsTask.Phase.RUNNING, at) * CONNECTIONS_OF_A_TASK)
                        .sum())
                .sum();
    }

    private boolean uses(String serviceRegion, EcsService service, Database db) {
        var containers = new Containers(estate, serviceRegion);
        return EcsState.of(estate, serviceRegion).find(service.description().taskDefinition()).stream()
                .flatMap(definition -> definition.containerDefinitions().stream())
                .anyMatch(container -> containers.uses(container, db.endpoint()));
    }

    private Instant created(Database db) {
        var created = new EmbeddedRds(estate, region)
                .describeDBInstances(DescribeDbInstancesRequest.builder()
                        .dbInstanceIdentifier(db.id())
                        .build())
                .dbInstances()
                .getFirst()
                .instanceCreateTime();
        return created == null ? estate.now() : created;
    }
}
