package app.medzenhealth.cutover.action.local;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Waits. When it began is kept on disk, so that closing the console does not begin the time anew. */
public final class WaitFor extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.readsGlobally("wait.for", "Wait")
            .requires(DURATION, "time")
            .requires(TEXT, "why")
            .script((c, in, s) -> s.pause(in.duration("time"), in.text("why")))
            .createdBy(WaitFor::new);

    private final Duration time;
    private final String why;

    private WaitFor(Inputs in) {
        this.time = in.duration("time");
        this.why = in.text("why");
    }

    @Override
    protected String summary() {
        return "Waits " + Times.inWords(time) + ": " + why;
    }

    @Override
    protected Duration expected() {
        return time;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var until = begin(context).plus(time);
        var whole = Math.max(1, time.toSeconds());
        var interval = Duration.ofSeconds(Math.clamp(whole / 100, 1, 60));
        Await.until(context, progress, time.plusMinutes(5), interval, () -> {
            var left = Duration.between(context.time().instant(), until);
            return left.isPositive()
                    ? new Await.StillGoing(
                            why + " — until " + Times.second(until), 1 - left.toSeconds() / (double) whole)
                    : new Await.Reached(why + " — the time passed at " + Times.second(until));
        });
        return Outputs.NONE;
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        var title = "The time has passed: " + why;
        return new Finding(begun(context)
                .map(b -> b.plus(time))
                .map(until -> context.time().instant().isBefore(until)
                        ? Check.fail(title, "it passes at " + Times.second(until), "wait on")
                        : Check.pass(title, "it passed at " + Times.second(until)))
                .orElseGet(() -> Check.fail(title, "it has not begun", "run the step")));
    }

    private Instant begin(ActionContext context) {
        return begun(context).orElseGet(() -> {
            var now = context.time().instant();
            note(context).write(new Begun(now));
            return now;
        });
    }

    private record Begun(Instant at) {}

    /** No wait began before its step, by the session's records: an earlier note is of another attempt, or somebody else's. */
    private Optional<Instant> begun(ActionContext context) {
        var step = context.attestations().begun(context.step());
        return note(context)
                .read()
                .map(Begun::at)
                .filter(at -> step.filter(at::isBefore).isEmpty());
    }

    /** One for each wait: two of a step begin at different times. */
    private SessionNote<Begun> note(ActionContext context) {
        var which = DigestUtils.sha256Hex(time + " " + why).substring(0, 8);
        return SessionNote.in(context, "wait-" + context.step() + "-" + which, Begun.class);
    }
}
