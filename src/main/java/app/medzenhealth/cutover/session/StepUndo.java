package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.StillWaiting;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Going back from a step to the state before it. */
final class StepUndo {
    private final SessionContext core;
    private final SessionJournal journal;
    private final TransientState live;
    private final StepRuns runs;

    StepUndo(SessionContext core, StepRuns runs) {
        this.core = core;
        this.journal = core.journal;
        this.live = core.live;
        this.runs = runs;
    }

    /** What undoing a step would do, from the state before it. Changes nothing. */
    StepReview reviewUndo(String step) throws InterruptedException {
        var previous = journal.atomically(() -> Optional.ofNullable(live.undo(step)));
        return runs.keep(
                step, core.reviews.review(undoing(core.planned(step)), core.context(step), previous), live::undo);
    }

    /** Runs the inverse of a step's actions, last first, as confirmed. */
    void undo(Confirmation confirmation) throws InterruptedException {
        var step = core.planned(confirmation.step());
        core.alone(step.id(), () -> {
            var confirmed = journal.atomically(() -> {
                var reviewed = core.reviewedUndo(step.id());
                if (!reviewed.fingerprint().equals(confirmation.fingerprint())) {
                    throw runs.refused(
                            step, confirmation, "What you confirmed is not the latest review", "review it again");
                }
                runs.requireTyped(step, confirmation, core.demandedLast(step.id()));
                return reviewed;
            });
            var subject = undoing(step);
            var fresh = core.reviews.review(subject, core.context(step.id()), Optional.of(confirmed));
            runs.start(step, confirmation, confirmed, fresh, Stage.UNDOING);
            var parts = fresh.parts().subList(1, 1 + subject.actions().size());
            try {
                core.runner.run(
                        parts,
                        (i, own) -> subject.actions().get(i),
                        fresh.fingerprint(),
                        confirmation.by(),
                        core.context(step.id()),
                        core.progress(step.id()),
                        runs.listener(step.id(), Stage.UNDOING));
                undone(step.id());
            } catch (StillWaiting w) {
                core.stillWaiting(step.id(), w);
            } catch (RuntimeException e) {
                runs.broken(step, e);
            }
        });
    }

    void undone(String step) {
        core.undone(step);
    }

    private Reviews.Subject undoing(Step step) {
        journal.atomically(() -> {
            var kept = journal.state().step(step.id());
            if (kept.stage() != Stage.SUCCEEDED && kept.stage() != Stage.FAILED) {
                throw new Refusal("Step " + step.id() + " was not carried out", "there is nothing to undo");
            }
            core.waysBack.stays(step.id()).ifPresent(why -> {
                throw new Refusal(why, "go on with the plan's next step");
            });
            core.waysBack.holdsUndo(step).ifPresent(lock -> {
                throw new Refusal(lock.why(), lock.opens());
            });
            var later = buildsOn(step.id());
            if (later.isPresent()) {
                throw new Refusal(
                        "Step " + later.get().id() + " builds on step " + step.id(),
                        "undo step " + later.get().id() + " first");
            }
        });
        return inverse(step);
    }

    private Optional<Step> buildsOn(String id) {
        return UndoLock.buildsOn(
                core.plan, id, s -> switch (journal.state().step(s).stage()) {
                    case SUCCEEDED, RUNNING, UNDOING, IN_DOUBT -> true;
                    case OPEN, FAILED, SKIPPED, UNDONE -> false;
                });
    }

    /** Why nothing leads back from a step to the state before it, whatever came after it; empty where something does. */
    Optional<String> none(String step) {
        var back = journal.state()
                .ended()
                .map(e -> e.refusal().getMessage() + ".")
                .or(() -> core.waysBack.stays(step))
                .or(() -> core.waysBack
                        .holdsUndo(core.planned(step))
                        .map(lock -> lock.why() + ": " + lock.opens() + "."));
        if (back.isPresent()) {
            return back;
        }
        try {
            inverse(core.planned(step));
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(Failures.words(e).happened() + ".");
        }
    }

    /** What leads back from a step to the state before it. */
    Reviews.Subject inverse(Step step) {
        List<List<Fact>> before =
                journal.atomically(() -> journal.state().before().getOrDefault(step.id(), List.of()));
        var uses = new ArrayList<ActionUse>();
        var actions = new ArrayList<Action>();
        var outputs = journal.state().outputs().getOrDefault(step.id(), Map.of());
        for (var i = Math.min(before.size(), step.actions().size()) - 1; i >= 0; i--) {
            var use = core.resolve(step.id(), step.actions().get(i), outputs);
            if (before.get(i).stream().map(Fact::value).anyMatch(Redactor::isMarked)) {
                throw new Refusal(
                        "“" + step.title()
                                + "” cannot be undone by the console: something of what was there before looked"
                                + " like a secret and was not kept",
                        "put it back by hand, from where the secret is kept");
            }
            switch (core.evidence.action(use).undo(before.get(i))) {
                case Undo.Inverse inverse -> {
                    uses.add(use);
                    actions.add(inverse.action());
                }
                case Undo.None none -> {
                    if (step.effect() != Step.Effect.READS && step.actions().size() == 1) {
                        throw new Refusal(
                                "“" + step.title() + "” cannot be undone: " + none.why(),
                                "see the rollback procedures");
                    }
                }
            }
        }
        if (actions.isEmpty()) {
            throw new Refusal(
                    "“" + step.title() + "” changed nothing that could be undone", "there is nothing to undo");
        }
        return new Reviews.Subject(step.id(), uses, actions, List.of());
    }
}
