package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.AwsErrors;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Waits by reading until something in AWS has taken effect. Keeps nothing: after a restart the same wait begins again and sees
 * the same state. The SDK's own waiters do not know every state that ends badly, and take a timeout for a failure.
 */
public final class Await {
    /** Reads in a row that may fail before the wait is given up. */
    private static final int PATIENCE = 10;

    private Await() {}

    /** What one reading showed. */
    public sealed interface Seen {}

    public record Reached(String evidence) implements Seen {}

    /** @param fraction 0 to 1, or negative where nobody knows */
    public record StillGoing(String text, double fraction) implements Seen {
        public StillGoing(String text) {
            this(text, -1);
        }
    }

    /** It will never be reached. */
    public record Terminal(String reason) implements Seen {}

    /** Reads once. May fail with the SDK's exceptions. */
    @FunctionalInterface
    public interface Reading {
        Seen read() throws InterruptedException;
    }

    /**
     * Reads every {@code interval} until the end is reached.
     *
     * @return the evidence that it was reached
     * @throws ActionFailure if it can no longer be reached
     * @throws StillWaiting if it was not reached within {@code timeout}, or can no longer be read
     */
    public static String until(
            ActionContext context, Progress progress, Duration timeout, Duration interval, Reading reading)
            throws InterruptedException {
        var deadline = context.time().instant().plus(timeout);
        var last = "nothing was read yet";
        var unread = 0;
        while (true) {
            try {
                var seen = reading.read();
                unread = 0;
                switch (seen) {
                    case Reached reached -> {
                        progress.line(reached.evidence());
                        return reached.evidence();
                    }
                    case Terminal terminal ->
                        throw new ActionFailure(
                                terminal.reason(),
                                "the end that was waited for was not reached",
                                "find out why in AWS, then run the step again or undo it");
                    case StillGoing going -> {
                        if (!going.text().equals(last)) {
                            progress.line(going.text());
                        }
                        last = going.text();
                        progress.at(going.fraction(), last);
                    }
                }
            } catch (SdkException e) {
                if (!passing(e) || ++unread > PATIENCE) {
                    throw new StillWaiting(last, "it can no longer be read: " + Explained.of(e));
                }
                progress.line("Could not be read, trying again: " + Explained.of(e));
            }
            if (!context.time().instant().isBefore(deadline)) {
                throw new StillWaiting(last, "not reached within " + timeout.toMinutes() + " min");
            }
            context.time().sleep(interval);
        }
    }

    /** Whether the next reading may well succeed. */
    private static boolean passing(SdkException e) {
        return switch (AwsErrors.explain(e).kind()) {
            case THROTTLED, SERVER, NETWORK, TIMEOUT, MALFORMED_ANSWER -> true;
            default -> false;
        };
    }
}
