package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Going on after the console was stopped without being closed: says where things stand, and signs what was left unsigned. */
final class Resumption {
    private static final Set<String> SETTLING = Set.of("step.succeeded", "step.skipped", "step.decided");

    private final SessionContext core;
    private final SessionJournal journal;
    private final Optional<AuditRecord> last;
    private final List<Resumed.Found> found = new ArrayList<>();

    /** Looks at how the session ended before; its record of being opened now is there already. */
    Resumption(SessionContext core) {
        this.core = core;
        this.journal = core.journal;
        this.last = begun() ? last(core) : Optional.empty();
    }

    private boolean begun() {
        return journal.atomically(() ->
                journal.state().steps().values().stream().anyMatch(k -> k.stage() != Stage.OPEN || k.attempts() > 0));
    }

    /** The last record before the session was opened this time. */
    private static Optional<AuditRecord> last(SessionContext core) {
        var reading = new Object() {
            boolean opened;
            Optional<AuditRecord> found = Optional.empty();
        };
        core.memory.backwards(r -> {
            if (!reading.opened) {
                reading.opened = r.kind().equals("session.open");
                return true;
            }
            // A checkpoint comes after whatever it signs, a close included.
            if (r.kind().equals("checkpoint")) {
                return true;
            }
            reading.found = Optional.of(r);
            return false;
        });
        return reading.found;
    }

    /** @param ran whether it was being carried out when the console stopped, and was not in doubt already */
    void add(Step step, boolean ran, StepRecovery.Settled settled) {
        var was = ran ? "was running" : "was in doubt";
        var words = "step " + step.id() + " “" + step.title() + "” "
                + switch (settled.verdict()) {
                    case StepRecovery.DONE -> was + " and is done";
                    case StepRecovery.WAITING -> "is on its way (" + settled.evidence() + ") and is waited for again";
                    case StepRecovery.NOT_DONE -> was + " and is not done: " + settled.evidence();
                    default -> was + ", and nobody can tell what became of it: " + settled.evidence();
                };
        journal.atomically(() -> found.add(
                new Resumed.Found(step.id(), journal.state().step(step.id()).stage(), words)));
    }

    /** Keeps the sentence for the screen and in the trail, if the console was interrupted, or closed over something that ran. */
    void tell() {
        var told = journal.atomically(() -> {
            signBoundaries();
            var closed = last.filter(r -> r.kind().equals("session.close")).isPresent();
            if (last.isEmpty() || closed && found.isEmpty()) {
                return false;
            }
            var at = last.get().at();
            var time = at.length() > 19 ? at.substring(11, 19) + "Z" : at;
            var opening = closed
                    ? "Resumed; closed at " + time + " while something ran: "
                    : "Resumed after an interruption at " + time + ": ";
            var state = journal.state();
            var doubted = state.steps().values().stream().anyMatch(k -> k.stage() == Stage.IN_DOUBT);
            var resumed = new Resumed(opening, List.copyOf(found), doubted, List.of());
            var sentence = resumed.sentence(state).orElseThrow();
            journal.write(SessionContext.CONSOLE, "session.resumed", "", Map.of("since", at, "sentence", sentence));
            core.resumed = resumed;
            return true;
        });
        if (told) {
            core.changed();
        }
    }

    /** The last step of a phase and the phase's checkpoint are two writes: the console may have stopped between them. */
    private void signBoundaries() {
        var settled = new LinkedHashSet<String>();
        core.memory.backwards(r -> {
            if (SETTLING.contains(r.kind())) {
                settled.add(r.step());
            }
            return !r.kind().equals("checkpoint");
        });
        var phases = new LinkedHashSet<String>();
        for (var step : settled) {
            if (core.plan.phaseOf(step).filter(p -> phases.add(p.id())).isPresent()) {
                core.boundary(step);
            }
        }
    }
}
