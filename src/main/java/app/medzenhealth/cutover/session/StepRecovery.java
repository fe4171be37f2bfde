package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.StillWaiting;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Kept.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finding out, by reading, what became of a step whose end was lost, and of each call of it. What AWS is still busy with is
 * waited for again. Nothing is sent: there are no permits here.
 */
final class StepRecovery {
    static final String DONE = "done";
    static final String NOT_DONE = "not done";
    static final String UNDECIDED = "undecided";
    static final String WAITING = "waiting";

    private final Core core;
    private final StepRuns runs;
    private final StepUndo undo;
    /** By step: the action whose effect is still on its way. Under the session's lock. */
    private final Map<String, Integer> waits = new LinkedHashMap<>();

    StepRecovery(Core core, StepRuns runs, StepUndo undo) {
        this.core = core;
        this.runs = runs;
        this.undo = undo;
    }

    /** Reads again what became of a step in doubt, and settles it if that can be told; waits for what is on its way. */
    void lookAgain(String step) throws InterruptedException {
        var planned = core.planned(step);
        core.alone(step, () -> settle(planned));
    }

    /** For whoever works on the step already: reads what became of it, and waits for what is on its way. */
    void settle(Step step) throws InterruptedException {
        recover(step);
        waitFor(step);
    }

    /** Settles every step that was being carried out when the console stopped. Reads, but does not wait. */
    void recoverAll() throws InterruptedException {
        var resumption = new Resumption(core);
        List<Step> open;
        synchronized (core.lock) {
            open = core.plan
                    .everything()
                    .flatMap(p -> p.steps().stream())
                    .filter(s -> core.book.step(s.id()).busy())
                    .toList();
        }
        for (var step : open) {
            core.alone(step.id(), () -> resumption.add(step, recover(step)));
        }
        resumption.tell();
    }

