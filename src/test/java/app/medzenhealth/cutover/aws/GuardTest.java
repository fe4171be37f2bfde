package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.audit.TrailUnavailable;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsAsyncClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesResponse;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.ReplicateSecretToRegionsRequest;

class GuardTest {
    private static final String ACCOUNT = "558069890522";
    private static final CreateDbSnapshotRequest SNAPSHOT = CreateDbSnapshotRequest.builder()
            .dbInstanceIdentifier("medzen-ehrbase-db")
            .dbSnapshotIdentifier("before-the-move")
            .build();

    private final MemoryTrail trail = new MemoryTrail();
    private final SetTime time = new SetTime();
    private final PermitBook permits = new PermitBook(time);
    private final AtomicLong nanos = new AtomicLong();

    private Guard guard(Clients raw, RegionAccess access) {
        return new Guard(raw, ACCOUNT, permits, trail, time, access, step -> raw, nanos::get);
    }

    private Guard guard(Clients raw) {
        return guard(raw, (step, region) -> true);
    }

    private static ScriptedClients answering(BiFunction<String, SdkRequest, Object> script) {
        return new ScriptedClients(script);
    }

    private static ScriptedClients snapshots() {
        return answering((region, request) -> CreateDbSnapshotResponse.builder().build());
    }

    private Permit permit(String region, SdkRequest request) {
        return permits.issue(
                "run-1",
                ACCOUNT,
                "",
                PlannedCalls.of(region, request),
                "1.3",
                "ab".repeat(32),
                "lead",
                Duration.ofMinutes(10));
    }

