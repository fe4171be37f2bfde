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
 * @param deletions what is gone for good afterwards, one by one; counts and sizes in it may be old and are no part of the fingerprint
 */
public record Preview(
        String summary,
        List<Fact> facts,
        List<Change> changes,
        List<PlannedCall> calls,
        String goingBack,
        Duration expected,
        List<String> warnings,
        List<Deletion> deletions) {

    /** What is already as it is to be is no change. */
    public Preview {
        changes = changes.stream().filter(c -> !c.from().equals(c.to())).toList();
    }

    /** Of what deletes nothing. */
    public Preview(
            String summary,
            List<Fact> facts,
            List<Change> changes,
            List<PlannedCall> calls,
            String goingBack,
            Duration expected,
            List<String> warnings) {
        this(summary, facts, changes, calls, goingBack, expected, warnings, List.of());
    }

    /** Lower-case hex SHA-256 over facts and calls: the same exactly while nothing that was reviewed has changed. */
    public String fingerprint() {
        return Fingerprint.of(List.of(this));
    }
}
