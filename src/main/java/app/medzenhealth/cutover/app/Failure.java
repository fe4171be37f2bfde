package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.audit.TrailVerdict;
import app.medzenhealth.cutover.aws.Refused;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.StoreProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/**
 * Why something was not done, for a person.
 *
 * @param words what happened, what was not done, and what to do next
 * @param exit what the process ends with, of {@link Exit}
 */
public record Failure(String words, int exit) {

    /** Logs what nobody expected. */
    public static Failure of(Exception e) {
        return switch (e) {
            case Refusal r -> failed(r.getMessage() + ". Nothing was done. Next: " + r.next() + ".");
            case SignInProblem p -> failed(p.happened() + ". Nothing was done. Next: " + p.next() + ".");
            case Refused r -> failed(String.valueOf(r.getMessage()));
            case StoreProblem p -> new Failure(String.valueOf(p.getMessage()), Exit.CANNOT_RUN_HERE);
            case TrailUnavailable t ->
                new Failure(
                        String.valueOf(t.getMessage()),
                        t.verdict().map(TrailVerdict::exitCode).orElse(Exit.CANNOT_RUN_HERE));
            case IOException io -> failed(unwritten(io));
            case UncheckedIOException io -> failed(unwritten(Objects.requireNonNull(io.getCause())));
            default -> {
                LoggerFactory.getLogger(Failure.class).error("failed", e);
                yield failed("Unexpected: " + e + ". What was begun is in the audit trail; nothing else was done.");
            }
        };
    }

    private static Failure failed(String words) {
        return new Failure(words, Exit.FAILED);
    }

    private static String unwritten(IOException e) {
        return "A file could not be read or written: " + StateDirectory.reason(e)
                + ". What was begun is in the audit trail; nothing else was done."
                + " Make room on the disk or give this user the right, then start again.";
    }
}
