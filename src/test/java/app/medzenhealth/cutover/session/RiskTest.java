package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Risk.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Walks every step of the shipped plan: what its confirmation looks like follows from what it does. */
class RiskTest {
    /** What a button that changes something may begin with; a new title must begin with a verb too. */
    private static final Set<String> VERBS = Set.of(
            "Back",
            "Bring",
            "Call",
            "Clean",
            "Copy",
            "Create",
            "Delete",
            "Deploy",
            "Disable",
            "Do",
            "Empty",
            "Enable",
            "Export",
            "Fence",
            "Give",
            "Lay",
            "Let",
            "Lift",
            "Open",
            "Complete",
            "Validate",
            "Lower",
            "Make",
            "Measure",
            "Move",
            "Point",
            "Practise",
            "Prepare",
            "Promote",
            "Protect",
            "Put",
            "Raise",
            "Restore",
            "Retire",
            "Run",
            "Scale",
            "Serve",
            "Set",
            "Snapshot",
            "Start",
            "Stop",
            "Switch",
            "Tag",
            "Take",
            "Time",
            "Try",
            "Undo",
            "Update",
            "Warm",
            "Watch");

    private final Plan plan = shipped();

    @Test
    void every_step_of_the_shipped_plan_is_as_grave_as_what_it_does() {
        var found = new EnumMap<Level, Set<String>>(Level.class);
        steps().forEach(s -> found.computeIfAbsent(Risk.of(plan, s).level(), _ -> new TreeSet<>())
                .add(s.id()));
        System.out.println("steps by what they risk: " + found);

        assertThat(found.get(Level.LOSES_DATA)).containsExactly("5.8");
        assertThat(found.get(Level.DOWNTIME)).contains("5.3", "rollback.1", "rollback-full.3");
        assertThat(found.get(Level.IRREVERSIBLE)).contains("5.6", "rollback-full.5");
        assertThat(found.get(Level.DELETES))
                .contains("1.8d", "6.3", "6.4", "6.5", "6.6", "6.6b", "6.6d", "6.7", "6.8", "6.8b");
        for (var step : steps()) {
            var risk = Risk.of(plan, step);
            if (step.effect() == Step.Effect.IRREVERSIBLE) {
                assertThat(risk.level().grave()).as(step.id()).isTrue();
            }
            if (step.actions().stream().anyMatch(a -> a.type().contains("delete"))) {
                assertThat(risk.level()).as(step.id()).isEqualTo(Level.DELETES);
            }
            if (risk.level().compareTo(Level.REVERSIBLE) > 0) {
                assertThat(risk.headline()).as(step.id()).doesNotContain("Reversible");
            }
            if (step.effect() == Step.Effect.READS) {
                assertThat(risk.level()).as(step.id()).isEqualTo(Level.READS);
            }
        }
    }

    @Test
    void every_button_that_changes_something_says_what_it_does_to_what() {
        for (var step : steps()) {
            if (step.confirm() != Step.Confirm.NONE) {
                assertThat(VERBS)
                        .as(step.id() + " " + step.title())
                        .contains(step.title().split("[ :,]")[0]);
                assertThat(step.title())
                        .as(step.id())
                        .hasSizeLessThanOrEqualTo(75)
                        .contains(" ");
            }
        }
    }

    private List<Step> steps() {
        return plan.everything().flatMap(p -> p.steps().stream()).toList();
    }

    private static Plan shipped() {
        try {
            var path = Path.of("assets/plans/medzen-eu-central-1.yaml");
            if (new PlanReader(SessionActions.signatures()).read(path, Files.readAllBytes(path))
                    instanceof PlanReading.Read read) {
                return read.plan();
            }
            throw new IllegalStateException("the shipped plan does not read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
