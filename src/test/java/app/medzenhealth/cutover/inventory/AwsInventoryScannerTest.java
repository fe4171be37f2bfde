package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.aws.SetTime;
import app.medzenhealth.cutover.aws.read.Reader;
import app.medzenhealth.cutover.aws.read.Readers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHealthChecksRequest;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class AwsInventoryScannerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final HandMade clients = new HandMade();

    private AwsInventoryScanner scanner(Duration patience, String... services) {
        List<Reader> readers = Readers.inventory().stream()
                .filter(r -> List.of(services).contains(r.service()))
                .toList();
        return new AwsInventoryScanner(clients, TestPlan.ACCOUNT, new SetTime(), readers, patience);
    }

    private Inventory scan(List<String> regions, String... services) throws InterruptedException {
        return scanner(PATIENCE, services).scan(regions, s -> {});
    }

    private static String reason(ServiceScan scan) {
        return ((Observation.Unknown<List<SeenResource>>) scan.found()).reason();
    }

    @Test
    void every_page_of_a_list_is_read() throws InterruptedException {
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                int page = r.marker() == null ? 0 : Integer.parseInt(r.marker());
                return ListFunctionsResponse.builder()
                        .functions(IntStream.range(0, 50)
                                .mapToObj(i -> function("f" + page + "-" + i))
                                .toList())
                        .nextMarker(page < 399 ? String.valueOf(page + 1) : null)
                        .build();
            }
        });
        Inventory inventory = scan(List.of("eu-west-1"), "lambda");
        assertThat(inventory.resources().map(SeenResource::name))
                .hasSize(20_000)
                .doesNotHaveDuplicates();
        assertThat(inventory.unknown()).isEmpty();
    }

    @Test
    void an_empty_page_in_the_middle_does_not_end_the_list() throws InterruptedException {
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                return r.marker() == null
                        ? ListFunctionsResponse.builder().nextMarker("2").build()
                        : ListFunctionsResponse.builder()
                                .functions(function("late"))
                                .build();
            }
        });
        assertThat(scan(List.of("eu-west-1"), "lambda").resources()).hasSize(1);
    }

    @Test
    void a_page_token_that_comes_twice_makes_it_unknown_not_short() throws InterruptedException {
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                return ListFunctionsResponse.builder()
                        .functions(function("f"))
                        .nextMarker("again")
                        .build();
            }
        });
        Inventory inventory = scan(List.of("eu-west-1"), "lambda");
        assertThat(inventory.resources()).isEmpty();
        assertThat(inventory.unknown())
                .singleElement()
                .satisfies(s -> assertThat(reason(s)).contains("partial answer"));
    }

    @Test
    void a_failing_page_or_detail_makes_the_service_unknown_and_leaves_others_alone() throws InterruptedException {
        clients.put(new Functions());
        clients.put(new DynamoDbClient() {
            @Override
            public ListTablesResponse listTables(ListTablesRequest r) {
                return ListTablesResponse.builder().tableNames("a", "b", "c").build();
            }

            @Override
            public ListBackupsResponse listBackups(ListBackupsRequest r) {
                return ListBackupsResponse.builder().build();
            }

            @Override
            public DescribeTableResponse describeTable(DescribeTableRequest r) {
                if (r.tableName().equals("b")) {
                    throw DynamoDbException.builder()
                            .awsErrorDetails(AwsErrorDetails.builder()
                                    .errorCode("AccessDeniedException")
                                    .errorMessage(
                                            "User: x is not authorized to perform: dynamodb:DescribeTable on resource: b")
                                    .build())
                            .statusCode(400)
                            .build();
                }
                return DescribeTableResponse.builder()
                        .table(t -> t.tableName(r.tableName()))
                        .build();
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        });
        Inventory inventory = scan(List.of("eu-west-1"), "lambda", "dynamodb");
        assertThat(inventory.unknown()).singleElement().satisfies(s -> {
            assertThat(s.service()).isEqualTo("dynamodb");
            assertThat(reason(s)).isEqualTo("AccessDeniedException: not permitted: dynamodb:DescribeTable");
        });
        assertThat(inventory.resources().map(SeenResource::service)).containsOnly("lambda");
    }

    @Test
    void a_read_that_hangs_is_unknown_after_a_while_and_the_rest_arrives_before() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return ListFunctionsResponse.builder().build();
            }
        });
        clients.put(stacks());
        Queue<String> order = new ConcurrentLinkedQueue<>();
        Inventory inventory = scanner(Duration.ofMillis(300), "lambda", "cloudformation")
                .scan(List.of("eu-west-1"), s -> order.add(s.service()));
        assertThat(order).containsExactly("cloudformation", "lambda");
        assertThat(inventory.unknown())
                .singleElement()
                .satisfies(s -> assertThat(reason(s)).contains("timeout"));
    }

    @Test
    void an_interrupted_scan_ends_at_once() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch reading = new CountDownLatch(1);
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                reading.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return ListFunctionsResponse.builder().build();
            }
        });
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread scan = Thread.startVirtualThread(() -> {
            try {
                scan(List.of("eu-west-1"), "lambda");
            } catch (Throwable e) {
                ended.set(e);
            }
        });
        reading.await();
        scan.interrupt();
        scan.join();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void deleted_stacks_are_left_out() throws InterruptedException {
        clients.put(stacks());
        assertThat(scan(List.of("eu-central-1"), "cloudformation").resources().map(SeenResource::name))
                .containsExactly("alive", "failed-to-delete");
    }

    @Test
    void buckets_are_under_their_own_region_also_outside_the_plan() throws InterruptedException {
        clients.put(new Buckets(
                Map.of("b-ireland", "EU", "b-cape", "af-south-1", "b-virginia", "", "b-frankfurt", "eu-central-1")));
        Inventory inventory = scan(List.of("eu-west-1", "af-south-1", "eu-north-1"), "s3");
        Map<String, String> regions = new HashMap<>();
        inventory.resources().forEach(r -> regions.put(r.name(), r.region()));
        assertThat(regions)
                .containsEntry("b-ireland", "eu-west-1")
                .containsEntry("b-cape", "af-south-1")
                .containsEntry("b-virginia", "us-east-1")
                .containsEntry("b-frankfurt", "eu-central-1");
        assertThat(inventory.scans().stream().map(ServiceScan::region))
                .containsExactly("eu-west-1", "af-south-1", "eu-north-1", "eu-central-1", "us-east-1");
        assertThat(inventory.scans().get(2).found()).isInstanceOf(Observation.Known.class);
    }

    @Test
    void a_bucket_whose_region_is_not_known_could_be_in_any_of_them() throws InterruptedException {
        clients.put(new Buckets(Map.of("b-ireland", "EU", "b-secret", "denied")));
        Inventory inventory = scan(List.of("eu-west-1", "af-south-1"), "s3");
        assertThat(inventory.unknown())
                .hasSize(2)
                .allSatisfy(s -> assertThat(reason(s)).contains("b-secret"));
    }

    @Test
    void global_services_have_no_region_and_are_asked_once() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        clients.put(new Route53Client() {
            @Override
            public ListHostedZonesResponse listHostedZones(ListHostedZonesRequest r) {
                asked.incrementAndGet();
                return ListHostedZonesResponse.builder()
                        .hostedZones(HostedZone.builder()
                                .id("/hostedzone/Z1")
                                .name("example.org.")
                                .build())
                        .build();
            }

            @Override
            public ListResourceRecordSetsResponse listResourceRecordSets(ListResourceRecordSetsRequest r) {
                return ListResourceRecordSetsResponse.builder()
                        .isTruncated(false)
                        .resourceRecordSets(
                                ResourceRecordSet.builder()
                                        .name("app.example.org.")
                                        .type(RRType.CNAME)
                                        .failover(ResourceRecordSetFailover.PRIMARY)
                                        .resourceRecords(ResourceRecord.builder()
                                                .value("app-1.eu-west-1.elb.amazonaws.com")
                                                .build())
                                        .build(),
                                ResourceRecordSet.builder()
                                        .name("example.org.")
                                        .type(RRType.TXT)
                                        .resourceRecords(ResourceRecord.builder()
                                                .value("\"v=spf1 -all\"")
                                                .build())
                                        .build())
                        .build();
            }

            @Override
            public ListHealthChecksResponse listHealthChecks(ListHealthChecksRequest r) {
                return ListHealthChecksResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "route53";
            }

            @Override
            public void close() {}
        });
        Inventory inventory = scan(List.of("eu-west-1", "af-south-1"), "route53");
        assertThat(asked).hasValue(1);
        assertThat(inventory.scans())
                .singleElement()
                .satisfies(s -> assertThat(s.region()).isEqualTo("global"));
        assertThat(inventory.resources().map(SeenResource::id)).containsExactly("Z1");
        assertThat(inventory.resources().findFirst().orElseThrow().details())
                .containsEntry("app.example.org", "primary app-1.eu-west-1.elb.amazonaws.com")
                .doesNotContainKey("example.org");
    }

    @Test
    void environment_values_are_not_read_into_an_inventory() throws InterruptedException {
        clients.put(new Functions());
        assertThat(scan(List.of("eu-west-1"), "lambda").toString())
                .contains("DB_PASSWORD")
                .doesNotContain("geheim");
    }

    @Test
    void a_service_without_a_client_is_unknown_not_an_error() throws InterruptedException {
        assertThat(scan(List.of("eu-west-1"), "sns").unknown()).hasSize(1);
    }

    @Test
    void everything_that_is_asked_is_a_read_that_the_guard_lets_pass() {
        Set<String> allowed = new TreeSet<>();
        Operations.reads().values().forEach(allowed::addAll);
        Readers.inventory().forEach(r -> assertThat(allowed).contains(r.api().split(", ")));
    }

    private static FunctionConfiguration function(String name) {
        return FunctionConfiguration.builder()
                .functionName(name)
                .functionArn("arn:aws:lambda:eu-west-1:558069890522:function:" + name)
                .runtime("nodejs22.x")
                .environment(e -> e.variables(Map.of("DB_PASSWORD", "geheim")))
                .build();
    }

    private static CloudFormationClient stacks() {
        return new CloudFormationClient() {
            @Override
            public ListStacksResponse listStacks(ListStacksRequest r) {
                return ListStacksResponse.builder()
                        .stackSummaries(
                                s -> s.stackName("alive").stackStatus("UPDATE_COMPLETE"),
                                s -> s.stackName("dead").stackStatus("DELETE_COMPLETE"),
                                s -> s.stackName("failed-to-delete").stackStatus("DELETE_FAILED"))
                        .build();
            }

            @Override
            public String serviceName() {
                return "cloudformation";
            }

            @Override
            public void close() {}
        };
    }

    private static class Functions implements LambdaClient {
        @Override
        public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
            return ListFunctionsResponse.builder().functions(function("f")).build();
        }

        @Override
        public String serviceName() {
            return "lambda";
        }

        @Override
        public void close() {}
    }

    /** @param constraints by bucket name; {@code denied}: nobody may ask */
    private record Buckets(Map<String, String> constraints) implements S3Client {
        @Override
        public ListBucketsResponse listBuckets(ListBucketsRequest r) {
            return ListBucketsResponse.builder()
                    .buckets(constraints.keySet().stream()
                            .sorted()
                            .map(name -> Bucket.builder().name(name).build())
                            .toList())
                    .build();
        }

        @Override
        public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest r) {
            String constraint = constraints.get(r.bucket());
            if (constraint.equals("denied")) {
                throw S3Exception.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDenied")
                                .errorMessage("Access Denied")
                                .build())
                        .statusCode(403)
                        .build();
            }
            return GetBucketLocationResponse.builder()
                    .locationConstraint(constraint)
                    .build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }

    /** One hand-made client a service, the same in every region. */
    private static final class HandMade implements Clients {
        private final Map<Class<?>, SdkClient> clients = new HashMap<>();

        void put(SdkClient client) {
            for (Class<?> c = client.getClass(); c != null; c = c.getSuperclass()) {
                for (Class<?> type : c.getInterfaces()) {
                    clients.put(type, client);
                }
            }
        }

        @Override
        public <C extends SdkClient> C client(Class<C> type, String region) {
            SdkClient client = clients.get(type);
            if (client == null) {
                throw new IllegalArgumentException("no " + type.getSimpleName());
            }
            return type.cast(client);
        }
    }
}
