package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import java.util.List;

/** What a person is to decide, as the plan asks it. */
record Question(String text, List<String> options, String recommended) {

    /** The questions of a step, in order; empty where it asks none. */
    static List<Question> of(Step step) {
        return step.actions().stream()
                .filter(a -> a.has(Trait.ASKS))
                .map(a -> new Question(
                        String.valueOf(a.with().get("question")),
                        a.with().get("options") instanceof List<?> l
                                ? l.stream().map(String::valueOf).toList()
                                : List.of(),
                        String.valueOf(a.with().get("recommended"))))
                .toList();
    }
}
