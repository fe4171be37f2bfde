package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What MedZen's plan must hold, whatever else is edited in it. */
class ShippedPlanTest {
    private final JsonNode plan = read();

    @Test
    void every_correction_of_the_written_plan_is_visible() {
        var visible = new TreeSet<String>();
        plan.findValues("departures")
                .forEach(list -> list.forEach(d -> visible.add(d.get("id").asString())));
        plan.get("findings").forEach(f -> visible.add(f.get("id").asString()));

        assertThat(visible)
                .containsAll(IntStream.rangeClosed(1, 58).mapToObj(i -> "A" + i).toList());
    }

    @Test
    void every_step_of_the_seven_phases_is_there_in_its_phase() {
        var least = Map.of("1", 9, "2", 6, "3", 3, "4", 5, "5", 14, "6", 10, "7", 6);

        for (var phase : plan.get("phases")) {
            var id = phase.get("id").asString();
            assertThat(ids(phase.get("steps")))
                    .containsAll(IntStream.rangeClosed(1, least.get(id))
                            .mapToObj(i -> id + "." + i)
                            .toList());
        }
        assertThat(ids(plan.get("phases"))).containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(ids(plan.get("closing"))).containsExactly("after");
    }

    @Test
    void the_checklists_are_as_long_as_the_written_ones() {
        var items = plan.findValues("checklists").stream()
                .flatMap(JsonNode::valueStream)
                .collect(Collectors.toMap(
                        c -> c.get("id").asString(), c -> c.get("items").size()));

        assertThat(items)
                .containsEntry("p5-pre", 5)
                .containsEntry("p6-pre", 4)
                .containsEntry("after-manual", 12)
                .containsEntry("after-daily", 4)
                .containsEntry("next-steps", 7);
        assertThat(plan.get("criteria").size()).isEqualTo(18);
    }

    @Test
    void the_costs_add_up_to_the_written_totals() {
        assertThat(plan.get("costs")
                        .valueStream()
                        .mapToInt(c -> c.get("beforeUsd").asInt())
                        .sum())
                .isEqualTo(1065);
        assertThat(plan.get("costs")
                        .valueStream()
                        .mapToInt(c -> c.get("afterUsd").asInt())
                        .sum())
                .isEqualTo(930);
    }

    @Test
    void the_baseline_counts_what_the_written_plan_counts() {
        var counted = plan.get("baseline")
                .valueStream()
                .collect(Collectors.groupingBy(
                        b -> b.get("service").asString() + " " + b.get("region").asString(), Collectors.counting()));

        assertThat(counted)
                .containsEntry("lambda eu-central-1", 7L)
                .containsEntry("lambda eu-west-1", 8L)
                .containsEntry("lambda af-south-1", 6L)
                .containsEntry("s3 unknown", 11L);
    }

