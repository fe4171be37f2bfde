package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A step's log as the trail tells it: after a restart it says what was done before, by whomever. */
final class StepLog {
    /** What a person may want to scroll through; older records are in the audit screen. */
    private static final int MOST_READ = 50_000;

    private static final int MOST_LINES = 2_000;

    private StepLog() {}

    /** A line of the log of a step. */
    record Line(String step, LogLine line) {}

    /** The newest lines of a session that is opened again, oldest first. */
    static List<Line> read(Memory memory) {
        var lines = new ArrayList<Line>();
        var left = new int[] {MOST_READ};
        memory.backwards(r -> {
            line(r).ifPresent(lines::add);
            return --left[0] > 0 && lines.size() < MOST_LINES;
        });
        return lines.reversed();
    }

    /** What a record says in its step's log; empty for what is only of use to an auditor. */
    static Optional<Line> line(AuditRecord r) {
        return r.step().isEmpty()
                ? Optional.empty()
                : text(r).map(t -> new Line(r.step(), new LogLine(Instant.parse(r.at()), t)));
    }

    private static Optional<String> text(AuditRecord r) {
        return Optional.ofNullable(
                switch (r.kind()) {
                    case "step.confirm" ->
                        (Boolean.TRUE.equals(r.data().get("undo")) ? "going back, confirmed by " : "confirmed by ")
                                + r.actor();
                    case "step.facts" ->
                        Boolean.TRUE.equals(r.data().get("passed"))
                                ? "read again: what it needs holds"
                                : "read again: what it needs does not hold";
                    case "call.outcome" -> call(r) + ": " + data(r, "outcome");
                    case "call.reconciled" -> "found out by reading: " + call(r) + " is " + data(r, "verdict");
                    case "call.refused" -> "not sent: " + call(r) + ": " + data(r, "why");
                    case "command.intent" -> "starts " + r.data().get("program");
                    case "command.outcome" -> "the program " + data(r, "outcome");
                    case "command.reconciled" -> "nobody can tell how it ended: " + data(r, "evidence");
                    case "command.refused" -> "not started: " + data(r, "why");
                    case "step.succeeded" -> "done";
                    case "step.failed" -> "failed: " + data(r, "happened");
                    case "step.refused" -> "refused: " + data(r, "why");
                    case "step.waiting" -> "AWS continues: " + data(r, "stillRunning");
                    case "step.doubt" -> "in doubt: " + data(r, "why");
                    case "step.recovered" -> "after a restart: " + data(r, "verdict") + ": " + data(r, "evidence");
                    case "step.decided" ->
                        r.actor() + " decided that it is "
                                + data(r, "decision").toLowerCase(Locale.ROOT).replace('_', ' ') + ": "
                                + data(r, "reason");
                    case "step.skipped" -> "skipped by " + r.actor() + ": " + data(r, "reason");
                    case "step.retry" -> "opened again by " + r.actor();
                    case "step.undone" -> "gone back to the state before";
                    case "step.attest" -> "stated by " + r.actor() + ": " + data(r, "note");
                    default -> null;
                });
    }

    private static String call(AuditRecord r) {
        return data(r, "service") + " " + data(r, "operation") + " on " + data(r, "resource") + " in "
                + data(r, "region");
    }

    private static String data(AuditRecord r, String name) {
        return String.valueOf(r.data().getOrDefault(name, ""));
    }
}
