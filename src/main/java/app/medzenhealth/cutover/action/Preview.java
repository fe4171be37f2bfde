package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.PlannedCall;
import java.time.Duration;
import java.util.List;

/**
 * What an action would do, made from the live state without changing it.
 *
 * @param summary one sentence for the person who decides
 * @param facts the live state it was made from; volatile values (ages, lag) do not belong here
 * @param changes from → to
 * @param calls the mutating AWS calls in order; what is already done is not among them
 * @param goingBack how it is undone, or that it cannot be
 * @param expected how long it usually takes
 * @param warnings what the reader must not overlook
 */
public record Preview(
        String summary,
        List<Fact> facts,
        List<Change> changes,
        List<PlannedCall> calls,
        String goingBack,
        Duration expected,
        List<String> warnings) {

    /** Lower-case hex SHA-256 over facts and calls: the same exactly while nothing that was reviewed has changed. */
    public String fingerprint() {
        return Fingerprint.of(List.of(this));
    }
}
