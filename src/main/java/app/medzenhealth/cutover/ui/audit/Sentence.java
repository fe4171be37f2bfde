package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.ReadSummary;
import app.medzenhealth.cutover.ui.common.InWords;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** A record as a person reads it. */
record Sentence(String what, Outcome outcome) {

    static Sentence of(AuditRecord r) {
        var d = new Data(r.data());
        var step = r.step().isEmpty() ? "the step" : "step " + r.step();
        return switch (r.kind()) {
            case "session.open" ->
                new Sentence(
                        "Opened the session" + d.with(" of plan ", "plan")
                                + d.with(", ", "mode").toLowerCase(Locale.ROOT)
                                + d.with(" at ", "endpoint"),
                        Outcome.NOTED);
            case "session.carried" ->
                new Sentence("Carried the session over" + d.list(": ", "differences"), Outcome.DECIDED);
            case "session.forgotten" ->
                new Sentence(
                        "Went on although the emulator had forgotten what was done" + d.with(": ", "reason"),
                        Outcome.DECIDED);
            case "session.working-copy" ->
                new Sentence(
                        "Chose the working copy" + d.with(" ", "to") + d.with(", before ", "from"), Outcome.DECIDED);
            case "session.close" -> new Sentence("Closed the session", Outcome.NOTED);
            case "soak.daily" ->
                new Sentence(
                        "Looked at day " + d.text("day") + " after the cutover" + d.with(": ", "note"),
                        Outcome.DECIDED);
            case "session.ended" ->
                new Sentence(
                        "Closed the migration" + d.with(", ", "outcome") + d.with(", signed by ", "approvedBy"),
                        Outcome.DECIDED);
            case "operator" -> new Sentence("Took the console over" + d.with(" from ", "before"), Outcome.NOTED);
            case "step.review" -> review(step, d);
            case "step.facts" ->
                new Sentence(
                        "Read again what " + step + " needs to be true: "
                                + (d.is("passed") ? "all of it holds" : "not all of it holds, and nothing was sent"),
                        d.is("passed") ? Outcome.NOTED : Outcome.FAILED);
            case "step.confirm" ->
                new Sentence(
                        (d.is("undo") ? "Confirmed going back from " : "Confirmed ")
                                + step
                                + d.quoted(", typed ", "typed")
                                + d.with(", second person ", "second"),
                        Outcome.BEGUN);
            case "step.mint" ->
                new Sentence("Chose the unique part of names in " + step + d.with(": ", "mint"), Outcome.NOTED);
            case "token.minted" ->
                new Sentence(
                        "Chose what a service knows a request of " + step + " again by" + d.with(": ", "name"),
                        Outcome.NOTED);
            case "action.begin" -> new Sentence("Began action " + d.text("index") + " of " + step, Outcome.BEGUN);
            case "action.end" -> new Sentence("Ended action " + d.text("index") + " of " + step, Outcome.DONE);
            case "step.succeeded" -> new Sentence("Finished " + step + took(d), Outcome.DONE);
            case "step.failed" -> new Sentence("Could not finish " + step + d.with(": ", "happened"), Outcome.FAILED);
            case "step.refused" -> new Sentence("Was refused " + step + d.with(": ", "why"), Outcome.REFUSED);
            case "step.waiting" -> new Sentence("Waits in " + step + d.list(" for ", "stillRunning"), Outcome.WAITS);
            case "step.doubt" ->
                new Sentence("Does not know what became of " + step + d.with(": ", "why"), Outcome.UNKNOWN);
            case "step.recovered" -> recovered(step, d);
            case "step.decided" ->
                new Sentence(
                        "Decided that " + step + " is "
                                + d.text("decision").toLowerCase(Locale.ROOT).replace('_', ' ')
                                + d.with(": ", "reason"),
                        Outcome.DECIDED);
            case "step.retry" ->
                new Sentence(
                        "Opened " + step + " again" + d.with("; it was ", "was").toLowerCase(Locale.ROOT),
                        Outcome.NOTED);
            case "message.intent" ->
                new Sentence("Is about to post" + d.quoted(" ", "subject") + d.with(" to ", "webhook"), Outcome.BEGUN);
            case "message.outcome" ->
                new Sentence(
                        "Posted" + d.with(" ", "message") + d.with(" to ", "webhook")
                                + ": "
                                + d.text("outcome").toLowerCase(Locale.ROOT)
                                + d.with(", ", "detail"),
                        switch (d.text("outcome")) {
                            case "DELIVERED" -> Outcome.DONE;
                            case "REFUSED" -> Outcome.FAILED;
                            default -> Outcome.UNKNOWN;
                        });
            case "board.answer" ->
                new Sentence(
                        "Wrote down" + d.with(" ", "answer") + d.with(" of ", "person") + d.quoted(" for ", "role")
                                + d.with(": ", "note"),
                        Outcome.DECIDED);
            case "criterion.attest" ->
                new Sentence("Stated of criterion" + d.with(" ", "criterion") + d.with(": ", "note"), Outcome.DECIDED);
            case "step.waived" ->
                new Sentence(
                        "Went on with " + step + " without" + d.quoted(" ", "item") + d.with(", with ", "approvedBy")
                                + d.with(": ", "reason"),
                        Outcome.DECIDED);
            case "decision.declined" ->
                new Sentence(
                        "Decided against " + step + d.quoted(": ", "decision") + d.with(", ", "note"), Outcome.DECIDED);
            case "step.skipped" ->
                new Sentence(
                        "Skipped " + step + d.with(" with ", "approvedBy") + d.with(": ", "reason"), Outcome.DECIDED);
            case "step.undone" -> new Sentence("Went back from " + step, Outcome.DONE);
            case "step.attest" ->
                new Sentence("Stated " + step + d.quoted(": ", "statement") + d.with(", ", "note"), Outcome.DECIDED);
            case "step.state" -> new Sentence("Noted that " + step + d.with(" is ", "state"), Outcome.NOTED);
            case "checklist.tick" ->
                new Sentence("Ticked" + d.quoted(" ", "text") + d.with(", ", "note"), Outcome.DECIDED);
            case "checklist.reopen" ->
                new Sentence("Opened" + d.quoted(" ", "text") + " again" + d.with(": ", "why"), Outcome.WAITS);
            case "hold.on" ->
                new Sentence("Put everything on hold" + d.list("; still running: ", "stillRunning"), Outcome.DECIDED);
            case "hold.off" -> new Sentence("Lifted the hold", Outcome.DECIDED);
            case "plan.check" ->
                new Sentence(
                        "Asked each of the " + d.text("steps") + " steps what it would meet; to be cleared away now: "
                                + (d.list("", "today").isEmpty() ? "nothing" : d.list("", "today")),
                        Outcome.NOTED);
            case "note" -> new Sentence("Noted" + d.quoted(" ", "text"), Outcome.NOTED);
            case "parameter" ->
                new Sentence(
                        "Set " + d.text("id") + " from " + nothing(d.text("from")) + " to " + nothing(d.text("to")),
                        Outcome.DECIDED);
            case "parameter.none" ->
                new Sentence(
                        "Decided that there is no " + d.text("id")
                                + (d.text("from").isEmpty() ? "" : ", instead of " + nothing(d.text("from")))
                                + d.with(": ", "reason"),
                        Outcome.DECIDED);
            case "breakglass.saved" ->
                new Sentence("Saved break-glass scripts" + d.with(" into ", "folder"), Outcome.DONE);
            case "session.leave" ->
                new Sentence(
                        "Changed what the session may do to "
                                + d.text("leave").toLowerCase(Locale.ROOT).replace('_', ' '),
                        Outcome.DECIDED);
            case "approval.enrol" -> new Sentence("Let " + d.text("name") + " sign as second person", Outcome.DECIDED);
            case "approval.challenge" ->
                new Sentence("Asked a second person to sign " + signed(step, d), Outcome.WAITS);
            case "approval.accepted" -> new Sentence("Signed " + signed(step, d) + " as second person", Outcome.DONE);
            case "approval.refused" ->
                new Sentence("Refused a second person's answer for " + step + d.with(": ", "why"), Outcome.REFUSED);
            case "call.intent" -> new Sentence("Is about to send " + call(d), Outcome.BEGUN);
            case "call.outcome" -> outcome(d);
            case "call.reconciled" -> reconciled(d);
            case "session.resumed" -> new Sentence(d.text("sentence"), Outcome.NOTED);
            case "call.refused" -> new Sentence("Refused " + call(d) + d.with(": ", "why"), Outcome.REFUSED);
            case "command.intent" -> new Sentence("Is about to start" + d.list(" ", "arguments"), Outcome.BEGUN);
            case "command.outcome" -> ended(d);
            case "command.reconciled" ->
                new Sentence(
                        "Cannot tell how" + d.list(" ", "arguments") + " ended" + d.with(": ", "evidence"),
                        Outcome.UNKNOWN);
            case "command.refused" ->
                new Sentence("Did not start" + d.list(" ", "arguments") + d.with(": ", "why"), Outcome.REFUSED);
            case "clock.jump" ->
                new Sentence(
                        "The machine's clock was set: it said " + d.text("found")
                                + d.with(" where it was ", "expected"),
                        Outcome.NOTED);
            case "clock.differs" ->
                new Sentence(
                        "AWS's clock says " + d.text("aws") + d.with(", this machine's ", "here"), Outcome.UNKNOWN);
            case "clock.behind" ->
                new Sentence(
                        "The machine's clock was behind the trail: it said " + d.text("here")
                                + d.with(", and a record is of ", "newest"),
                        Outcome.UNKNOWN);
            case "clock.followed" ->
                new Sentence(
                        "Followed AWS's and the machine's clock" + d.with(" from ", "from") + d.with(" to ", "to"),
                        Outcome.NOTED);
            case "reads.summary" -> reads(d);
            case "probe.begun" -> new Sentence("Began to ask what users ask" + probed(d), Outcome.NOTED);
            case "probe.outage" -> outage(d, "did not serve", Outcome.FAILED);
            case "probe.unknown" -> outage(d, "was not heard, and nothing else was", Outcome.NOTED);
            case "probe.ended" -> new Sentence("Asks no more" + d.with(": ", "why"), Outcome.NOTED);
            case "export" ->
                new Sentence(
                        "Began to export" + d.with(" as ", "format") + d.with(" to ", "file")
                                + d.with(": ", "selection"),
                        // Written before the file is: whether that came to an end, no record says.
                        Outcome.BEGUN);
            case "checkpoint" -> new Sentence("Signed a checkpoint" + d.with(": ", "reason"), Outcome.DONE);
            default -> new Sentence(plain(r.kind(), d), Outcome.NOTED);
        };
    }

