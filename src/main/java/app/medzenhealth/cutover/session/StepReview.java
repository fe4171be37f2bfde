package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.plan.ActionUse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * What the person at the console saw before confirming: the previews and preflight checks of all actions of a step.
 *
 * @param fingerprint lower-case hex SHA-256 over the facts and planned calls of all parts
 * @param differences from the last review of this step, if its fingerprint was another, as text lines
 */
public record StepReview(
        String step, Instant at, String fingerprint, List<Part> parts, List<String> differences, Duration expected) {

    /** One action of the step. */
    public record Part(ActionUse use, String title, Preview preview, List<Check> checks) {}

    /** Each once: what several actions have found alike, word for word, is read once. */
    public List<Check> checks() {
        var seen = new HashSet<List<Object>>();
        return parts.stream()
                .flatMap(p -> p.checks().stream())
                .filter(c -> seen.add(List.of(c.title(), c.outcome())))
                .toList();
    }

    public boolean passed() {
        return checks().stream().allMatch(Check::passed);
    }
}
