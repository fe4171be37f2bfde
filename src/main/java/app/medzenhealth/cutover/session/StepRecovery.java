package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.StillWaiting;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finding out, by reading, what became of a step whose end was lost, and of each call of it. What AWS is still busy with is
 * waited for again. Nothing is sent: there are no permits here.
 */
final class StepRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(StepRecovery.class);

    static final String DONE = "done";
    static final String NOT_DONE = "not done";
    static final String UNDECIDED = "undecided";
    static final String WAITING = "waiting";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final SessionContext core;
    private final SessionJournal journal;
    private final StepRuns runs;
    private final StepUndo undo;
    private final OutcomeRereading rereading;
    /** By step: what is waited for. Under the session's lock. */
    private final Map<String, Wait> waits = new LinkedHashMap<>();

    /** What a step waits for that is not carried out any more. */
    private sealed interface Wait {

        /** For the effect of an action, which is on its way. */
        record Effect(int action) implements Wait {}

        /** Until it is proof that nothing shows of what was sent. */
        record Proof(Instant from, Instant until, String evidence) implements Wait {}

        /** For what should be true when every action is done. */
        record Results(OutcomeReading reading) implements Wait {}
    }

    StepRecovery(SessionContext core, StepRuns runs, StepUndo undo) {
        this.core = core;
        this.journal = core.journal;
        this.runs = runs;
        this.undo = undo;
        this.rereading = new OutcomeRereading(core, undo);
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

    /**
     * Settles every step that was being carried out when the console stopped, or that it left in doubt before it had read what became
     * of a call. Reads, but does not wait.
     */
    void recoverAll() throws InterruptedException {
        var resumption = new Resumption(core);
        var open = journal.atomically(() -> core.plan
                .everything()
                .flatMap(p -> p.steps().stream())
                .filter(this::unsettled)
                .toList());
        for (var step : open) {
            core.alone(step.id(), () -> {
                var ran =
                        journal.atomically(() -> journal.state().step(step.id()).busy());
                resumption.add(step, ran, recover(step));
            });
        }
        resumption.tell();
    }

    private boolean unsettled(Step step) {
        var kept = journal.state().step(step.id());
        return kept.busy()
                || kept.stage() == Stage.IN_DOUBT
                        && !LastRun.of(step.id(), core.memory).calls().isEmpty();
    }

    /** Waits, for as long as it takes, for everything that was being waited for when the console stopped. */
    void waitAgain() throws InterruptedException {
        var steps = journal.atomically(() -> List.copyOf(waits.keySet()));
        var threads = new ArrayList<Thread>();
        for (var id : steps) {
            threads.add(Threads.start("waits for step " + id, () -> waitQuietly(id)));
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
        } catch (TrailUnavailable e) {
            // Nobody may act any more, this thread neither: the console was closed, or its trail broke, which is said
            // elsewhere. The next start finds the step as it is.
            LOG.info("Step {} is not waited for any longer: {}", id, e.getMessage());
        }
    }

    /** How a step was settled: one of the constants above, and why. */
    record Settled(String verdict, String evidence) {}

    /** @throws Refusal if nothing about the step is in doubt */
    Settled recover(Step step) throws InterruptedException {
        var id = step.id();
        journal.atomically(() -> {
            var kept = journal.state().step(id);
            if (!kept.busy() && kept.stage() != Stage.IN_DOUBT) {
                throw new Refusal("Step " + id + " is not in doubt", "there is nothing to look at");
            }
            waits.remove(id);
        });
        return judge(step, rereading.read(step));
    }

    private Settled judge(Step step, OutcomeReading reading) throws InterruptedException {
        var id = step.id();
        var now = core.now();
        settleCalls(id, reading, now);
        var proof = reading.proof(now);
        if (proof.isPresent()) {
            return unproven(id, reading, now, proof.get());
        }
        var seen = reading.seen();
        for (var i = 0; i < seen.size(); i++) {
            switch (seen.get(i).verdict()) {
                case Verdict.Done d -> {}
                case Verdict.Undecided u -> {
                    return inDoubt(id, u.evidence());
                }
                case Verdict.NotDone n -> {
                    return i <= reading.run().begun() && seen.get(i).onItsWay()
                            ? onItsWay(id, reading.run(), new Wait.Effect(i), n.evidence())
                            : notDone(id, n.evidence());
                }
            }
        }
        return done(step, reading);
    }

    /** Each call whose end was lost gets its end in the trail, as far as it can be told by now. */
    private void settleCalls(String step, OutcomeReading reading, Instant now) {
        var seen = reading.inFlight();
        if (seen.isEmpty()) {
            return;
        }
        settleProgram(step, reading.run(), seen.get().verdict());
        for (var intent : reading.run().calls()) {
            var verdict = reading.verdict(intent, seen.get(), now);
            if (verdict.equals(UNDECIDED) && reading.run().told().contains(intent.seq())) {
                continue;
            }
            var data = new LinkedHashMap<String, Object>();
            data.put("intent", intent.seq());
            for (var name : List.of("region", "service", "operation", "resource")) {
                data.put(name, String.valueOf(intent.data().get(name)));
            }
            data.put("verdict", verdict);
            data.put("evidence", seen.get().verdict().evidence());
            journal.write(SessionContext.CONSOLE, "call.reconciled", step, data);
        }
    }

    /** A program whose end was lost: that nobody can tell is said once. */
    private void settleProgram(String step, LastRun run, Verdict verdict) {
        var program = Optional.ofNullable(run.programs().get(run.begun()));
        if (verdict instanceof Verdict.Undecided undecided
                && program.filter(p -> p.outcome().isEmpty()
                                && !run.told().contains(p.intent().seq()))
                        .isPresent()) {
            journal.write(
                    SessionContext.CONSOLE,
                    "command.reconciled",
                    step,
                    program.get().reconciled(undecided));
        }
    }

    /** Nothing shows yet that a call had its effect; that may only be too early to see. */
    private Settled unproven(String id, OutcomeReading reading, Instant now, Instant proof) {
        var sent = Interruption.of(id, core.memory).sentWords();
        var evidence = "nothing shows that it was done, which is not proof before " + CLOCK.format(proof) + ": "
                + reading.inFlight().orElseThrow().verdict().evidence()
                + sent.map(s -> ". " + s).orElse("");
        return onItsWay(id, reading.run(), new Wait.Proof(now, proof, evidence), evidence);
    }

    private Settled inDoubt(String id, String evidence) {
        core.end(id, "step.recovered", Map.of("verdict", UNDECIDED, "evidence", evidence));
        return new Settled(UNDECIDED, evidence);
    }

    private Settled onItsWay(String id, LastRun run, Wait wait, String evidence) {
        journal.atomically(() -> {
            journal.write(
                    SessionContext.CONSOLE,
                    "step.recovered",
                    id,
                    Map.of("verdict", WAITING, "evidence", evidence, "undoing", run.undoing()));
            core.live.progress(id, -1, "waited for again: " + evidence);
            waits.put(id, wait);
        });
        core.changed();
        return new Settled(WAITING, evidence);
    }

    private Settled notDone(String id, String evidence) {
        core.end(
                id,
                "step.recovered",
                Map.of(
                        "verdict",
                        NOT_DONE,
                        "evidence",
                        evidence,
                        "happened",
                        Interruption.of(id, core.memory).words()));
        return new Settled(NOT_DONE, evidence);
    }

    /**
     * @param record the number of the record that says so
     * @param happened as the record has it
     */
    static StepState.Problem problem(long record, Optional<String> happened, String evidence) {
        return new StepState.Problem(
                "#" + record,
                happened.orElse("It did not complete, or only in part"),
                evidence,
                "review it and run it again: what was done is recognised and not repeated");
    }

    private Settled done(Step step, OutcomeReading reading) throws InterruptedException {
        if (reading.run().undoing()) {
            journal.write(SessionContext.CONSOLE, "step.recovered", step.id(), done(reading));
            undo.undone(step.id());
            return new Settled(DONE, String.join("; ", evidence(reading)));
        }
        var checks = runs.verified(step, reading.outputs());
        return StepRuns.failing(checks) && !runs.blind(checks)
                ? onItsWay(step.id(), reading.run(), new Wait.Results(reading), StepRuns.open(checks))
                : done(step, reading, checks);
    }

    /** @param checks what should be true when every action is done */
    private Settled done(Step step, OutcomeReading reading, List<Check> checks) throws InterruptedException {
        var id = step.id();
        var data = new LinkedHashMap<>(done(reading));
        data.put("outputs", reading.outputs());
        journal.write(SessionContext.CONSOLE, "step.recovered", id, data);
        try {
            runs.finish(step, reading.outputs(), checks);
        } catch (RuntimeException e) {
            core.fail(id, e);
            return new Settled(NOT_DONE, Failures.words(e).happened());
        }
        return checks.stream().allMatch(Check::passed)
                ? new Settled(DONE, String.join("; ", evidence(reading)))
                : new Settled(UNDECIDED, StepRuns.open(checks));
    }

    private static Map<String, Object> done(OutcomeReading reading) {
        return Map.of("verdict", DONE, "evidence", evidence(reading));
    }

    private static List<String> evidence(OutcomeReading reading) {
        return reading.seen().stream().map(s -> s.verdict().evidence()).toList();
    }

    /** Waits for what {@link #recover} found on its way, then looks again; does nothing where it found nothing. */
    private void waitFor(Step step) throws InterruptedException {
        var id = step.id();
        var before = -1;
        for (var wait = next(id); wait != null; wait = next(id)) {
            try {
                switch (wait) {
                    case Wait.Effect(int index) -> {
                        if (index <= before) {
                            throw new ActionFailure(
                                    "What was waited for ended, but what should be true is not",
                                    "the step does not count as done",
                                    "look at the evidence, then review the step again");
                        }
                        before = index;
                        var outputs = rereading.outputs(step);
                        var action = rereading.action(step, index, outputs);
                        var given = action.run(core.context(id), core.progress(id));
                        runs.ended(id, index, given.values());
                        recover(step);
                    }
                    case Wait.Proof proof -> judge(step, seenAgain(step, proof));
                    case Wait.Results(var reading) -> done(step, reading, runs.verifiedSoon(step, reading.outputs()));
                }
            } catch (StillWaiting w) {
                core.stillWaiting(id, w);
            } catch (RuntimeException e) {
                core.fail(id, e);
            }
        }
    }

    /** Looks until an effect shows, or until there is proof that there is none. */
    private OutcomeReading seenAgain(Step step, Wait.Proof proof) throws InterruptedException {
        var whole = Duration.between(proof.from(), proof.until());
        try {
            while (true) {
                var reading = rereading.read(step);
                var now = core.now();
                var left = Duration.between(now, reading.proof(now).orElse(proof.until()));
                if (reading.showsEffect() || !left.isPositive()) {
                    return reading;
                }
                core.progress(step.id())
                        .at(Math.clamp(1 - (double) left.toMillis() / whole.toMillis(), 0, 1), proof.evidence());
                core.surroundings.time().sleep(left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
            }
        } catch (InterruptedException e) {
            inDoubt(step.id(), proof.evidence());
            throw e;
        }
    }

    private @Nullable Wait next(String step) {
        return journal.atomically(() -> waits.remove(step));
    }
}
