package app.medzenhealth.cutover.aws.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is asked of one thing after the list that named it. What AWS does not tell is not known of this thing alone, and says why;
 * what is gone since it was listed is left out.
 */
final class Details {

    /** How a fact, a state or a name begins that is not known. */
    static final String UNKNOWN = "unknown: ";

    private final List<String> reasons = new ArrayList<>();

    /** The thing has gone since the list came. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone() {
            super("gone", null, false, false);
        }
    }

    /**
     * Empty: not known, see {@link #why()}.
     *
     * @throws Gone if AWS says that the thing is gone
     */
    <T> Optional<T> ask(Detail detail, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (RuntimeException e) {
            if (detail.saysGone(e)) {
                throw new Gone();
            }
            refuseStopped(e);
            reasons.add(ServiceReading.reason(e));
            return Optional.empty();
        }
    }

    /** The same for what a list besides the main one tells: there is nothing that could be gone. */
    <T> Optional<T> ask(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (RuntimeException e) {
            refuseStopped(e);
            reasons.add(ServiceReading.reason(e));
            return Optional.empty();
        }
    }

    /**
     * A fact in words: empty where it was never set, and {@code unknown: …} where it is not known.
     *
     * @throws Gone if AWS says that the thing is gone
     */
    String fact(Detail detail, Supplier<String> read) {
        try {
            return Found.text(read.get());
        } catch (RuntimeException e) {
            if (detail.saysGone(e)) {
                throw new Gone();
            }
            if (detail.saysUnset(e)) {
                return "";
            }
            refuseStopped(e);
            reasons.add(ServiceReading.reason(e));
            return UNKNOWN + ServiceReading.reason(e);
        }
    }

    /** The reasons, which somebody else shows from here on. */
    String taken() {
        var taken = String.join("; ", reasons.stream().distinct().toList());
        reasons.clear();
        return taken;
    }

    boolean failed() {
        return !reasons.isEmpty();
    }

    /** For a fact or state that hangs on what could not be asked. */
    String why() {
        return UNKNOWN + (reasons.isEmpty() ? "not asked" : reasons.getLast());
    }

    /**
     * What is not known, each reason once.
     *
     * @param id of the thing; empty: of all of that type
     */
    List<Found> notKnown(String type, String region, String id) {
        return reasons.stream()
                .distinct()
                .map(why -> Found.notKnown(type, region, id, why))
                .toList();
    }

    /** Nobody waits for this reading any more. */
    private static void refuseStopped(RuntimeException failure) {
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
    }
}
