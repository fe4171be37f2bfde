package app.medzenhealth.cutover.inventory;

import java.time.Duration;
import java.time.Instant;

/** Something read from AWS, or the reason why it is not known. Unknown is never empty and never zero. */
public sealed interface Observation<T> {

    Instant at();

    /** The read was complete: every page came. */
    record Known<T>(T value, Instant at, Duration took) implements Observation<T> {}

    /** @param reason AWS's code and what it means, for example {@code AccessDeniedException: dynamodb:ListTables} */
    record Unknown<T>(String reason, Instant at, Duration took) implements Observation<T> {}
}