    /** Waits, for as long as it takes, for everything that was being waited for when the console stopped. */
    void waitAgain() throws InterruptedException {
        List<String> steps;
        synchronized (core.lock) {
            steps = List.copyOf(waits.keySet());
        }
        var threads = new ArrayList<Thread>();
        for (var id : steps) {
            threads.add(Thread.ofVirtual().name("waits for step " + id).start(() -> waitQuietly(id)));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private void waitQuietly(String id) {
        try {
            core.alone(id, () -> waitFor(core.planned(id)));
        } catch (InterruptedException e) {
            // The step stays as it is, and the next start finds it so.
            Thread.currentThread().interrupt();
        }
    }

    /** What one action has become. {@code left}: calls that it would still send. */
    private record Seen(Verdict verdict, List<PlannedCall> left) {}

    /** How a step was settled: one of the constants above, and why. */
    record Settled(String verdict, String evidence) {}

    /** @throws Refusal if nothing about the step is in doubt */
    Settled recover(Step step) throws InterruptedException {
        var id = step.id();
        synchronized (core.lock) {
            var kept = core.book.step(id);
            if (!kept.busy() && kept.stage() != Stage.IN_DOUBT) {
                throw new Refusal("Step " + id + " is not in doubt", "there is nothing to look at");
            }
            waits.remove(id);
        }
        var run = LastRun.of(id, core.memory);
        var outputs = new LinkedHashMap<>(core.book.outputs.getOrDefault(id, Map.of()));
        var seen = look(actions(step, run, outputs), run, core.context(id), outputs);
        if (run.begun() >= 0 && run.begun() < seen.size()) {
            settleCalls(id, run, seen.get(run.begun()));
        }
        for (int i = 0; i < seen.size(); i++) {
            switch (seen.get(i).verdict()) {
                case Verdict.Done d -> {}
                case Verdict.Undecided u -> {
                    return inDoubt(id, u.evidence());
                }
                case Verdict.NotDone n -> {
                    return i <= run.begun() && seen.get(i).left().isEmpty()
                            ? onItsWay(id, run, i, n.evidence())
                            : notDone(id, n.evidence());
                }
            }
        }
        return done(step, run, seen, outputs);
    }

    /** Each action's state by reading, up to the first after the one in flight that is not done. */
    private List<Seen> look(Actions actions, LastRun run, ActionContext context, Map<String, String> outputs)
            throws InterruptedException {
        var all = new ArrayList<Seen>();
        for (int i = 0; i < actions.count(); i++) {
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
            var verdict = action.reconcile(context);
            var left = action.preview(context).calls();
            if (verdict instanceof Verdict.Done && left.isEmpty() && index > run.ended()) {
                // Run again it sends nothing, and tells its outputs.
                outputs.putAll(action.run(context, Progress.SILENT).values());
            }
            return new Seen(verdict, left);
        } catch (RuntimeException e) {
            return new Seen(new Verdict.Undecided(Failures.words(e).happened()), List.of());
        }
    }

    /** What the trail knows better than reading does. */
    private static Seen judged(Seen seen, int index, LastRun run, int of) {
        var which = "action " + (index + 1) + " of " + of;
        return switch (seen.verdict()) {
            case Verdict.Undecided u
            when index <= run.ended() -> new Seen(new Verdict.Done(which + " had ended before"), List.of());
            case Verdict.Undecided u
            when index > run.begun() -> new Seen(new Verdict.NotDone(which + " was not begun"), seen.left());
            case Verdict.NotDone n
            when index > run.begun() ->
                new Seen(new Verdict.NotDone(which + " was not begun: " + n.evidence()), seen.left());
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

    /** Each call whose end was lost gets its end in the trail. */
    private void settleCalls(String step, LastRun run, Seen seen) {
        for (var intent : run.calls()) {
            var verdict = switch (seen.verdict()) {
                case Verdict.Done d -> DONE;
                case Verdict.NotDone n -> seen.left().stream().anyMatch(c -> same(c, intent)) ? NOT_DONE : DONE;
                case Verdict.Undecided u -> UNDECIDED;
            };
            if (verdict.equals(UNDECIDED) && run.told().contains(intent.seq())) {
                continue;
            }
            var data = new LinkedHashMap<String, Object>();
            data.put("intent", intent.seq());
            for (var name : List.of("region", "service", "operation", "resource")) {
                data.put(name, String.valueOf(intent.data().get(name)));
            }
            data.put("verdict", verdict);
            data.put("evidence", seen.verdict().evidence());
            core.book.write(Core.CONSOLE, "call.reconciled", step, data);
        }
    }

    /** Whether the call that would be sent now is the one that was sent then. */
    private static boolean same(PlannedCall left, AuditRecord intent) {
        return left.service().equals(intent.data().get("service"))
                && left.operation().equals(intent.data().get("operation"))
                && left.region().equals(intent.data().get("region"))
                && switch (left.resource()) {
                    case PlannedCall.Resource.Named named ->
                        named.id().equals(intent.data().get("resource"));
                    case PlannedCall.Resource.Produced produced -> true;
                };
    }

    private Settled inDoubt(String id, String evidence) {
        var kept = core.book.step(id);
        core.end(
                id,
                kept.ended(Stage.IN_DOUBT, core.now(), Core.CONSOLE, evidence),
                "step.recovered",
                Map.of("verdict", UNDECIDED, "evidence", evidence));
        return new Settled(UNDECIDED, evidence);
    }

    private Settled onItsWay(String id, LastRun run, int index, String evidence) {
        synchronized (core.lock) {
            var kept = core.book.step(id).again(run.undoing() ? Stage.UNDOING : Stage.RUNNING);
            core.book.write(
                    Core.CONSOLE,
                    "step.recovered",
                    id,
                    Map.of("verdict", WAITING, "evidence", evidence),
                    core.book.step(id, kept));
            core.live.progress(id, -1, "waited for again: " + evidence);
            waits.put(id, index);
        }
        core.changed();
        return new Settled(WAITING, evidence);
    }

    private Settled notDone(String id, String evidence) {
        var kept = core.book.step(id);
        var problem = new StepState.Problem(
                "#" + (core.head.get().records() + 1),
                kept.busy() ? "The console stopped while this step was running" : "It is not done, or not wholly",
                evidence,
                "review it and run it again: what was done is recognised and not repeated");
        core.end(
                id,
                kept.failed(core.now(), problem),
                "step.recovered",
                Map.of("verdict", NOT_DONE, "evidence", evidence));
        return new Settled(NOT_DONE, evidence);
    }

    private Settled done(Step step, LastRun run, List<Seen> seen, Map<String, String> outputs)
            throws InterruptedException {
        var id = step.id();
        var evidence = seen.stream().map(s -> s.verdict().evidence()).toList();
        synchronized (core.lock) {
            var data = Map.of("verdict", DONE, "evidence", evidence);
            if (run.undoing()) {
                core.book.write(Core.CONSOLE, "step.recovered", id, data);
            } else {
                core.book.write(Core.CONSOLE, "step.recovered", id, data, core.book.outputs(id, outputs));
            }
        }
        if (run.undoing()) {
            undo.undone(id);
        } else {
            try {
                runs.finish(step, outputs, runs.verified(step, outputs));
            } catch (RuntimeException e) {
                core.fail(id, e);
                return new Settled(NOT_DONE, Failures.words(e).happened());
            }
        }
        return new Settled(DONE, String.join("; ", evidence));
    }

    /** Waits for what {@link #recover} found on its way, then looks again; does nothing where it found nothing. */
    private void waitFor(Step step) throws InterruptedException {
        var id = step.id();
        int before = -1;
        for (var index = next(id); index != null; index = next(id)) {
            try {
                if (index <= before) {
                    throw new ActionFailure(
                            "What was waited for ended, but what should be true is not",
                            "the step does not count as done",
                            "look at the evidence, then review the step again");
                }
                before = index;
                var run = LastRun.of(id, core.memory);
                var outputs = new LinkedHashMap<>(core.book.outputs.getOrDefault(id, Map.of()));
                Action action = actions(step, run, outputs).made().at(index, outputs);
                outputs.putAll(action.run(core.context(id), core.progress(id)).values());
                runs.ended(id, index, outputs);
                recover(step);
            } catch (StillWaiting w) {
                core.stillWaiting(id, w);
            } catch (RuntimeException e) {
                core.fail(id, e);
            }
        }
    }

    private @org.jspecify.annotations.Nullable Integer next(String step) {
        synchronized (core.lock) {
            return waits.remove(step);
        }
    }
}
