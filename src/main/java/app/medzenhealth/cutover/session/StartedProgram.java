package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of this machine that an action started, or was about to, as the trail tells it. What it did can be read nowhere: how it ended
 * stands in its outcome, if the console lived to write that.
 */
record StartedProgram(AuditRecord intent, Optional<AuditRecord> outcome) {

    /** What became of the action, by the trail alone. */
    Verdict verdict(Action action) {
        if (outcome.isEmpty()) {
            return new Verdict.Undecided(words() + " was started at " + Times.second(Instant.parse(intent.at()))
                    + " (record " + intent.seq()
                    + "), and the console stopped before it could record how it ended: whether it ran to its end can be read nowhere."
                    + " Look whether it is still running");
        }
        var end = outcome.get();
        var told = words() + " " + end.data().get("outcome")
                + (end.data().get("exit") instanceof Number exit ? " with exit code " + exit : "")
                + ", as record " + end.seq() + " tells";
        return switch (String.valueOf(end.data().get("outcome"))) {
            case "exited" ->
                end.data().get("exit") instanceof Number exit && action.endsWell(exit.intValue())
                        ? new Verdict.Done(told)
                        : new Verdict.NotDone(told);
            case "timed out", "interrupted", "not started" -> new Verdict.NotDone(told);
            default -> new Verdict.Undecided(told + ": whether it ran to its end can be read nowhere");
        };
    }

    /** Of an action that was begun, and started none. */
    static Verdict never(Action action) {
        return new Verdict.NotDone(String.join(" ", action.starts())
                + " was not started: the console stopped before, and no record tells of a start");
    }

    private String words() {
        return intent.data().get("arguments") instanceof List<?> arguments
                ? String.join(" ", arguments.stream().map(String::valueOf).toList())
                : String.valueOf(intent.data().get("program"));
    }

    /** For the record that says that nobody can tell. */
    Map<String, Object> reconciled(Verdict.Undecided verdict) {
        return Map.of(
                "intent",
                intent.seq(),
                "arguments",
                intent.data().getOrDefault("arguments", List.of()),
                "verdict",
                StepRecovery.UNDECIDED,
                "evidence",
                verdict.evidence());
    }
}