    /** A step's confirmation, or that it is left out or unlocked. */
    private static String signed(String step, Data d) {
        return switch (d.text("for")) {
            case "skip" -> "the skip of " + step;
            case "override" -> "the override of a lock of " + step;
            default -> step;
        };
    }

    private static Sentence review(String step, Data d) {
        var differences = d.size("differences");
        var passed = d.is("passed");
        return new Sentence(
                "Reviewed " + step + (passed ? ": every check passes" : ": not every check passes")
                        + (differences == 0
                                ? ""
                                : "; " + InWords.count(differences, "difference", "differences")
                                        + " to the review before"),
                passed ? Outcome.DONE : Outcome.WAITS);
    }

    private static Sentence recovered(String step, Data d) {
        var verdict = d.text("verdict");
        return new Sentence(
                "After a restart: " + step + " is " + verdict + d.with("; ", "evidence"),
                switch (verdict) {
                    case "done" -> Outcome.DONE;
                    case "not done" -> Outcome.FAILED;
                    case "waiting" -> Outcome.WAITS;
                    default -> Outcome.UNKNOWN;
                });
    }

    private static Sentence reconciled(Data d) {
        var verdict = d.text("verdict");
        return new Sentence(
                "Found out by reading: " + call(d) + " is " + verdict + d.with("; ", "evidence"),
                switch (verdict) {
                    case "done" -> Outcome.DONE;
                    case "not done" -> Outcome.NOT_SENT;
                    default -> Outcome.UNKNOWN;
                });
    }

