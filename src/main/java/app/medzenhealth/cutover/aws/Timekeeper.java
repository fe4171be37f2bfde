package app.medzenhealth.cutover.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The clock that everything reads and waits by: the machine's in live mode, a virtual one in rehearsal. */
public interface Timekeeper extends InstantSource {

    /** Waits until {@code time} has passed on this clock. */
    void sleep(Duration time) throws InterruptedException;

    /** What AWS's own clock says in an answer that has just come. */
    default void answered(Instant date) {}

    /** Why it is not believed, so that nothing is changed and no soak is over; empty where it is. */
    default Optional<String> doubt() {
        return Optional.empty();
    }

    /** What a person should know of it; empty where there is nothing. */
    default Optional<String> notice() {
        return Optional.empty();
    }

    /** A time for people: {@code 21 Jan 02:42 UTC}. */
    static String words(Instant at) {
        return DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    /** The machine's own clock. */
    static Timekeeper system() {
        return new Timekeeper() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
