package app.medzenhealth.cutover.aws;

import java.time.Duration;

/**
 * How long AWS may take. What takes longer is unknown, not failed.
 *
 * @param connect until a connection stands
 * @param attempt from a change to the end of its answer; a read may take as long as its call
 * @param call all attempts together, with the pauses between them
 */
public record Patience(Duration connect, Duration attempt, Duration call) {

    /** For AWS across an ocean, on a bad day. */
    public static final Patience USUAL =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));

    /** The longest silence on a connection; the call's own time is over before. */
    Duration silence() {
        return call.plus(connect);
    }
}
