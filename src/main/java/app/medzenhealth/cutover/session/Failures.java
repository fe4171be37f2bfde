package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Refused;

/** Puts what went wrong into words. */
final class Failures {
    private Failures() {}

    /** What happened, what was not done, what to do next. */
    record Words(String happened, String notDone, String next) {}

    static Words words(RuntimeException e) {
        return switch (e) {
            case ActionFailure f -> new Words(String.valueOf(f.getMessage()), f.notDone(), f.next());
            case Refusal r -> new Words(String.valueOf(r.getMessage()), "nothing was sent", r.next());
            case Refused r ->
                new Words(
                        String.valueOf(r.getMessage()),
                        "the call was not sent",
                        "review the step again and confirm what you see");
            case TrailUnavailable t ->
                new Words(
                        String.valueOf(t.getMessage()),
                        "nothing was sent after this",
                        "restart the console when the disk is well again");
            case RuntimeException s
            when AwsErrors.isCall(s) ->
                new Words(
                        AwsErrors.explain(s).traceable(),
                        "the step did not go on from here",
                        "see the step's log, then review it again");
            default ->
                new Words(
                        "Unexpected: " + e.getClass().getSimpleName()
                                + (e.getMessage() == null ? "" : ": " + e.getMessage()),
                        "the step did not go on from here",
                        "review the step again: what was done is recognised");
        };
    }

    /** A check that could not be made. */
    static Check unknown(String title, RuntimeException e) {
        return Check.unknown(title, words(e).happened());
    }
}
