package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Step.Effect;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import java.util.List;
import java.util.Optional;

/**
 * What it takes to confirm something now. Decided here alone, for whoever asks and for whoever carries out: what goes back and
 * loses something is confirmed no more easily than what went there.
 *
 * @param typed the name to be typed, present exactly where {@code confirm} asks for one
 */
public record Demand(Confirm confirm, Optional<String> typed, Risk risk) {

    /** To carry a step out as reviewed. */
    public static Demand toRun(SessionView view, Step step, StepReview review) {
        return of(view, step, review, Risk.of(view, step));
    }

    /** To take a step back as reviewed. */
    public static Demand toUndo(SessionView view, Step step, StepReview review) {
        return of(view, step, review, Risk.ofUndo(view, step, review));
    }

    /**
     * To leave a step out: a written reason, and for a mandatory step the step's title typed and a second person's signature besides.
     * What that means is {@link Risk#notDone}, sentence by sentence.
     */
    public static Demand toSkip(SessionView view, Step step) {
        var risk = Risk.ofSkip(view, step);
        return risk.least() == Confirm.TYPED_AND_SECOND
                ? new Demand(risk.least(), Optional.of(step.title()), risk)
                : new Demand(Confirm.NONE, Optional.empty(), risk);
    }

    /**
     * To go on with a step in spite of what stands in its way: a written reason; and where it is the change window or the announced
     * downtime, which others were promised, a second person's signature besides.
     *
     * @param item what it is called, as in {@link StepState.Lock#waiver}
     */
    public static Demand toWaive(Step step, String item) {
        return switch (item) {
            case Gates.WINDOW ->
                promised(step, "Users were told of another time, and who is to help may not be there.");
            case Gates.MOVED -> promised(step, "Users were told of the day before, and who is to help counts on it.");
            case Gates.BUDGET -> promised(step, "Users may be without service for longer than they were told.");
            case String list
            when list.startsWith(Gates.LIST) ->
                promised(
                        step,
                        "Nobody has said of each item of the list that it is so, and the window is used all the same.");
            case String go
            when go.startsWith(Gates.BOARD) ->
                promised(
                        step,
                        "Who answers for “" + go.substring(Gates.BOARD.length())
                                + "” has not said that it can be done, and the window is used all the same.");
            default -> new Demand(Confirm.NONE, Optional.empty(), new Risk(Risk.Level.REVERSIBLE, ""));
        };
    }

    /**
     * To decide about a step in doubt: a written reason. That something was done which others rely on, or which two people had to
     * confirm, takes two people, as leaving it out does: what follows goes by it.
     *
     * @param undoing whether it is its undo that is in doubt
     */
    public static Demand toDecide(SessionView view, Step step, Session.Decision decision, boolean undoing) {
        var risk = Risk.ofDeciding(view, step, decision, undoing);
        return risk.least() == Confirm.TYPED_AND_SECOND
                ? new Demand(risk.least(), Optional.of(step.title()), risk)
                : new Demand(Confirm.NONE, Optional.empty(), risk);
    }

    private static Demand promised(Step step, String means) {
        return new Demand(
                Confirm.TYPED_AND_SECOND,
                Optional.of(step.title()),
                new Risk(Risk.Level.DOWNTIME, means, Confirm.TYPED_AND_SECOND, List.of(means)));
    }

    /** How strongly a step is confirmed now, whatever a review of it will show. */
    public static Confirm toRun(SessionView view, Step step) {
        return stronger(step.confirm(), Risk.of(view, step).least());
    }

    private static Demand of(SessionView view, Step step, StepReview review, Risk risk) {
        // Where nothing is left to do, nothing is lost by it.
        var idle = review.parts().stream()
                .allMatch(p ->
                        p.preview().calls().isEmpty() && p.preview().changes().isEmpty());
        var confirm = idle ? idle(step) : stronger(step.confirm(), risk.least());
        return new Demand(
                confirm,
                confirm.compareTo(Confirm.TYPED) >= 0 ? Optional.of(name(view, step, review)) : Optional.empty(),
                risk);
    }

    /**
     * Of a step whose calls are all done already, and that therefore sends none: two people have confirmed what was sent. What a person
     * decides or a program does is no call, and what only reads never has any: those stay as the plan says.
     */
    private static Confirm idle(Step step) {
        return step.effect() == Effect.READS || step.does(Trait.BY_PERSON) || step.does(Trait.RUNS_PROGRAM)
                ? step.confirm()
                : weaker(step.confirm(), Confirm.REVIEW);
    }

    /**
     * Words that stand for all that is reviewed: how many things go, where several do; what the plan says; or else what changes, by
     * its name or, of several, by their number.
     */
    private static String name(SessionView view, Step step, StepReview review) {
        return Deletions.of(review)
                .phrase()
                .or(() -> step.typed()
                        .map(t -> Variables.resolve(
                                t, n -> Optional.ofNullable(view.parameters().get(n)))))
                .or(() -> changed(review))
                .orElse(step.title());
    }

    private static Optional<String> changed(StepReview review) {
        var resources = review.parts().stream()
                .flatMap(p -> p.preview().changes().stream())
                .map(Change::resource)
                .filter(r -> !r.isBlank())
                .distinct()
                .toList();
        return resources.size() > 1
                ? Optional.of(Deletion.counted(resources.size(), "resource"))
                : resources.stream().findFirst();
    }

    private static Confirm weaker(Confirm a, Confirm b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Confirm stronger(Confirm a, Confirm b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
