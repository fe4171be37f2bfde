package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepReview;
import java.util.function.Consumer;

/**
 * The session as the window uses it. All methods but {@link #view} and {@link #onChange} may block: call them through
 * {@link Background}. What cannot be done is refused with an exception whose words are for the person at the console.
 */
public interface SessionControl {

    SessionView view();

    /** @param listener called on any thread with each new view; close the result to stop */
    AutoCloseable onChange(Consumer<SessionView> listener);

    /** Makes previews and preflight checks from the live state. Changes nothing. */
    StepReview review(String step) throws InterruptedException;

    /** Runs what was confirmed; returns when the step has ended, one way or the other. */
    void run(Confirmation confirmation) throws InterruptedException;

    void tick(String item, Operator by, String note) throws InterruptedException;

    void untick(String item, Operator by, String why) throws InterruptedException;

    void skip(String step, Operator by, String reason) throws InterruptedException;

    /** Makes a failed step ready to be reviewed and run again. */
    void retry(String step, Operator by) throws InterruptedException;

    /** Runs the inverse of a step made from the state before it. */
    void undo(String step, Operator by) throws InterruptedException;

    void hold(Operator by) throws InterruptedException;

    void release(Operator by) throws InterruptedException;

    /** Writes a person's note into the trail. */
    void note(Operator by, String text) throws InterruptedException;

    /** A person's statement about a step that no machine can check. */
    void attest(String step, Operator by, String note) throws InterruptedException;

    /** Makes the challenge that a second person signs; it is in the step's state and is returned. */
    String challenge(String step) throws InterruptedException;

    void setParameter(String id, String value) throws InterruptedException;
}
