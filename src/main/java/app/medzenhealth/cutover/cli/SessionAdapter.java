package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.breakglass.Saved;
import app.medzenhealth.cutover.ui.common.SessionControl;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The session as the window sees it.
 *
 * @param redactor told of every secret that this console got to know
 */
record SessionAdapter(Session session, Optional<RehearsedPerson> second, Redactor redactor) implements SessionControl {

    @Override
    public SessionView view() {
        return session.view();
    }

    @Override
    public AutoCloseable onChange(Consumer<SessionView> listener) {
        return session.onChange(listener);
    }

    @Override
    public StepReview review(String step) throws InterruptedException {
        return session.review(step);
    }

    @Override
    public void run(Confirmation confirmation) throws InterruptedException {
        session.run(confirmation);
    }

    @Override
    public void tick(String item, Operator by, String note) throws InterruptedException {
        session.tick(item, by, note);
    }

    @Override
    public void untick(String item, Operator by, String why) {
        session.untick(item, by, why);
    }

    @Override
    public List<Check> readEvidence(String item) throws InterruptedException {
        return session.readEvidence(item);
    }

    @Override
    public void skip(String step, Operator by, String reason) {
        session.skip(step, by, reason);
    }

    @Override
    public void retry(String step, Operator by) {
        session.retry(step, by);
    }

    @Override
    public StepReview reviewUndo(String step) throws InterruptedException {
        return session.reviewUndo(step);
    }

    @Override
    public void undo(Confirmation confirmation) throws InterruptedException {
        session.undo(confirmation);
    }

    @Override
    public void lookAgain(String step) throws InterruptedException {
        session.lookAgain(step);
    }

    @Override
    public void decide(String step, Operator by, Session.Decision decision, String reason) {
        session.decide(step, by, decision, reason);
    }

    @Override
    public void hold(Operator by) {
        session.hold(by);
    }

    @Override
    public void release(Operator by) {
        session.release(by);
    }

    @Override
    public void note(Operator by, String text) {
        session.note(by, text);
    }

    @Override
    public void attest(String step, Operator by, String note) {
        session.attest(step, by, note);
    }

    @Override
    public String challenge(String step) {
        return session.challenge(step);
    }

    @Override
    public String checkResponse(String step, String response) {
        return session.checkResponse(step, response);
    }

    @Override
    public void enrol(String name, String key, Operator by) {
        session.enrol(name, key, by);
    }

    @Override
    public Set<String> approvers() {
        return session.approvers();
    }

    @Override
    public Optional<String> rehearsedResponse(String challenge) {
        return second.map(s -> s.respond(challenge));
    }

    @Override
    public void setNone(String parameter, Operator by, String reason) {
        session.setNone(parameter, by, reason);
    }

    @Override
    public void waive(String step, String item, Operator by, String reason) {
        session.waive(step, item, by, reason);
    }

    @Override
    public void setParameter(String id, String value) {
        session.setParameter(id, value);
    }

    @Override
    public List<Check> measure(String criterion) throws InterruptedException {
        return session.measure(criterion);
    }

    @Override
    public void operator(Operator who) {
        session.operator(who);
    }

    @Override
    public Saved breakGlass(Set<String> phases, Path folder, Operator by, Progress progress)
            throws InterruptedException {
        Optional.ofNullable(System.getenv("PGPASSWORD")).ifPresent(redactor::protect);
        return session.breakGlass(phases, folder, by, redactor, progress);
    }
}