    private static Sentence outcome(Data d) {
        var outcome = d.text("outcome");
        var call = call(d) + took(d);
        return switch (outcome) {
            case "done" -> new Sentence("Sent " + call, Outcome.DONE);
            case "failed" -> new Sentence("AWS refused " + call + d.with(": ", "code"), Outcome.FAILED);
            case "not sent" -> new Sentence("Did not send " + call + d.with(": ", "message"), Outcome.NOT_SENT);
            default -> new Sentence("Does not know what became of " + call + d.with(": ", "code"), Outcome.UNKNOWN);
        };
    }

    private static Sentence ended(Data d) {
        var outcome = d.text("outcome");
        return new Sentence(
                "The command of record " + d.text("intent") + " " + (outcome.isEmpty() ? "ended" : outcome)
                        + d.with(" with exit code ", "exit") + took(d) + d.with(": ", "message"),
                switch (outcome) {
                    case "exited" -> d.text("exit").equals("0") ? Outcome.DONE : Outcome.FAILED;
                    case "not started" -> Outcome.NOT_SENT;
                    case "timed out" -> Outcome.FAILED;
                    default -> Outcome.UNKNOWN;
                });
    }

    private static Sentence reads(Data d) {
        var summary = ReadSummary.of(d.values());
        return new Sentence(
                "Read from AWS: " + InWords.count(summary.calls(), "call", "calls")
                        + (summary.absent() == 0 ? "" : ", " + summary.absent() + " for what is not there") + ", "
                        + InWords.count(summary.failed(), "error", "errors"),
                summary.failed() == 0 ? Outcome.DONE : Outcome.UNKNOWN);
    }

