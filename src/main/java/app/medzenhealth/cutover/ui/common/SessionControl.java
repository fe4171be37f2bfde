package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.breakglass.Saved;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** Reads a checklist item's evidence again; a tick whose evidence no longer holds is taken back. */
    List<Check> readEvidence(String item) throws InterruptedException;

    /** @param reason at least a sentence; it goes into the trail and the report */
    void skip(String step, Operator by, String reason) throws InterruptedException;

    /** Makes a failed, undone or skipped step ready to be reviewed and run again. */
    void retry(String step, Operator by) throws InterruptedException;

    /** What going back to the state before the step would do; to be confirmed like a review. Changes nothing. */
    StepReview reviewUndo(String step) throws InterruptedException;

    /** Runs the inverse of a step, as confirmed from {@link #reviewUndo}. */
    void undo(Confirmation confirmation) throws InterruptedException;

    /** Reads again what became of a step in doubt, and settles it if that can be told. */
    void lookAgain(String step) throws InterruptedException;

    /** A person's decision about a step in doubt. */
    void decide(String step, Operator by, Session.Decision decision, String reason) throws InterruptedException;

    void hold(Operator by) throws InterruptedException;

    void release(Operator by) throws InterruptedException;

    /** Writes a person's note into the trail. */
    void note(Operator by, String text) throws InterruptedException;

    /** A person's statement about a step that no machine can check. */
    void attest(String step, Operator by, String note) throws InterruptedException;

    /** Makes the challenge that a second person signs; it is in the step's state and is returned. */
    String challenge(String step) throws InterruptedException;

    /**
     * Whether a response would be accepted now. It counts only with the confirmation; a refusal is recorded.
     *
     * @return who approved
     */
    String checkResponse(String step, String response) throws InterruptedException;

    /** Lets a person sign as second approver from now on. {@code key}: their Ed25519 public key, base64. */
    void enrol(String name, String key, Operator by) throws InterruptedException;

    /** The names of those who may sign as second approver. */
    Set<String> approvers() throws InterruptedException;

    /**
     * In rehearsal the second person is played by the console itself, with a key of its own: signs a challenge.
     *
     * @return the response code; empty in live mode, where only another person can
     */
    Optional<String> rehearsedResponse(String challenge) throws InterruptedException;

    /** Decides in writing that there is none of what a parameter asks for. */
    void setNone(String parameter, Operator by, String reason) throws InterruptedException;

    /** Goes on, in writing, in spite of one thing that stands in a step's way: a lock's waiver, or an open item's title. */
    void waive(String step, String item, Operator by, String reason) throws InterruptedException;

    void setParameter(String id, String value) throws InterruptedException;

    /** Reads what a success criterion's measure says now; empty where it has none. */
    List<Check> measure(String criterion) throws InterruptedException;

    /**
     * Saves what is left as a folder of scripts; can be interrupted, and leaves nothing then.
     *
     * @param phases ids; empty: all that is left, and the ways back
     */
    Saved breakGlass(Set<String> phases, Path folder, Operator by, Progress progress) throws InterruptedException;

    /** Who sits at the console from now on. */
    void operator(Operator who) throws InterruptedException;
}
