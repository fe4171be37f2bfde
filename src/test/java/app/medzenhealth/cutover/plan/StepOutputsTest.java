package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.SessionActions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What several actions of a step give is kept one by one, and a variable says which. */
class StepOutputsTest {
    private static final Path FILE = Path.of("assets/plans/medzen-eu-central-1.yaml");

    private final List<ActionSignature> signatures = SessionActions.signatures();
    private final StepOutputs outputs = new StepOutputs(
            type -> signatures.stream().filter(s -> s.type().equals(type)).findFirst());

    private PlanReading read(String text) {
        return new PlanReader(signatures).read(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothing_that_an_action_of_the_shipped_plan_gives_is_written_over_by_another() throws Exception {
        var plan = ((PlanReading.Read) read(Files.readString(FILE))).plan();
        var several = 0;
        for (var step : plan.steps().toList()) {
            Map<String, String> all = Map.of();
            for (var i = 0; i < step.actions().size(); i++) {
                for (var name : names(step, i)) {
                    all = outputs.with(step, all, i, Map.of(name, name + " of " + step.id() + " action " + i));
                }
            }
            for (var i = 0; i < step.actions().size(); i++) {
                for (var name : names(step, i)) {
                    assertThat(all.values()).as(step.id()).contains(name + " of " + step.id() + " action " + i);
                    several += outputs.givers(step, name).size() > 1 ? 1 : 0;
                }
            }
        }
        assertThat(several).isGreaterThan(20);
    }

    private List<String> names(Step step, int action) {
        return signatures.stream()
                .filter(s -> s.type().equals(step.actions().get(action).type()))
                .flatMap(s -> s.outputs().stream())
                .filter(o -> !o.equals("*"))
                .toList();
    }

    @Test
    void each_keeps_its_number_also_when_one_of_them_gives_it_again() throws Exception {
        var step = ((PlanReading.Read) read(Files.readString(FILE)))
                .plan()
                .step("4.7")
                .orElseThrow();
        Map<String, String> all = Map.of();
        for (var i = 0; i < 3; i++) {
            all = outputs.with(step, all, i, Map.of("copied", "1" + i));
        }
        all = outputs.with(step, all, 1, Map.of("copied", "99"));

        assertThat(all)
                .containsEntry("copied.1", "10")
                .containsEntry("copied.2", "99")
                .containsEntry("copied.3", "12")
                .containsEntry("copied", "10,99,12");
    }

    @Test
    void a_variable_that_several_actions_would_give_must_say_which() throws Exception {
        var text = Files.readString(FILE).replace("${2.1.certificateArn}", "${1.8.endpoint}");

        assertThat(((PlanReading.Refused) read(text)).problems())
                .anyMatch(p -> p.toString().contains("2 actions of step 1.8 give “endpoint”"));
        assertThat(read(Files.readString(FILE).replace("${2.1.certificateArn}", "${1.8.endpoint.2}")))
                .isInstanceOf(PlanReading.Read.class);
        assertThat(read(Files.readString(FILE).replace("${2.1.certificateArn}", "${1.8.endpoint.3}")))
                .isInstanceOf(PlanReading.Refused.class);
    }
}
