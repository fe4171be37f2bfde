package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Kept.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finding out, by reading, what became of a step whose end was lost. */
final class StepRecovery {
    private final Core core;
    private final StepRuns runs;

    StepRecovery(Core core, StepRuns runs) {
        this.core = core;
        this.runs = runs;
    }

    /** Reads again what became of a step in doubt, and settles it if that can be told. */
    void lookAgain(String step) throws InterruptedException {
        var planned = core.planned(step);
        core.alone(step, () -> recover(planned));
    }

    /** After a start: finds out by reading what became of the steps that were running when the console stopped. */
    void recoverAll() throws InterruptedException {
        List<Step> open;
        synchronized (core.lock) {
            open = core.plan.steps().filter(s -> core.book.step(s.id()).busy()).toList();
        }
        for (var step : open) {
            core.alone(step.id(), () -> recover(step));
        }
    }

    void recover(Step step) throws InterruptedException {
        var id = step.id();
        Kept kept;
        synchronized (core.lock) {
            kept = core.book.step(id);
            if (!kept.busy() && kept.stage() != Stage.IN_DOUBT) {
                throw new Refusal("Step " + id + " is not in doubt", "there is nothing to look at");
            }
        }
        var verdicts = new ArrayList<Verdict>();
        var outputs = new LinkedHashMap<>(core.book.outputs.getOrDefault(id, Map.of()));
        var context = core.context(id);
        for (int i = 0; i < step.actions().size() && kept.stage() != Stage.UNDOING; i++) {
            verdicts.add(verdict(core.resolve(id, step.actions().get(i), outputs), context, outputs));
        }
        var undecided =
                verdicts.stream().filter(v -> v instanceof Verdict.Undecided).findFirst();
        var missing =
                verdicts.stream().filter(v -> v instanceof Verdict.NotDone).findFirst();
        if (kept.stage() == Stage.UNDOING || undecided.isPresent()) {
            var why = undecided.map(Verdict::evidence).orElse("the console stopped while the step was being undone");
            core.end(
                    id,
                    kept.ended(Stage.IN_DOUBT, core.now(), Core.CONSOLE, why),
                    "step.recovered",
                    Map.of("verdict", "undecided", "evidence", why));
        } else if (missing.isPresent()) {
            var problem = new StepState.Problem(
                    "#" + (core.head.get().records() + 1),
                    "The console stopped while this step was running",
                    missing.get().evidence(),
                    "review it and run it again: what was done is recognised and not repeated");
            core.end(
                    id,
                    kept.failed(core.now(), problem),
                    "step.recovered",
                    Map.of("verdict", "not done", "evidence", missing.get().evidence()));
        } else {
            synchronized (core.lock) {
                core.book.write(
                        Core.CONSOLE,
                        "step.recovered",
                        id,
                        Map.of(
                                "verdict",
                                "done",
                                "evidence",
                                verdicts.stream().map(Verdict::evidence).toList()),
                        core.book.outputs(id, outputs));
            }
            try {
                runs.finish(step, outputs, runs.verified(step, outputs));
            } catch (RuntimeException e) {
                core.fail(id, e);
            }
        }
    }

    /** The verdict on one action; of a done one also the outputs, which running it again gives without sending anything. */
    private Verdict verdict(ActionUse use, ActionContext context, Map<String, String> outputs)
            throws InterruptedException {
        try {
            var action = core.evidence.action(use);
            var verdict = action.reconcile(context);
            if (verdict instanceof Verdict.Done
                    && action.preview(context).calls().isEmpty()) {
                outputs.putAll(action.run(context, Progress.SILENT).values());
            }
            return verdict;
        } catch (RuntimeException e) {
            return new Verdict.Undecided(Failures.words(e).happened());
        }
    }
}
