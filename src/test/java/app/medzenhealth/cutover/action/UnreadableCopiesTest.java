package app.medzenhealth.cutover.action;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.LogDelivery;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedDynamo;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedKms;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedRds;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedS3;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** Whatever deletes something on the strength of a copy: a copy whose key cannot be used is none. */
class UnreadableCopiesTest {
    private static final String OLD = "af-south-1";
    private static final String NEW = "eu-central-1";

    @TempDir
    Path folder;

    /** A deletion and the check of the copy that it rests on. */
    private record Proof(Action deletion, String check) {}

    /** A copy that is encrypted with a key, and what may go on the strength of it. */
    private enum Copy {
        SNAPSHOT(NEW) {
            @Override
            Proof of(Workbench bench, String key) {
                RdsState.of(bench.estate(), OLD)
                        .seedSnapshot("last", false, database(OLD, bench), Duration.ofDays(3), RdsState.FRESH);
                new EmbeddedRds(bench.estate(), NEW)
                        .copyDBSnapshot(
                                q -> q.sourceDBSnapshotIdentifier("arn:aws:rds:" + OLD + ":558069890522:snapshot:last")
                                        .targetDBSnapshotIdentifier("last-copy")
                                        .sourceRegion(OLD)
                                        .kmsKeyId(key));
                bench.world.time.advance(Duration.ofDays(1));
                return new Proof(
                        bench.action(
                                "sweep.delete",
                                OLD,
                                Map.of("resources", List.of("rds/snapshot/last"), "copiesIn", NEW)),
                        "rds/snapshot/last has a copy elsewhere");
            }
        },
        OBJECTS(NEW) {
            @Override
            Proof of(Workbench bench, String key) throws InterruptedException {
                S3State.of(bench.estate())
                        .seed("recordings", OLD, Duration.ofDays(9))
                        .seed("call", 5, bench.estate().now().minus(Duration.ofDays(1)));
                archive(bench, key);
                bench.carryOut(bench.action(
                        "s3.copy-objects", NEW, Map.of("from", "recordings", "to", "archive", "prefix", "")));
                return new Proof(
                        bench.action(
                                "s3.empty-and-delete-bucket",
                                OLD,
                                Map.of(
                                        "bucket",
                                        "recordings",
                                        "copiedTo",
                                        "archive",
                                        "copiedToRegion",
                                        NEW,
                                        "prefix",
                                        "")),
                        "Every object of recordings is in archive with the same content");
            }
        },
        LINES(NEW) {
            @Override
            Proof of(Workbench bench, String key) throws InterruptedException {
                LogsState.of(bench.estate(), OLD).group("/aws/lambda/tts", 1_000);
                S3State.of(bench.estate())
                        .seed("exports", OLD, Duration.ofDays(1))
                        .policy(LogDelivery.policy(OLD, "558069890522", "exports"));
                archive(bench, key);
                bench.carryOut(bench.action(
                        "logs.export", OLD, Map.of("groups", List.of("/aws/lambda/tts"), "bucket", "exports")));
                bench.carryOut(bench.action("s3.copy-objects", NEW, Map.of("from", "exports", "to", "archive")));
                return new Proof(logs(bench), "The lines of /aws/lambda/tts are kept in archive");
            }
        },
        DEFINITION(NEW) {
            @Override
            Proof of(Workbench bench, String key) throws InterruptedException {
                LogsState.of(bench.estate(), OLD).group("/aws/lambda/tts", 0);
                archive(bench, key);
                bench.carryOut(bench.action(
                        "definitions.save",
                        OLD,
                        Map.of("to", "archive", "toRegion", NEW, "groups", List.of("/aws/lambda/tts"))));
                return new Proof(logs(bench), "What logs/log-group//aws/lambda/tts is made of is saved in archive");
            }
        },
        TABLE(OLD) {
            @Override
            Proof of(Workbench bench, String key) throws InterruptedException {
                table(bench, key);
                bench.carryOut(bench.action("dynamodb.backup", OLD, Map.of("tables", List.of("meetings"))));
                return new Proof(
                        bench.action("dynamodb.delete-tables", OLD, Map.of("tables", List.of("meetings"))),
                        "Table meetings has a backup");
            }
        },
        TABLE_OF_A_STACK(OLD) {
            @Override
            Proof of(Workbench bench, String key) {
                table(bench, key);
                new EmbeddedDynamo(bench.estate(), OLD)
                        .createBackup(q -> q.tableName("meetings").backupName("kept"));
                bench.world.time.advance(Duration.ofHours(1));
                bench.stubs.answer(
                        CloudWatchClient.class,
                        GetMetricDataRequest.class,
                        "getMetricData",
                        q -> GetMetricDataResponse.builder()
                                .metricDataResults(q.metricDataQueries().stream()
                                        .map(m -> MetricDataResult.builder()
                                                .id(m.id())
                                                .timestamps(bench.estate().now().minusSeconds(60))
                                                .values(0.0)
                                                .build())
                                        .toList())
                                .build());
                return stack(bench, "AWS::DynamoDB::Table", "meetings");
            }
        },
        DATABASE_OF_A_STACK(OLD) {
            @Override
            Proof of(Workbench bench, String key) {
                RdsState.of(bench.estate(), OLD)
                        .seedSnapshot("last", false, spec(key), Duration.ofDays(3), RdsState.FRESH);
                return stack(bench, "AWS::RDS::DBInstance", "old-db");
            }
        },
        DATABASE(OLD) {
            @Override
            Proof of(Workbench bench, String key) {
                RdsState.of(bench.estate(), OLD).seed(spec(key), Duration.ofDays(30), RdsState.FRESH);
                var rds = new EmbeddedRds(bench.estate(), OLD);
                rds.createDBSnapshot(q -> q.dbInstanceIdentifier("old-db").dbSnapshotIdentifier("last"));
                bench.world.time.advance(Duration.ofHours(2));
                return new Proof(
                        bench.action(
                                "rds.delete-instance",
                                OLD,
                                Map.of(
                                        "instance",
                                        "old-db",
                                        "keepAutomatedBackups",
                                        true,
                                        "finalSnapshot",
                                        "retired",
                                        "baseline",
                                        "digest")),
                        "A snapshot of old-db is there before the last one");
            }
        };

