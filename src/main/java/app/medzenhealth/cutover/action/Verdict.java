package app.medzenhealth.cutover.action;

import java.util.List;

/** What became of an action whose outcome was lost. */
public sealed interface Verdict {
    String evidence();

    /** What the action was for is true. */
    record Done(String evidence) implements Verdict {}

    /**
     * It is not, or not yet: running the action again is safe, because it recognises what was sent and only sends what is
     * missing; the evidence says which.
     */
    record NotDone(String evidence) implements Verdict {}

    /** Cannot be told by reading; a person decides. */
    record Undecided(String evidence) implements Verdict {}

    /** Done where every post-condition holds, undecided where one cannot be read. */
    static Verdict from(List<Check> postConditions) {
        var evidence = String.join(
                "; ",
                postConditions.stream()
                        .map(c -> c.title() + ": " + c.outcome().evidence())
                        .toList());
        if (postConditions.stream().anyMatch(Check::unread)) {
            return new Undecided(evidence);
        }
        return postConditions.stream().allMatch(Check::passed) ? new Done(evidence) : new NotDone(evidence);
    }
}
