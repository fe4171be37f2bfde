package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.SetTime;
import app.medzenhealth.cutover.aws.read.Reader;
import app.medzenhealth.cutover.aws.read.Readers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Export;
import software.amazon.awssdk.services.cloudformation.model.ListExportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListExportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsRequest;
import software.amazon.awssdk.services.lambda.model.ListEventSourceMappingsResponse;
import software.amazon.awssdk.services.lambda.model.ListFunctionsRequest;
import software.amazon.awssdk.services.lambda.model.ListFunctionsResponse;
import software.amazon.awssdk.services.lambda.model.ListLayersRequest;
import software.amazon.awssdk.services.lambda.model.ListLayersResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
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
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import tools.jackson.databind.json.JsonMapper;

class AwsInventoryScannerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final HandMade clients = new HandMade();

    private AwsInventoryScanner scanner(Duration patience, String... services) {
        var readers = Readers.inventory().stream()
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
                var page = r.marker() == null ? 0 : Integer.parseInt(r.marker());
                return ListFunctionsResponse.builder()
                        .functions(IntStream.range(0, 50)
                                .mapToObj(i -> function("f" + page + "-" + i))
                                .toList())
                        .nextMarker(page < 399 ? String.valueOf(page + 1) : null)
                        .build();
            }
        });
        var inventory = scan(List.of("eu-west-1"), "lambda");
        assertThat(inventory.resources().map(SeenResource::name))
                .hasSize(20_000)
                .doesNotHaveDuplicates();
        assertThat(inventory.unknown()).isEmpty();
    }

    /** Threads that neither end nor notice that they are stopped, as those that wait in the system's resolver. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void reads_whose_threads_cannot_be_stopped_are_unknown_in_time() throws InterruptedException {
        var never = new CountDownLatch(1);
        var stuck = new AtomicInteger();
        var deaf = new Reader("deaf", Reader.Scope.REGIONAL, "Listen", in -> true, in -> {
            stuck.incrementAndGet();
            while (never.getCount() > 0) {
                try {
                    never.await(1, TimeUnit.MINUTES);
                } catch (InterruptedException notHeard) {
                    continue;
                }
            }
            return List.of();
        });
        var regions = IntStream.range(0, 200).mapToObj(i -> "region-" + i).toList();
        var limits = new ScanLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(3));
        var came = new ArrayList<ServiceScan>();
        try {
            var inventory = new AwsInventoryScanner(clients, TestPlan.ACCOUNT, new SetTime(), List.of(deaf), limits)
                    .scan(regions, came::add);
            assertThat(inventory.unknown()).hasSize(200);
            assertThat(came).hasSize(200);
            assertThat(stuck.get()).isBetween(1, 199);
            assertThat(came.stream().map(AwsInventoryScannerTest::reason))
                    .contains("timeout: no complete answer within 1 s")
                    .contains("timeout: not asked within the 3 s that a scan may take");
        } finally {
            never.countDown();
        }
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
        var inventory = scan(List.of("eu-west-1"), "lambda");
        assertThat(inventory.resources()).isEmpty();
        assertThat(inventory.unknown())
                .singleElement()
                .satisfies(s -> assertThat(reason(s)).contains("partial answer"));
    }

    @Test
    void a_detail_that_fails_is_unknown_of_one_thing_and_leaves_the_others_and_other_services_alone()
            throws InterruptedException {
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
        var inventory = scan(List.of("eu-west-1"), "lambda", "dynamodb");
        assertThat(inventory.unknown()).isEmpty();
        assertThat(inventory.incomplete()).singleElement().satisfies(s -> {
            assertThat(s.service()).isEqualTo("dynamodb");
            assertThat(s.incomplete())
                    .contains("table b: AccessDeniedException: not permitted: dynamodb:DescribeTable");
        });
        assertThat(inventory.resources().map(r -> r.name() + " " + r.state()))
                .containsExactlyInAnyOrder(
                        "f ", "a ", "b unknown: AccessDeniedException: not permitted: dynamodb:DescribeTable", "c ");
        assertThat(MissingPermissions.of(inventory).isEmpty())
                .as("others of its kind could be described: it is this one that refuses")
                .isTrue();
    }

    @Test
    void a_read_that_hangs_is_unknown_after_a_while_and_the_rest_arrives_before() throws InterruptedException {
        var never = new CountDownLatch(1);
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
        var order = new ConcurrentLinkedQueue<String>();
        var inventory = scanner(Duration.ofSeconds(2), "lambda", "cloudformation")
                .scan(List.of("eu-west-1"), s -> order.add(s.service()));
        assertThat(order).containsExactly("cloudformation", "lambda");
        assertThat(inventory.unknown())
                .singleElement()
                .satisfies(s -> assertThat(reason(s)).contains("timeout"));
    }

    @Test
    void an_interrupted_scan_ends_at_once() throws InterruptedException {
        var never = new CountDownLatch(1);
        var reading = new CountDownLatch(1);
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
        var ended = new AtomicReference<Throwable>();
        var scan = Thread.startVirtualThread(() -> {
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
    void a_stack_says_what_it_exports_and_which_of_its_resources_failed() throws InterruptedException {
        clients.put(stacks());
        assertThat(scan(List.of("eu-central-1"), "cloudformation")
                        .resources()
                        .filter(r -> r.name().equals("alive")))
                .singleElement()
                .satisfies(r -> assertThat(r.details())
                        .containsEntry("resources", "2")
                        .containsEntry("failed resources", "Bucket")
                        .containsEntry("exports", "alive-url"));
    }

    @Test
    void a_function_says_what_calls_it_and_until_when_its_runtime_is_patched() throws InterruptedException {
        clients.put(new Functions());
        assertThat(scan(List.of("eu-west-1"), "lambda").resources())
                .singleElement()
                .satisfies(r -> assertThat(r.details())
                        .containsEntry("event sources", "sqs jobs (Enabled)")
                        .containsEntry("may be called by", "558069890522:root, s3.amazonaws.com")
                        .containsEntry("runtime deprecated", "2027-04-30"));
    }

    @Test
    void a_throttled_read_slows_down_and_goes_on() throws InterruptedException {
        var calls = new AtomicInteger();
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                if (calls.incrementAndGet() < 4) {
                    throw throttling();
                }
                return super.listFunctions(r);
            }
        });
        var inventory = scan(List.of("eu-west-1"), "lambda");
        assertThat(inventory.unknown()).isEmpty();
        assertThat(inventory.resources()).hasSize(1);
        assertThat(calls).hasValue(4);
    }

    @Test
    void a_read_that_stays_throttled_is_unknown_and_says_so() throws InterruptedException {
        var calls = new AtomicInteger();
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                calls.incrementAndGet();
                throw throttling();
            }
        });
        assertThat(scan(List.of("eu-west-1"), "lambda").unknown())
                .singleElement()
                .satisfies(s -> assertThat(reason(s)).startsWith("ThrottlingException: AWS asks to slow down"));
        assertThat(calls.get()).isBetween(2, 20);
    }

    @Test
    void a_read_that_runs_out_of_time_while_it_is_throttled_says_both() throws InterruptedException {
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                throw throttling();
            }
        });
        var inventory = scanner(Duration.ofSeconds(1), "lambda").scan(List.of("eu-west-1"), partial -> {});
        assertThat(inventory.unknown())
                .singleElement()
                .satisfies(s -> assertThat(reason(s))
                        .startsWith(
                                "timeout: no complete answer within 1 s; ThrottlingException: AWS asks to slow down"));
    }

    @Test
    void a_disabled_region_is_said_to_be_so_and_nothing_is_asked_there() throws InterruptedException {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        clients.put(regions(Map.of("eu-west-1", "opt-in-not-required", "af-south-1", "not-opted-in")));
        clients.put(new Functions() {
            @Override
            public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
                asked.add("lambda");
                return super.listFunctions(r);
            }
        });
        var inventory = scan(List.of("af-south-1"), "lambda");
        assertThat(inventory.unknown())
                .singleElement()
                .satisfies(s -> assertThat(reason(s)).contains("region disabled", "af-south-1", "not-opted-in"));
        assertThat(asked).isEmpty();
        assertThat(scan(List.of("eu-west-1"), "lambda").unknown()).isEmpty();
    }

    @Test
    void whoever_may_not_ask_which_regions_are_enabled_reads_all_the_same_and_is_told() throws InterruptedException {
        clients.put(new Functions());
        var inventory = scan(List.of("eu-west-1"), "lambda");
        assertThat(inventory.unknown()).isEmpty();
        assertThat(inventory.notes()).singleElement().asString().contains("could not be asked", "no Ec2Client");
        clients.put(regions(Map.of("eu-west-1", "opt-in-not-required")));
        assertThat(scan(List.of("eu-west-1"), "lambda").notes()).isEmpty();
    }

    @Test
    void a_service_that_a_region_does_not_have_is_neither_unknown_nor_asked() throws InterruptedException {
        var inventory = scan(List.of("af-south-1"), "chime");
        assertThat(inventory.unknown()).isEmpty();
        assertThat(inventory.scans()).singleElement().satisfies(s -> {
            assertThat(s.offered()).isFalse();
            assertThat(s.found()).isInstanceOf(Observation.Known.class);
        });
        assertThat(scan(List.of("eu-central-1"), "chime").unknown())
                .as("offered there, and without a client of ours unknown")
                .hasSize(1);
    }

    @Test
    void a_refusal_that_names_no_permission_is_named_by_its_operation_and_the_statement_allows_the_whole_read()
            throws InterruptedException {
        clients.put(new S3Client() {
            @Override
            public ListBucketsResponse listBuckets(ListBucketsRequest r) {
                throw S3Exception.builder()
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("AccessDenied")
                                .errorMessage("Access Denied")
                                .build())
                        .statusCode(403)
                        .build();
            }

            @Override
            public String serviceName() {
                return "s3";
            }

            @Override
            public void close() {}
        });
        var time = new SetTime();
        var guard = new Guard(
                clients, TestPlan.ACCOUNT, new PermitBook(time), new MemoryTrail(), time, (step, region) -> false);
        var inventory = new AwsInventoryScanner(
                        guard.guarded(),
                        TestPlan.ACCOUNT,
                        time,
                        Readers.inventory().stream()
                                .filter(r -> r.service().equals("s3"))
                                .toList(),
                        PATIENCE)
                .scan(List.of("eu-west-1", "af-south-1"), s -> {});
        assertThat(inventory.unknown())
                .hasSize(2)
                .allSatisfy(s -> assertThat(reason(s)).isEqualTo("AccessDenied: not permitted: s3:ListAllMyBuckets"));
        var missing = MissingPermissions.of(inventory);
        assertThat(missing.services()).containsExactly("s3 in eu-west-1, af-south-1");
        assertThat(missing.actions())
                .containsExactly(
                        "s3:GetBucketLocation",
                        "s3:GetBucketPolicy",
                        "s3:GetBucketVersioning",
                        "s3:GetReplicationConfiguration",
                        "s3:ListAllMyBuckets",
                        "s3:ListBucket");
        assertThat(JsonMapper.shared().readTree(missing.policy()).at("/Statement/0/Action"))
                .hasSize(6);
    }

    private static RuntimeException throttling() {
        return LambdaException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ThrottlingException")
                        .errorMessage("Rate exceeded")
                        .build())
                .statusCode(429)
                .build();
    }

    private static Ec2Client regions(Map<String, String> states) {
        return new Ec2Client() {
            @Override
            public DescribeRegionsResponse describeRegions(DescribeRegionsRequest r) {
                return DescribeRegionsResponse.builder()
                        .regions(states.entrySet().stream()
                                .map(e -> Region.builder()
                                        .regionName(e.getKey())
                                        .optInStatus(e.getValue())
                                        .build())
                                .toList())
                        .build();
            }

            @Override
            public String serviceName() {
                return "ec2";
            }

            @Override
            public void close() {}
        };
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
        var inventory = scan(List.of("eu-west-1", "af-south-1", "eu-north-1"), "s3");
        var regions = new HashMap<String, String>();
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
        var inventory = scan(List.of("eu-west-1", "af-south-1"), "s3");
        assertThat(inventory.incomplete()).extracting(ServiceScan::region).containsExactly("eu-west-1", "af-south-1");
        assertThat(inventory.incomplete())
                .allSatisfy(s -> assertThat(s.incomplete().orElseThrow())
                        .contains("bucket b-secret: its region is not known: AccessDenied"));
        assertThat(inventory.resources().map(SeenResource::name)).containsExactly("b-ireland");
    }

    @Test
    void global_services_have_no_region_and_are_asked_once() throws InterruptedException {
        var asked = new AtomicInteger();
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
        var inventory = scan(List.of("eu-west-1", "af-south-1"), "route53");
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
        var allowed = new TreeSet<String>();
        Operations.reads().values().forEach(allowed::addAll);
        Readers.inventory().forEach(r -> assertThat(allowed).containsAll(r.operations()));
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
                                StackSummary.builder()
                                        .stackName("alive")
                                        .stackId("arn:alive")
                                        .stackStatus("UPDATE_COMPLETE")
                                        .build(),
                                StackSummary.builder()
                                        .stackName("dead")
                                        .stackStatus("DELETE_COMPLETE")
                                        .build(),
                                StackSummary.builder()
                                        .stackName("failed-to-delete")
                                        .stackStatus("DELETE_FAILED")
                                        .build())
                        .build();
            }

            @Override
            public ListExportsResponse listExports(ListExportsRequest r) {
                return ListExportsResponse.builder()
                        .exports(Export.builder()
                                .exportingStackId("arn:alive")
                                .name("alive-url")
                                .build())
                        .build();
            }

            @Override
            public ListStackResourcesResponse listStackResources(ListStackResourcesRequest r) {
                return ListStackResourcesResponse.builder()
                        .stackResourceSummaries(
                                StackResourceSummary.builder()
                                        .logicalResourceId("Table")
                                        .resourceStatus("CREATE_COMPLETE")
                                        .build(),
                                StackResourceSummary.builder()
                                        .logicalResourceId("Bucket")
                                        .resourceStatus("DELETE_FAILED")
                                        .build())
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
        public ListLayersResponse listLayers(ListLayersRequest r) {
            return ListLayersResponse.builder().build();
        }

        @Override
        public ListFunctionsResponse listFunctions(ListFunctionsRequest r) {
            return ListFunctionsResponse.builder().functions(function("f")).build();
        }

        @Override
        public ListEventSourceMappingsResponse listEventSourceMappings(ListEventSourceMappingsRequest r) {
            return ListEventSourceMappingsResponse.builder()
                    .eventSourceMappings(EventSourceMappingConfiguration.builder()
                            .functionArn("arn:aws:lambda:eu-west-1:558069890522:function:f:live")
                            .eventSourceArn("arn:aws:sqs:eu-west-1:558069890522:jobs")
                            .state("Enabled")
                            .build())
                    .build();
        }

        @Override
        public GetPolicyResponse getPolicy(GetPolicyRequest r) {
            if (r.functionName().equals("f")) {
                return GetPolicyResponse.builder().policy("""
                                {"Statement":[{"Principal":{"Service":"s3.amazonaws.com"}},
                                {"Principal":{"AWS":"arn:aws:iam::558069890522:root"}}]}""").build();
            }
            throw ResourceNotFoundException.builder()
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ResourceNotFoundException")
                            .build())
                    .statusCode(404)
                    .build();
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
        public HeadBucketResponse headBucket(HeadBucketRequest r) {
            throw S3Exception.builder()
                    .awsErrorDetails(
                            AwsErrorDetails.builder().errorCode("Forbidden").build())
                    .statusCode(403)
                    .build();
        }

        @Override
        public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest r) {
            var constraint = constraints.get(r.bucket());
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
                for (var type : c.getInterfaces()) {
                    clients.put(type, client);
                }
            }
        }

        @Override
        public <C extends SdkClient> C client(Class<C> type, String region) {
            var client = clients.get(type);
            if (client == null) {
                throw new IllegalArgumentException("no " + type.getSimpleName());
            }
            return type.cast(client);
        }
    }
}
