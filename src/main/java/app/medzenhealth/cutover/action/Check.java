package app.medzenhealth.cutover.action;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A check and how it ended.
 *
 * @param basis what it rests on; empty where nobody says
 * @param showing what it has shown of one thing that is to be deleted; empty where it is about something else
 */
public record Check(String title, Outcome outcome, Optional<Showing> showing, Optional<Basis> basis) {

    /** About nothing that is to be deleted. */
    public Check(String title, Outcome outcome) {
        this(title, outcome, Optional.empty(), Optional.empty());
    }

    /** Of whose basis nobody says anything. */
    public Check(String title, Outcome outcome, Optional<Showing> showing) {
        this(title, outcome, showing, Optional.empty());
    }

    /** The same, with what it rests on. */
    public Check basedOn(Basis on) {
        return new Check(title, outcome, showing, Optional.of(on));
    }

    /** The same, with what it has shown of one thing. */
    public Check showing(Showing shown) {
        return new Check(title, outcome, Optional.of(shown), basis);
    }

    /** The same, with what it shows where it passes: what was not found to be so is not shown. */
    public Check showingIfPassed(Showing.Matter matter, String label, String words) {
        return passed() ? showing(new Showing(matter, label, words)) : this;
    }

    public sealed interface Outcome {
        String evidence();
    }

    public record Pass(String evidence) implements Outcome {}

    /** @param remedy what to do about it */
    public record Fail(String evidence, String remedy) implements Outcome {}

    /** Could not be found out. Locks whatever depends on it, as a failure does. */
    public record Unknown(String evidence) implements Outcome {}

    /**
     * Nobody has measured it: it was asked for, and there is no figure of it. Locks as a failure does; no second look changes it, so that
     * a person decides about it where one may.
     */
    public record NotMeasured(String why) implements Outcome {
        private static final String WORDS = "not measured: ";

        @Override
        public String evidence() {
            return WORDS + why;
        }
    }

    /** What was not found out, by the evidence that was kept of it: its own words tell one from the other. */
    public static Check unread(String title, String evidence) {
        return evidence.startsWith(NotMeasured.WORDS)
                ? notMeasured(title, evidence.substring(NotMeasured.WORDS.length()))
                : unknown(title, evidence);
    }

    /** Reads something and judges it. May fail with the SDK's exceptions: then the check is unknown. */
    @FunctionalInterface
    public interface Reading {
        Outcome read() throws InterruptedException;
    }

    /** Reads something and makes several checks of it. */
    @FunctionalInterface
    public interface Readings {
        List<Check> read() throws InterruptedException;
    }

    /**
     * The checks of a reading; one that is unknown where it could not be read.
     *
     * @param title of that one
     */
    public static List<Check> of(String title, Readings readings) throws InterruptedException {
        try {
            return readings.read();
        } catch (SdkException e) {
            return List.of(unknown(title, Explained.of(e)));
        }
    }

    /** A check made from a reading: what could not be read is unknown, with AWS's reason. */
    public static Check reading(String title, Reading reading) throws InterruptedException {
        try {
            return new Check(title, reading.read());
        } catch (SdkException e) {
            return unknown(title, Explained.of(e));
        }
    }

    /** Passes exactly where {@code condition} is true. */
    public static Outcome passIf(BooleanSupplier condition, String evidence, String remedy) {
        return condition.getAsBoolean() ? new Pass(evidence) : new Fail(evidence, remedy);
    }

    public boolean passed() {
        return outcome instanceof Pass;
    }

    /** Whether it neither holds nor does not: it could not be found out, or was not measured. */
    public boolean unread() {
        return outcome instanceof Unknown || outcome instanceof NotMeasured;
    }

    public static Check pass(String title, String evidence) {
        return new Check(title, new Pass(evidence));
    }

    public static Check fail(String title, String evidence, String remedy) {
        return new Check(title, new Fail(evidence, remedy));
    }

    public static Check unknown(String title, String reason) {
        return new Check(title, new Unknown(reason));
    }

    public static Check notMeasured(String title, String why) {
        return new Check(title, new NotMeasured(why));
    }
}
