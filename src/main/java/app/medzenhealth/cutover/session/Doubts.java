package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What people decide about a step in doubt that reading cannot settle. Where others rely on it, to say that it was done is to go on
 * without knowing, like leaving it out: that takes two people.
 */
final class Doubts {
    private final SessionContext core;
    private final SessionJournal journal;
    private final People people;

    Doubts(SessionContext core, People people) {
        this.core = core;
        this.journal = core.journal;
        this.people = people;
    }

    /**
     * What is decided, as it stands now.
     *
     * @param sent call by call, as it is said
     */
    private record Case(
            Step step, DoubtDecision asked, String reason, boolean undoing, List<String> sent, Demand demand) {
        private boolean done() {
            return asked.decision() == Session.Decision.DONE;
        }

        private List<String> lines() {
            var lines = new ArrayList<String>();
            sent.forEach(s -> lines.add("Sent: " + s));
            lines.addAll(demand.risk().notDone());
            return lines;
        }

        private String what() {
            return (undoing ? "its undo " : "") + (done() ? "WAS DONE" : "WAS NOT DONE");
        }

        private String fingerprint() {
            var parts =
                    List.of("decide", step.id(), asked.decision().name(), what(), reason, String.join("\n", lines()));
            return DigestUtils.sha256Hex(parts.stream().map(p -> p + "\0").collect(Collectors.joining()));
        }
    }

    private Case of(DoubtDecision asked) {
        var reason = FreeText.REASON.accept(asked.reason());
        if (reason.length() < Session.SHORTEST_REASON) {
            throw new Refusal("A decision needs a written reason", "say in a sentence how you know");
        }
        var id = asked.step();
        if (journal.state().step(id).stage() != Stage.IN_DOUBT) {
            throw new Refusal("Step " + id + " is not in doubt", "there is nothing to decide");
        }
        var step = core.planned(id);
        var run = Interruption.of(id, core.memory);
        return new Case(
                step,
                asked,
                reason,
                run.undoing(),
                run.sent().stream().map(SentCall::words).toList(),
                Demand.toDecide(core.view.get(), step, asked.decision(), run.undoing()));
    }

    String challenge(DoubtDecision asked) {
        var text = journal.atomically(() -> {
            var now = of(asked);
            if (now.demand().confirm() != Confirm.TYPED_AND_SECOND) {
                throw new Refusal("This takes one person's written reason and no signature", "decide it without one");
            }
            return people.challenge(
                    Approvals.Asked.decided(now.step(), now.what(), now.lines(), now.reason(), now.fingerprint()),
                    Map.of("for", "decide"));
        });
        core.changed();
        return text;
    }

    /** Whether the response in it would be accepted now; a refusal is recorded. */
    String checkResponse(DoubtDecision asked) {
        return journal.atomically(() -> {
            var now = of(asked);
            return people.approver(asked.step(), asked.response().orElse(""), now.fingerprint(), asked.by());
        });
    }

    /** The trail and the report will carry what was sent, the reason and every name. */
    void decide(DoubtDecision asked) {
        journal.atomically(() -> {
            var now = of(asked);
            var id = now.step().id();
            core.surroundings.time().doubt().ifPresent(why -> {
                throw new Refusal(
                        "When step " + id + " was settled cannot be recorded: " + why,
                        "set the machine's clock, then start the console again");
            });
            var data = new LinkedHashMap<String, Object>();
            data.put("decision", asked.decision().name());
            data.put("reason", now.reason());
            if (now.undoing()) {
                data.put("undoing", true);
            }
            if (!now.sent().isEmpty()) {
                data.put("sent", now.sent());
            }
            if (now.demand().confirm() == Confirm.TYPED_AND_SECOND) {
                data.put(
                        "approvedBy",
                        people.second(
                                id,
                                new People.Signing(
                                        now.demand(),
                                        asked.typed(),
                                        asked.response(),
                                        now.fingerprint(),
                                        asked.by(),
                                        "decide"),
                                "Others rely on step " + id + ": that it was done is decided by two people. "
                                        + String.join(" ", now.demand().risk().notDone())));
                asked.typed().ifPresent(t -> data.put("typed", t));
            }
            journal.write(asked.by().name(), "step.decided", id, data);
            core.boundary(id);
        });
        core.changed();
    }
}
