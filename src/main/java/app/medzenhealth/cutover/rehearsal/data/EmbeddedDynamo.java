package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.*;

/** DynamoDB of one region. */
public final class EmbeddedDynamo implements DynamoDbClient {

    private static final Duration CREATING = Duration.ofSeconds(15);
    private static final Duration UPDATING = Duration.ofSeconds(5);
    private static final Duration DELETING = Duration.ofSeconds(25);
    private static final Duration BACKUP = Duration.ofSeconds(40);

    private final Estate estate;
    private final DynamoState state;

    public EmbeddedDynamo(Estate estate, String region) {
        this.estate = estate;
        this.state = DynamoState.of(estate, region);
    }

    /** @param reference name or ARN */
    private DynamoState.Table table(String reference) {
        var name = name(reference);
        var found = state.tables.get(name);
        if (found == null) {
            throw AwsFault.of(
                    ResourceNotFoundException.builder(),
                    "ResourceNotFoundException",
                    400,
                    "Requested resource not found: Table: " + name + " not found");
        }
        return found;
    }

    /** The operations for backups have an error of their own for a table that is not there. */
    private DynamoState.Table backedUp(String reference) {
        var found = state.tables.get(name(reference));
        if (found == null) {
            throw AwsFault.of(
                    TableNotFoundException.builder(), "TableNotFoundException", 400, "Table not found: " + reference);
        }
        return found;
    }

    private static String name(String reference) {
        return reference.startsWith("arn:") ? reference.substring(reference.indexOf('/') + 1) : reference;
    }

    private String status(DynamoState.Table table) {
        return table.status.at(estate.now());
    }

    private DynamoState.Table active(String reference) {
        var table = table(reference);
        if (!status(table).equals("ACTIVE")) {
            throw inUse("Attempt to change a resource which is still in use: Table is being "
                    + status(table).toLowerCase(Locale.ROOT) + ": " + table.name);
        }
        return table;
    }

    private static AwsServiceException inUse(String message) {
        return AwsFault.of(ResourceInUseException.builder(), "ResourceInUseException", 400, message);
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(DynamoDbException.builder(), "ValidationException", 400, message);
    }

