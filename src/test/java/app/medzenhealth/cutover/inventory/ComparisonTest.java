package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {
    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "af-south-1");
    private static final Instant AT = Instant.parse("2026-01-12T08:00:00Z");

    private static SeenResource function(String region, String name, String memory) {
        return resource("lambda", "function", region, name, Map.of("memory", memory));
    }

    private static SeenResource resource(
            String service, String type, String region, String name, Map<String, String> details) {
        return new SeenResource(
                service,
                type,
                region,
                name,
                "arn:aws:" + service + ":" + region + "::" + name,
                name,
                "",
                details,
                Map.of());
    }

    private static ServiceScan known(String region, String service, SeenResource... found) {
        return new ServiceScan(
                region, service, "List", new Observation.Known<>(List.of(found), AT, Duration.ofMillis(5)));
    }

    private static ServiceScan unknown(String region, String service) {
        return new ServiceScan(
                region,
                service,
                "List",
                new Observation.Unknown<>("AccessDeniedException: lambda:ListFunctions", AT, Duration.ofMillis(5)));
    }

    private static Inventory inventory(ServiceScan... scans) {
        return new Inventory(TestPlan.ACCOUNT, AT, Duration.ofSeconds(1), List.of(scans));
    }

    private static SideBySide.Row row(SideBySide table, String logical) {
        return table.rows().stream()
                .filter(r -> r.logical().equals(logical))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_a_scan_that_is_not_finished_nothing_is_said_to_be_missing_but_what_was_looked_for() {
        var plan = TestPlan.of(
                List.of("eu-west-1", "af-south-1"),
                TestPlan.planned("s3", "bucket", "anywhere", "anywhere", "unknown"),
                TestPlan.planned("s3", "bucket", "here", "here", "eu-west-1"),
                TestPlan.planned("s3", "bucket", "there", "there", "af-south-1"));
        var begun = UnfinishedInventory.begun(
                List.of(new ServicePlace("eu-west-1", "s3"), new ServicePlace("af-south-1", "s3")), List.of());

        var table = Comparison.of(begun.with(known("eu-west-1", "s3")), plan);

        assertThat(row(table, "anywhere").drift()).isEqualTo(Drift.UNKNOWN);
        assertThat(row(table, "there").drift()).isEqualTo(Drift.UNKNOWN);
        assertThat(row(table, "there").cells()).doesNotContainKey("af-south-1");
        assertThat(row(table, "here").drift()).isEqualTo(Drift.MISSING);
    }

    @Test
    void what_an_old_reading_does_not_hold_is_not_absent() {
        var plan = TestPlan.of(List.of("eu-west-1"), TestPlan.planned("s3", "bucket", "here", "here", "eu-west-1"));
        var failedSince = known("eu-west-1", "s3")
                .then(new ServiceScan(
                        "eu-west-1",
                        "s3",
                        "List",
                        new Observation.Unknown<>("ThrottlingException", AT.plusSeconds(60), Duration.ofMillis(5))));
        var readAgain = UnfinishedInventory.begun(
                List.of(new ServicePlace("eu-west-1", "s3")), List.of(known("eu-west-1", "s3")));

        for (var table : List.of(
                Comparison.of(inventory(failedSince), plan),
                Comparison.of(readAgain.ended(UnfinishedInventory.State.FAILED), plan),
                Comparison.of(readAgain.ended(UnfinishedInventory.State.STOPPED), plan))) {
            assertThat(row(table, "here").cells().get("eu-west-1"))
                    .isInstanceOfSatisfying(
                            Cell.Unknown.class, c -> assertThat(c.reason()).contains("not read again"));
            assertThat(row(table, "here").drift()).isEqualTo(Drift.UNKNOWN);
        }
        assertThat(row(Comparison.of(readAgain.with(known("eu-west-1", "s3")), plan), "here")
                        .drift())
                .isEqualTo(Drift.MISSING);
        var seen = Comparison.of(
                inventory(known("eu-west-1", "lambda", function("eu-west-1", "sync", "1"))
                        .failing(new Observation.Unknown<>("ThrottlingException", AT, Duration.ZERO))),
                TestPlan.of(List.of("eu-west-1")));
        assertThat(row(seen, "sync").cells().get("eu-west-1"))
                .as("what was seen stays seen, as old as it is")
                .isInstanceOf(Cell.Present.class);
    }

    @Test
    void the_same_thing_is_one_row_whatever_region_or_account_its_name_ends_with() {
        var table = Comparison.of(
                inventory(
                        known("eu-central-1", "lambda", function("eu-central-1", "sync-eu-central-1", "512")),
                        known("eu-west-1", "lambda", function("eu-west-1", "sync-eu-west-1-558069890522", "1024")),
                        known("af-south-1", "lambda", function("af-south-1", "sync", "512"))),
                TestPlan.of(REGIONS));

        assertThat(table.regions()).containsExactlyElementsOf(REGIONS);
        assertThat(table.rows()).hasSize(1);
        var cells = row(table, "sync").cells();
        assertThat(((Cell.Present) cells.get("eu-central-1")).differences()).isEmpty();
        assertThat(((Cell.Present) cells.get("eu-west-1")).differences()).containsExactly("memory 1024 ≠ 512");
        assertThat(((Cell.Present) cells.get("af-south-1")).differences()).isEmpty();
    }

    @Test
    void the_plans_own_logical_name_wins() {
        var table = Comparison.of(
                inventory(
                        known("eu-central-1", "lambda", function("eu-central-1", "ai-chat-handler", "1")),
                        known("eu-west-1", "lambda", function("eu-west-1", "bedrock-ai-chat", "1"))),
                TestPlan.of(
                        REGIONS,
                        TestPlan.planned("lambda", "function", "ai-chat-handler", "ai-chat", "eu-central-1"),
                        TestPlan.planned("lambda", "function", "bedrock-ai-chat", "ai-chat", "eu-west-1")));
        assertThat(table.rows()).hasSize(1);
        assertThat(row(table, "ai-chat").drift()).isEqualTo(Drift.AS_PLANNED);
        assertThat(row(table, "ai-chat").disposition()).contains(Plan.Disposition.KEEP);
    }

    @Test
    void what_is_kept_in_one_region_and_deleted_in_another_does_not_look_kept() {
        for (var order : List.of(
                List.of(Plan.Disposition.KEEP, Plan.Disposition.DELETE),
                List.of(Plan.Disposition.DELETE, Plan.Disposition.KEEP))) {
            var table = Comparison.of(
                    inventory(
                            known("eu-central-1", "lambda", function("eu-central-1", "sync", "1")),
                            known("eu-west-1", "lambda", function("eu-west-1", "sync", "1"))),
                    TestPlan.of(
                            REGIONS, planned("eu-central-1", order.getFirst()), planned("eu-west-1", order.getLast())));

            assertThat(row(table, "sync").disposition()).contains(Plan.Disposition.DELETE);
        }
    }

    @Test
    void each_region_has_the_fate_that_the_plan_gives_it_there() {
        for (var order : List.of(REGIONS, REGIONS.reversed())) {
            var plan = TestPlan.of(
                    REGIONS,
                    order.stream()
                            .filter(r -> !r.equals("eu-west-1"))
                            .map(r -> planned(
                                    r, r.equals("af-south-1") ? Plan.Disposition.DELETE : Plan.Disposition.KEEP))
                            .toArray(Plan.Resource[]::new));
            assertThat(said(plan, function("eu-central-1", "sync", "1"))).contains(Plan.Disposition.KEEP);
            assertThat(said(plan, function("af-south-1", "sync", "1"))).contains(Plan.Disposition.DELETE);
            assertThat(said(plan, function("eu-west-1", "sync", "1"))).isEmpty();
        }
    }

    private static Plan.Resource planned(String region, Plan.Disposition disposition) {
        return new Plan.Resource("lambda", "function", "sync", "sync", region, disposition, Optional.empty(), "");
    }

    @Test
    void two_things_of_one_region_are_never_in_one_cell() {
        var table = Comparison.of(
                inventory(known(
                        "eu-west-1",
                        "lambda",
                        function("eu-west-1", "sync", "1"),
                        function("eu-west-1", "sync-eu-west-1", "1"),
                        function("eu-west-1", "sync", "1"))),
                TestPlan.of(REGIONS));
        assertThat(table.rows()).hasSize(3);
    }

    @Test
    void drift_is_what_the_plan_forgot_and_what_is_gone() {
        var table = Comparison.of(
                inventory(known("eu-west-1", "lambda", function("eu-west-1", "extra", "1"))),
                TestPlan.of(REGIONS, TestPlan.planned("lambda", "function", "gone", "gone", "eu-west-1")));
        assertThat(row(table, "extra").drift()).isEqualTo(Drift.NOT_IN_PLAN);
        assertThat(row(table, "extra").disposition()).isEmpty();
        assertThat(row(table, "gone").drift()).isEqualTo(Drift.MISSING);
        assertThat(row(table, "gone").cells().get("eu-west-1")).isInstanceOf(Cell.Absent.class);
    }

    @Test
    void what_could_not_be_read_is_neither_missing_nor_absent() {
        var table = Comparison.of(
                inventory(unknown("eu-west-1", "lambda")),
                TestPlan.of(
                        REGIONS,
                        TestPlan.planned("lambda", "function", "gone", "gone", "eu-west-1"),
                        TestPlan.planned("lambda", "function", "elsewhere", "elsewhere", "af-south-1")));
        assertThat(row(table, "gone").drift()).isEqualTo(Drift.UNKNOWN);
        assertThat(row(table, "gone").cells().get("eu-west-1"))
                .isEqualTo(new Cell.Unknown("AccessDeniedException: lambda:ListFunctions"));
        assertThat(row(table, "elsewhere").drift())
                .as("a region that was not asked")
                .isEqualTo(Drift.UNKNOWN);
        assertThat(row(table, "elsewhere").cells()).doesNotContainKey("af-south-1");
    }

    @Test
    void a_bucket_whose_region_the_plan_does_not_know_may_be_anywhere() {
        var plan = TestPlan.of(
                REGIONS,
                TestPlan.planned("s3", "bucket", "b-558069890522", "b", "unknown"),
                TestPlan.planned("s3", "bucket", "c", "c", "unknown"));
        var bucket = resource("s3", "bucket", "af-south-1", "b-558069890522", Map.of());
        var complete = Comparison.of(
                inventory(known("eu-central-1", "s3"), known("eu-west-1", "s3"), known("af-south-1", "s3", bucket)),
                plan);
        assertThat(row(complete, "b").drift()).isEqualTo(Drift.AS_PLANNED);
        assertThat(row(complete, "c").drift()).isEqualTo(Drift.MISSING);
        var partial = Comparison.of(inventory(known("eu-west-1", "s3"), unknown("af-south-1", "s3")), plan);
        assertThat(row(partial, "c").drift()).isEqualTo(Drift.UNKNOWN);
        assertThat(row(Comparison.of(inventory(), plan), "c").drift()).isEqualTo(Drift.UNKNOWN);
    }

    @Test
    void a_resource_outside_the_plans_regions_gets_a_column_of_its_own() {
        var table = Comparison.of(
                inventory(known("us-east-1", "s3", resource("s3", "bucket", "us-east-1", "far", Map.of()))),
                TestPlan.of(REGIONS));
        assertThat(table.regions()).containsExactly("eu-central-1", "eu-west-1", "af-south-1", "us-east-1");
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void for_any_inventory_nothing_is_lost_and_unknown_is_never_absent(long seed) {
        var random = new Random(seed);
        var scans = new ArrayList<ServiceScan>();
        var baseline = new ArrayList<Plan.Resource>();
        var services = List.of("lambda", "s3", "sns");
        for (var service : services) {
            for (var region : REGIONS) {
                var found = new ArrayList<SeenResource>();
                for (var i = random.nextInt(6); i > 0; i--) {
                    var name = name(random, region);
                    found.add(resource(service, "thing", region, name, Map.of("d", "" + random.nextInt(2))));
                }
                switch (random.nextInt(4)) {
                    case 0 -> scans.add(unknown(region, service));
                    case 1 -> {}
                    default -> scans.add(known(region, service, found.toArray(SeenResource[]::new)));
                }
                if (random.nextBoolean()) {
                    var name = name(random, region);
                    var where = random.nextInt(4) == 0 ? "unknown" : region;
                    baseline.add(TestPlan.planned(service, "thing", name, name.substring(0, 1), where));
                }
            }
        }
        var plan = TestPlan.of(REGIONS, baseline.toArray(Plan.Resource[]::new));
        var inventory = inventory(scans.toArray(ServiceScan[]::new));

        var table = Comparison.of(inventory, plan);

        var shown = new ArrayList<SeenResource>();
        for (var row : table.rows()) {
            row.cells().forEach((region, cell) -> {
                var read = scans.stream()
                        .filter(s -> s.region().equals(region) && s.service().equals(row.service()))
                        .map(ServiceScan::found)
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(region + " was not asked: " + row));
                switch (cell) {
                    case Cell.Present present -> shown.add(present.resource());
                    case Cell.Absent absent -> assertThat(read).isInstanceOf(Observation.Known.class);
                    case Cell.NotOffered nothing -> assertThat(read).isInstanceOf(Observation.Known.class);
                    case Cell.Unknown unknown -> assertThat(read).isInstanceOf(Observation.Unknown.class);
                }
            });
            var anyUnknown = row.cells().values().stream().anyMatch(Cell.Unknown.class::isInstance);
            if (anyUnknown) {
                assertThat(row.drift()).as("%s", row).isNotEqualTo(Drift.AS_PLANNED);
            }
            if (row.drift() == Drift.MISSING) {
                assertThat(row.cells().values()).as("%s", row).hasAtLeastOneElementOfType(Cell.Absent.class);
            }
        }
        var all = inventory.resources().toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(all);

        var shuffled = new ArrayList<ServiceScan>(scans);
        Collections.shuffle(shuffled, random);
        assertThat(Comparison.of(inventory(shuffled.toArray(ServiceScan[]::new)), plan)
                        .rows())
                .isEqualTo(table.rows());
    }

    @Test
    void where_a_service_is_not_offered_nothing_is_unknown_and_nothing_was_looked_for() {
        var flow = new SeenResource("chime", "channel-flow", "eu-central-1", "f", "arn:f", "f", "", Map.of(), Map.of());
        var inventory = inventory(
                new ServiceScan(
                        "eu-central-1", "chime", "List", new Observation.Known<>(List.of(flow), AT, Duration.ZERO)),
                new ServiceScan(
                        "af-south-1", "chime", "List", new Observation.Known<>(List.of(), AT, Duration.ZERO), false));
        var row = Comparison.of(inventory, TestPlan.of(List.of("eu-central-1", "af-south-1"))).rows().stream()
                .filter(r -> r.service().equals("chime"))
                .findFirst()
                .orElseThrow();
        assertThat(row.cells().get("af-south-1")).isEqualTo(new Cell.NotOffered());
        assertThat(row.cells().get("eu-central-1")).isInstanceOf(Cell.Present.class);
        assertThat(row.drift()).isEqualTo(Drift.NOT_IN_PLAN);
    }

    private static String name(Random random, String region) {
        var base = List.of("a", "b", "c").get(random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> base + "-" + region;
            case 1 -> base + "-" + TestPlan.ACCOUNT;
            case 2 -> base + "-" + region + "-" + TestPlan.ACCOUNT;
            default -> base;
        };
    }

    @Test
    void json_has_no_list_for_what_is_unknown_and_a_disposition_for_what_is_planned() {
        var plan = TestPlan.of(REGIONS, TestPlan.planned("lambda", "function", "f", "f", "eu-west-1"));
        var json = InventoryJson.write(
                inventory(
                        known("eu-west-1", "lambda", function("eu-west-1", "f", "1"), function("eu-west-1", "g", "1")),
                        unknown("af-south-1", "lambda")),
                plan);
        var tree = JsonMapper.builder().build().readTree(json);
        assertThat(tree.at("/account").asString()).isEqualTo(TestPlan.ACCOUNT);
        assertThat(tree.at("/plan").asString()).isEqualTo("test-plan");
        assertThat(tree.at("/takenAt").asString()).isEqualTo("2026-01-12T08:00:00Z");
        assertThat(tree.at("/tookMillis").asLong()).isEqualTo(1000);
        assertThat(tree.at("/regions/0/region").asString()).isEqualTo("eu-west-1");
        assertThat(tree.at("/regions/0/services/0/status").asString()).isEqualTo("known");
        assertThat(tree.at("/regions/0/services/0/resources/0/disposition").asString())
                .isEqualTo("keep");
        assertThat(tree.at("/regions/0/services/0/resources/1/disposition").isNull())
                .isTrue();
        assertThat(tree.at("/regions/1/services/0/status").asString()).isEqualTo("unknown");
        assertThat(tree.at("/regions/1/services/0/reason").asString()).contains("AccessDenied");
        assertThat(tree.at("/regions/1/services/0/resources").isNull()).isTrue();
    }

    private static Optional<Plan.Disposition> said(Plan plan, SeenResource resource) {
        return new Dispositions(plan, Stream.of(resource)).of(resource).map(Dispositions.Said::disposition);
    }
}
