package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.session.breakglass.Saved;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a person at a console does with a session. All methods but {@link #view} and {@link #onChange} may block: nobody calls
 * them on a thread that shows something. What will not be done is refused with a {@link Refusal}, whose words are for that person;
 * then nothing was changed.
 */
public interface SessionControl {

    /** Everything a screen shows, as of now. */
    SessionView view();

    /** @param listener called on any thread with each new view; close the result to stop */
    AutoCloseable onChange(Consumer<SessionView> listener);

    /** Makes previews and preflight checks from the live state. Changes nothing. */
    StepReview review(String step) throws InterruptedException;

    /** Runs what was confirmed; returns when the step has ended, one way or the other. */
    void run(Confirmation confirmation) throws InterruptedException;

    /** Ticks a checklist item, after its evidence, if it has any, was read again. */
    void tick(String item, Operator by, String note) throws InterruptedException;

    /** Takes a tick back. */
    void untick(String item, Operator by, String why) throws InterruptedException;

    /** Reads a checklist item's evidence again; a tick whose evidence no longer holds is taken back. */
    List<Check> readEvidence(String item) throws InterruptedException;

    /**
     * Goes on without a step, or in spite of one thing that stands in its way, as decided in writing. Whether that takes a typed
     * name and a second person, {@link Demand#toSkip} and {@link Demand#toWaive} say.
     */
    void exempt(Exemption decision) throws InterruptedException;

    /** Makes the challenge for a decision that takes a second person: it holds the reason and what the decision means. */
    String challenge(Exemption decision) throws InterruptedException;

    /**
     * Whether the response in a decision would be accepted now. It counts only with the decision; a refusal is recorded.
     *
     * @return who approved
     */
    String checkResponse(Exemption decision) throws InterruptedException;

    /** Leaves a step out that one person may leave out. */
    default void skip(String step, Operator by, String reason) throws InterruptedException {
        exempt(Exemption.skip(step, by, reason));
    }

    /** Makes a failed, undone or skipped step ready to be reviewed and run again. */
    void retry(String step, Operator by) throws InterruptedException;

    /** What going back to the state before the step would do; to be confirmed like a review. Changes nothing. */
    StepReview reviewUndo(String step) throws InterruptedException;

    /** Runs the inverse of a step's actions, last first, as confirmed from {@link #reviewUndo}. */
    void undo(Confirmation confirmation) throws InterruptedException;

    /** Reads again what became of a step in doubt, and settles it if that can be told. */
    void lookAgain(String step) throws InterruptedException;

    /**
     * A person's decision about a step in doubt, for a written reason. Whether that takes a typed name and a second person,
     * {@link Demand#toDecide} says.
     */
    void decide(DoubtDecision decision) throws InterruptedException;

    /** Makes the challenge for a decision in doubt that takes a second person: it holds what was sent and what relies on it. */
    String challenge(DoubtDecision decision) throws InterruptedException;

    /** Whether the response in a decision in doubt would be accepted now; a refusal is recorded. */
    String checkResponse(DoubtDecision decision) throws InterruptedException;

    /** Decides about a step in doubt what one person may decide. */
    default void decide(String step, Operator by, Session.Decision decision, String reason)
            throws InterruptedException {
        decide(DoubtDecision.of(step, decision, by, reason));
    }

    /** Stops everything that has not been sent. */
    void hold(Operator by) throws InterruptedException;

    /** Lets go on what was on hold. */
    void release(Operator by) throws InterruptedException;

    /** Writes a person's note into the trail. */
    void note(Operator by, String text) throws InterruptedException;

    /** A person's statement about a step that no machine can check. */
    void attest(String step, Operator by, String note) throws InterruptedException;

    /**
     * A person's decisions about the things that a step asks for one by one, each with its reason.
     *
     * @param decisions about each of {@link ItemsToDecide}, and about nothing else
     * @throws Refusal if one is missing or without a reason
     */
    void decideEach(String step, Operator by, List<ItemDecision> decisions) throws InterruptedException;

    /** A message as it would be posted to its webhook now. Sends nothing. */
    Posting posting(String message) throws InterruptedException;

    /**
     * Posts a message to its webhook, as it was read; waits for the answer, not longer than ten seconds. That it was not taken is no
     * error, and no step waits for it.
     *
     * @param fingerprint of what was read
     * @throws Refusal if nothing was sent
     */
    Posted post(String message, String fingerprint, Operator by) throws InterruptedException;

    /**
     * Keeps what somebody says about using the change window, for a role of the board. The last answer of a role counts.
     *
     * @throws Refusal of a go while a list that it claims has an open item; of a no-go without words; of either once users are cut off
     */
    void say(GoNoGo answer) throws InterruptedException;

    /** Makes the challenge that a second person signs; it is in the step's state and is returned. The step must have been reviewed. */
    String challenge(String step) throws InterruptedException;

    /**
     * Whether a response would be accepted now. It counts only with the confirmation; a refusal is recorded.
     *
     * @return who approved
     */
    String checkResponse(String step, String response) throws InterruptedException;

    /**
     * Lets a person sign as second approver from now on, for what is reviewed after it. The first takes nobody's signature, a
     * further one that of somebody who is enrolled.
     */
    void enrol(Enrolment enrolment) throws InterruptedException;

    /** Makes the challenge for a further approver. */
    String challenge(Enrolment enrolment) throws InterruptedException;

    /** Whether the response for a further approver would be accepted now; a refusal is recorded. */
    String checkResponse(Enrolment enrolment) throws InterruptedException;

    /** Enrols the first approver. {@code key}: their Ed25519 public key, X.509, base64. */
    default void enrol(String name, String key, Operator by) throws InterruptedException {
        enrol(Enrolment.of(name, key, by));
    }

    /** The names of those who may sign as second approver. */
    Set<String> approvers() throws InterruptedException;

    /**
     * Decides in writing that there is none of what a parameter asks for; what is about it then has nothing to do. Setting the
     * parameter takes the decision back.
     */
    void setNone(String parameter, Operator by, String reason) throws InterruptedException;

    /** Goes on, in writing, in spite of one thing that one person may decide. */
    default void waive(String step, String item, Operator by, String reason) throws InterruptedException {
        exempt(Exemption.waive(step, item, by, reason));
    }

    /** Sets a parameter of the plan. */
    void setParameter(String id, String value) throws InterruptedException;

    /**
     * A person's statement about a success criterion that nothing measures, or whose measure says now that something of it was not
     * measured; a later one counts in place of an earlier one.
     *
     * @throws Refusal if its measure holds, does not hold or cannot be read, or it cannot be met
     */
    void attestCriterion(String criterion, Operator by, String note) throws InterruptedException;

    /** Reads what a success criterion's measure says now; empty where it has none. */
    List<Check> measure(String criterion) throws InterruptedException;

    /**
     * Reads the history of metrics and alarms since the cutover: which hours were healthy. Empty: the soak has not begun, or the plan
     * counts no healthy hours.
     */
    Optional<SoakReading> soak() throws InterruptedException;

    /**
     * Keeps what somebody has seen on a day of the soak. A later word about the same day counts in place of an earlier one.
     *
     * @param day from 1
     * @param healthy how healthy it was, as was on the screen; may be empty
     * @throws Refusal if the day has not begun, or nothing is said
     */
    void checkDay(int day, Operator by, String note, String healthy) throws InterruptedException;

    /**
     * Reads how everything stands at the end, each success criterion by its measure. Changes nothing.
     *
     * @throws Refusal if the session cannot be closed as it is
     */
    Closing closing() throws InterruptedException;

    /** Makes the challenge that a second person signs to close the session: it holds all that is said of it. */
    String challenge(SignOff signing) throws InterruptedException;

    /** Whether the response to that would be accepted now; a refusal is recorded. */
    String checkResponse(SignOff signing) throws InterruptedException;

    /**
     * Closes the session as it was read and signed: from then on all that would change it is refused, also after a restart.
     *
     * @throws Refusal if it is not as it was read, or nobody has signed
     */
    void close(SignOff signing) throws InterruptedException;

    /**
     * Saves what is left of the plan as a folder of scripts for the day on which there is no console. Reads nothing from AWS.
     *
     * @param phases ids of the phases to save; empty: all that is left, and the ways back
     * @param folder must not exist, or be empty; it is there whole afterwards, or not at all
     * @throws InterruptedException if the thread was interrupted; then nothing is left of it
     */
    Saved breakGlass(Set<String> phases, Path folder, Operator by, Progress progress) throws InterruptedException;

    /** Who sits at the console from now on. */
    void operator(Operator who) throws InterruptedException;
}
