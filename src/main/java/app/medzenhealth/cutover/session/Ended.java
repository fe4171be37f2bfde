package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.List;

/**
 * That a session was closed: two people signed how it ended, and nothing of it changes any more.
 *
 * @param outcome in words, as {@link Closing.Outcome} has them
 * @param headline where everything stood, in a sentence
 * @param by who closed it
 * @param second who signed besides
 * @param note in the words of who closed it; may be empty
 * @param lines what was signed
 */
public record Ended(
        Instant at, String outcome, String headline, String by, String second, String note, List<ClosingLine> lines) {

    /** The record by which a session is closed. */
    public static final String KIND = "session.ended";

    public Ended {
        lines = List.copyOf(lines);
    }

    /** For example {@code closed 2026-01-29 10:12 UTC by lead, signed by Ann}. */
    public String words() {
        return "closed " + Times.minute(at) + " UTC by " + by + ", signed by " + second;
    }

    /** Where everything stands, in one sentence. */
    public String sentence() {
        return "The session is closed: " + outcome + ". " + headline;
    }

    /** Why nothing can be done with it any more. */
    Refusal refusal() {
        return new Refusal(
                "The session is " + words() + ": nothing of it changes any more",
                "read it, or export it; what is still to be done is another session");
    }
}
