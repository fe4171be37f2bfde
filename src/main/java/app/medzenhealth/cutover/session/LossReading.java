package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What was read of the side that a way back leaves behind: whether going back loses anything. */
public record LossReading(Instant at, List<Check> checks) {
    /** Whoever writes there goes on writing. A stated figure. */
    private static final Duration FRESH = Duration.ofSeconds(60);

    /** Whether it still says something of {@code now}. */
    boolean fresh(Instant now) {
        return !now.isAfter(at.plus(FRESH));
    }

    boolean nothing() {
        return !checks.isEmpty() && checks.stream().allMatch(Check::passed);
    }

    /** Whether something is lost: known, and not open to doubt. */
    boolean something() {
        return checks.stream().anyMatch(c -> c.outcome() instanceof Check.Fail);
    }

    /** What was found, of what does not hold or could not be read. */
    String words() {
        return checks.stream()
                .filter(c -> something() ? c.outcome() instanceof Check.Fail : !c.passed())
                .map(c -> c.outcome().evidence())
                .collect(Collectors.joining("; "));
    }
}
