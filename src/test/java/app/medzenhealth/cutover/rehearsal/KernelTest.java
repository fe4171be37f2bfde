package app.medzenhealth.cutover.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.rehearsal.data.DataServices;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;

class KernelTest {

    private static final Instant START = Instant.parse("2026-01-12T08:00:00Z");
    private static final String REGION = "af-south-1";

    private final VirtualTime time = new VirtualTime(START);
    private final Estate estate = new Estate(time, "558069890522", Set.of("eu-west-1", "eu-central-1", REGION));
    private final EmbeddedClients clients = new EmbeddedClients(estate, Operations::isRead);

    KernelTest() {
        DataServices.register(clients);
    }

    private DynamoDbClient tables(int count) {
        var state = DynamoState.of(estate, REGION);
        for (var i = 0; i < count; i++) {
            state.seed("table-%03d".formatted(i), "id", 10, Duration.ofDays(1), DynamoState.Protection.OFF);
        }
        return clients.client(DynamoDbClient.class, REGION);
    }

    @Test
    void sleeping_moves_a_skipping_clock_at_once() throws Exception {
        time.sleep(Duration.ofDays(7));
        assertThat(time.instant()).isEqualTo(START.plus(Duration.ofDays(7)));
    }

    @Test
    void a_paced_clock_flows_and_its_sleepers_are_woken_when_it_is_advanced() throws Exception {
        time.paced(0.001);
        var sleeper = Thread.ofVirtual().start(() -> {
            try {
                time.sleep(Duration.ofHours(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        time.advance(Duration.ofHours(11));
        while (sleeper.isAlive()) {
            time.advance(Duration.ofHours(11));
            sleeper.join(Duration.ofMillis(5));
        }
        assertThat(time.instant()).isAfterOrEqualTo(START.plus(Duration.ofHours(11)));
    }

    @Test
    void a_follower_never_moves_the_clock() throws Exception {
        var watcher = Thread.ofVirtual().start(() -> {
            try {
                time.follower().sleep(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(watcher.join(Duration.ofMillis(30))).isFalse();
        assertThat(time.instant()).isEqualTo(START);
        time.advance(Duration.ofMinutes(1));
        assertThat(watcher.join(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void a_timeline_gives_the_state_of_the_moment() {
        var line = Timeline.of(START, "creating")
                .then(Duration.ofMinutes(4), "backing-up")
                .then(Duration.ofMinutes(1), "available");
        assertThat(line.at(START.plusSeconds(239))).isEqualTo("creating");
        assertThat(line.at(START.plusSeconds(240))).isEqualTo("backing-up");
        assertThat(line.at(START.plusSeconds(300))).isEqualTo("available");
        assertThat(line.percent(START.plusSeconds(150))).isEqualTo(50);
    }

    @Test
    void the_agenda_does_things_in_the_order_of_time_whatever_order_they_were_entered_in() {
        var done = new ArrayList<String>();
        estate.agenda().at(START.plusSeconds(20), () -> done.add("second"));
        estate.agenda().at(START.plusSeconds(10), () -> {
            done.add("first");
            estate.agenda().at(START.plusSeconds(15), () -> done.add("entered by the first"));
        });
        time.advance(Duration.ofSeconds(30));
        estate.settle();
        assertThat(done).containsExactly("first", "entered by the first", "second");
    }

    @Test
    void ids_differ_and_are_the_same_in_every_run() {
        var again = new Estate(new VirtualTime(START), "558069890522", Set.of(REGION));
        var first = IntStream.range(0, 500).mapToObj(i -> estate.id("sg-")).toList();
        var second = IntStream.range(0, 500).mapToObj(i -> again.id("sg-")).toList();
        assertThat(first).doesNotHaveDuplicates().isEqualTo(second);
        assertThat(first).allMatch(id -> id.matches("sg-[0-9a-f]{17}"));
    }

    @Test
    void a_page_holds_few_items_and_the_paginator_finds_all() {
        var dynamo = tables(10);
        assertThat(dynamo.listTables().tableNames()).hasSize(3);
        assertThat(dynamo.listTablesPaginator().tableNames()).hasSize(10);
    }

    @Test
    void a_token_that_no_page_gave_is_refused() {
        assertThatThrownBy(() -> estate.page(List.of(1, 2), "nonsense", null)).isInstanceOf(Page.InvalidToken.class);
    }

    @Test
    void every_answer_carries_its_own_request_id_and_status() {
        var dynamo = tables(1);
        var first = dynamo.listTables();
        var second = dynamo.listTables();
        assertThat(first.responseMetadata().requestId()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(first.responseMetadata().requestId())
                .isNotEqualTo(second.responseMetadata().requestId());
        assertThat(first.sdkHttpResponse().statusCode()).isEqualTo(200);
    }

    @Test
    void a_refusal_keeps_its_class_and_carries_code_status_service_and_request_id() {
        assertThatThrownBy(() -> clients.client(RdsClient.class, "eu-west-1")
                        .describeDBInstances(r -> r.dbInstanceIdentifier("nowhere")))
                .isInstanceOfSatisfying(DbInstanceNotFoundException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("DBInstanceNotFound");
                    assertThat(e.statusCode()).isEqualTo(404);
                    assertThat(e.requestId()).isNotBlank();
                    assertThat(e.getMessage()).contains("Service: Rds", "Status Code: 404");
                });
    }

    @Test
    void only_mutations_that_took_effect_are_in_the_ledger() {
        var dynamo = tables(1);
        dynamo.listTables();
        assertThatThrownBy(() -> dynamo.deleteTable(r -> r.tableName("nowhere")))
                .isInstanceOf(DynamoDbException.class);
        assertThat(estate.ledger().entries()).isEmpty();
        var answer = dynamo.deleteTable(r -> r.tableName("table-000"));
        assertThat(estate.ledger().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.operation()).isEqualTo("DeleteTable");
            assertThat(entry.resource()).isEqualTo("table-000");
            assertThat(entry.region()).isEqualTo(REGION);
            assertThat(entry.requestId()).isEqualTo(answer.responseMetadata().requestId());
        });
    }

    @Test
    void a_lost_reply_took_effect_and_a_timeout_did_not() {
        var dynamo = tables(2);
        estate.faults().add(InjectedFault.times(1, "dynamodb", "DeleteTable", REGION, InjectedFault.Effect.TIMEOUT));
        assertThatThrownBy(() -> dynamo.deleteTable(r -> r.tableName("table-000")))
                .isInstanceOf(SdkClientException.class);
        assertThat(estate.ledger().size()).isZero();
        estate.faults().add(InjectedFault.times(1, "dynamodb", "DeleteTable", REGION, InjectedFault.Effect.LOST_REPLY));
        assertThatThrownBy(() -> dynamo.deleteTable(r -> r.tableName("table-001")))
                .isInstanceOf(SdkClientException.class);
        assertThat(estate.ledger().size()).isEqualTo(1);
        assertThat(dynamo.describeTable(r -> r.tableName("table-001")).table().tableStatusAsString())
                .isEqualTo("DELETING");
    }

    @Test
    void a_read_is_tried_three_times_when_aws_asks_to_slow_down() {
        var dynamo = tables(1);
        estate.faults().add(InjectedFault.times(2, "dynamodb", "*", "*", InjectedFault.Effect.THROTTLING));
        assertThat(dynamo.listTables().tableNames()).hasSize(1);
        estate.faults().add(InjectedFault.times(3, "dynamodb", "*", "*", InjectedFault.Effect.THROTTLING));
        assertThatThrownBy(dynamo::listTables)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.isThrottlingException()).isTrue());
        assertThat(dynamo.listTables().tableNames()).hasSize(1);
    }

    @Test
    void a_change_is_tried_once_when_aws_asks_to_slow_down() {
        var dynamo = tables(1);
        estate.faults().add(InjectedFault.times(1, "dynamodb", "*", "*", InjectedFault.Effect.THROTTLING));
        assertThatThrownBy(() -> dynamo.deleteTable(r -> r.tableName("table-001")))
                .isInstanceOf(DynamoDbException.class);
        assertThat(dynamo.listTables().tableNames()).hasSize(1);
    }

    @Test
    void access_can_be_denied_from_the_second_page_on() {
        var dynamo = tables(4);
        estate.faults()
                .add(InjectedFault.always("dynamodb", "ListTables", "*", InjectedFault.Effect.ACCESS_DENIED)
                        .after(1));
        assertThatThrownBy(
                        () -> dynamo.listTablesPaginator().tableNames().stream().toList())
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    }

    @Test
    void a_region_that_is_not_opted_in_to_refuses_in_each_protocols_own_words() {
        estate.faults().disable(REGION);
        assertThat(code(() -> clients.client(RdsClient.class, REGION).describeDBInstances()))
                .isEqualTo("InvalidClientTokenId");
        assertThat(code(() -> clients.client(KmsClient.class, REGION).listKeys()))
                .isEqualTo("UnrecognizedClientException");
        assertThat(code(() -> clients.client(S3Client.class, REGION).listBuckets()))
                .isEqualTo("InvalidToken");
        estate.faults().enable(REGION);
        assertThat(clients.client(KmsClient.class, REGION).listKeys().keys()).isEmpty();
    }

    private static String code(Runnable call) {
        try {
            call.run();
            return "";
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    @Test
    void an_operation_that_the_estate_does_not_know_says_which() {
        assertThatThrownBy(() ->
                        clients.client(RdsClient.class, REGION).failoverDBCluster(r -> r.dbClusterIdentifier("x")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("rds FailoverDBCluster");
    }

    @Test
    void the_sdks_own_waiter_polls_the_embedded_service() {
        tables(1);
        var done = clients.client(DynamoDbClient.class, REGION)
                .waiter()
                .waitUntilTableExists(r -> r.tableName("table-000"));
        assertThat(done.matched().response()).isPresent();
    }
}