    @Test
    void what_stands_for_a_secret_that_was_not_kept_is_never_sent() {
        var raw = answering((region, request) -> {
            throw new AssertionError(request + " was sent");
        });
        var guarded = guard(raw).guarded();
        var marked = SNAPSHOT.toBuilder()
                .dbSnapshotIdentifier("before-[redacted: token]")
                .build();
        permit("eu-west-1", marked);
        var rds = guarded.client(RdsClient.class, "eu-west-1");
        assertThatThrownBy(() -> rds.createDBSnapshot(marked)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("[redacted: value of x]")))
                .as("what is asked for under such a name is not there, and that proves nothing")
                .isInstanceOf(Refused.class)
                .hasMessageContaining("looked like a secret and was not kept");
        assertThat(trail.records()).hasSize(2).allMatch(r -> r.kind().equals("call.refused"));
    }

    @Test
    void a_permit_for_another_text_of_the_plan_is_none() {
        var here = "5e".repeat(32);
        var asked = new RegionAccess() {
            @Override
            public boolean mayWrite(String step, String region) {
                return true;
            }

            @Override
            public String planDigest() {
                return here;
            }
        };
        var raw = snapshots();
        var guarded = guard(raw, asked).guarded();
        for (var other : List.of("", "ab".repeat(32))) {
            permits.issue(
                    "run-1",
                    ACCOUNT,
                    other,
                    PlannedCalls.of("eu-central-1", SNAPSHOT),
                    "1.3",
                    "",
                    "lead",
                    Duration.ofHours(1));
            assertThatThrownBy(() ->
                            guarded.client(RdsClient.class, "eu-central-1").createDBSnapshot(SNAPSHOT))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("another text of the plan");
        }
        assertThat(raw.got()).isEmpty();
        assertThat(trail.records("call.intent")).isEmpty();

        permits.issue(
                "run-1",
                ACCOUNT,
                here,
                PlannedCalls.of("eu-central-1", SNAPSHOT),
                "1.3",
                "",
                "lead",
                Duration.ofHours(1));
        guarded.client(RdsClient.class, "eu-central-1").createDBSnapshot(SNAPSHOT);
        assertThat(raw.got()).hasSize(1);
        assertThat(trail.records("call.intent"))
                .singleElement()
                .satisfies(r -> assertThat(r.data()).containsEntry("planDigest", here));
    }

    @Test
    void the_intent_is_in_the_trail_before_the_call_and_the_outcome_after_it() {
        var order = new ArrayList<String>();
        var raw = answering((region, request) -> {
            trail.records().forEach(r -> order.add(r.kind()));
            order.add("sent");
            return CreateDbSnapshotResponse.builder().build();
        });
        var permit = permit("eu-west-1", SNAPSHOT);

        guard(raw).guarded().client(RdsClient.class, "eu-west-1").createDBSnapshot(SNAPSHOT);
        trail.records().stream().skip(1).forEach(r -> order.add(r.kind()));

        assertThat(order).containsExactly("call.intent", "sent", "call.outcome");
        var intent = trail.records("call.intent").getFirst();
        assertThat(intent.actor()).isEqualTo("lead");
        assertThat(intent.step()).isEqualTo("1.3");
        assertThat(intent.data())
                .containsEntry("permit", permit.id())
                .containsEntry("region", "eu-west-1")
                .containsEntry("operation", "CreateDBSnapshot")
                .containsEntry("resource", "before-the-move")
                .containsEntry("fingerprint", "ab".repeat(32));
        assertThat(trail.last().data()).containsEntry("outcome", "done").containsEntry("intent", intent.seq());
    }

    @Test
    void nothing_is_sent_when_the_intent_cannot_be_written() {
        var raw = snapshots();
        permit("eu-west-1", SNAPSHOT);
        trail.fail("call.intent");
        var rds = guard(raw).guarded().client(RdsClient.class, "eu-west-1");

        assertThatThrownBy(() -> rds.createDBSnapshot(SNAPSHOT)).isInstanceOf(TrailUnavailable.class);

        assertThat(raw.got()).isEmpty();
    }

    @Test
    void nothing_more_is_sent_when_an_outcome_could_not_be_written() {
        var raw = snapshots();
        var guard = guard(raw);
        var rds = guard.guarded().client(RdsClient.class, "eu-west-1");
        permit("eu-west-1", SNAPSHOT);
        permit("eu-west-1", SNAPSHOT);
        assertThat(guard.latched()).isFalse();
        trail.fail("call.outcome");

        assertThatThrownBy(() -> rds.createDBSnapshot(SNAPSHOT)).isInstanceOf(TrailUnavailable.class);
        assertThat(permits.held()).isTrue();
        permits.release();
        assertThatThrownBy(() -> rds.createDBSnapshot(SNAPSHOT)).isInstanceOf(Refused.class);

        assertThat(raw.got()).hasSize(1);
        assertThat(guard.latched()).isTrue();
    }

    @Test
    void a_refusal_stands_even_if_it_cannot_be_recorded() {
        var raw = snapshots();
        trail.fail("call.refused");
        var rds = guard(raw).guarded().client(RdsClient.class, "eu-west-1");

        assertThatThrownBy(() -> rds.createDBSnapshot(SNAPSHOT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("could not be recorded");
        assertThat(raw.got()).isEmpty();
    }

    @Test
    void a_permit_is_good_for_one_call() {
        var raw = snapshots();
        var rds = guard(raw).guarded().client(RdsClient.class, "eu-west-1");
        permit("eu-west-1", SNAPSHOT);

        rds.createDBSnapshot(SNAPSHOT);
        assertThatThrownBy(() -> rds.createDBSnapshot(SNAPSHOT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no permit");
        assertThat(raw.got()).hasSize(1);
    }

    @Test
    void a_permit_is_taken_by_one_of_many_threads() throws Exception {
        var raw = snapshots();
        var rds = guard(raw).guarded().client(RdsClient.class, "eu-west-1");
        permit("eu-west-1", SNAPSHOT);
        var threads = 16;
        var start = new CyclicBarrier(threads);
        Callable<Boolean> call = () -> {
            start.await();
            try {
                rds.createDBSnapshot(SNAPSHOT);
                return true;
            } catch (Refused refused) {
                return false;
            }
        };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var ended = pool.invokeAll(Collections.nCopies(threads, call));
            long done = 0;
            for (var end : ended) {
                done += end.get() ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(raw.got()).hasSize(1);
    }

    @Test
    void a_permit_fits_only_its_region_resource_and_account_and_only_until_it_expires() {
        var raw = snapshots();
        var guarded = guard(raw).guarded();
        permit("eu-west-1", SNAPSHOT);

        assertThatThrownBy(() -> guarded.client(RdsClient.class, "eu-central-1").createDBSnapshot(SNAPSHOT))
                .hasMessageContaining("for region eu-west-1");
        assertThatThrownBy(() -> guarded.client(RdsClient.class, "eu-west-1")
                        .createDBSnapshot(SNAPSHOT.toBuilder()
                                .dbSnapshotIdentifier("another")
                                .build()))
                .hasMessageContaining("for before-the-move");
        time.sleep(Duration.ofMinutes(10));
        assertThatThrownBy(() -> guarded.client(RdsClient.class, "eu-west-1").createDBSnapshot(SNAPSHOT))
                .hasMessageContaining("expired");
        assertThat(permits.open("run-1")).isEmpty();
        permits.issue(
                "run-2",
                "111111111111",
                "",
                PlannedCalls.of("eu-west-1", SNAPSHOT),
                "1.3",
                "",
                "lead",
                Duration.ofHours(1));
        assertThatThrownBy(() -> guarded.client(RdsClient.class, "eu-west-1").createDBSnapshot(SNAPSHOT))
                .hasMessageContaining("account 111111111111");

        assertThat(raw.got()).isEmpty();
        assertThat(trail.records("call.refused")).hasSize(4);
    }

    @Test
    void a_revoked_group_has_no_permits_left_and_another_keeps_its_own() {
        var raw = snapshots();
        permit("eu-west-1", SNAPSHOT);
        var other = permits.issue(
                "run-2",
                ACCOUNT,
                "",
                PlannedCalls.of("eu-central-1", SNAPSHOT),
                "1.3",
                "",
                "lead",
                Duration.ofHours(1));
        permits.revoke("run-1");

        assertThatThrownBy(() -> guard(raw)
                        .guarded()
                        .client(RdsClient.class, "eu-west-1")
                        .createDBSnapshot(SNAPSHOT))
                .isInstanceOf(Refused.class);
        assertThat(permits.open("run-1")).isEmpty();
        assertThat(permits.open("run-2")).containsExactly(other);
    }

    @Test
    void hold_stops_what_has_not_been_sent_and_release_lets_it_go() {
        var raw = snapshots();
        var rds = guard(raw).guarded().client(RdsClient.class, "eu-west-1");
        permit("eu-west-1", SNAPSHOT);
        permits.hold();

        assertThatThrownBy(() -> rds.createDBSnapshot(SNAPSHOT)).hasMessageContaining("on hold");
        assertThat(raw.got()).isEmpty();

        permits.release();
        rds.createDBSnapshot(SNAPSHOT);
        assertThat(raw.got()).hasSize(1);
    }

    @Test
    void hold_between_the_intent_and_the_call_still_stops_it() {
        var raw = snapshots();
        var rds = guard(raw).guarded().client(RdsClient.class, "eu-west-1");
        permit("eu-west-1", SNAPSHOT);
        trail.after("call.intent", permits::hold);

        assertThatThrownBy(() -> rds.createDBSnapshot(SNAPSHOT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("on hold");

        assertThat(raw.got()).isEmpty();
        assertThat(trail.last().kind()).isEqualTo("call.outcome");
        assertThat(trail.last().data()).containsEntry("outcome", "not sent");
    }

    @Test
    void a_region_that_the_plan_does_not_name_is_never_written_whatever_the_permit_says() {
        var raw = snapshots();
        permit("us-east-2", SNAPSHOT);
        var guard = guard(raw, (step, region) -> step.equals("1.3") && region.equals("eu-west-1"));

        assertThatThrownBy(() ->
                        guard.guarded().client(RdsClient.class, "us-east-2").createDBSnapshot(SNAPSHOT))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("does not let step 1.3 write in us-east-2");
        assertThat(raw.got()).isEmpty();
        assertThat(trail.last().step()).isEqualTo("1.3");
    }

    @Test
    void a_call_that_writes_in_a_second_region_needs_that_region_too() {
        var raw = answering((region, request) -> null);
        var replicate = ReplicateSecretToRegionsRequest.builder()
                .secretId("medzen/ehrbase/db-password")
                .addReplicaRegions(
                        ReplicaRegionType.builder().region("us-east-2").build())
                .build();
        permit("eu-west-1", replicate);
        var guard = guard(raw, (step, region) -> region.equals("eu-west-1"));

        assertThatThrownBy(() -> guard.guarded()
                        .client(SecretsManagerClient.class, "eu-west-1")
                        .replicateSecretToRegions(replicate))
                .hasMessageContaining("writes in us-east-2 too");
        assertThat(raw.got()).isEmpty();
    }

    @Test
    void an_arn_of_another_account_is_refused() {
        var raw = answering((region, request) -> null);
        var rotation = EnableKeyRotationRequest.builder()
                .keyId("arn:aws:kms:eu-west-1:111111111111:key/0a")
                .build();
        permit("eu-west-1", rotation);

        assertThatThrownBy(() -> guard(raw)
                        .guarded()
                        .client(KmsClient.class, "eu-west-1")
                        .enableKeyRotation(rotation))
                .hasMessageContaining("names account 111111111111");
        assertThat(raw.got()).isEmpty();
    }

    @Test
    void global_services_ask_the_plan_about_global_and_are_planned_in_one_region() {
        var raw = answering(
                (region, request) -> ChangeResourceRecordSetsResponse.builder().build());
        var change = ChangeResourceRecordSetsRequest.builder()
                .hostedZoneId("/hostedzone/Z08MEDZENZONE00001")
                .build();
        permit("eu-west-1", change);
        var asked = new ArrayList<String>();
        var guard = guard(raw, (step, region) -> asked.add(region));

        guard.guarded()
                .client(Route53Client.class, "us-east-1")
                .changeResourceRecordSets(
                        change.toBuilder().hostedZoneId("Z08MEDZENZONE00001").build());

        assertThat(asked).containsExactly("global");
        assertThat(raw.got()).hasSize(1);
    }

    @Test
    void a_permit_for_something_produced_fits_only_what_the_call_of_its_own_group_answered() {
        var made = "0f0f0f0f-1111-2222-3333-444444444444";
        var raw = answering((region, request) -> request instanceof CreateKeyRequest
                ? CreateKeyResponse.builder()
                        .keyMetadata(m -> m.keyId(made).arn("arn:aws:kms:eu-central-1:" + ACCOUNT + ":key/" + made))
                        .build()
                : EnableKeyRotationResponse.builder().build());
        var create = CreateKeyRequest.builder().description("EHRbase").build();
        var rotate = EnableKeyRotationRequest.builder().keyId("<made>").build();
        for (var group : List.of("run-1", "run-2")) {
            permits.issue(
                    group,
                    ACCOUNT,
                    "",
                    PlannedCalls.produced("eu-central-1", rotate, "CreateKey"),
                    "2.1",
                    "",
                    "lead",
                    Duration.ofHours(1));
        }
        permit("eu-central-1", create);
        var kms = guard(raw).guarded().client(KmsClient.class, "eu-central-1");

        assertThatThrownBy(() -> kms.enableKeyRotation(b -> b.keyId(made)))
                .hasMessageContaining("did not produce this");
        kms.createKey(create);
        assertThatThrownBy(() -> kms.enableKeyRotation(b -> b.keyId("another")))
                .hasMessageContaining("did not produce this");
        kms.enableKeyRotation(b -> b.keyId("arn:aws:kms:eu-central-1:" + ACCOUNT + ":key/" + made));

        assertThatThrownBy(() -> kms.enableKeyRotation(b -> b.keyId(made)))
                .as("the permit of the other run")
                .isInstanceOf(Refused.class);
        assertThat(raw.got()).hasSize(2);
    }

    @Test
    void one_produced_id_does_not_open_the_way_to_a_list_with_a_stranger_in_it() {
        var made = "db-made";
        var raw = answering((region, request) -> request instanceof CreateDbSnapshotRequest
                ? CreateDbSnapshotResponse.builder()
                        .dbSnapshot(s -> s.dbSnapshotIdentifier(made))
                        .build()
                : TagResourcesResponse.builder().build());
        permits.issue(
                "run-1",
                ACCOUNT,
                "",
                PlannedCalls.produced(
                        "eu-west-1",
                        TagResourcesRequest.builder().resourceARNList("<made>").build(),
                        "CreateDBSnapshot"),
                "1.3",
                "",
                "lead",
                Duration.ofHours(1));
        permit("eu-west-1", SNAPSHOT);
        var rds = guard(raw).guarded().client(RdsClient.class, "eu-west-1");
        rds.createDBSnapshot(SNAPSHOT);
        var tags = guard(raw).guarded().client(ResourceGroupsTaggingApiClient.class, "eu-west-1");

        assertThatThrownBy(() -> tags.tagResources(b -> b.resourceARNList(made, "db-of-a-stranger")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("did not produce this");
        assertThat(raw.got()).hasSize(1);
        tags.tagResources(b -> b.resourceARNList(made));
        assertThat(raw.got()).hasSize(2);
    }

    @Test
    void a_lost_answer_is_an_unknown_outcome_and_an_error_of_aws_a_failed_one() {
        var script = new ArrayList<RuntimeException>(List.of(
                SdkClientException.create("Unable to execute HTTP request", new SocketException("reset")),
                RdsException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("DBSnapshotAlreadyExists")
                                .errorMessage("Cannot create the snapshot because it exists")
                                .build())
                        .statusCode(400)
                        .requestId("req-7")
                        .build(),
                RdsException.builder()
                        .statusCode(500)
                        .message("Internal Failure")
                        .build(),
                SdkClientException.create("refused", new ConnectException("Connection refused"))));
        var raw = answering((region, request) -> {
            throw script.removeFirst();
        });
        var rds = guard(raw).guarded().client(RdsClient.class, "eu-west-1");
        var outcomes = new ArrayList<Object>();
        for (var i = 0; i < 4; i++) {
            permit("eu-west-1", SNAPSHOT);
            assertThatThrownBy(() -> rds.createDBSnapshot(SNAPSHOT)).isNotInstanceOf(Refused.class);
            outcomes.add(trail.last().data().get("outcome"));
            if (i == 1) {
                assertThat(trail.last().data())
                        .containsEntry("code", "DBSnapshotAlreadyExists")
                        .containsEntry("requestId", "req-7");
            }
        }
        assertThat(outcomes).containsExactly("unknown", "failed", "unknown", "not sent");
    }

    @Test
    void paginators_read_through_the_guard_page_by_page() {
        var raw = answering((region, request) -> {
            var describe = (DescribeDbInstancesRequest) request;
            return DescribeDbInstancesResponse.builder()
                    .dbInstances(DBInstance.builder()
                            .dbInstanceIdentifier(describe.marker() == null ? "one" : "two")
                            .build())
                    .marker(describe.marker() == null ? "next" : null)
                    .build();
        });
        var guard = guard(raw);

        var names =
                guard
                        .guarded()
                        .client(RdsClient.class, "eu-west-1")
                        .describeDBInstancesPaginator()
                        .dbInstances()
                        .stream()
                        .map(DBInstance::dbInstanceIdentifier)
                        .toList();

        assertThat(names).containsExactly("one", "two");
        assertThat(guard.reads().summary()).singleElement().satisfies(count -> {
            assertThat(count.calls()).isEqualTo(2);
            assertThat(count.operation()).isEqualTo("DescribeDBInstances");
        });
    }

    @Test
    void the_sdks_waiters_poll_through_the_guard() {
        var raw = answering((region, request) -> DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(DBSnapshot.builder().status("available").build())
                .build());
        var guard = guard(raw);
        try (var waiter = guard.guarded().client(RdsClient.class, "eu-west-1").waiter()) {
            waiter.waitUntilDBSnapshotAvailable(DescribeDbSnapshotsRequest.builder()
                    .dbSnapshotIdentifier("x")
                    .build());
        }
        assertThat(guard.reads().summary())
                .singleElement()
                .satisfies(c -> assertThat(c.calls()).isEqualTo(1));
    }

    @Test
    void reads_are_summarised_at_most_once_a_minute_and_when_asked() {
        var raw = answering(
                (region, request) -> DescribeDbInstancesResponse.builder().build());
        var guard = guard(raw);
        var rds = guard.guarded().client(RdsClient.class, "eu-west-1");
        for (var i = 0; i < 100; i++) {
            rds.describeDBInstances();
        }
        assertThat(trail.records()).isEmpty();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        rds.describeDBInstances();
        rds.describeDBInstances();
        assertThat(trail.records("reads.summary")).hasSize(1);
        guard.summarise();
        guard.summarise();
        assertThat(trail.records("reads.summary")).hasSize(2);
        assertThat(trail.last().data().toString()).contains("calls=1");
    }

    @Test
    void reads_are_counted_with_their_latency_and_with_their_errors_by_code() {
        int[] call = {0};
        var guard = guard(answering((region, request) -> {
            call[0]++;
            nanos.addAndGet(Duration.ofMillis(10L * call[0]).toNanos());
            if (call[0] % 2 == 0) {
                throw RdsException.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(call[0] == 2 ? "Throttling" : "AccessDenied")
                                .errorMessage("no")
                                .build())
                        .statusCode(400)
                        .build();
            }
            return DescribeDbInstancesResponse.builder().build();
        }));
        var rds = guard.guarded().client(RdsClient.class, "eu-west-1");
        for (var i = 0; i < 7; i++) {
            try {
                rds.describeDBInstances();
            } catch (RdsException expected) {
                assertThat(expected.awsErrorDetails().errorMessage()).isEqualTo("no");
            }
        }
        guard.summarise();
        assertThat(trail.last().data().get("reads").toString())
                .contains("region=eu-west-1", "operation=DescribeDBInstances", "calls=7", "errors=3")
                .contains("latencyMillis=280", "minMillis=10", "medianMillis=40", "maxMillis=70")
                .contains("Throttling=1", "AccessDenied=2");
    }

    @Test
    void the_median_of_many_calls_needs_no_more_memory() {
        var counts = new ReadCounts();
        for (var i = 1; i <= 100_001; i++) {
            counts.passed(
                    "rds",
                    "eu-west-1",
                    "DescribeDBInstances",
                    Duration.ofMillis(i).toNanos(),
                    "");
        }
        assertThat(counts.summary()).singleElement().satisfies(c -> {
            assertThat(c.calls()).isEqualTo(100_001);
            assertThat(c.median().toMillis()).isBetween(48_000L, 52_000L);
            assertThat(c.shortest()).hasMillis(1);
            assertThat(c.longest()).hasMillis(100_001);
        });
    }

    @Test
    void reads_go_on_when_the_trail_cannot_be_written() {
        trail.fail("reads.summary");
        var guard = guard(answering(
                (region, request) -> DescribeDbInstancesResponse.builder().build()));
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(guard.guarded().client(RdsClient.class, "eu-west-1").describeDBInstances())
                .isNotNull();
    }

    @Test
    void presigning_helpers_and_credentials_are_refused_and_recorded() {
        var guarded = guard(answering((region, request) -> null)).guarded();

        assertThatThrownBy(() -> guarded.client(S3Client.class, "eu-west-1").utilities())
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> guarded.client(RdsClient.class, "eu-west-1").serviceClientConfiguration())
                .isInstanceOf(Refused.class);
        assertThat(trail.records("call.refused")).hasSize(2);
    }

    @Test
    void a_request_that_brings_its_own_credentials_is_refused() {
        var raw = snapshots();
        permit("eu-west-1", SNAPSHOT);
        var smuggling = SNAPSHOT.toBuilder()
                .overrideConfiguration(o -> o.credentialsProvider(AnonymousCredentialsProvider.create()))
                .build();

        assertThatThrownBy(() -> guard(raw)
                        .guarded()
                        .client(RdsClient.class, "eu-west-1")
                        .createDBSnapshot(smuggling))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("own credentials");
        assertThat(raw.got()).isEmpty();
    }

    @Test
    void asynchronous_and_unknown_clients_are_refused() {
        var guarded = guard(answering((region, request) -> null)).guarded();
        interface Homemade extends SdkClient {}

        assertThatThrownBy(() -> guarded.client(RdsAsyncClient.class, "eu-west-1"))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> guarded.client(Homemade.class, "eu-west-1")).isInstanceOf(Refused.class);
    }

    @Test
    void closing_a_guarded_client_leaves_it_usable_for_others() {
        var guarded = guard(answering((region, request) ->
                        DescribeDbInstancesResponse.builder().build()))
                .guarded();
        var rds = guarded.client(RdsClient.class, "eu-west-1");
        rds.close();
        assertThat(guarded.client(RdsClient.class, "eu-west-1")).isSameAs(rds);
        assertThat(rds.describeDBInstances()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2-pass", "geheim"})
    void secrets_of_a_request_are_in_no_record(String secret) {
        var raw = answering((region, request) -> null);
        var guarded = guard(raw).guarded();
        assertThatThrownBy(() -> guarded.client(SecretsManagerClient.class, "eu-west-1")
                        .createSecret(b -> b.name("s").secretString(secret)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> guarded.client(RdsClient.class, "eu-west-1")
                        .createDBInstance(b -> b.dbInstanceIdentifier("i").masterUserPassword(secret)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> guarded.client(LambdaClient.class, "eu-west-1")
                        .updateFunctionConfiguration(
                                b -> b.functionName("f").environment(e -> e.variables(Map.of("DB", secret)))))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> guarded.client(EcsClient.class, "eu-west-1")
                        .registerTaskDefinition(b -> b.family("f")
                                .containerDefinitions(ContainerDefinition.builder()
                                        .environment(KeyValuePair.builder()
                                                .name("DB")
                                                .value(secret)
                                                .build())
                                        .build())))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> guarded.client(CloudFormationClient.class, "eu-west-1")
                        .createStack(b -> b.stackName("s")
                                .parameters(Parameter.builder()
                                        .parameterKey("DbPassword")
                                        .parameterValue(secret)
                                        .build())))
                .isInstanceOf(Refused.class);

        assertThat(trail.records()).hasSize(5);
        assertThat(trail.records().toString()).doesNotContain(secret).contains("DB", "DbPassword");
        assertThat(Set.copyOf(trail.records())).hasSize(5);
    }
}
