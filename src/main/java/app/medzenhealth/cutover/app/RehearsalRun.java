package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.OwnerOnly;
import app.medzenhealth.cutover.store.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every phase on the embedded estate, without a window. It is kept as a rehearsal of the window is: cut off, it goes on here or
 * there.
 *
 * @param out where the bundle goes
 * @param ended told of each step that has ended, one way or the other
 */
public record RehearsalRun(PlanFile plan, StateFolder state, Scenario scenario, Path out, Consumer<EndedStep> ended) {

    /**
     * @param phase its id; empty where the step's id names none
     * @param state one word
     * @param problem where it failed
     */
    public record EndedStep(
            String phase, String step, String title, String state, long tookMillis, Optional<Problem> problem) {
        private static EndedStep of(StepView view) {
            var id = view.step().id();
            return new EndedStep(
                    id.substring(0, Math.max(id.lastIndexOf('.'), 0)),
                    id,
                    view.step().title(),
                    view.state().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                    view.state() instanceof StepState.Succeeded s ? s.took().toMillis() : 0,
                    view.state() instanceof StepState.Failed f
                            ? Optional.of(new Problem(
                                    f.problem().happened(), f.problem().next()))
                            : Optional.empty());
        }
    }

    /** What happened, and what to do next. */
    public record Problem(String happened, String next) {}

    /**
     * @param complete whether it came to the plan's end
     * @param stoppedAt what is open, or where it stopped; in words
     */
    public record Result(Summary summary, boolean complete, Optional<String> stoppedAt) {
        /** Whether it came to the end, and everything it did is recorded and verified. */
        public boolean passed() {
            return complete && summary.unaudited() == 0 && summary.verified();
        }
    }

    /** @param unfinished told the id of the last rehearsal, if that did not come to its end */
    public Result anew(Consumer<String> unfinished) throws IOException, InterruptedException {
        return run((chosen, folder) -> {
            RehearsalApp.last(chosen, folder, Optional.empty())
                    .filter(r -> r.open(chosen.plan()))
                    .ifPresent(r -> unfinished.accept(r.session()));
            return RehearsalApp.begin(chosen, folder);
        });
    }

    /**
     * @param session its id; empty: the last one
     * @throws Refusal if there is none that can go on
     */
    public Result goOn(Optional<String> session) throws IOException, InterruptedException {
        state.begun(StateFolder.REHEARSAL, "leave --continue out to start a new one");
        return run((chosen, folder) ->
                RehearsalApp.resume(chosen, folder, new Rehearsals(chosen, folder, session).wanted()));
    }

    private interface Opening {
        RehearsalApp open(PlanReading.Read chosen, StateDirectory folder) throws InterruptedException;
    }

    private Result run(Opening opening) throws IOException, InterruptedException {
        try (var desk = opening.open(plan.chosen(), state.open(StateFolder.REHEARSAL))) {
            OwnerOnly.makeFolder(out);
            scenario.prepare(desk.world().estate());
            var session = desk.workplace().session();
            session.waitAgain();
            var lead = new RehearsedLead(
                    session, desk.time(), desk.lead(), desk.second(), view -> ended.accept(EndedStep.of(view)));
            var outcome = lead.goThrough();
            return new Result(Summary.of(desk, out), outcome.complete(), outcome.stoppedAt());
        }
    }
}
