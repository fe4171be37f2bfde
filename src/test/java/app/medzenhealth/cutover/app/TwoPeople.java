package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.DoubtDecision;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import java.util.Optional;

/** Decides in writing, by as many people as the console asks for. */
final class TwoPeople {
    private TwoPeople() {}

    static void skip(Session session, Operator lead, RehearsedPerson second, String step, String reason) {
        exempt(session, second, Exemption.skip(step, lead, reason));
    }

    static void exempt(Session session, RehearsedPerson second, Exemption decision) {
        var view = session.view();
        var step = view.step(decision.step()).orElseThrow().step();
        var demand = decision.item().map(item -> Demand.toWaive(step, item)).orElseGet(() -> Demand.toSkip(view, step));
        if (demand.confirm() != Confirm.TYPED_AND_SECOND) {
            session.exempt(decision);
            return;
        }
        if (!session.approvers().contains(second.name())) {
            session.enrol(second.name(), second.publicKey(), decision.by());
        }
        session.exempt(decision.signed(demand.typed(), Optional.of(second.respond(session.challenge(decision)))));
    }

    /** Confirms a step as it was reviewed. */
    static void run(RehearsalApp desk, StepReview review) throws InterruptedException {
        var session = desk.workplace().session();
        var step = session.view().step(review.step()).orElseThrow().step();
        session.run(confirmed(desk, review, Demand.toRun(session.view(), step, review)));
    }

    /** Takes a step back as it is reviewed now. */
    static void undo(RehearsalApp desk, String step) throws InterruptedException {
        var session = desk.workplace().session();
        var review = session.reviewUndo(step);
        var planned = session.view().step(step).orElseThrow().step();
        session.undo(confirmed(desk, review, Demand.toUndo(session.view(), planned, review)));
    }

    private static Confirmation confirmed(RehearsalApp desk, StepReview review, Demand demand) {
        Optional<String> response = demand.confirm() == Confirm.TYPED_AND_SECOND
                ? Optional.of(desk.second().respond(desk.workplace().session().challenge(review.step())))
                : Optional.empty();
        return new Confirmation(review.step(), review.fingerprint(), desk.lead(), demand.typed(), response);
    }

    static void decide(Session session, RehearsedPerson second, DoubtDecision decision) {
        var view = session.view();
        var shown = view.step(decision.step()).orElseThrow();
        var undoing = shown.state() instanceof StepState.InDoubt d && d.undoing();
        var demand = Demand.toDecide(view, shown.step(), decision.decision(), undoing);
        session.decide(
                demand.confirm() == Confirm.TYPED_AND_SECOND
                        ? decision.signed(demand.typed(), Optional.of(second.respond(session.challenge(decision))))
                        : decision);
    }
}
