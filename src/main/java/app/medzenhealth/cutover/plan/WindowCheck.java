package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A phase that closes a side to users has a window on a day, somebody who says go before it, a downtime that was announced and is
 * compared with what was measured, and a way back.
 */
final class WindowCheck {
    private static final String BUDGET = "/window/downtimeBudget";

    private WindowCheck() {}

    static void look(PlanPlaces places, OrderCheck order, Faults faults) {
        var plan = places.plan();
        places.phases().stream()
                .filter(p -> !p.rollback())
                .forEach(in -> in.steps()
                        .filter(s -> s.step().does(Trait.FENCES))
                        .forEach(at -> {
                            window(plan, at, order, faults);
                            measured(plan, at, order, faults);
                            wayBack(plan, at, faults);
                        }));
    }

    private static void window(Plan plan, PlanPlaces.StepAt at, OrderCheck order, Faults faults) {
        var window = plan.window();
        var id = at.step().id();
        if (!window.steps().contains(id)) {
            faults.found(
                    at.pointer(),
                    "step " + id + " closes a side to users, and the change window does not bind it",
                    "add it to the window's “steps:”");
        }
        if (window.date().isEmpty()) {
            faults.found(
                    "/window",
                    "step " + id + " closes a side to users on whatever day it is",
                    "add “date:” to the window, with the parameter that holds the day");
        }
        if (window.go().filter(go -> order.before(go, id)).isEmpty()) {
            faults.found(
                    "/window",
                    "step " + id + " closes a side to users, and nobody has decided on it before",
                    "add “go:” to the window, with a step that comes before " + id);
        }
        var budget = window.downtimeBudget();
        var open = Duration.between(window.opens(), window.closes());
        if (open.isNegative()) {
            open = open.plusDays(1);
        }
        if (!budget.isPositive() || budget.compareTo(open) >= 0) {
            faults.found(
                    BUDGET,
                    "the downtime of step " + id + " has no limit that ends inside the change window",
                    "write the downtime that was announced, for example PT5M");
        }
    }

    /** Some promotion was timed beforehand, and a checklist that opens the step asks for it: the console computes with it. */
    private static void measured(Plan plan, PlanPlaces.StepAt at, OrderCheck order, Faults faults) {
        var timed = plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.gates()
                        .filter(g -> g.equals(at.step().id())
                                || plan.window()
                                        .go()
                                        .filter(go -> go.equals(g)
                                                && order.before(go, at.step().id()))
                                        .isPresent())
                        .isPresent())
                .flatMap(c -> c.items().stream())
                .flatMap(i -> i.check().stream())
                .flatMap(check -> check.with().get("steps") instanceof List<?> steps ? steps.stream() : Stream.empty())
                .flatMap(step -> plan.step(String.valueOf(step)).stream())
                .anyMatch(step -> step.does(Trait.PROMOTES));
        if (!timed) {
            faults.found(
                    at.pointer(),
                    "no checklist before step " + at.step().id()
                            + " asks for a promotion that was timed, which the downtime is computed with",
                    "add an item whose check is steps.done of a step that promotes a rehearsal replica");
        }
    }

    private static void wayBack(Plan plan, PlanPlaces.StepAt at, Faults faults) {
        var fenced = at.step().actions().stream()
                .filter(a -> a.has(Trait.FENCES))
                .flatMap(a -> a.database().stream())
                .toList();
        var opened = plan.rollbacks().stream()
                .filter(r -> r.from().equals(at.step().id()))
                .flatMap(r -> r.procedure().steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.LIFTS_FENCE))
                .flatMap(a -> a.database().stream())
                .toList();
        if (!opened.containsAll(fenced)) {
            faults.found(
                    at.pointer(),
                    "no way back is offered from step " + at.step().id() + " that opens " + String.join(", ", fenced)
                            + " again",
                    "add one under “rollbacks:”, from this step, with fence.lift");
        }
    }
}
