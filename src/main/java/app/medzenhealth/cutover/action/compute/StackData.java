package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.BackupKeys;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CopyKeys;
import app.medzenhealth.cutover.action.Showing;
import app.medzenhealth.cutover.action.WritesSince;
import app.medzenhealth.cutover.action.deletion.StackContents;
import app.medzenhealth.cutover.action.retire.ArchivedLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupStatus;
import software.amazon.awssdk.services.dynamodb.model.BackupSummary;
import software.amazon.awssdk.services.dynamodb.model.BackupTypeFilter;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbClusterNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/**
 * What is to outlive the data that goes with a stack: a copy that is there now, or a person's statement that names the resource.
 * Without a DeletionPolicy "AWS CloudFormation deletes the resource and all its content" (Template Reference, DeletionPolicy).
 *
 * @param archive where lines of log groups are brought; empty where the plan names none
 * @param decidedIn the step in which a person states about what has no copy; empty where the plan asks nobody
 */
record StackData(Stacks stack, Optional<ArchivedLines> archive, Optional<String> decidedIn) {
    private static final Set<String> TABLES = Set.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable");
    private static final String LOGS = "AWS::Logs::LogGroup";
    private static final String DATABASE = "AWS::RDS::DBInstance";
    private static final String CLUSTER = "AWS::RDS::DBCluster";
    /** Of which no copy is looked for: buckets and repositories must be empty before, which is looked at beside this. */
    private static final Set<String> OTHERS = Set.of(
            "AWS::Backup::BackupVault",
            "AWS::CloudFormation::Stack",
            "AWS::Cognito::UserPool",
            "AWS::DocDB::DBCluster",
            "AWS::EC2::Volume",
            "AWS::EFS::FileSystem",
            "AWS::ElastiCache::CacheCluster",
            "AWS::ElastiCache::ReplicationGroup",
            "AWS::ElastiCache::ServerlessCache",
            "AWS::FSx::FileSystem",
            "AWS::KMS::Key",
            "AWS::Kinesis::Stream",
            "AWS::MSK::Cluster",
            "AWS::Neptune::DBCluster",
            "AWS::OpenSearchService::Domain",
            "AWS::Redshift::Cluster",
            "AWS::SQS::Queue",
            "AWS::SSM::Parameter",
            "AWS::SecretsManager::Secret",
            "AWS::Timestream::Table");