    private TableDescription description(DynamoState.Table table) {
        return TableDescription.builder()
                .tableName(table.name)
                .tableArn(table.arn)
                .tableId(table.id)
                .tableStatus(status(table))
                .creationDateTime(table.created)
                .itemCount(table.items)
                .tableSizeBytes(table.bytes())
                .deletionProtectionEnabled(table.deletionProtection)
                .sseDescription(sse(table.kmsKey))
                .billingModeSummary(mode -> mode.billingMode(BillingMode.PAY_PER_REQUEST))
                .keySchema(KeySchemaElement.builder()
                        .attributeName(table.partitionKey)
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(table.partitionKey)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .build();
    }

    @Override
    public ListTablesResponse listTables(ListTablesRequest request) {
        var page = KeyedPage.of(
                List.copyOf(state.tables.keySet()),
                request.exclusiveStartTableName() == null
                        ? null
                        : name -> name.compareTo(request.exclusiveStartTableName()) <= 0,
                request.limit() == null ? estate.pageSize() : Math.min(request.limit(), estate.pageSize()));
        return ListTablesResponse.builder()
                .tableNames(page.items())
                .lastEvaluatedTableName(page.truncated() ? page.items().getLast() : null)
                .build();
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        return DescribeTableResponse.builder()
                .table(description(table(request.tableName())))
                .build();
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        if (state.tables.containsKey(request.tableName())) {
            throw inUse("Table already exists: " + request.tableName());
        }
        var made = state.create(
                request.tableName(),
                request.keySchema().getFirst().attributeName(),
                0,
                Timeline.of(estate.now(), "CREATING").then(CREATING, "ACTIVE"));
        made.deletionProtection = Boolean.TRUE.equals(request.deletionProtectionEnabled());
        tag(made.arn, request.tags());
        return CreateTableResponse.builder().tableDescription(description(made)).build();
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
        var table = active(request.tableName());
        if (request.deletionProtectionEnabled() == null) {
            throw invalid(
                    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or"
                            + " SSESpecification or ReplicaUpdates or DeletionProtectionEnabled is required");
        }
        table.deletionProtection = request.deletionProtectionEnabled();
        table.status = Timeline.of(estate.now(), "UPDATING").then(UPDATING, "ACTIVE");
        return UpdateTableResponse.builder()
                .tableDescription(description(table))
                .build();
    }

    @Override
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
        var table = active(request.tableName());
        if (table.deletionProtection) {
            throw invalid(
                    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
        }
        table.status = Timeline.of(estate.now(), "DELETING");
        estate.agenda().at(estate.now().plus(DELETING), () -> {
            state.tables.remove(table.name, table);
            estate.tags().forget(table.arn);
        });
        return DeleteTableResponse.builder()
                .tableDescription(description(table))
                .build();
    }

    @Override
    public CreateBackupResponse createBackup(CreateBackupRequest request) {
        var table = backedUp(request.tableName());
        if (!status(table).equals("ACTIVE")) {
            throw AwsFault.of(
                    TableInUseException.builder(), "TableInUseException", 400, "Table is not active: " + table.name);
        }
        var made = new DynamoState.Backup(
                table.arn
                        + "/backup/%014d-%s"
                                .formatted(
                                        estate.now().toEpochMilli(),
                                        estate.id("backup-").substring("backup-0".length() + 8)),
                request.backupName(),
                table.name,
                table.arn,
                table.id,
                table.partitionKey,
                table.created,
                table.bytes(),
                table.kmsKey,
                Timeline.of(estate.now(), "CREATING").then(BACKUP, "AVAILABLE"));
        state.backups.put(made.arn(), made);
        return CreateBackupResponse.builder().backupDetails(details(made)).build();
    }

    private BackupDetails details(DynamoState.Backup backup) {
        return BackupDetails.builder()
                .backupArn(backup.arn())
                .backupName(backup.name())
                .backupStatus(backup.status().at(estate.now()))
                .backupType(BackupType.USER)
                .backupCreationDateTime(backup.status().from())
                .backupSizeBytes(backup.bytes())
                .build();
    }

    private static @Nullable SSEDescription sse(@Nullable String key) {
        return key == null
                ? null
                : SSEDescription.builder()
                        .status(SSEStatus.ENABLED)
                        .sseType(SSEType.KMS)
                        .kmsMasterKeyArn(key)
                        .build();
    }

    private DynamoState.Backup backup(String arn) {
        var found = state.backups.get(arn);
        if (found == null) {
            throw AwsFault.of(
                    BackupNotFoundException.builder(), "BackupNotFoundException", 400, "Backup not found: " + arn);
        }
        return found;
    }

    @Override
    public DescribeBackupResponse describeBackup(DescribeBackupRequest request) {
        var found = backup(request.backupArn());
        return DescribeBackupResponse.builder()
                .backupDescription(all -> all.backupDetails(details(found))
                        .sourceTableDetails(source -> source.tableName(found.table())
                                .tableArn(found.tableArn())
                                .tableId(found.tableId())
                                .tableCreationDateTime(found.tableCreated())
                                .keySchema(KeySchemaElement.builder()
                                        .attributeName(found.partitionKey())
                                        .keyType(KeyType.HASH)
                                        .build())
                                .provisionedThroughput(
                                        p -> p.readCapacityUnits(1L).writeCapacityUnits(1L))
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .tableSizeBytes(found.bytes()))
                        .sourceTableFeatureDetails(features -> features.sseDescription(sse(found.kmsKey()))))
                .build();
    }

    @Override
    public ListBackupsResponse listBackups(ListBackupsRequest request) {
        var all = state.backups.values().stream()
                .filter(b -> request.tableName() == null || b.table().equals(name(request.tableName())))
                .map(b -> BackupSummary.builder()
                        .backupArn(b.arn())
                        .backupName(b.name())
                        .tableName(b.table())
                        .tableArn(b.tableArn())
                        .tableId(b.tableId())
                        .backupStatus(b.status().at(estate.now()))
                        .backupType(BackupType.USER)
                        .backupCreationDateTime(b.status().from())
                        .backupSizeBytes(b.bytes())
                        .build())
                .sorted(Comparator.comparing(BackupSummary::backupArn))
                .toList();
        var after = request.exclusiveStartBackupArn();
        var page = KeyedPage.of(
                all,
                after == null ? null : b -> b.backupArn().compareTo(after) <= 0,
                request.limit() == null ? estate.pageSize() : Math.min(request.limit(), estate.pageSize()));
        return ListBackupsResponse.builder()
                .backupSummaries(page.items())
                .lastEvaluatedBackupArn(
                        page.truncated() ? page.items().getLast().backupArn() : null)
                .build();
    }

    @Override
    public DeleteBackupResponse deleteBackup(DeleteBackupRequest request) {
        var found = backup(request.backupArn());
        state.backups.remove(found.arn());
        return DeleteBackupResponse.builder()
                .backupDescription(all -> all.backupDetails(details(found).toBuilder()
                        .backupStatus(BackupStatus.DELETED)
                        .build()))
                .build();
    }

    @Override
    public DescribeContinuousBackupsResponse describeContinuousBackups(DescribeContinuousBackupsRequest request) {
        return continuous(backedUp(request.tableName()));
    }

    private DescribeContinuousBackupsResponse continuous(DynamoState.Table table) {
        return DescribeContinuousBackupsResponse.builder()
                .continuousBackupsDescription(recovery(table))
                .build();
    }

    private ContinuousBackupsDescription recovery(DynamoState.Table table) {
        var now = estate.now();
        return ContinuousBackupsDescription.builder()
                .continuousBackupsStatus(ContinuousBackupsStatus.ENABLED)
                .pointInTimeRecoveryDescription(all -> {
                    all.pointInTimeRecoveryStatus(
                            table.pointInTimeRecovery
                                    ? PointInTimeRecoveryStatus.ENABLED
                                    : PointInTimeRecoveryStatus.DISABLED);
                    if (table.pointInTimeRecovery) {
                        all.latestRestorableDateTime(now.minusSeconds(300));
                    }
                })
                .build();
    }

    @Override
    public UpdateContinuousBackupsResponse updateContinuousBackups(UpdateContinuousBackupsRequest request) {
        var table = backedUp(request.tableName());
        if (!status(table).equals("ACTIVE")) {
            throw AwsFault.of(
                    ContinuousBackupsUnavailableException.builder(),
                    "ContinuousBackupsUnavailableException",
                    400,
                    "Backups are being enabled for the table: " + table.name + ". Please retry later");
        }
        table.pointInTimeRecovery =
                Boolean.TRUE.equals(request.pointInTimeRecoverySpecification().pointInTimeRecoveryEnabled());
        return UpdateContinuousBackupsResponse.builder()
                .continuousBackupsDescription(recovery(table))
                .build();
    }

    @Override
    public ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
        return ListTagsOfResourceResponse.builder()
                .tags(new TreeMap<>(estate.tags().of(request.resourceArn()))
                        .entrySet().stream()
                                .map(t -> Tag.builder()
                                        .key(t.getKey())
                                        .value(t.getValue())
                                        .build())
                                .toList())
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        tag(table(request.resourceArn()).arn, request.tags());
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        estate.tags().remove(request.resourceArn(), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    private void tag(String arn, List<Tag> tags) {
        var values = new TreeMap<String, String>();
        tags.forEach(tag -> values.put(tag.key(), tag.value()));
        if (!values.isEmpty()) {
            estate.tags().put(arn, values);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
