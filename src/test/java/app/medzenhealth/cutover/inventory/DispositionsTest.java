package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.plan.DispositionRule;
import app.medzenhealth.cutover.plan.NamePattern;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Plan.Disposition;
import app.medzenhealth.cutover.plan.PlanVariant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code -Dplans=N -Dplans.seed=N}: how many plans and accounts are made up. */
class DispositionsTest {
    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "af-south-1");
    private static final Instant AT = Instant.parse("2026-01-12T08:00:00Z");

    private static SeenResource seen(String service, String type, String region, String name, String... tag) {
        return new SeenResource(
                service,
                type,
                region,
                name,
                "arn:aws:" + service + ":" + region + "::" + name,
                name,
                "",
                Map.of(),
                tag.length == 0 ? Map.of() : Map.of(tag[0], tag[1]));
    }

    private static DispositionRule rule(String id, String service, String region, String name, Disposition what) {
        return new DispositionRule(
                id,
                Optional.ofNullable(service),
                Optional.empty(),
                Optional.ofNullable(region),
                Optional.ofNullable(name),
                Optional.empty(),
                Optional.empty(),
                Optional.of(what),
                "because of " + id,
                "");
    }

    private static DispositionRule follows(String id, String service, String name, DispositionRule.Followed followed) {
        return new DispositionRule(
                id,
                Optional.of(service),
                Optional.empty(),
                Optional.empty(),
                Optional.of(name),
                Optional.empty(),
                Optional.of(followed),
                Optional.empty(),
                "because of " + id,
                "");
    }

    private static Plan plan(List<Plan.Resource> baseline, DispositionRule... rules) {
        return PlanVariant.of(TestPlan.of(REGIONS, baseline.toArray(Plan.Resource[]::new)))
                .rules(Arrays.asList(rules))
                .plan();
    }

    private static Optional<String> said(Plan plan, SeenResource resource, SeenResource... others) {
        var all = new ArrayList<SeenResource>(Arrays.asList(others));
        all.add(resource);
        return new Dispositions(plan, all.stream())
                .of(resource)
                .map(s -> s.disposition() + " "
                        + s.rule().map(DispositionRule::id).orElse("line"));
    }

    @Test
    void a_line_of_the_baseline_comes_before_any_rule() {
        var plan = plan(
                List.of(TestPlan.planned("sqs", "queue", "a", "a", "af-south-1")),
                rule("all", "sqs", "af-south-1", null, Disposition.DELETE));
        assertThat(said(plan, seen("sqs", "queue", "af-south-1", "a"))).contains("KEEP line");
        assertThat(said(plan, seen("sqs", "queue", "af-south-1", "b"))).contains("DELETE all");
        assertThat(said(plan, seen("sqs", "queue", "eu-west-1", "b"))).isEmpty();
    }

    @Test
    void the_first_rule_that_fits_decides() {
        var plan = plan(
                List.of(),
                rule("named", "sqs", null, "*-dlq", Disposition.KEEP),
                rule("all", null, "af-south-1", null, Disposition.DELETE));
        assertThat(said(plan, seen("sqs", "queue", "af-south-1", "x-dlq"))).contains("KEEP named");
        assertThat(said(plan, seen("sqs", "queue", "af-south-1", "x"))).contains("DELETE all");
    }

    @Test
    void what_follows_goes_where_the_other_goes_and_without_it_another_rule_decides() {
        var plan = plan(
                List.of(),
                follows("log", "logs", "/aws/lambda/{it}", new DispositionRule.Followed("lambda", "function", "{it}")),
                rule("functions", "lambda", "af-south-1", null, Disposition.DELETE),
                rule("rest", null, null, null, Disposition.KEEP));
        var log = seen("logs", "log-group", "af-south-1", "/aws/lambda/f");
        assertThat(said(plan, log, seen("lambda", "function", "af-south-1", "f")))
                .contains("DELETE log");
        assertThat(said(plan, log)).as("an orphan").contains("KEEP rest");
        assertThat(said(plan, log, seen("lambda", "function", "eu-west-1", "f")))
                .as("one of another region")
                .contains("KEEP rest");
    }

    @Test
    void what_follows_itself_is_left_to_a_person() {
        var plan = plan(
                List.of(),
                follows("a", "sqs", "a", new DispositionRule.Followed("sns", "topic", "b")),
                follows("b", "sns", "b", new DispositionRule.Followed("sqs", "queue", "a")));
        assertThat(said(plan, seen("sqs", "queue", "eu-west-1", "a"), seen("sns", "topic", "eu-west-1", "b")))
                .isEmpty();
    }

    @Test
    void a_tag_is_asked_for_with_its_value_or_alone() {
        for (var tag : List.of("aws:cloudformation:stack-name=s", "aws:cloudformation:stack-name")) {
            var plan = plan(
                    List.of(),
                    new DispositionRule(
                            "stack",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(tag),
                            Optional.empty(),
                            Optional.of(Disposition.DELETE),
                            "",
                            ""));
            assertThat(said(plan, seen("sqs", "queue", "af-south-1", "q", "aws:cloudformation:stack-name", "s")))
                    .contains("DELETE stack");
            assertThat(said(plan, seen("sqs", "queue", "af-south-1", "q", "aws:cloudformation:stack-name", "t")))
                    .isEqualTo(tag.contains("=") ? Optional.empty() : Optional.of("DELETE stack"));
            assertThat(said(plan, seen("sqs", "queue", "af-south-1", "q"))).isEmpty();
        }
    }

    @Test
    void a_resource_that_a_rule_places_is_as_planned_and_says_why() {
        var plan = plan(List.of(), rule("all", "sqs", "af-south-1", null, Disposition.DELETE));
        var inventory = new Inventory(
                TestPlan.ACCOUNT,
                AT,
                Duration.ofSeconds(1),
                List.of(new ServiceScan(
                        "af-south-1",
                        "sqs",
                        "List",
                        new Observation.Known<>(
                                List.of(seen("sqs", "queue", "af-south-1", "b")), AT, Duration.ofMillis(5)))));
        var row = Comparison.of(inventory, plan).rows().getFirst();
        assertThat(row.disposition()).contains(Disposition.DELETE);
        assertThat(row.reason()).contains("because of all");
        assertThat(row.drift()).isNotEqualTo(Drift.NOT_IN_PLAN);
    }

    /** The reference asks every line and every rule in turn. */
    @Test
    void the_index_decides_as_the_simplest_way_does() {
        var seed = Long.getLong("plans.seed", 20261201L);
        System.out.println("seed " + seed);
        for (var n = 0; n < Integer.getInteger("plans", 300); n++) {
            var random = new Random(seed + n);
            var rules = new ArrayList<DispositionRule>();
            for (var i = random.nextInt(8); i > 0; i--) {
                rules.add(
                        random.nextInt(4) == 0
                                ? follows(
                                        "f" + i,
                                        one(random, "a", "b"),
                                        "{it}",
                                        new DispositionRule.Followed(
                                                one(random, "a", "b", "c"), "t", one(random, "{it}", "x", "y")))
                                : rule(
                                        "r" + i,
                                        maybe(random, "a", "b", "c"),
                                        maybe(random, REGIONS.toArray(String[]::new)),
                                        maybe(random, "x", "y*", "?"),
                                        Disposition.values()[random.nextInt(4)]));
            }
            var lines = new ArrayList<Plan.Resource>();
            for (var i = random.nextInt(3); i > 0; i--) {
                lines.add(TestPlan.planned(
                        one(random, "a", "b"),
                        "t",
                        one(random, "x", "y"),
                        "l" + i,
                        one(random, "eu-west-1", "af-south-1", "unknown")));
            }
            var plan = plan(lines, rules.toArray(DispositionRule[]::new));
            var all = new ArrayList<SeenResource>();
            for (var service : List.of("a", "b", "c")) {
                for (var region : REGIONS) {
                    for (var name : List.of("x", "y", "y2", "z")) {
                        if (random.nextBoolean()) {
                            all.add(seen(service, "t", region, name));
                        }
                    }
                }
            }
            var quick = new Dispositions(plan, all.stream());
            for (var resource : all) {
                assertThat(quick.of(resource).map(Dispositions.Said::disposition))
                        .as("seed %d, %s", seed + n, resource)
                        .isEqualTo(simply(plan, all, resource, 9));
            }
        }
    }

    private static Optional<Disposition> simply(Plan plan, List<SeenResource> all, SeenResource r, int left) {
        if (left == 0) {
            return Optional.empty();
        }
        for (var line : plan.baseline()) {
            if (line.service().equals(r.service())
                    && line.type().equals(r.type())
                    && line.name().equals(r.name())
                    && (line.region().equals(r.region()) || line.region().equals("unknown"))) {
                return Optional.of(line.disposition());
            }
        }
        for (var rule : plan.rules()) {
            var it = NamePattern.of(rule.name().orElse("*")).in(r.name());
            if (!rule.asksFor(r.service(), r.type(), r.region(), r.tags()) || it.isEmpty()) {
                continue;
            }
            if (rule.follows().isEmpty()) {
                return rule.disposition();
            }
            var name = rule.follows().get().name().replace("{it}", it.get());
            var other = all.stream()
                    .filter(o -> o.region().equals(r.region())
                            && o.service().equals(rule.follows().get().service())
                            && o.name().equals(name))
                    .findFirst();
            var said = other.flatMap(o -> simply(plan, all, o, left - 1));
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static @Nullable String maybe(Random random, String... of) {
        return random.nextInt(3) == 0 ? null : one(random, of);
    }
}
