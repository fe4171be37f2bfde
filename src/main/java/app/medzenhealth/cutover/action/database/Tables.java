package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.aws.UnreadableAnswer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads DynamoDB tables and their backups in one region. */
final class Tables {
    private final DynamoDbClient client;

    private final String region;

    private Tables(DynamoDbClient client, String region) {
        this.client = client;
        this.region = region;
    }

    String region() {
        return region;
    }

    static Tables in(ActionContext context, String region) {
        return new Tables(context.clients().client(DynamoDbClient.class, region), region);
    }

    Optional<TableDescription> table(String name) {
        try {
            return Optional.of(
                    UnreadableAnswer.part(client.describeTable(r -> r.tableName(name)), DescribeTableResponse::table));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The on-demand backups of the table, newest last; they outlive it. */
    List<BackupSummary> backups(String table) {
        var backups = new ArrayList<BackupSummary>();
        String from = null;
        do {
            var start = from;
            var page = client.listBackups(
                    r -> r.tableName(table).backupType("USER").exclusiveStartBackupArn(start));
            backups.addAll(page.backupSummaries());
            from = page.lastEvaluatedBackupArn();
        } while (from != null);
        backups.sort(Comparator.comparing(BackupSummary::backupCreationDateTime));
        return backups;
    }

    static List<Fact> facts(String name, Optional<TableDescription> table) {
        return table.map(t -> List.of(
                        new Fact(name, "status", t.tableStatusAsString()),
                        new Fact(name, "arn", t.tableArn()),
                        new Fact(name, "id", String.valueOf(t.tableId())),
                        new Fact(name, "deletion protection", String.valueOf(t.deletionProtectionEnabled()))))
                .orElse(List.of(new Fact(name, "status", Fact.ABSENT)));
    }
}
