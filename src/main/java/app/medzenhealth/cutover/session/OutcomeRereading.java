package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.OutcomeReading.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads from AWS what became of the actions of a step whose end was lost. Writes nothing and sends nothing. */
final class OutcomeRereading {
    private final SessionContext core;
    private final StepUndo undo;

    OutcomeRereading(SessionContext core, StepUndo undo) {
        this.core = core;
        this.undo = undo;
    }

    OutcomeReading read(Step step) throws InterruptedException {
        var run = LastRun.of(step.id(), core.memory);
        var outputs = outputs(step);
        return new OutcomeReading(
                run, look(actions(step, run, outputs), run, core.context(step.id()), outputs), outputs);
    }

    /** The action of a step's newest run at an index. */
    Action action(Step step, int index, Map<String, String> outputs) {
        return actions(step, LastRun.of(step.id(), core.memory), outputs).made().at(index, outputs);
    }

    /** What the step has given so far, to be added to. */
    Map<String, String> outputs(Step step) {
        return core.journal.atomically(
                () -> new LinkedHashMap<>(core.journal.state().outputs().getOrDefault(step.id(), Map.of())));
    }

    private List<Seen> look(Actions actions, LastRun run, ActionContext context, Map<String, String> outputs)
            throws InterruptedException {
        var all = new ArrayList<Seen>();
        for (var i = 0; i < actions.count(); i++) {
            var seen = judged(see(actions, i, run, context, outputs), i, run, actions.count());
            all.add(seen);
            if (!(seen.verdict() instanceof Verdict.Done) && i >= run.begun()) {
                break;
            }
        }
        return all;
    }

    private Seen see(Actions actions, int index, LastRun run, ActionContext context, Map<String, String> outputs)
            throws InterruptedException {
        try {
            var action = actions.made().at(index, outputs);
            var verdict = verdict(action, context, index, run);
            var preview = action.preview(context);
            if (verdict instanceof Verdict.Done
                    && preview.calls().isEmpty()
                    && index > run.ended()
                    && action.starts().isEmpty()) {
                // Run again it sends nothing, and tells its outputs.
                outputs.putAll(core.given(
                        context.step(),
                        outputs,
                        index,
                        action.run(context, Progress.SILENT).values()));
            }
            var by = action.starts().isEmpty() ? Seen.By.AWS : Seen.By.NOBODY;
            return new Seen(verdict, preview.calls(), action.lacking(preview), by);
        } catch (RuntimeException e) {
            return Seen.only(new Verdict.Undecided(Failures.words(e).happened()));
        }
    }

    /** Of a program nothing can be read: the trail tells whether it was started, and how it ended. */
    private static Verdict verdict(Action action, ActionContext context, int index, LastRun run)
            throws InterruptedException {
        var read = action.reconcile(context);
        if (!(read instanceof Verdict.Undecided) || action.starts().isEmpty()) {
            return read;
        }
        var program = Optional.ofNullable(run.programs().get(index));
        return program.map(p -> p.verdict(action))
                .or(() -> run.tellsStarts() ? Optional.of(StartedProgram.never(action)) : Optional.empty())
                .orElse(read);
    }

    /** What the trail knows better than reading does. */
    private static Seen judged(Seen seen, int index, LastRun run, int of) {
        var which = "action " + (index + 1) + " of " + of;
        return switch (seen.verdict()) {
            case Verdict.Undecided u
            when index <= run.ended() -> Seen.only(new Verdict.Done(which + " had ended before"));
            case Verdict.Undecided u when index > run.begun() -> seen.as(new Verdict.NotDone(which + " was not begun"));
            case Verdict.NotDone n
            when index > run.begun() -> seen.as(new Verdict.NotDone(which + " was not begun: " + n.evidence()));
            default -> seen;
        };
    }

    /** Makes the actions of a run that goes forward, or back. */
    private record Actions(int count, Runner.Made made) {}

    private Actions actions(Step step, LastRun run, Map<String, String> outputs) {
        if (run.undoing()) {
            try {
                var back = undo.inverse(step).actions();
                return new Actions(back.size(), (i, own) -> back.get(i));
            } catch (RuntimeException e) {
                return new Actions(1, (i, own) -> {
                    throw e;
                });
            }
        }
        return new Actions(
                step.actions().size(),
                (i, own) -> core.evidence.action(
                        core.resolve(step.id(), step.actions().get(i), outputs)));
    }
}
