package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A plan file can ask for more confirmation than an action's type does, and never for less. */
class LeastConfirmationTest {
    private static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");
    private static final Pattern GRAVE = Pattern.compile(
            "( +)effect: irreversible\\n +confirm: typed-and-second\\n +typed: [^\\n]+\\n", Pattern.MULTILINE);
    private final PlanReader reader = new PlanReader(SessionActions.signatures());

    @Test
    void a_step_that_destroys_or_promotes_cannot_be_called_reversible_or_be_confirmed_by_a_look() throws IOException {
        var text = Files.readString(SHIPPED);
        var places = GRAVE.matcher(text).results().toList();
        assertThat(places).hasSizeGreaterThan(10);
        for (var place : places) {
            var line = (int) text.substring(0, place.start()).lines().count();
            var altered = text.substring(0, place.start()) + place.group(1) + "effect: reversible\n" + place.group(1)
                    + "confirm: review\n" + text.substring(place.end());
            assertThat(problems(altered))
                    .as("the step at line " + line)
                    .anyMatch(p -> p.matches(
                            "(?s).* is confirmed by typed-and-second at least, step \\S+ asks only for review.*"))
                    .anyMatch(p -> p.matches("(?s).* cannot be taken back, but step \\S+ is called reversible.*"));
        }
    }

    @Test
    void no_step_that_changes_something_goes_without_any_confirmation() throws IOException {
        var text = Files.readString(SHIPPED);
        var places =
                Pattern.compile("confirm: review\\n").matcher(text).results().toList();
        assertThat(places).hasSizeGreaterThan(40);
        for (var place : places) {
            var altered = text.substring(0, place.start()) + "confirm: none\n" + text.substring(place.end());
            assertThat(problems(altered)).anyMatch(p -> p.contains(" is confirmed by review at least"));
        }
    }

    @Test
    void more_than_the_least_is_the_plans_own_choice() throws IOException {
        var text = Files.readString(SHIPPED);
        var at = text.indexOf("confirm: review\n");
        var altered = text.substring(0, at) + "confirm: typed-and-second\n        typed: medzen-ehrbase-db\n"
                + text.substring(at + "confirm: review\n".length());
        assertThat(reader.read(SHIPPED, altered.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PlanReading.Read.class);
    }

    private List<String> problems(String text) {
        return reader.read(SHIPPED, text.getBytes(StandardCharsets.UTF_8)) instanceof PlanReading.Refused(var problems)
                ? problems.stream().map(p -> p.problem()).toList()
                : List.of();
    }
}
