package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.BackupKeys;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Showing;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritesSince;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.DeletionFacts;
import app.medzenhealth.cutover.action.deletion.Target;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ReplicaDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;

/** Deletes tables. Deletion protection is turned off as a call of its own, so that it is seen and recorded. */
final class DeleteTables extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("dynamodb.delete-tables", "Delete DynamoDB tables")
            .requires(Kind.LIST, "tables")
            .accepts(Kind.TEXT, "decidedIn")
            .about("tables")
            .deletes("tables")
            .ofWhatNobodyUses()
            .sends("dynamodb", "DeleteTable", "UpdateTable")
            .readsCopies()
            .neverUndone("a deleted table cannot be brought back; its backup can be restored")
            .keeps("decidedIn")
            .script(DataRecipes::deleteTables)
            .createdBy(DeleteTables::new);

    /** DynamoDB API Reference, TableDescription: TableStatus. */
    static final States GONE = new States(
            Set.of(),
            Set.of("DELETING", "CREATING", "UPDATING", "ARCHIVING"),
            Set.of("ACTIVE", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "ARCHIVED", "REPLICATION_NOT_AUTHORIZED"));

    static final States UNPROTECTED = new States(
            Set.of("ACTIVE"),
            Set.of("CREATING", "UPDATING"),
            Set.of(
                    "DELETING",
                    "INACCESSIBLE_ENCRYPTION_CREDENTIALS",
                    "ARCHIVING",
                    "ARCHIVED",
                    "REPLICATION_NOT_AUTHORIZED"));

    private static final int LAG = 12;
    private static final String LABEL = "dynamodb/table/";

    private final String region;
    private final List<String> tables;
    private final WritesSince writes;
    private final DeletionFacts facts;

    DeleteTables(Inputs inputs) {
        region = inputs.region();
        writes = new WritesSince(region, inputs.optional("decidedIn"));
        tables = inputs.someOf("tables");
        facts = DeletionFacts.of(inputs);
    }

    @Override
    public Preview preview(ActionContext context) {
        var dynamo = Tables.in(context, region);
        var facts = new ArrayList<Fact>();
        var changes = new ArrayList<Change>();
        var calls = new ArrayList<PlannedCall>();
        var warnings = new ArrayList<String>();
        var deletions = new ArrayList<Deletion>();
        for (var table : tables) {
            var read = dynamo.table(table);
            facts.addAll(Tables.facts(table, read));
            if (read.isEmpty()) {
                seen(context).warning(table).ifPresent(warnings::add);
                continue;
            }
            if (Boolean.TRUE.equals(read.get().deletionProtectionEnabled())) {
                changes.add(new Change(region, table, "deletion protection", "on", "off"));
                calls.add(unprotect(table).planned());
                warnings.add(table + " is protected against deletion: someone wanted to keep it.");
            }
            changes.add(new Change(region, table, "status", read.get().tableStatusAsString(), Fact.ABSENT));
            deletions.add(Deletion.of(region, LABEL + table).holding(held(read.get())));
            if (read.get().tableStatus() != TableStatus.DELETING) {
                calls.add(delete(table).planned());
            }
        }
        return new Preview(
                "Delete tables " + String.join(", ", tables) + " in " + region,
                facts,
                changes,
                calls,
                "Cannot be undone; a table can be restored from its backup under the same name.",
                Duration.ofMinutes(5),
                warnings,
                List.copyOf(deletions));
    }

    /** "DynamoDB updates this value approximately every six hours" (API Reference, TableDescription: ItemCount, TableSizeBytes). */
    private static String held(TableDescription table) {
        return table.itemCount() == null || table.tableSizeBytes() == null
                ? ""
                : "about " + Deletion.counted(table.itemCount(), "item") + ", " + Deletion.size(table.tableSizeBytes());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var table : tables) {
            checks.addAll(checks(context, table));
        }
        return checks;
    }

    /** Of one table: read for all before the first goes, and for each right before it goes. */
    private List<Check> checks(ActionContext context, String table) throws InterruptedException {
        var dynamo = Tables.in(context, region);
        var checks = new ArrayList<Check>();
        checks.add(Check.reading(
                "Table " + table + " can be deleted",
                () -> dynamo.table(table)
                        .<Check.Outcome>map(DeleteTables::deletable)
                        .orElseGet(() -> new Check.Pass("it is gone already"))));
        var backed = backed(context, dynamo, table);
        checks.add(backed);
        if (!backed.passed()) {
            return checks;
        }
        checks.add(Check.reading("Nothing was written to " + table + " since its backup", () -> {
            var read = dynamo.table(table);
            if (read.isEmpty()) {
                return new Check.Pass("the table is gone already");
            }
            return backup(context, dynamo, read.get())
                    .map(b -> writes.of(context, table, b.backupCreationDateTime(), again(context, table)))
                    .orElseGet(() -> new Check.Fail("this session has no backup of it", "back it up first"));
        }));
        checks.addAll(Check.of("Table " + table + " can be read", () -> {
            var there = dynamo.table(table);
            return there.isEmpty()
                    ? List.of()
                    : facts.checks(
                            context,
                            Target.of(region, "dynamodb", "table", table)
                                    .since(Optional.ofNullable(there.get().creationDateTime())));
        }));
        return checks;
    }

    private static Check backed(ActionContext context, Tables dynamo, String table) throws InterruptedException {
        var title = "Table " + table + " has a backup";
        return Check.of(title, () -> {
                    var read = dynamo.table(table);
                    if (read.isEmpty()) {
                        return List.of(Check.pass(title, "the table is gone already"));
                    }
                    var lost = backup(context, dynamo, read.get())
                            .flatMap(b -> BackupKeys.lost(context, dynamo.region(), b.backupArn()));
                    if (lost.isPresent()) {
                        return List.of(new Check(title, lost.get()));
                    }
                    return List.of(backup(context, dynamo, read.get())
                            .map(b -> Check.pass(
                                            title,
                                            b.backupName() + " of " + b.backupCreationDateTime() + ", "
                                                    + b.backupSizeBytes() + " bytes")
                                    .showing(new Showing(
                                            Showing.Matter.COPY,
                                            LABEL + table,
                                            "backup " + b.backupArn() + " of "
                                                    + Times.second(b.backupCreationDateTime()))))
                            .orElseGet(() -> Check.fail(
                                    title,
                                    "this session made no backup of this table that is AVAILABLE"
                                            + dynamo.backups(table).stream()
                                                    .reduce((first, second) -> second)
                                                    .map(b -> "; the newest is " + b.backupName() + " of "
                                                            + b.backupCreationDateTime())
                                                    .orElse(""),
                                    "back it up first")));
                })
                .getFirst();
    }

    /** The newest that this session made of this very table and that can be restored. */
    private static Optional<BackupSummary> backup(ActionContext context, Tables dynamo, TableDescription table) {
        return BackUpTables.ofSession(context, dynamo, table.tableName()).stream()
                .filter(b -> b.backupStatus() == BackupStatus.AVAILABLE)
                .filter(b -> b.tableId() == null || b.tableId().equals(table.tableId()))
                .reduce((first, second) -> second);
    }

    private String again(ActionContext context, String table) {
        return "find out who writes to it, then back it up once more: aws dynamodb create-backup --region " + region
                + " --table-name " + table + " --backup-name " + BackUpTables.beginning(context, table) + "again";
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        require(context);
        var dynamo = Tables.in(context, region);
        for (var table : tables) {
            var read = dynamo.table(table);
            if (read.isEmpty()) {
                progress.line(table + " is gone already");
                continue;
            }
            if (read.get().tableStatus() != TableStatus.DELETING) {
                DeletionFacts.require(checks(context, table));
            }
            if (Boolean.TRUE.equals(read.get().deletionProtectionEnabled())) {
                unprotect(table).send(context, progress);
                var unprotecting = UNPROTECTED.begin(LAG);
                Await.until(
                        context,
                        progress,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(2),
                        () -> unprotected(table, dynamo.table(table), unprotecting));
            }
            seen(context).note(table, String.valueOf(read.get().tableId()));
            if (read.get().tableStatus() != TableStatus.DELETING) {
                // Taking the protection off takes a while, in which somebody may write.
                DeletionFacts.require(checks(context, table));
                delete(table).send(context, progress);
            }
            var deleting = GONE.begin(LAG);
            Await.until(
                    context,
                    progress,
                    Duration.ofHours(1),
                    Duration.ofSeconds(5),
                    () -> dynamo.table(table)
                            .map(t -> deleting.seen(table, t.tableStatusAsString(), () -> "its deletion did not begin"))
                            .orElseGet(() -> new Await.Reached(table + " is gone")));
        }
        Sightings.requireSeen(verify(context));
        return Outputs.NONE;
    }

    private Sightings seen(ActionContext context) {
        return new Sightings(context, region, "dynamodb", "table");
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var dynamo = Tables.in(context, region);
        var checks = new ArrayList<Check>();
        for (var table : tables) {
            var title = "Table " + table + " is gone";
            checks.add(Check.reading(
                    title,
                    () -> dynamo.table(table)
                            .<Check.Outcome>map(
                                    t -> new Check.Fail("it is " + t.tableStatusAsString(), "run the step again"))
                            .orElseGet(() -> seen(context).gone(table))));
            checks.add(Check.reading(
                    "The backup of " + table + " outlived it",
                    () -> BackUpTables.ofSession(context, dynamo, table).stream()
                            .filter(b -> b.backupStatus() == BackupStatus.AVAILABLE)
                            .reduce((first, second) -> second)
                            .<Check.Outcome>map(b -> new Check.Pass(b.backupArn()))
                            .orElseGet(() -> new Check.Fail("AWS lists none", "find out who deleted it"))));
        }
        return checks;
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("a deleted table cannot be brought back; restore its backup instead");
    }

    /** "If a table is in CREATING or UPDATING states, then DynamoDB returns a ResourceInUseException" (DeleteTable). */
    private static Check.Outcome deletable(TableDescription table) {
        if (table.tableStatus() == TableStatus.CREATING || table.tableStatus() == TableStatus.UPDATING) {
            return new Check.Fail("it is " + table.tableStatusAsString(), "wait until it is ACTIVE");
        }
        return table.replicas().isEmpty()
                ? new Check.Pass("it is " + table.tableStatusAsString() + " and has no replicas")
                : new Check.Fail(
                        "it is a global table with replicas in "
                                + String.join(
                                        ", ",
                                        table.replicas().stream()
                                                .map(ReplicaDescription::regionName)
                                                .toList()),
                        "decide on the replicas first: each is a table of its own");
    }

    private static Await.Seen unprotected(String table, Optional<TableDescription> read, States.Wait wait) {
        if (read.isEmpty()) {
            return new Await.Terminal(table + " does not exist any more");
        }
        var seen = wait.seen(table, read.get().tableStatusAsString(), () -> "");
        return seen instanceof Await.Reached && Boolean.TRUE.equals(read.get().deletionProtectionEnabled())
                ? new Await.StillGoing(table + " is still protected")
                : seen;
    }

    private Call<DynamoDbClient, UpdateTableRequest, UpdateTableResponse> unprotect(String table) {
        return Call.of(
                DynamoDbClient.class,
                region,
                UpdateTableRequest.builder()
                        .tableName(table)
                        .deletionProtectionEnabled(false)
                        .build(),
                DynamoDbClient::updateTable);
    }

    private Call<DynamoDbClient, DeleteTableRequest, DeleteTableResponse> delete(String table) {
        return Call.of(
                DynamoDbClient.class,
                region,
                DeleteTableRequest.builder().tableName(table).build(),
                DynamoDbClient::deleteTable);
    }
}
