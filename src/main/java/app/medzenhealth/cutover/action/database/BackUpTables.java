package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.CreateBackupRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateBackupResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** On-demand backups of tables. They stay when the tables are deleted. */
final class BackUpTables extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("dynamodb.backup", "Back up DynamoDB tables")
            .requires(Kind.LIST, "tables")
            .outputs("backupArns")
            .about("tables")
            .is(Trait.ONLY_ADDS, Trait.SAVES)
            .sends("dynamodb", "CreateBackup")
            .neverUndone("backups stay and harm nothing")
            .script(DataRecipes::backUp)
            .createdBy(BackUpTables::new);

    static final States AVAILABLE = new States(Set.of("AVAILABLE"), Set.of("CREATING"), Set.of("DELETED"));

    private final String region;
    private final List<String> tables;

    BackUpTables(Inputs inputs) {
        region = inputs.region();
        tables = inputs.someOf("tables");
    }

    @Override
    public Preview preview(ActionContext context) {
        var dynamo = Tables.in(context, region);
        var facts = new ArrayList<Fact>();
        var changes = new ArrayList<Change>();
        var calls = new ArrayList<PlannedCall>();
        for (var table : tables) {
            var backup = backup(context, dynamo, table);
            var name = name(context, table);
            var from = backup.map(BackupSummary::backupStatusAsString).orElse(Fact.ABSENT);
            facts.addAll(Tables.facts(table, dynamo.table(table)));
            facts.add(new Fact(name, "status", from));
            changes.add(new Change(region, table, "backup " + name, from, "AVAILABLE"));
            if (backup.isEmpty()) {
                calls.add(call(context, table).planned());
            }
        }
        return new Preview(
                "Back up " + String.join(", ", tables) + " in " + region,
                facts,
                changes,
                calls,
                "Backups harm nothing and can be deleted.",
                Duration.ofMinutes(5),
                List.of());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var dynamo = Tables.in(context, region);
        var checks = new ArrayList<Check>();
        for (var table : tables) {
            checks.add(Check.reading("Table " + table + " can be backed up", () -> {
                if (backup(context, dynamo, table).isPresent()) {
                    return new Check.Pass("it is backed up already");
                }
                return dynamo.table(table)
                        .<Check.Outcome>map(t -> t.tableStatus() == TableStatus.ACTIVE
                                ? new Check.Pass("active, " + t.itemCount() + " items")
                                : new Check.Fail("it is " + t.tableStatusAsString(), "wait until it is ACTIVE"))
                        .orElseGet(() -> new Check.Fail("it does not exist", "take it out of the plan"));
            }));
        }
        return checks;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        require(context);
        var dynamo = Tables.in(context, region);
        var arns = new ArrayList<String>();
        for (var table : tables) {
            if (backup(context, dynamo, table).isEmpty()) {
                call(context, table).send(context, progress);
            }
            Await.until(
                    context, progress, Duration.ofHours(1), Duration.ofSeconds(5), () -> seen(context, dynamo, table));
            arns.add(backup(context, dynamo, table).orElseThrow().backupArn());
        }
        return new Outputs(Map.of("backupArns", String.join(",", arns)));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var dynamo = Tables.in(context, region);
        var checks = new ArrayList<Check>();
        for (var table : tables) {
            checks.add(Check.reading(
                    "Backup of " + table + " is available",
                    () -> backup(context, dynamo, table)
                            .<Check.Outcome>map(b -> b.backupStatus() == BackupStatus.AVAILABLE
                                    ? new Check.Pass(b.backupArn())
                                    : new Check.Fail("it is " + b.backupStatusAsString(), "run the step again"))
                            .orElseGet(() -> new Check.Fail("there is none", "run the step again"))));
        }
        return checks;
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("backups harm nothing; delete them by hand when they are no longer wanted");
    }

    private Await.Seen seen(ActionContext context, Tables dynamo, String table) {
        return backup(context, dynamo, table)
                .map(b -> AVAILABLE.begin(0).seen("The backup of " + table, b.backupStatusAsString(), () -> ""))
                .orElseGet(() -> new Await.StillGoing("The backup of " + table + " is not listed yet"));
    }

    private Optional<BackupSummary> backup(ActionContext context, Tables dynamo, String table) {
        var name = name(context, table);
        // A table that was made anew under the same name is another one.
        var id = dynamo.table(table).map(TableDescription::tableId);
        return dynamo.backups(table).stream()
                .filter(b -> b.backupName().equals(name))
                .filter(b -> b.backupStatus() != BackupStatus.DELETED)
                .filter(b -> b.tableId() == null || id.isEmpty() || id.get().equals(b.tableId()))
                .findFirst();
    }

    /** The backups that this session made of a table, in whatever step. */
    static List<BackupSummary> ofSession(ActionContext context, Tables dynamo, String table) {
        var beginning = beginning(context, table);
        return dynamo.backups(table).stream()
                .filter(b -> b.backupName().startsWith(beginning))
                .toList();
    }

    /** How the names of this session's backups begin. */
    static String beginning(ActionContext context, String table) {
        return plain(table + "-" + context.session() + "-");
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "-");
    }

    /** Backups carry no tags: session and step are in the name. */
    static String name(ActionContext context, String table) {
        var name = plain(table + "-" + context.session() + "-" + context.step());
        return name.substring(0, Math.min(name.length(), 255));
    }

    private Call<DynamoDbClient, CreateBackupRequest, CreateBackupResponse> call(ActionContext context, String table) {
        return Call.of(
                DynamoDbClient.class,
                region,
                CreateBackupRequest.builder()
                        .tableName(table)
                        .backupName(name(context, table))
                        .build(),
                DynamoDbClient::createBackup);
    }
}
