package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.PlannedCall;
import java.util.List;

/**
 * What a step can do. An action is made from its resolved inputs and keeps no state of its own: everything it needs to know it
 * reads from AWS, so that it can go on after a crash.
 */
public interface Action {

    /** What would change, read from the live state. Reads only. */
    Preview preview(ActionContext context) throws InterruptedException;

    /** What must hold before it may run. Reads only. What cannot be read is unknown, never passed. */
    List<Check> preflight(ActionContext context) throws InterruptedException;

    /**
     * Does it, and waits until it has taken effect. May be called again after a failure or a restart: what is already done is
     * recognised and not sent again.
     *
     * @throws ActionFailure with what was and what was not done
     * @throws StillWaiting if AWS goes on with it and the end was not seen
     * @throws software.amazon.awssdk.core.exception.SdkException if the answer to a call was lost: {@link #reconcile} tells what
     *     became of it
     */
    Outputs run(ActionContext context, Progress progress) throws InterruptedException;

    /** Whether what {@code run} was for is true. Reads only; an accepted call is no evidence. */
    List<Check> verify(ActionContext context) throws InterruptedException;

    /** The way back to {@code before}, the facts of the preview that was confirmed. */
    Undo undo(List<Fact> before);

    /** Of a preview's calls those whose effect the live state lacks, without those that are sent only if something comes back. */
    default List<PlannedCall> lacking(Preview preview) {
        return preview.calls();
    }

    /** The program of this machine that it starts, with its arguments; empty where it starts none. */
    default List<String> starts() {
        return List.of();
    }

    /** Whether that program did what it was started for if it ended with this code. */
    default boolean endsWell(int exit) {
        return exit == 0;
    }

    /** After a crash: whether it was done. Reads only. */
    Verdict reconcile(ActionContext context) throws InterruptedException;
}