    /** @param resources those that go with the stack */
    List<Check> checks(ActionContext context, List<StackResourceSummary> resources, DeletionPolicies.Known policies)
            throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var resource : resources) {
            if (holds(resource) && !policies.keeps(resource.logicalResourceId())) {
                checks.add(check(context, resource, policies.snapshots(resource.logicalResourceId())));
            }
        }
        return checks;
    }

    private static boolean holds(StackResourceSummary resource) {
        var type = resource.resourceType();
        return resource.physicalResourceId() != null
                && (TABLES.contains(type)
                        || OTHERS.contains(type)
                        || type.equals(LOGS)
                        || type.equals(DATABASE)
                        || type.equals(CLUSTER));
    }

    private Check check(ActionContext context, StackResourceSummary resource, boolean snapshot)
            throws InterruptedException {
        var title = resource.logicalResourceId() + " (" + resource.physicalResourceId() + ") is kept elsewhere";
        var label = StackContents.label(resource);
        if (snapshot) {
            return Check.pass(title, "its DeletionPolicy is Snapshot: CloudFormation takes one before it deletes it")
                    .showing(new Showing(Showing.Matter.COPY, label, "a snapshot, which CloudFormation takes first"));
        }
        var stated = stated(context, resource);
        if (stated.isPresent()) {
            return Check.pass(title, stated.get())
                    .showing(new Showing(
                            Showing.Matter.COPY,
                            label,
                            "no copy: stated in step " + decidedIn.orElseThrow() + " that nobody needs it"));
        }
        var copy = copy(context, resource, title);
        if (copy.passed() && copy.showing().isEmpty()) {
            copy = copy.showingIfPassed(
                    Showing.Matter.COPY, label, copy.outcome().evidence());
        }
        return copy.passed() || decidedIn.isEmpty()
                ? copy
                : new Check(
                        title,
                        switch (copy.outcome()) {
                            case Check.Fail fail ->
                                new Check.Fail(
                                        fail.evidence(),
                                        fail.remedy() + ", or let somebody who knows it state in step "
                                                + decidedIn.get() + " that nobody needs it, by its name");
                            case Check.Unknown unknown -> unknown;
                            case Check.NotMeasured unmeasured -> unmeasured;
                            case Check.Pass pass -> pass;
                        });
    }

    /** A statement counts for what it names, and for nothing else. */
    private Optional<String> stated(ActionContext context, StackResourceSummary resource) {
        return decidedIn.flatMap(step -> context.attestations()
                .attestation(step)
                .filter(a -> List.of(a.note().split("[\\s,;]+")).contains(resource.physicalResourceId()))
                .map(a -> "no copy is asked for: " + a.person() + " in step " + step + ": " + a.note()));
    }

    private Check copy(ActionContext context, StackResourceSummary resource, String title) throws InterruptedException {
        var id = resource.physicalResourceId();
        var type = resource.resourceType();
        if (type.equals(LOGS) && archive.isPresent()) {
            var kept = archive.get().of(context, stack.region(), id);
            return new Check(title, kept.outcome(), kept.showing());
        }
        return Check.reading(title, () -> {
            if (TABLES.contains(type)) {
                return table(context, id);
            }
            if (type.equals(DATABASE) || type.equals(CLUSTER)) {
                return database(context, type, id);
            }
            return new Check.Fail(
                    "it is a " + type + " and goes with the stack; no copy of it is known here",
                    "keep it by a DeletionPolicy of Retain");
        });
    }

    /** A backup of this very table: one made anew under the name has another id. */
    private Check.Outcome table(ActionContext context, String table) {
        var client = context.clients().client(DynamoDbClient.class, stack.region());
        String id;
        try {
            id = client.describeTable(q -> q.tableName(table)).table().tableId();
        } catch (ResourceNotFoundException e) {
            return new Check.Pass("it is gone already");
        }
        var backups = new ArrayList<BackupSummary>();
        String from = null;
        do {
            var start = from;
            var page = client.listBackups(
                    q -> q.tableName(table).backupType(BackupTypeFilter.USER).exclusiveStartBackupArn(start));
            backups.addAll(page.backupSummaries());
            from = page.lastEvaluatedBackupArn();
        } while (from != null);
        return backups.stream()
                .filter(b -> b.backupStatus() == BackupStatus.AVAILABLE && id.equals(b.tableId()))
                .max(Comparator.comparing(BackupSummary::backupCreationDateTime))
                .map(b -> BackupKeys.lost(context, stack.region(), b.backupArn())
                        .<Check.Outcome>map(lost -> lost)
                        .orElseGet(() -> unwritten(context, table, b)))
                .orElseGet(() -> new Check.Fail("no available backup of this table is listed", "back it up first"));
    }

    private Check.Outcome unwritten(ActionContext context, String table, BackupSummary b) {
        return switch (new WritesSince(stack.region(), decidedIn)
                .of(context, table, b.backupCreationDateTime(), "find out who writes to it, and back it up again")) {
            case Check.Pass pass ->
                new Check.Pass("backup " + b.backupName() + ", available, of " + b.backupCreationDateTime() + "; "
                        + pass.evidence());
            case Check.Fail fail -> fail;
            case Check.Unknown unknown -> unknown;
            case Check.NotMeasured unmeasured -> unmeasured;
        };
    }

    private Check.Outcome database(ActionContext context, String type, String id) {
        var rds = context.clients().client(RdsClient.class, stack.region());
        List<Taken> taken;
        try {
            taken = type.equals(CLUSTER)
                    ? rds
                            .describeDBClusterSnapshotsPaginator(
                                    q -> q.dbClusterIdentifier(id).snapshotType("manual"))
                            .dbClusterSnapshots()
                            .stream()
                            .filter(s -> "available".equals(s.status()))
                            .map(s -> new Taken(
                                    s.dbClusterSnapshotIdentifier() + " of " + s.snapshotCreateTime(), s.kmsKeyId()))
                            .toList()
                    : rds
                            .describeDBSnapshotsPaginator(
                                    q -> q.dbInstanceIdentifier(id).snapshotType("manual"))
                            .dbSnapshots()
                            .stream()
                            .filter(s -> "available".equals(s.status()))
                            .map(s ->
                                    new Taken(s.dbSnapshotIdentifier() + " of " + s.snapshotCreateTime(), s.kmsKeyId()))
                            .toList();
        } catch (DbInstanceNotFoundException | DbClusterNotFoundException e) {
            return new Check.Pass("it is gone already");
        }
        var keys = new CopyKeys(context, stack.region());
        var lost = new ArrayList<Check.Fail>();
        for (var snapshot : taken) {
            var no = keys.lost(snapshot.key());
            if (no.isEmpty()) {
                return new Check.Pass("snapshot " + snapshot.words() + ", available");
            }
            lost.add(new Check.Fail(
                    "snapshot " + snapshot.words() + ", available, but "
                            + no.get().evidence(),
                    no.get().remedy()));
        }
        return lost.isEmpty()
                ? new Check.Fail("no available manual snapshot of it is listed, and none is taken", "take one first")
                : lost.getFirst();
    }

    private record Taken(String words, @Nullable String key) {}
}
