package app.medzenhealth.cutover.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.medzenhealth.cutover.rehearsal.EmbeddedWorld;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.compute.EventsState;
import app.medzenhealth.cutover.rehearsal.data.QuotaState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.TagResourceType;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Errors that AWS's models list and that can meet a plan, by what the operations' pages in the API references say of them: RDS,
 * Route 53, EventBridge and S3; for reserved concurrency, the Lambda Developer Guide's “Configuring reserved concurrency”.
 */
class ListedErrorsTest {
    private static final String IRELAND = "eu-west-1";
    private static final String DATABASE = "medzen-ehrbase-db";

    private final VirtualTime time = new VirtualTime(MedZenEstate.START);
    private final EmbeddedWorld world = MedZenEstate.create(time);
    private final RdsClient rds = world.clients().client(RdsClient.class, IRELAND);
    private final Route53Client route53 = world.clients().client(Route53Client.class, "us-east-1");

    private static void refused(String code, ThrowingCallable call) {
        var refusal = catchThrowableOfType(AwsServiceException.class, call);
        assertThat(refusal).as("refused with " + code).isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    }

    private void snapshot() {
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier(DATABASE).dbSnapshotIdentifier("listed"));
        time.advance(Duration.ofHours(3));
    }

    @Test
    void databases_and_snapshots_end_at_their_quota() {
        snapshot();
        QuotaState.of(world.estate(), IRELAND).apply("rds/L-272F1212", 1);
        QuotaState.of(world.estate(), IRELAND).apply("rds/L-7B6409FD", 1);

        refused(
                "SnapshotQuotaExceeded",
                () -> rds.createDBSnapshot(r -> r.dbInstanceIdentifier(DATABASE).dbSnapshotIdentifier("one-more")));
        refused(
                "SnapshotQuotaExceeded",
                () -> rds.copyDBSnapshot(
                        r -> r.sourceDBSnapshotIdentifier("listed").targetDBSnapshotIdentifier("one-more")));
        refused(
                "InstanceQuotaExceeded",
                () -> rds.restoreDBInstanceFromDBSnapshot(
                        r -> r.dbInstanceIdentifier("one-more").dbSnapshotIdentifier("listed")));
        refused(
                "InstanceQuotaExceeded",
                () -> rds.createDBInstanceReadReplica(
                        r -> r.dbInstanceIdentifier("one-more").sourceDBInstanceIdentifier(DATABASE)));
    }

    @Test
    void a_snapshot_is_not_restored_without_its_key() {
        snapshot();
        var key = rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("listed"))
                .dbSnapshots()
                .getFirst()
                .kmsKeyId();
        world.clients().client(KmsClient.class, IRELAND).scheduleKeyDeletion(r -> r.keyId(key));

        refused(
                "KMSKeyNotAccessibleFault",
                () -> rds.restoreDBInstanceFromDBSnapshot(
                        r -> r.dbInstanceIdentifier("drill").dbSnapshotIdentifier("listed")));
    }

    @Test
    void a_replica_beside_its_source_takes_the_sources_network_and_a_group_that_exists() {
        refused(
                "DBSubnetGroupNotAllowedFault",
                () -> rds.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("beside")
                        .sourceDBInstanceIdentifier(DATABASE)
                        .dbSubnetGroupName("any")));
        refused(
                "DBParameterGroupNotFound",
                () -> rds.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("beside")
                        .sourceDBInstanceIdentifier(DATABASE)
                        .dbParameterGroupName("none")));
    }

    @Test
    void a_record_names_a_health_check_that_exists_and_only_what_exists_gets_tags() {
        var zone = route53.listHostedZones().hostedZones().getFirst();

        refused(
                "NoSuchHealthCheck",
                () -> route53.changeResourceRecordSets(r -> r.hostedZoneId(zone.id())
                        .changeBatch(b -> b.changes(Change.builder()
                                .action(ChangeAction.UPSERT)
                                .resourceRecordSet(s -> s.name("listed." + zone.name())
                                        .type(RRType.CNAME)
                                        .ttl(60L)
                                        .setIdentifier("primary")
                                        .failover("PRIMARY")
                                        .healthCheckId("none")
                                        .resourceRecords(ResourceRecord.builder()
                                                .value("elsewhere.example")
                                                .build()))
                                .build()))));
        refused(
                "NoSuchHealthCheck",
                () -> route53.changeTagsForResource(
                        r -> r.resourceType(TagResourceType.HEALTHCHECK).resourceId("none")));
        refused(
                "NoSuchHostedZone",
                () -> route53.changeTagsForResource(
                        r -> r.resourceType(TagResourceType.HOSTEDZONE).resourceId("Z0")));
    }

    @Test
    void a_hundred_executions_stay_for_functions_without_a_number_of_their_own() {
        var lambda = world.clients().client(LambdaClient.class, IRELAND);
        var functions = lambda.listFunctions().functions().stream()
                .map(f -> f.functionName())
                .toList();
        functions.forEach(f -> lambda.deleteFunctionConcurrency(r -> r.functionName(f)));
        lambda.putFunctionConcurrency(r -> r.functionName(functions.getFirst()).reservedConcurrentExecutions(900));

        refused(
                "InvalidParameterValueException",
                () -> lambda.putFunctionConcurrency(
                        r -> r.functionName(functions.getLast()).reservedConcurrentExecutions(1)));
        lambda.putFunctionConcurrency(r -> r.functionName(functions.getLast()).reservedConcurrentExecutions(0));
    }

    @Test
    void a_rule_that_a_service_manages_is_that_services() {
        var events = world.clients().client(EventBridgeClient.class, IRELAND);
        var rule = events.listRules(r -> {}).rules().getFirst().name();
        EventsState.of(world.estate(), IRELAND).managed(rule, "states.amazonaws.com");

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> events.disableRule(r -> r.name(rule)),
                () -> events.enableRule(r -> r.name(rule)),
                () -> events.putRule(r -> r.name(rule).scheduleExpression("rate(1 day)")),
                () -> events.putTargets(r -> r.rule(rule)),
                () -> events.removeTargets(r -> r.rule(rule).ids("any")),
                () -> events.deleteRule(r -> r.name(rule)))) {
            refused("ManagedRuleException", call);
        }
        assertThat(events.describeRule(r -> r.name(rule)).managedBy()).isEqualTo("states.amazonaws.com");
    }

    @Test
    void a_buckets_name_can_be_taken_by_another_account() {
        S3State.of(world.estate()).elsewhere("medzen-taken");

        refused(
                "BucketAlreadyExists",
                () -> world.clients()
                        .client(S3Client.class, IRELAND)
                        .createBucket(r -> r.bucket("medzen-taken")
                                .createBucketConfiguration(c -> c.locationConstraint(IRELAND))));
    }
}
