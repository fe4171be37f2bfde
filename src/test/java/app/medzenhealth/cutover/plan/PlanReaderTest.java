package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.ActionSignature.Input;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.ActionSignature.Presence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {
    private static final List<ActionSignature> ACTIONS = List.of(
            new ActionSignature(
                    "box.make",
                    "Make a box",
                    true,
                    true,
                    List.of(
                            new Input("name", Kind.TEXT, Presence.REQUIRED),
                            new Input("from", Kind.REGION, Presence.OPTIONAL),
                            new Input("wait", Kind.DURATION, Presence.OPTIONAL)),
                    List.of("boxArn")),
            new ActionSignature(
                    "box.look",
                    "Look",
                    false,
                    true,
                    List.of(new Input("name", Kind.TEXT, Presence.REQUIRED)),
                    List.of()),
            new ActionSignature(
                    "command.run",
                    "Run",
                    false,
                    false,
                    List.of(),
                    List.of(),
                    List.of(),
                    Set.of(Trait.RUNS_PROGRAM),
                    Step.Confirm.NONE,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()));

    private static final String GOOD = """
            version: 1
            id: small
            title: A small plan
            company: Example
            summary: Two steps.
            account: "123456789012"
            window: { opens: "02:00", closes: "04:00", downtimeBudget: PT5M, source: here }
            regions:
              - { id: us-west-2, city: Boardman, country: USA, latitude: 45.8, longitude: -119.7, before: primary, after: secondary }
              - { id: us-east-2, city: Columbus, country: USA, latitude: 39.9, longitude: -83.0, before: target, after: primary }
            parameters:
              - { id: boxName, title: Box, kind: text, value: crate, source: here }
            phases:
              - id: "1"
                title: First
                goal: Make
                planned: { least: P1D, most: P2D }
                regions: { us-east-2: write }
                source: here
                steps:
                  - id: "1.1"
                    title: Make it
                    purpose: Because.
                    effect: reversible
                    confirm: review
                    expected: PT1M
                    actions:
                      - { type: box.make, region: us-east-2, with: { name: "${boxName}-${mint}" } }
                    verify: [ { says: It is there } ]
                    source: here
                  - id: "1.2"
                    title: Look at it
                    purpose: Because.
                    effect: reads
                    confirm: none
                    expected: PT1M
                    actions:
                      - { type: box.look, region: us-east-2, with: { name: "${1.1.boxArn}" } }
                    verify: [ { says: It is seen } ]
                    source: here
            """;

    @TempDir
    Path folder;

    private final PlanReader reader = new PlanReader(ACTIONS);

    private PlanReading read(String text) {
        return reader.read(folder.resolve("plan.yaml"), text.getBytes(StandardCharsets.UTF_8));
    }

    private PlanProblem problem(String from, String to) {
        assertThat(GOOD).contains(from);
        var reading = read(GOOD.replace(from, to));
        assertThat(reading).isInstanceOf(PlanReading.Refused.class);
        var problems = ((PlanReading.Refused) reading).problems();
        assertThat(problems).isNotEmpty().allSatisfy(p -> assertThat(p.remedy()).isNotBlank());
        return problems.getFirst();
    }

    private List<String> refusals(String text) {
        return switch (read(text)) {
            case PlanReading.Read _ -> List.of();
            case PlanReading.Refused refused ->
                refused.problems().stream().map(PlanProblem::problem).toList();
        };
    }

    @Test
    void a_sound_plan_is_read_with_its_defaults_filled_in() {
        var reading = read(GOOD);

        assertThat(reading).isInstanceOf(PlanReading.Read.class);
        var plan = ((PlanReading.Read) reading).plan();
        assertThat(plan.account()).isEqualTo("123456789012");
        assertThat(plan.step("1.2").orElseThrow().after()).containsExactly("1.1");
        assertThat(plan.phases().getFirst().checklists()).isEmpty();
        assertThat(plan.step("1.1").orElseThrow().confirm()).isEqualTo(Step.Confirm.REVIEW);
    }

    @Test
    void what_nobody_sees_is_refused_in_every_key_and_text() {
        for (var hidden :
                List.of("\\e[2K", "\\r", "\\x07", "\\u202e", "\\u2066", "\\u200b", "\\ufeff", "\\u2028", "\\x9b")) {
            var reading = read(GOOD.replaceFirst(
                    "(?m)^(\\s*(?:- )?(?:title|name|text):) .*$",
                    "$1 \"Read" + hidden.replace("\\", "\\\\") + " it\""));
            assertThat(reading)
                    .as(hidden)
                    .isInstanceOfSatisfying(
                            PlanReading.Refused.class,
                            r -> assertThat(r.problems()).anySatisfy(p -> {
                                assertThat(p.toString()).contains("invisible character U+");
                                assertThat(p.line()).isPositive();
                            }));
        }
    }

    @Test
    void an_unknown_key_is_refused_with_its_line() {
        var problem = problem("    goal: Make", "    goal: Make\n    gaol: Typo");

        assertThat(problem.problem()).contains("unknown key “gaol”");
        assertThat(problem.line()).isEqualTo(lineOf(GOOD, "goal: Make") + 1);
        assertThat(problem.path()).isEqualTo("/phases/0");
    }

    @Test
    void an_unknown_action_is_refused_and_the_known_ones_are_named() {
        var problem = problem("type: box.make", "type: box.smash");

        assertThat(problem.problem()).contains("box.smash");
        assertThat(problem.remedy()).contains("box.make");
        assertThat(problem.line()).isEqualTo(lineOf(GOOD, "type: box.make"));
    }

    @Test
    void an_undefined_variable_is_refused() {
        assertThat(problem("${boxName}-${mint}", "${bocsName}").problem()).contains("${bocsName} is not defined");
    }

    @Test
    void an_output_that_a_step_does_not_give_is_refused() {
        assertThat(problem("${1.1.boxArn}", "${1.1.lidArn}").problem()).contains("no output “lidArn”");
    }

    @Test
    void an_output_used_before_its_step_is_refused() {
        assertThat(problem("${boxName}-${mint}", "${1.2.mint}").problem()).contains("may run before step 1.2");
    }

    @Test
    void a_circle_of_dependencies_is_refused_and_shown() {
        var problem = problem(
                "    title: Make it",
                "    title: Make it\n        after: [\"1.2\"]".replace("        after", "        after"));

        assertThat(problem.problem()).contains("circle").contains("1.1").contains("1.2");
    }

    @Test
    void a_step_without_verification_is_refused() {
        assertThat(problem("verify: [ { says: It is there } ]", "verify: []").path())
                .contains("/verify");
    }

    @Test
    void a_command_whose_exit_code_is_its_only_verification_is_refused() {
        var problem = problem(
                "- { type: box.look, region: us-east-2, with: { name: \"${1.1.boxArn}\" } }",
                "- { type: command.run }");

        assertThat(problem.problem()).contains("no verification");
    }

    @Test
    void a_write_to_a_bystander_region_is_refused() {
        var problem = problem("{ type: box.make, region: us-east-2", "{ type: box.make, region: us-west-2");

        assertThat(problem.problem()).contains("us-west-2, a bystander");
    }

    @Test
    void a_write_to_a_bystander_region_is_refused_even_where_a_phase_names_it() {
        var text = GOOD.replace(
                        "before: target, after: primary }",
                        "before: target, after: primary }\n"
                                + "  - { id: ca-central-1, city: Montreal, country: Canada, latitude: 45.5, longitude: -73.6,"
                                + " before: bystander, after: bystander }")
                .replace("regions: { us-east-2: write }", "regions: { us-east-2: write, ca-central-1: write }")
                .replace("{ type: box.make, region: us-east-2", "{ type: box.make, region: ca-central-1");

        assertThat(refusals(text)).anyMatch(r -> r.contains("ca-central-1, a bystander"));
    }

    @Test
    void an_action_that_changes_something_cannot_be_evidence() {
        var list = """
                    checklists:
                      - id: c1
                        title: Before
                        gates: "1.2"
                        source: here
                        items:
                          - { id: c1-1, text: It is there, check: { type: box.make, region: us-east-2, with: { name: a } }, source: here }
                    steps:
                """;

        assertThat(refusals(GOOD.replace("    steps:\n", list)))
                .anyMatch(r -> r.contains("box.make changes things and cannot serve as evidence"));
        assertThat(refusals(GOOD.replace("    steps:\n", list.replace("box.make", "box.look"))))
                .isEmpty();
    }

    @Test
    void a_write_into_a_region_that_the_phase_only_reads_is_refused() {
        assertThat(problem("regions: { us-east-2: write }", "regions: { us-east-2: read }")
                        .problem())
                .contains("bystander");
    }

    @Test
    void an_account_that_is_not_twelve_digits_is_refused() {
        assertThat(problem("\"123456789012\"", "\"12345678901\"").remedy()).contains("12 digits");
        assertThat(problem("\"123456789012\"", "123456789012").remedy()).contains("quotes");
    }

    @Test
    void an_id_used_twice_is_refused() {
        assertThat(problem("id: \"1.2\"", "id: \"1.1\"").problem()).contains("used twice");
    }

    @Test
    void a_malformed_duration_is_refused_with_an_example() {
        var problem = problem("most: P2D", "most: 2 days");

        assertThat(problem.remedy()).contains("PT15M");
        assertThat(problem.line()).isEqualTo(lineOf(GOOD, "planned:"));
        assertThat(problem("name: \"${boxName}-${mint}\"", "name: x, wait: soon")
                        .remedy())
                .contains("PT15M");
    }

    @Test
    void a_tick_that_would_never_count_is_refused_and_one_with_a_time_is_read() {
        var list =
                "    checklists: [ { id: c, title: Before, gates: \"1.1\", source: here, items: [ { id: c-1, text: Seen, valid: %s,"
                        + " source: here } ] } ]%n    steps:";

        assertThat(problem("    steps:", list.formatted("PT0S")).path()).endsWith("/valid");
        assertThat(read(GOOD.replace("    steps:", list.formatted("PT30M")))).isInstanceOf(PlanReading.Read.class);
    }

    @Test
    void a_step_said_to_read_that_writes_is_refused() {
        assertThat(problem("effect: reversible", "effect: reads").problem()).contains("read only");
    }

    @Test
    void an_irreversible_step_without_a_typed_name_is_refused() {
        assertThat(problem("effect: reversible", "effect: irreversible").problem())
                .contains("irreversible");
    }

    @Test
    void ten_megabytes_of_nonsense_are_refused_without_reading_them() throws Exception {
        var file = folder.resolve("nonsense.yaml");
        var nonsense = new byte[10 * 1024 * 1024];
        new Random(7).nextBytes(nonsense);
        Files.write(file, nonsense);

        var reading = reader.read(file);

        assertThat(reading).isInstanceOf(PlanReading.Refused.class);
        assertThat(((PlanReading.Refused) reading).problems().getFirst().problem())
                .contains("KiB");
    }

    @Test
    void nonsense_of_any_kind_ends_as_a_refusal() {
        var random = new Random(20260112);
        for (var i = 0; i < 300; i++) {
            var bytes = GOOD.getBytes(StandardCharsets.UTF_8);
            for (var n = random.nextInt(6) + 1; n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            // Any verdict will do, an exception will not.
            assertThat(reader.read(folder.resolve("plan.yaml"), bytes))
                    .as("seed 20260112, round %d", i)
                    .isNotNull();
        }
        assertThat(read("[".repeat(100_000))).isInstanceOf(PlanReading.Refused.class);
        assertThat(read("")).isInstanceOf(PlanReading.Refused.class);
        assertThat(read("just text")).isInstanceOf(PlanReading.Refused.class);
        assertThat(read("a: &x [1]\nb: *x\n")).isInstanceOf(PlanReading.Refused.class);
    }

    @Test
    void a_missing_file_and_a_folder_are_refused_in_words() {
        assertThat(((PlanReading.Refused) reader.read(folder.resolve("none.yaml")))
                        .problems()
                        .getFirst()
                        .problem())
                .contains("does not exist");
        assertThat(((PlanReading.Refused) reader.read(folder))
                        .problems()
                        .getFirst()
                        .problem())
                .contains("folder");
    }

    private static int lineOf(String text, String part) {
        return (int) text.substring(0, text.indexOf(part))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }
}