    private static String call(Data d) {
        return (d.text("service") + " " + d.text("operation") + d.with(" on ", "resource") + d.with(" in ", "region"))
                .strip();
    }

    private static String probed(Data d) {
        return d.is("more") ? ", of one side more" : "";
    }

    private static Sentence outage(Data d, String what, Outcome outcome) {
        var target = d.text("target") + " " + what;
        return d.text("state").equals("begun")
                ? new Sentence("Saw that " + target + d.with(": ", "why"), outcome)
                : new Sentence(
                        "Saw that " + target + " from " + d.text("first") + " until " + d.text("until")
                                + d.with(": ", "why"),
                        outcome);
    }

    private static String plain(String kind, Data d) {
        var call = d.text("operation").isEmpty() ? "" : ": " + call(d);
        var words = kind.replace('.', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + call + d.with(": ", "text");
    }

    private static String nothing(String text) {
        return text.isEmpty() ? "nothing" : "“" + text + "”";
    }

    /** {@code  in 340 ms}, or empty where the record does not say. */
    static String took(Data d) {
        return d.values().get("tookMillis") instanceof Number n && n.longValue() > 0
                ? " in "
                        + (n.longValue() < 10_000
                                ? n.longValue() + " ms"
                                : InWords.exactly(Duration.ofMillis(n.longValue())))
                : duration(d.text("took"));
    }

    private static String duration(String iso) {
        try {
            return iso.startsWith("P") && Duration.parse(iso).toSeconds() > 0
                    ? " in " + InWords.exactly(Duration.parse(iso))
                    : "";
        } catch (DateTimeParseException notADuration) {
            return "";
        }
    }

    /** What a record carries. */
    record Data(Map<String, Object> values) {
        String text(String name) {
            var value = values.get(name);
            return value == null ? "" : value.toString().strip();
        }

        boolean is(String name) {
            return Boolean.TRUE.equals(values.get(name));
        }

        int size(String name) {
            return values.get(name) instanceof Collection<?> c ? c.size() : 0;
        }

        String with(String before, String name) {
            return text(name).isEmpty() ? "" : before + text(name);
        }

        String quoted(String before, String name) {
            return text(name).isEmpty() ? "" : before + "“" + text(name) + "”";
        }

        String list(String before, String name) {
            return values.get(name) instanceof Collection<?> c && !c.isEmpty()
                    ? before + String.join(", ", c.stream().map(String::valueOf).toList())
                    : "";
        }
    }
}