    @Test
    void what_cannot_be_undone_needs_two_people() {
        assertThat(steps())
                .filteredOn(s -> s.get("effect").asString().equals("irreversible"))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.get("confirm").asString())
                        .as(s.get("id").asString())
                        .isEqualTo("typed-and-second"));
    }

    @Test
    void cape_town_is_written_to_in_one_phase_only_and_after_a_week_of_soak() {
        var writing = plan.get("phases")
                .valueStream()
                .filter(p -> p.get("regions").path("af-south-1").asString("").equals("write"))
                .toList();

        assertThat(writing).hasSize(1);
        assertThat(writing.getFirst().get("id").asString()).isEqualTo("6");
        assertThat(writing.getFirst().at("/soak/time").asString()).isEqualTo("PT168H");
    }

    /** Lines that come late are exported again: there must still be a bucket to export them to. */
    @Test
    void a_bucket_that_logs_are_exported_to_goes_only_after_the_log_groups() {
        var exports =
                uses("logs.export").map(u -> u.at("/with/bucket").asString()).collect(Collectors.toSet());
        assertThat(exports).isNotEmpty();
        var steps = steps();
        var groupsGone = IntStream.range(0, steps.size())
                .filter(i -> uses(steps.get(i), "logs.delete").findAny().isPresent())
                .max()
                .orElseThrow();

        assertThat(IntStream.range(0, steps.size())
                        .filter(i -> uses(steps.get(i), "s3.empty-and-delete-bucket")
                                .anyMatch(u ->
                                        exports.contains(u.at("/with/bucket").asString())))
                        .boxed())
                .isNotEmpty()
                .allMatch(i -> i > groupsGone);
    }

    private Stream<JsonNode> uses(String type) {
        return steps().stream().flatMap(s -> uses(s, type));
    }

    /** An action holds a condition only through the input that asks for it. */
    @Test
    void what_a_deleting_step_claims_as_its_condition_is_one_of_each_of_its_deletions() {
        var conditions = Map.of(
                "lambda.delete", "movedTo",
                "apigw.delete", "callersIn",
                "dynamodb.delete-tables", "decidedIn",
                "s3.empty-and-delete-bucket", "copiedTo",
                "logs.delete", "archive",
                "sweep.delete", "copiesIn");
        var claims = Pattern.compile("only (while|when|with)|locks the step");
        var claiming = new ArrayList<String>();
        for (var phase : plan.get("phases")) {
            for (var step : phase.get("steps")) {
                if (!claims.matcher(step.get("purpose").asString()).find()) {
                    continue;
                }
                for (var action : step.get("actions")) {
                    var type = action.get("type").asString();
                    var rules = type.equals("sweep.delete")
                            && step.get("id").asString().equals("6.8");
                    if (type.contains("delete") && !type.startsWith("rds.") && !rules) {
                        claiming.add(step.get("id").asString());
                        assertThat(action.get("with").has(conditions.get(type)))
                                .as(step.get("id").asString() + " " + action)
                                .isTrue();
                    }
                }
            }
        }
        assertThat(claiming).contains("6.6", "6.6b", "6.6d", "6.7", "6.7b", "6.8");
    }

    /** What nobody has measured is not told to users. */
    @Test
    void no_message_promises_speed_safety_or_a_result_that_the_plan_does_not_check() {
        var claim = Pattern.compile(
                "(?i)\\bms\\b|\\d+ ?ms|faster|performance|stronger|enhanced|improve|all (your )?data|preserved|no data|zero");
        assertThat(plan.get("messages").valueStream())
                .isNotEmpty()
                .allSatisfy(m -> assertThat(claim.matcher(m.get("subject").asString() + " "
                                        + m.get("body").asString())
                                .results())
                        .as(m.get("id").asString())
                        .extracting(r -> r.group())
                        .isEmpty());
    }

    private static Stream<JsonNode> uses(JsonNode step, String type) {
        return step.get("actions")
                .valueStream()
                .filter(a -> a.get("type").asString().equals(type));
    }

    /** What a step found is told by checks at that moment: its text may name another step, not what came of it. */
    @Test
    void no_text_of_a_deleting_step_claims_the_result_of_another_step() {
        var claim = Pattern.compile(
                "\\b(were|was|been|saw|since|made|exported|copied|saved)\\b[^.]*\\b\\d\\.\\d+[a-z]?\\b");
        assertThat("They were exported in 6.2b.").containsPattern(claim);

        assertThat(steps())
                .filteredOn(s -> s.get("effect").asString().equals("irreversible"))
                .isNotEmpty()
                .allSatisfy(s -> assertThat(s.get("purpose").asString())
                        .as(s.get("id").asString())
                        .doesNotContainPattern(claim));
    }

    @Test
    void every_alarm_that_is_made_tells_a_topic_and_is_read_again_as_configured_and_as_quiet() throws IOException {
        var made = steps().stream()
                .flatMap(s -> s.get("actions").valueStream())
                .filter(u -> u.get("type").asString().equals("alarms.create"))
                .toList();
        assertThat(made)
                .hasSizeGreaterThan(2)
                .allSatisfy(u -> assertThat(u.at("/with/topic").asString())
                        .startsWith("arn:aws:sns:" + u.get("region").asString() + ":"));
        var text = Files.readString(Path.of("assets/plans/medzen-eu-central-1.yaml"));
        var checks = Pattern.compile("alarm\\.check\\b[^\\[]*alarms: \\[([^\\]]*)\\]([^\\n]*)")
                .matcher(text)
                .results()
                .toList();
        made.stream()
                .flatMap(u -> u.at("/with/alarms").valueStream())
                .map(a -> a.get("name").asString())
                .forEach(name -> assertThat(checks)
                        .as(name)
                        .anyMatch(c -> c.group(1).contains(name) && c.group(2).contains("configured: true"))
                        .anyMatch(c -> c.group(1).contains(name) && !c.group(2).contains("configured: true")));
    }

    private List<JsonNode> steps() {
        return Stream.of(
                        plan.get("phases").valueStream(),
                        plan.get("closing").valueStream(),
                        plan.get("rollbacks").valueStream().map(r -> r.get("procedure")))
                .flatMap(s -> s)
                .flatMap(p -> p.get("steps").valueStream())
                .toList();
    }

    private static List<String> ids(JsonNode list) {
        var ids = new ArrayList<String>();
        list.forEach(n -> ids.add(n.get("id").asString()));
        return ids;
    }

    private static JsonNode read() {
        try {
            return LocatedYaml.parse(Files.readString(Path.of("assets/plans/medzen-eu-central-1.yaml")))
                    .root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
