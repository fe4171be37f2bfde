package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.session.SessionView;
import java.util.Optional;

/** What the plan's variables stand for at a moment: parameters that were set, and outputs of steps that are done. */
record PlanValues(SessionView view) {

    /** Empty while nobody has said it. */
    Optional<String> of(String variable) {
        if (variable.equals("account")) {
            return Optional.of(view.plan().account());
        }
        var parameter = Optional.ofNullable(view.parameters().get(variable)).filter(v -> !v.isBlank());
        if (parameter.isPresent()) {
            return parameter;
        }
        return view.plan()
                .steps()
                .filter(s -> variable.startsWith(s.id() + "."))
                .flatMap(s -> view.step(s.id()).stream())
                .flatMap(s ->
                        Optional.ofNullable(
                                s.outputs().get(variable.substring(s.step().id().length() + 1)))
                                .stream())
                .findFirst();
    }
}
