package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What carrying out a step means for users and data. Decided from what its actions do and from what the plan says going back
 * costs from there on; a step that the plan calls reversible is not harmless for that.
 *
 * @param headline the same in a sentence, to be read before anything is confirmed
 */
public record Risk(Level level, String headline) {

    /** From harmless to grave. */
    public enum Level {
        READS("reads only"),
        REVERSIBLE("reversible"),
        DOWNTIME("downtime begins"),
        IRREVERSIBLE("irreversible"),
        DELETES("deletes"),
        LOSES_DATA("point of no return");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        /** In two or three words. */
        public String words() {
            return words;
        }

        /** Whether something is lost by it, or can be lost from then on. */
        public boolean grave() {
            return compareTo(IRREVERSIBLE) >= 0;
        }
    }

    private static final Pattern DELETING = Pattern.compile("(.*[.-])?delete([.-].*)?");
    /** Mutating operations that take something away for good, as their names begin. */
    private static final Pattern TAKES_AWAY =
            Pattern.compile("(Delete|Terminate|ScheduleKeyDeletion|Purge|Release)[A-Z]?.*");

    private static final Set<String> STOPS_SERVICE = Set.of("fence.writes");

    /** What doing it means. */
    public static Risk of(Plan plan, Step step) {
        if (plan.rollbacks().stream()
                .flatMap(r -> r.costs().stream())
                .anyMatch(c -> c.step().equals(step.id()) && c.pointOfNoReturn())) {
            return new Risk(Level.LOSES_DATA, "Point of no return: from here on, going straight back loses data.");
        }
        if (step.actions().stream().anyMatch(a -> DELETING.matcher(a.type()).matches())) {
            return new Risk(
                    Level.DELETES,
                    step.effect() == Step.Effect.IRREVERSIBLE
                            ? "Deletes, and cannot be taken back."
                            : "Deletes. What is deleted does not come back by itself.");
        }
        if (step.effect() == Step.Effect.IRREVERSIBLE) {
            return new Risk(Level.IRREVERSIBLE, "Cannot be taken back.");
        }
        if (step.actions().stream().anyMatch(Risk::stops)) {
            return new Risk(Level.DOWNTIME, "Service stops here.");
        }
        return step.effect() == Step.Effect.READS
                ? new Risk(Level.READS, "Changes nothing in AWS.")
                : new Risk(Level.REVERSIBLE, "Reversible.");
    }

    /** What doing it means now: a way back costs what it costs at the moment. */
    public static Risk of(SessionView view, Step step) {
        var own = of(view.plan(), step);
        var price = price(view, step);
        if (price.isEmpty() || own.level() == Level.READS) {
            return own;
        }
        return price.get().pointOfNoReturn()
                ? new Risk(
                        Level.LOSES_DATA,
                        "Going back now loses data. " + price.get().text())
                : new Risk(
                        own.level(),
                        own.headline() + " Going back now: " + price.get().text());
    }

    /** For a step of a way back: what going that way costs now; empty before it is offered, and for other steps. */
    public static Optional<Rollback.Price> price(SessionView view, Step step) {
        return view.plan().rollbacks().stream()
                .filter(r -> r.procedure().steps().contains(step))
                .flatMap(r -> r.costs().stream())
                .filter(c -> view.step(c.step()).filter(s -> begun(s.state())).isPresent())
                .reduce((a, b) -> b);
    }

    private static boolean begun(StepState state) {
        return switch (state) {
            case StepState.Running _,
                    StepState.Succeeded _,
                    StepState.Failed _,
                    StepState.InDoubt _,
                    StepState.Skipped _ -> true;
            case StepState.Locked _,
                    StepState.Ready _,
                    StepState.Previewed _,
                    StepState.Waiting _,
                    StepState.Undone _ -> false;
        };
    }

    /**
     * What taking a step back means now.
     *
     * @param review of the way back: what it would send
     */
    public static Risk ofUndo(SessionView view, Step step, StepReview review) {
        var priced = view.plan().rollbacks().stream()
                .flatMap(r -> r.costs().stream())
                .map(Rollback.Price::step)
                .anyMatch(step.id()::equals);
        if (priced && view.wayBack().filter(b -> b.pointOfNoReturn()).isPresent()) {
            return new Risk(
                    Level.LOSES_DATA, "Loses data: what users have written since the point of no return stays behind.");
        }
        var deletes = review.parts().stream()
                .flatMap(p -> p.preview().calls().stream())
                .anyMatch(c -> TAKES_AWAY.matcher(c.operation()).matches());
        if (deletes) {
            return new Risk(Level.DELETES, "Deletes what the step made.");
        }
        return new Risk(Level.REVERSIBLE, "Puts back the state before the step.");
    }

    private static boolean stops(ActionUse use) {
        return STOPS_SERVICE.contains(use.type())
                || use.type().equals("ecs.scale")
                        && String.valueOf(use.with().get("desired")).equals("0");
    }
}
