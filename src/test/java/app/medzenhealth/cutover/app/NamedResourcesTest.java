package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Plan.Parameter;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.StepReview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an input names and is not there is found out before anything is sent, by whatever step uses it. */
final class NamedResourcesTest {
    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();

    /** Of the right form, and nowhere in the estate; empty where AWS is not asked about such a value. */
    private static String ghost(Parameter parameter) {
        return switch (parameter.kind()) {
            case HOSTED_ZONE -> "Z0GHOSTGHOSTGHOST";
            case KMS_KEY -> "alias/ghost";
            case SECURITY_GROUP -> "sg-0ghost0ghost";
            case SUBNET -> "subnet-0ghost0ghost";
            case DB_SUBNET_GROUP,
                    DB_PARAMETER_GROUP,
                    ROLE,
                    TARGET_GROUP,
                    ECS_SERVICE,
                    EVENT_RULE,
                    EVENT_SOURCE,
                    DB_SNAPSHOT -> "ghost-of-something";
            // What is to be made; what is to be deleted and is gone already; free text.
            case BUCKET, REST_API, HTTP_API, HTTP_API_ID, TABLE, LOG_GROUP, LEFTOVER, TEXT, DATE, DIRECTORY, URL -> "";
        };
    }

    @Test
    void every_step_that_would_use_what_is_not_there_says_so_in_its_review() throws Exception {
        var blind = new ArrayList<String>();
        var told = new TreeMap<String, List<String>>();
        try (var live = LiveOnEstate.open(plan, folder)) {
            plan.parameters()
                    .forEach(p -> p.rehearsal().ifPresent(v -> live.session().setParameter(p.id(), v)));
            for (var parameter : plan.parameters()) {
                var ghost = ghost(parameter);
                if (ghost.isEmpty()) {
                    continue;
                }
                live.session().setParameter(parameter.id(), ghost);
                var sequence = plan.sequence().flatMap(p -> p.steps().stream());
                for (var step : sequence.filter(s -> writes(s, parameter)).toList()) {
                    var review = live.session().review(step.id());
                    if (tells(review, ghost)) {
                        told.computeIfAbsent(parameter.id(), k -> new ArrayList<>())
                                .add(step.id());
                    } else {
                        blind.add(step.id() + " " + parameter.id());
                    }
                }
                live.session()
                        .setParameter(parameter.id(), parameter.rehearsal().orElse(""));
            }
        }
        told.forEach((parameter, steps) -> System.out.println(parameter + ": told by " + steps));
        assertThat(blind).isEmpty();
    }

    private static boolean writes(Step step, Parameter parameter) {
        return step.actions().stream()
                .filter(a -> Variables.in(a.with()).contains(parameter.id()))
                // What is to be deleted and is gone already is as it should be, and nothing of it is to be saved.
                .filter(a -> !a.type().equals("sweep.delete") && !a.type().equals("definitions.save"))
                .anyMatch(a -> StandardActions.catalogue()
                        .find(a.type())
                        .filter(t -> t.signature().writes())
                        .isPresent());
    }

    private static boolean tells(StepReview review, String ghost) {
        return review.checks().stream()
                .filter(c -> !c.passed())
                .map(NamedResourcesTest::words)
                .anyMatch(w -> w.contains(ghost));
    }

    private static String words(Check check) {
        return check.title() + " " + check.outcome().evidence();
    }
}
