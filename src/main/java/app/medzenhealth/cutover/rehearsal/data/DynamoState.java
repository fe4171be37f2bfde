package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** DynamoDB in one region. */
public final class DynamoState {

    private final Estate estate;
    private final String region;
    final Map<String, Table> tables = new TreeMap<>();
    final Map<String, Backup> backups = new LinkedHashMap<>();

    static final class Table {
        final String name;
        final String arn;
        final String id;
        final String partitionKey;
        final long items;
        final Instant created;
        boolean deletionProtection;
        boolean pointInTimeRecovery;
        /** ARN; null: a key that AWS owns. */
        @Nullable
        String kmsKey;

        Timeline<String> status;

        Table(
                String name,
                String arn,
                String id,
                String partitionKey,
                long items,
                Instant created,
                Timeline<String> status) {
            this.name = name;
            this.arn = arn;
            this.id = id;
            this.partitionKey = partitionKey;
            this.items = items;
            this.created = created;
            this.status = status;
        }

        long bytes() {
            return items * 412;
        }
    }

    record Backup(
            String arn,
            String name,
            String table,
            String tableArn,
            String tableId,
            String partitionKey,
            Instant tableCreated,
            long bytes,
            @Nullable String kmsKey,
            Timeline<String> status) {}

    private DynamoState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static DynamoState of(Estate estate, String region) {
        return estate.state(DynamoState.class, region, () -> new DynamoState(estate, region));
    }

    /** A table that has been there for a while. */
    public void seed(String name, String partitionKey, long items, Duration age, Protection protection) {
        var table = create(name, partitionKey, items, Timeline.of(estate.now().minus(age), "ACTIVE"));
        table.deletionProtection = protection == Protection.ON;
    }

    /** Encrypts a table with a key of the account, by its ARN. */
    public void encrypted(String name, String kmsKey) {
        Objects.requireNonNull(tables.get(name)).kmsKey = kmsKey;
    }

    /** Whether a table can be deleted. */
    public enum Protection {
        ON,
        OFF
    }

    Table create(String name, String partitionKey, long items, Timeline<String> status) {
        var table = new Table(
                name,
                estate.arn("dynamodb", region, "table/" + name),
                estate.uuid("table"),
                partitionKey,
                items,
                status.from(),
                status);
        tables.put(name, table);
        return table;
    }
}
