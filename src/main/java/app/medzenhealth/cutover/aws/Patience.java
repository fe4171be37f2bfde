package app.medzenhealth.cutover.aws;

import java.time.Duration;

/**
 * How long AWS may take. What takes longer is unknown, not failed.
 *
 * @param connect until a connection stands
 * @param attempt from a request to the end of its answer, also the longest silence in between
 * @param call all attempts together, with the pauses between them
 */
public record Patience(Duration connect, Duration attempt, Duration call) {

    /** For AWS across an ocean, on a bad day. */
    public static final Patience USUAL =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(60));
}
