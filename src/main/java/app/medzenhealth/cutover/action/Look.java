package app.medzenhealth.cutover.action;

import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes checks by reading. */
public final class Look {

    private Look() {}

    @FunctionalInterface
    public interface Reading {
        Check read() throws InterruptedException;
    }

    /** What cannot be read is unknown, with AWS's words. */
    public static Check at(String title, Reading reading) throws InterruptedException {
        try {
            return reading.read();
        } catch (SdkException e) {
            return Check.unknown(title, Explained.of(e));
        }
    }

    /** Passes exactly where {@code condition} is true. */
    public static Check that(String title, BooleanSupplier condition, String evidence, String remedy) {
        return condition.getAsBoolean() ? Check.pass(title, evidence) : Check.fail(title, evidence, remedy);
    }

    /** An exception in words. */
    public static String explained(Throwable cause) {
        return Explained.of(cause);
    }
}
