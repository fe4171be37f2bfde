package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/** Leaving steps out, and going on in spite of what stands in their way: in writing, and by two people where much hangs on it. */
final class Exemptions {
    private final SessionContext core;
    private final SessionJournal journal;
    private final Plan plan;
    private final People people;

    Exemptions(SessionContext core, People people) {
        this.core = core;
        this.journal = core.journal;
        this.plan = core.plan;
        this.people = people;
    }

    /**
     * What is exempted, as it stands now.
     *
     * @param reason as it will be kept
     * @param why what stands in the way, as it is said; empty for a whole step
     */
    private record Case(Step step, Exemption asked, String reason, String why, Demand demand) {
        private String act() {
            return asked.item().isPresent() ? "override" : "skip";
        }

        private List<String> lines() {
            return demand.risk().notDone();
        }

        /** Of everything that is decided: one word more or less, and it is another decision. */
        private String fingerprint() {
            var parts = List.of(act(), step.id(), asked.item().orElse(""), reason, why, String.join("\n", lines()));
            return DigestUtils.sha256Hex(parts.stream().map(p -> p + "\0").collect(Collectors.joining()));
        }

        private Approvals.Asked challenge() {
            return asked.item().isPresent()
                    ? Approvals.Asked.override(step, why, lines(), reason, fingerprint())
                    : Approvals.Asked.skip(step, lines(), reason, fingerprint());
        }
    }

    private Case of(Exemption asked) {
        var words = FreeText.REASON.accept(asked.reason());
        if (words.length() < Session.SHORTEST_REASON) {
            throw new Refusal(
                    asked.item().isPresent() ? "That needs a written reason" : "A skip needs a written reason",
                    asked.item().isPresent()
                            ? "say in a sentence why going on in spite of it is right"
                            : "say in a sentence why going on without it is right");
        }
        var step = core.planned(asked.step());
        return asked.item().isPresent() ? waived(step, asked, asked.item().get(), words) : skipped(step, asked, words);
    }

    private Case skipped(Step step, Exemption asked, String reason) {
        var kept = journal.state().step(step.id());
        if (kept.settled() || kept.busy()) {
            throw new Refusal(
                    "Step " + step.id() + " is " + kept.stage().name().toLowerCase(Locale.ROOT),
                    "only an open step can be skipped");
        }
        var locks = core.gates.phaseLocks(plan.phaseOf(step.id()).orElseThrow(), core.now());
        if (!locks.isEmpty()) {
            throw new Refusal(locks.getFirst().why(), locks.getFirst().opens());
        }
        return new Case(step, asked, reason, "", Demand.toSkip(core.view.get(), step));
    }

    private Case waived(Step step, Exemption asked, String item, String reason) {
        core.requireOpen(step.id());
        var why = core.waivable(step.id(), item)
                .orElseThrow(() -> new Refusal(
                        "“" + item + "” does not stand in the way of step " + step.id()
                                + ", or is not for a person to decide",
                        "see what the step says is open"));
        return new Case(step, asked, reason, why, Demand.toWaive(step, item));
    }

    /** Makes the challenge that a second person signs. */
    String challenge(Exemption asked) {
        var text = journal.atomically(() -> {
            var now = of(asked);
            if (now.demand().confirm() != Confirm.TYPED_AND_SECOND) {
                throw new Refusal("This takes one person's written reason and no signature", "decide it without one");
            }
            return people.challenge(now.challenge(), Map.of("for", now.act()));
        });
        core.changed();
        return text;
    }

    /** Whether the response in it would be accepted now; a refusal is recorded. */
    String checkResponse(Exemption asked) {
        return journal.atomically(() -> {
            var now = of(asked);
            return people.approver(asked.step(), asked.response().orElse(""), now.fingerprint(), asked.by());
        });
    }

    /** Goes on without it; the trail and the report will carry the reason, the consequence and both names. */
    void decide(Exemption asked) {
        journal.atomically(() -> {
            var now = of(asked);
            var id = now.step().id();
            var data = new LinkedHashMap<String, Object>();
            asked.item().ifPresent(i -> {
                data.put("item", i);
                data.put("why", now.why());
            });
            data.put("reason", now.reason());
            if (!now.lines().isEmpty()) {
                data.put("consequence", now.lines());
            }
            if (now.demand().confirm() == Confirm.TYPED_AND_SECOND) {
                data.put("approvedBy", second(now));
                asked.typed().ifPresent(t -> data.put("typed", t));
            }
            if (asked.item().isEmpty()) {
                core.live.review(id, null);
            }
            journal.write(asked.by().name(), asked.item().isPresent() ? "step.waived" : "step.skipped", id, data);
            if (asked.item().isEmpty()) {
                core.boundary(id);
            }
        });
        core.changed();
    }

    private String second(Case now) {
        var asked = now.asked();
        var id = now.step().id();
        return people.second(
                id,
                new People.Signing(
                        now.demand(), asked.typed(), asked.response(), now.fingerprint(), asked.by(), now.act()),
                asked.item().isPresent()
                        ? "Going on in spite of this takes two people: " + now.why()
                        : "Step " + id + " is mandatory: leaving it out takes two people. "
                                + String.join(" ", now.lines()));
    }
}
