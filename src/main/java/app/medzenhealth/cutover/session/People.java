package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Attestations.Attestation;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.local.DecisionRecord;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do with a session besides running steps: ticks, statements, notes, parameters, hold, approvals. */
final class People {
    private final SessionContext core;
    private final SessionJournal journal;
    private final Plan plan;
    private final TransientState live;
    private final PermitBook permits;

    People(SessionContext core, PermitBook permits) {
        this.core = core;
        this.journal = core.journal;
        this.plan = core.plan;
        this.live = core.live;
        this.permits = permits;
    }

    /** Who sits at the console from now on. */
    void operator(Operator named) {
        var who = new Operator(FreeText.NAME.accept(named.name()));
        journal.atomically(() -> {
            journal.write(
                    who.name(), "operator", "", Map.of("before", core.operator().name()));
            core.operator(who);
        });
        core.changed();
    }

    /** Takes the project's files from another folder from now on. */
    void workingCopy(Path folder, Operator by) {
        var wanted = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(wanted) || !Files.isReadable(wanted)) {
            throw new Refusal("There is no folder " + wanted + " that can be read", "choose the project's folder");
        }
        var other = journal.atomically(() -> {
            if (wanted.equals(core.workingCopy())) {
                return false;
            }
            if (plan.steps().anyMatch(s -> journal.state().step(s.id()).busy())) {
                throw new Refusal(
                        "A step is running with the files of " + core.workingCopy(), "choose again when it has ended");
            }
            journal.write(
                    by.name(),
                    "session.working-copy",
                    "",
                    Map.of("from", core.workingCopy().toString(), "to", wanted.toString()));
            core.workingCopy(wanted);
            live.forgetReviews();
            return true;
        });
        if (other) {
            core.changed();
        }
    }

    /** Ticks a checklist item, after its evidence, if it has any, was read again. */
    void tick(String item, Operator by, String words) throws InterruptedException {
        var note = FreeText.STATEMENT.accept(words);
        var found = item(item);
        var checks = evidence(found);
        var open = checks.stream().filter(c -> !c.passed()).findFirst();
        if (open.isPresent()) {
            throw new Refusal(
                    "“" + found.text() + "” cannot be ticked. " + CheckWords.line(open.get()),
                    "it can be ticked once the evidence holds");
        }
        journal.write(
                by.name(),
                "checklist.tick",
                "",
                Map.of("item", item, "text", found.text(), "note", note, "evidence", SessionContext.texts(checks)));
        core.changed();
    }

    void untick(String item, Operator by, String words) {
        var why = FreeText.REASON.accept(words);
        var found = item(item);
        journal.write(by.name(), "checklist.reopen", "", Map.of("item", item, "text", found.text(), "why", why));
        core.changed();
    }

    /** Reads an item's evidence again. A tick whose evidence no longer holds is taken back. */
    List<Check> readEvidence(String item) throws InterruptedException {
        return evidence(item(item));
    }

    private List<Check> evidence(Checklist.Item item) throws InterruptedException {
        if (item.check().isEmpty()) {
            return List.of();
        }
        var checks = core.evidence.read(core.resolve("", item.check().get()), core.context(""));
        journal.atomically(() -> {
            live.evidence(item.id(), checks);
            var failed = checks.stream().filter(c -> !c.passed()).findFirst();
            if (failed.isPresent() && journal.state().ticks().containsKey(item.id())) {
                var why = CheckWords.line(failed.get());
                journal.write(
                        SessionContext.CONSOLE,
                        "checklist.reopen",
                        "",
                        Map.of("item", item.id(), "text", item.text(), "why", why));
            }
        });
        core.changed();
        return checks;
    }

    private Checklist.Item item(String id) {
        return plan.everything()
                .flatMap(p -> p.checklists().stream())
                .flatMap(c -> c.items().stream())
                .filter(i -> i.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no checklist item " + id, "choose one of the plan's"));
    }

    /**
     * A person's statement about a step that no machine can check. What was stated is stated again, in other words, as long as a step
     * that goes by it is still to come.
     */
    void attest(String step, Operator by, String words) {
        var note = FreeText.STATEMENT.accept(words);
        if (!core.itemsToDecide(step).isEmpty()) {
            throw new Refusal(
                    "Step " + step + " asks about each thing by itself",
                    "decide about each: keep, delete or save first");
        }
        if (note.isBlank()) {
            throw new Refusal("A statement needs words: what was done, and how you know", "write them and state again");
        }
        var against = against(step, note);
        if (against.isPresent()) {
            journal.atomically(() -> {
                core.requireOpen(step);
                journal.write(by.name(), "decision.declined", step, Map.of("decision", against.get(), "note", note));
            });
            core.changed();
            return;
        }
        state(step, by, Map.of("statement", core.statement(step), "note", note));
    }

    private void state(String step, Operator by, Map<String, Object> data) {
        journal.atomically(() -> {
            if (!Statement.again(plan, journal.state(), core.planned(step))) {
                core.requireOpen(step);
            }
            requireOwnLocksOpen(step);
            core.gates.period(core.planned(step), core.now()).ifPresent(l -> {
                throw new Refusal("What is stated is about a time that is not over: " + l.why(), l.opens());
            });
            journal.write(by.name(), "step.attest", step, data);
        });
        core.changed();
    }

    /** Decides about each of the things that a step asks for: the note names them all, with what was decided and why. */
    void decideEach(String step, Operator by, List<ItemDecision> decisions) {
        var items = core.itemsToDecide(step);
        if (items.isEmpty()) {
            throw new Refusal("Step " + step + " asks about nothing one by one", "state it in words");
        }
        for (var item : items) {
            if (decisions.stream().filter(d -> d.item().equals(item)).count() != 1) {
                throw new Refusal(
                        "Nobody has decided about " + item, "decide about each once: keep, delete or save first");
            }
        }
        for (var decision : decisions) {
            if (!items.contains(decision.item())) {
                throw new Refusal("Step " + step + " does not ask about " + decision.item(), "leave it out");
            }
            if (FreeText.REASON.accept(decision.reason()).length() < ItemsToDecide.SHORTEST_REASON) {
                throw new Refusal(
                        "A decision about " + decision.item() + " needs a reason",
                        "say in a few words why it is right");
            }
        }
        var note = ItemDecision.note(decisions);
        var kept = new Attestation(by.name(), core.now(), note);
        for (var decision : decisions) {
            if (!kept.decided(decision.item()).equals(Optional.of(decision))) {
                throw new Refusal(
                        "What is decided about " + decision.item() + " could not be read again from the trail",
                        "take it off the list, and delete it by hand where it is to go");
            }
        }
        state(
                step,
                by,
                Map.of(
                        "statement",
                        core.statement(step),
                        "note",
                        note,
                        "decisions",
                        decisions.stream()
                                .map(d -> Map.of(
                                        "item", d.item(), "decision", d.choice().words(), "reason", d.reason()))
                                .toList()));
    }

    /** The option a person chose, where it is one that keeps the decision open. */
    private Optional<String> against(String step, String note) {
        return core.planned(step).actions().stream()
                .filter(a -> a.has(Trait.ASKS))
                .flatMap(a -> DecisionRecord.refusal(core.resolve(step, a), note).stream())
                .findFirst();
    }

    /**
     * A Go is not given before the window, with open lists, or against somebody's no-go, and what happens in the window is not stated
     * before it opens: what stands in the way is gone, or waived in writing.
     */
    private void requireOwnLocksOpen(String step) {
        if (!plan.inWindow(core.planned(step))) {
            return;
        }
        var phase = plan.phaseOf(step).orElseThrow();
        core.gates.locks(phase, core.planned(step), core.now()).stream()
                .filter(l -> l.waiver().isPresent() || l.cause() instanceof StepState.Cause.NoGo)
                .findFirst()
                .ifPresent(l -> {
                    throw new Refusal(
                            l.why(),
                            l.opens()
                                    + (l.waiver().isPresent() ? ", or go on in spite of it for a written reason" : ""));
                });
    }

    /** Writes a person's note into the trail. */
    void note(Operator by, String text) {
        var words = FreeText.NOTE.accept(text);
        if (words.isEmpty()) {
            throw new Refusal("The note is empty", "write something");
        }
        journal.write(by.name(), "note", "", Map.of("text", words));
        core.changed();
    }

    void setParameter(String parameter, String text) {
        var value = FreeText.VALUE.accept(text);
        var planned = parameter(parameter);
        if (planned.kind() == Plan.Parameter.Kind.DATE
                && !value.isBlank()
                && PlanWording.day(value).isEmpty()) {
            throw new Refusal("“" + value + "” is not a date", "write it as 2026-01-24: year, month, day");
        }
        if (value.equals(Variables.NONE) && planned.count().maybeNone()) {
            throw new Refusal("That there is none is decided with a reason", "decide it under Plan › Parameters");
        }
        journal.atomically(() -> {
            requireFree(parameter);
            var moved = core.gates.moves(parameter, value, core.now());
            var data = new LinkedHashMap<String, Object>();
            data.put("id", parameter);
            data.put("from", journal.state().parameters().getOrDefault(parameter, ""));
            data.put("to", value);
            if (moved) {
                data.put("moved", true);
            }
            journal.write(core.operator().name(), "parameter", "", data);
            if (moved) {
                core.gates
                        .decidedForAnotherDay()
                        .ifPresent(go -> journal.write(
                                SessionContext.CONSOLE,
                                "step.undone",
                                go,
                                Map.of("by", "Another day for the change window")));
            }
        });
        core.changed();
    }

    private void requireFree(String parameter) {
        core.gates.inUse(parameter).ifPresent(why -> {
            throw new Refusal(why, "go on to its end, or go back first");
        });
    }

    private Plan.Parameter parameter(String id) {
        return plan.parameter(id)
                .orElseThrow(() -> new Refusal("There is no parameter " + id, "choose one of the plan's"));
    }

    void setNone(String parameter, Operator by, String words) {
        var reason = written(words, "say in a sentence how you know that there is none");
        if (!parameter(parameter).count().maybeNone()) {
            throw new Refusal(
                    "The plan cannot do without “" + parameter(parameter).title() + "”", "look it up, or type it");
        }
        journal.atomically(() -> {
            requireFree(parameter);
            var before = journal.state().parameters().getOrDefault(parameter, "");
            journal.write(by.name(), "parameter.none", "", Map.of("id", parameter, "from", before, "reason", reason));
        });
        core.changed();
    }

    private static String written(String words, String next) {
        var reason = FreeText.REASON.accept(words);
        if (reason.length() < Session.SHORTEST_REASON) {
            throw new Refusal("That needs a written reason", next);
        }
        return reason;
    }

    /** Stops everything that has not been sent. */
    void hold(Operator by) {
        // First the gate, then the paper: a hold must hold even where the disk is full.
        permits.hold();
        journal.atomically(() -> {
            if (journal.state().hold().isEmpty()) {
                var running = plan.steps()
                        .map(Step::id)
                        .filter(s -> journal.state().step(s).busy())
                        .toList();
                journal.write(by.name(), "hold.on", "", Map.of("stillRunning", running));
            }
        });
        core.changed();
    }

    void release(Operator by) {
        journal.atomically(() -> {
            if (journal.state().hold().isPresent()) {
                journal.write(by.name(), "hold.off", "", Map.of());
            }
            permits.release();
        });
        core.changed();
    }

    /** Makes the challenge that a second person signs. The step must have been reviewed. */
    String challenge(String step) {
        var text = journal.atomically(() -> challenge(asked(step, core.reviewedLast(step)), Map.of()));
        core.changed();
        return text;
    }

    /** @param besides what the record says of it, too; under the lock */
    String challenge(Approvals.Asked asked, Map<String, String> besides) {
        core.requirePlanAsOpened();
        var made = Approvals.challenge(core.world, core.id, asked, core.operator(), core.now());
        var data = new LinkedHashMap<String, Object>();
        data.put("challenge", made);
        data.put("fingerprint", asked.fingerprint());
        data.put("expires", core.now().plus(Approvals.VALID).toString());
        data.putAll(besides);
        journal.write(core.operator().name(), "approval.challenge", asked.step(), data);
        live.askable(asked.step(), journal.state().approvers().values());
        return made;
    }

    private Approvals.Asked asked(String step, StepReview review) {
        return Approvals.Asked.of(
                core.planned(step),
                live.undo(step) != null,
                core.demandedLast(step).risk(),
                review);
    }

    /**
     * Whether a response would be accepted now; records a refusal. The response counts only with the confirmation.
     *
     * @return who approved
     */
    String checkResponse(String step, String response) {
        return journal.atomically(
                () -> approver(step, response, core.reviewedLast(step).fingerprint(), core.operator()));
    }

    /** @param fingerprint of what is to be signed */
    String approver(String step, String response, String fingerprint, Operator by) {
        try {
            core.requirePlanAsOpened();
            return Approvals.accept(
                    step,
                    core.world.planDigest(),
                    journal.state().challenges(),
                    response,
                    fingerprint,
                    by,
                    journal.state().approvers().values(),
                    live.askable(step),
                    core.now());
        } catch (Refusal r) {
            journal.write(by.name(), "approval.refused", step, Map.of("why", String.valueOf(r.getMessage())));
            throw r;
        }
    }

    /** Keeps that an answer was accepted: it counts once. */
    void accepted(String step, String second, String fingerprint, String response, String act) {
        journal.write(
                second,
                "approval.accepted",
                step,
                Map.of("fingerprint", fingerprint, "response", response.strip(), "for", act));
    }

    /** What two people decide with. */
    record Signing(
            Demand demand,
            Optional<String> typed,
            Optional<String> response,
            String fingerprint,
            Operator by,
            String act) {}

    /**
     * Who signed a decision that takes two people.
     *
     * @param alone why one person's word is not enough
     * @throws Refusal if nobody has, or the name is not typed exactly
     */
    String second(String step, Signing signing, String alone) {
        var wanted = signing.demand().typed().orElseThrow();
        if (signing.response().isEmpty()) {
            throw new Refusal(alone, "type “" + wanted + "”, and have a second person sign the challenge");
        }
        if (!signing.typed().equals(signing.demand().typed())) {
            throw new Refusal("The typed name is not “" + wanted + "”", "type it exactly");
        }
        var response = signing.response().get();
        var second = approver(step, response, signing.fingerprint(), signing.by());
        accepted(step, second, signing.fingerprint(), response, signing.act());
        return second;
    }

    /**
     * Keeps a person's statement about a success criterion that nothing measures, or of which its measure says now that something of
     * it was not measured.
     *
     * @throws Refusal if its measure holds, does not hold or cannot be read, or it cannot be met
     */
    void attestCriterion(String criterion, Operator by, String words) throws InterruptedException {
        var note = FreeText.STATEMENT.accept(words);
        var found = criterion(criterion);
        if (found.unmeetable().isPresent()) {
            throw new Refusal(
                    "“" + found.text() + "” cannot be met: "
                            + found.unmeetable().get(),
                    "state nothing of it");
        }
        if (found.measure().isPresent() && !CriterionStanding.leftToPeople(measure(criterion))) {
            throw new Refusal("“" + found.text() + "” is measured: nobody's word replaces that", "read it again");
        }
        journal.write(
                by.name(),
                CriterionStanding.ATTEST,
                "",
                Map.of("criterion", criterion, "text", found.text(), "note", note));
        core.changed();
    }

    private Plan.Criterion criterion(String id) {
        return plan.criteria().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no criterion " + id, "choose one of the plan's"));
    }

    /** Reads what a success criterion's measure says now. */
    List<Check> measure(String criterion) throws InterruptedException {
        var found = criterion(criterion);
        if (found.measure().isEmpty()) {
            return List.of();
        }
        return core.evidence.read(core.resolve("", found.measure().get()), core.context(""));
    }
}