        /** Where the copy and its key are. */
        private final String region;

        Copy(String region) {
            this.region = region;
        }

        abstract Proof of(Workbench bench, String key) throws InterruptedException;
    }

    private static DatabaseSpec database(String region, Workbench bench) {
        return spec(KmsState.of(bench.estate(), region).seed("alias/source", "source"));
    }

    private static DatabaseSpec spec(String key) {
        return new DatabaseSpec(
                "old-db",
                "15.4",
                "db.t3.medium",
                20,
                false,
                key,
                7,
                "03:00-04:00",
                "sun:04:00-sun:05:00",
                "default",
                "net",
                List.of("sg-1"),
                false,
                false);
    }

    private static void archive(Workbench bench, String key) {
        S3State.of(bench.estate()).seed("archive", NEW, Duration.ofDays(1));
        new EmbeddedS3(bench.estate(), NEW)
                .putBucketEncryption(q -> q.bucket("archive")
                        .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(
                                        d -> d.sseAlgorithm("aws:kms").kmsMasterKeyID(key))
                                .build())));
    }

    private static void table(Workbench bench, String key) {
        var tables = DynamoState.of(bench.estate(), OLD);
        tables.seed("meetings", "id", 40, Duration.ofDays(100), DynamoState.Protection.OFF);
        tables.encrypted("meetings", key);
    }

    private static Action logs(Workbench bench) {
        return bench.action(
                "logs.delete",
                OLD,
                Map.of(
                        "groups",
                        List.of("/aws/lambda/tts"),
                        "again",
                        "PT2H",
                        "archive",
                        "archive",
                        "archiveRegion",
                        NEW));
    }

    private static Proof stack(Workbench bench, String type, String id) {
        bench.stubs
                .answer(
                        CloudFormationClient.class,
                        DescribeStacksRequest.class,
                        "describeStacks",
                        q -> DescribeStacksResponse.builder()
                                .stacks(Stack.builder()
                                        .stackName("held")
                                        .stackId("arn:aws:cloudformation:" + OLD + ":558069890522:stack/held/1")
                                        .stackStatus("CREATE_COMPLETE")
                                        .build())
                                .build())
                .answer(
                        CloudFormationClient.class,
                        GetTemplateRequest.class,
                        "getTemplate",
                        q -> GetTemplateResponse.builder()
                                .templateBody("Resources: { Data: { Type: " + type + ", DeletionPolicy: Delete } }")
                                .build())
                .answer(
                        CloudFormationClient.class,
                        ListStackResourcesRequest.class,
                        "listStackResources",
                        q -> ListStackResourcesResponse.builder()
                                .stackResourceSummaries(StackResourceSummary.builder()
                                        .logicalResourceId("Data")
                                        .physicalResourceId(id)
                                        .resourceType(type)
                                        .resourceStatus("CREATE_COMPLETE")
                                        .build())
                                .build());
        return new Proof(
                bench.action("cfn.delete", OLD, Map.of("stack", "held")), "Data (" + id + ") is kept elsewhere");
    }

    private static Check check(Workbench bench, Proof proof) throws InterruptedException {
        var all = proof.deletion().preflight(bench.context());
        return all.stream()
                .filter(c -> c.title().equals(proof.check()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(proof.check() + " is not among " + all));
    }

    /** AWS KMS Developer Guide, "Key states of AWS KMS keys": of all of them only Enabled decrypts. */
    @ParameterizedTest
    @EnumSource(Copy.class)
    void a_copy_whose_key_cannot_be_used_is_no_proof_for_a_deletion(Copy copy) throws Exception {
        var bench = new Workbench(folder);
        var key = KmsState.of(bench.estate(), copy.region).seed("alias/copies", "copies");
        var kms = new EmbeddedKms(bench.estate(), copy.region);
        var proof = copy.of(bench, key);
        assertThat(check(bench, proof).outcome()).as("the key is enabled").isInstanceOf(Check.Pass.class);

        kms.scheduleKeyDeletion(q -> q.keyId(key).pendingWindowInDays(7));
        assertThat(check(bench, proof).outcome())
                .isInstanceOf(Check.Fail.class)
                .extracting(Check.Outcome::evidence)
                .asString()
                .contains(key, "PendingDeletion", "gone for good at ");
        assertThatStays(bench, proof);

        kms.cancelKeyDeletion(q -> q.keyId(key));
        assertThat(check(bench, proof).outcome())
                .isInstanceOf(Check.Fail.class)
                .extracting(Check.Outcome::evidence)
                .asString()
                .contains(key, "Disabled");

        kms.enableKey(q -> q.keyId(key));
        assertThat(check(bench, proof).passed()).as("enabled again").isTrue();

        for (var state : List.of("PendingImport", "Unavailable", "Creating", "a state of tomorrow")) {
            bench.stubs.answer(
                    KmsClient.class,
                    DescribeKeyRequest.class,
                    "describeKey",
                    q -> DescribeKeyResponse.builder()
                            .keyMetadata(KeyMetadata.builder()
                                    .arn(key)
                                    .keyState(state)
                                    .build())
                            .build());
            assertThat(check(bench, proof).outcome()).as(state).isInstanceOf(Check.Fail.class);
        }

        bench.stubs.answer(KmsClient.class, DescribeKeyRequest.class, "describeKey", q -> {
            throw KmsException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("AccessDeniedException")
                            .errorMessage("not authorized to perform: kms:DescribeKey")
                            .build())
                    .build();
        });
        assertThat(check(bench, proof).outcome()).as("nobody knows").isInstanceOf(Check.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(Copy.class)
    void a_copy_whose_key_is_gone_is_no_proof_for_a_deletion(Copy copy) throws Exception {
        var bench = new Workbench(folder);
        var key = KmsState.of(bench.estate(), copy.region).seed("alias/copies", "copies");
        var proof = copy.of(bench, key);
        new EmbeddedKms(bench.estate(), copy.region)
                .scheduleKeyDeletion(q -> q.keyId(key).pendingWindowInDays(7));
        bench.world.time.advance(Duration.ofDays(8));
        bench.estate().settle();

        assertThat(check(bench, proof).outcome())
                .isInstanceOf(Check.Fail.class)
                .extracting(Check.Outcome::evidence)
                .asString()
                .contains(key, "does not exist");
    }

    private static void assertThatStays(Workbench bench, Proof proof) {
        var before = bench.estate().ledger().size();
        try {
            bench.run(proof.deletion());
            throw new AssertionError("it was deleted");
        } catch (ActionFailure refused) {
            assertThat(bench.estate().ledger().size()).isEqualTo(before);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
