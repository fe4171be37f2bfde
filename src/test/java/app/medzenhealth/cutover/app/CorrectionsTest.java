package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.Correction.Proof;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanProblem;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.SessionActions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the written plan got wrong stays corrected: each correction taken out is refused, told, or fails a test of its own. */
class CorrectionsTest {
    private static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern PROVES = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest)\\b");
    private static final PlanReader READER = new PlanReader(SessionActions.signatures());

    static List<Correction> corrections() throws IOException {
        var shipped = Files.readString(SHIPPED);
        return Stream.of(
                        DatabaseCorrections.of(shipped),
                        DeploymentCorrections.of(shipped),
                        RetirementCorrections.of(shipped))
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("corrections")
    void a_correction_is_in_the_shipped_plan_and_fails_when_it_is_taken_out(Correction correction) throws IOException {
        assertThat(correction.proofs()).isNotEmpty();
        for (var proof : correction.proofs()) {
            switch (proof) {
                case Proof.Refused(var altered, var says) -> refused(correction, altered, says);
                case Proof.Enforced(var holds, var altered, var says) -> {
                    assertThat(holds.test(plan(Files.readString(SHIPPED))))
                            .as("%s holds in the shipped plan", correction.id())
                            .isTrue();
                    refused(correction, altered, says);
                }
                case Proof.Holds(var holds, var altered) -> {
                    assertThat(holds.test(plan(Files.readString(SHIPPED))))
                            .as("%s holds in the shipped plan", correction.id())
                            .isTrue();
                    assertThat(holds.test(plan(altered)))
                            .as("%s holds in a plan without it", correction.id())
                            .isFalse();
                }
                case Proof.Tested(var test, var method) -> tested(correction, test, method);
            }
        }
    }

    private static void refused(Correction correction, String altered, String says) throws IOException {
        assertThat(problems(Files.readString(SHIPPED)))
                .as("the shipped plan is sound")
                .isEmpty();
        assertThat(problems(altered)).as(correction.id()).anySatisfy(p -> {
            assertThat(p.problem()).contains(says);
            assertThat(p.line()).isPositive();
            assertThat(p.remedy()).isNotBlank();
        });
    }

    /** The test is there, under this name, and runs: it is the one that fails when the code loses the correction. */
    private static void tested(Correction correction, String test, String method) throws IOException {
        try (var files = Files.walk(TESTS)) {
            var sources = files.filter(f -> f.endsWith(test + ".java")).toList();
            assertThat(sources)
                    .as("%s: %s#%s is run", correction.id(), test, method)
                    .anySatisfy(source -> assertThat(runs(source, method)).isTrue());
        }
    }

    private static boolean runs(Path source, String method) throws IOException {
        var lines = Files.readAllLines(source);
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(" void " + method + "("))
                .anyMatch(i -> lines.subList(Math.max(0, i - 4), i).stream()
                        .anyMatch(l -> PROVES.matcher(l).find()));
    }

    @Test
    void each_of_the_fifty_eight_has_its_case_and_is_told_on_a_step_or_as_a_finding() throws IOException {
        var wanted = IntStream.rangeClosed(1, 58).mapToObj(i -> "A" + i).toList();
        var held = corrections().stream().map(Correction::id).toList();
        assertThat(held).containsExactlyElementsOf(wanted);

        var plan = plan(Files.readString(SHIPPED));
        var told = Stream.concat(
                        plan.everything()
                                .flatMap(p -> Stream.concat(
                                        p.departures().stream(),
                                        p.steps().stream().flatMap(s -> s.departures().stream())))
                                .map(d -> d.id()),
                        plan.findings().stream().map(Plan.Finding::id))
                .toList();
        assertThat(told).containsAll(wanted);
        System.out.printf("%d corrections, %d held%n", wanted.size(), held.size());
    }

    @Test
    void an_alteration_alters_the_plan() throws IOException {
        var shipped = Files.readString(SHIPPED);
        assertThat(corrections())
                .allSatisfy(c -> assertThat(c.proofs().stream().flatMap(p -> switch (p) {
                            case Proof.Refused(var altered, var _) -> Stream.of(altered);
                            case Proof.Enforced(var _, var altered, var _) -> Stream.of(altered);
                            case Proof.Holds(var _, var altered) -> Stream.of(altered);
                            case Proof.Tested _ -> Stream.<String>empty();
                        }))
                        .as(c.id())
                        .noneMatch(shipped::equals));
    }

    private static Plan plan(String text) {
        return switch (read(text)) {
            case PlanReading.Read read -> read.plan();
            case PlanReading.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<PlanProblem> problems(String text) {
        return read(text) instanceof PlanReading.Refused(var problems) ? problems : List.of();
    }

    private static PlanReading read(String text) {
        return READER.read(SHIPPED, text.getBytes(StandardCharsets.UTF_8));
    }
}
