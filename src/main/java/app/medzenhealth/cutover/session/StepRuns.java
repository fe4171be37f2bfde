package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemsOpen;
import app.medzenhealth.cutover.action.StillWaiting;
import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Reviewing steps and carrying them out as confirmed. */
final class StepRuns {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final SessionContext core;
    private final SessionJournal journal;
    private final Plan plan;
    private final TransientState live;
    private final People people;
    private final Identity.Reader identity;
    private final Settling settling;

    /** Settles a step in doubt by reading. */
    interface Settling {
        void settle(Step step) throws InterruptedException;
    }

    StepRuns(SessionContext core, People people, Identity.Reader identity, Settling settling) {
        this.core = core;
        this.journal = core.journal;
        this.plan = core.plan;
        this.live = core.live;
        this.people = people;
        this.identity = identity;
        this.settling = settling;
    }

    /** Makes previews and checks of a step from the live state. Changes nothing. */
    StepReview review(String step) throws InterruptedException {
        journal.atomically(() -> {
            core.requireOpen(step);
            core.mint(step);
        });
        core.losses.before(plan.phaseOf(step).orElseThrow());
        return keep(step, core.reviews.review(subject(step), core.context(step), previous(step)), live::review);
    }

    private Optional<StepReview> previous(String step) {
        return journal.atomically(() -> Optional.ofNullable(live.review(step)));
    }

    /** @param keeping where it is to be found again, the step's review or that of its way back */
    StepReview keep(String step, StepReview review, BiConsumer<String, StepReview> keeping) {
        journal.atomically(() -> {
            keeping.accept(step, review);
            live.reviewed(step, journal.state().approvers().values());
            journal.write(
                    core.operator().name(),
                    "step.review",
                    step,
                    Map.of(
                            "fingerprint",
                            review.fingerprint(),
                            "passed",
                            review.passed(),
                            "differences",
                            review.differences(),
                            "checks",
                            SessionContext.texts(review.checks())));
        });
        core.changed();
        return review;
    }

    private Reviews.Subject subject(String id) {
        var step = core.planned(id);
        var phase = plan.phaseOf(id).orElseThrow();
        var uses = step.actions().stream().map(a -> core.resolve(id, a)).toList();
        var actions = uses.stream().map(u -> reviewable(id, u)).toList();
        return new Reviews.Subject(id, uses, actions, gatesOf(phase, step));
    }

    /** The action, or what says which of its values are missing. What the step itself gives comes while it is carried out. */
    private Action reviewable(String step, ActionUse resolved) {
        var missing = Variables.in(resolved.with()).stream()
                .flatMap(v -> missing(step, v).stream())
                .toList();
        return missing.isEmpty()
                ? core.evidence.action(resolved)
                : new NotSetYet(
                        core.evidence.title(resolved),
                        missing,
                        missing.stream().allMatch(m -> m instanceof NotSetYet.Missing.Output)
                                ? Optional.of(core.evidence.action(resolved))
                                : Optional.empty());
    }

    private Optional<NotSetYet.Missing> missing(String step, String variable) {
        return plan.parameter(variable)
                .<NotSetYet.Missing>map(NotSetYet.Missing.Parameter::new)
                .or(() -> plan.steps()
                        .map(Step::id)
                        .filter(id -> variable.startsWith(id + "."))
                        .max(Comparator.comparingInt(String::length))
                        .filter(id -> !id.equals(step))
                        .map(id -> new NotSetYet.Missing.Output(id, variable.substring(id.length() + 1))));
    }

    /** Evidence of the checklists that gate a step, and of the soak before its phase. */
    private List<Reviews.Gate> gatesOf(Phase phase, Step step) {
        var found = new ArrayList<Reviews.Gate>();
        plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> Gates.gates(c, phase, step))
                .flatMap(c -> c.items().stream())
                .forEach(i -> i.check().ifPresent(a -> found.add(new Reviews.Gate(i.text(), core.resolve("", a)))));
        phase.soak()
                .ifPresent(s ->
                        s.checks().forEach(a -> found.add(new Reviews.Gate("Healthy soak", core.resolve("", a)))));
        RequiredFact.of(plan, phase, step)
                .forEach(f -> found.add(new Reviews.Gate(
                        f.title(v ->
                                Optional.ofNullable(journal.state().parameters().get(v))),
                        core.resolve(f.step(), f.use()))));
        return found;
    }

    /**
     * Reads once more, right before an action changes something, what must be true of the world for it.
     *
     * @throws ActionFailure if something of it does not hold, or cannot be read
     */
    private void requireFacts(Step step) throws InterruptedException {
        var facts = RequiredFact.of(plan, plan.phaseOf(step.id()).orElseThrow(), step);
        if (facts.isEmpty()) {
            return;
        }
        var checks = new ArrayList<Check>();
        for (var fact : facts) {
            checks.addAll(core.evidence.read(core.resolve(fact.step(), fact.use()), core.context(step.id())));
        }
        journal.write(
                SessionContext.CONSOLE,
                "step.facts",
                step.id(),
                Map.of("passed", checks.stream().allMatch(Check::passed), "checks", SessionContext.texts(checks)));
        var open = checks.stream().filter(c -> !c.passed()).findFirst();
        if (open.isPresent()) {
            throw new ActionFailure(
                    "What step " + step.id() + " needs does not hold. " + CheckWords.line(open.get()),
                    "nothing was sent",
                    open.get().outcome() instanceof Check.Fail fail
                            ? fail.remedy()
                            : "make it readable, then review the step again");
        }
    }

    /** Runs what was confirmed; returns when the step has ended, one way or the other. */
    void run(Confirmation confirmation) throws InterruptedException {
        var step = core.planned(confirmation.step());
        core.alone(step.id(), () -> {
            journal.atomically(() -> live.open(step.id(), List.of()));
            var confirmed = confirmed(step, confirmation);
            var fresh = core.reviews.review(subject(step.id()), core.context(step.id()), Optional.of(confirmed));
            core.losses.before(plan.phaseOf(step.id()).orElseThrow());
            start(step, confirmation, confirmed, fresh, Stage.RUNNING);
            var parts = fresh.parts().subList(1, 1 + step.actions().size());
            carryOut(
                    step,
                    confirmation,
                    parts,
                    fresh,
                    (i, own) -> core.evidence.action(
                            core.resolve(step.id(), step.actions().get(i), own)));
        });
    }

    private StepReview confirmed(Step step, Confirmation confirmation) {
        return journal.atomically(() -> {
            core.requireOpen(step.id());
            var phase = plan.phaseOf(step.id()).orElseThrow();
            var locks = core.gates.locks(phase, step, core.now());
            if (!locks.isEmpty()) {
                throw refused(
                        step,
                        confirmation,
                        locks.getFirst().why(),
                        locks.getFirst().opens());
            }
            var review = core.reviewed(step.id());
            if (!review.fingerprint().equals(confirmation.fingerprint())) {
                throw refused(
                        step,
                        confirmation,
                        "What you confirmed is not the latest review of step " + step.id(),
                        "review it again");
            }
            requireChecks(step, confirmation, review);
            requireTyped(step, confirmation, demand(step, review, Stage.RUNNING));
            return review;
        });
    }

    private void requireChecks(Step step, Confirmation confirmation, StepReview review) {
        review.checks().stream().filter(c -> !c.passed()).findFirst().ifPresent(c -> {
            throw refused(
                    step,
                    confirmation,
                    "A check does not hold. " + CheckWords.line(c),
                    c.outcome() instanceof Check.Fail f ? f.remedy() : "find out, then review the step again");
        });
    }

    void requireTyped(Step step, Confirmation confirmation, Demand demand) {
        demand.typed()
                .filter(wanted -> !confirmation.typed().equals(Optional.of(wanted)))
                .ifPresent(wanted -> {
                    throw refused(
                            step,
                            confirmation,
                            "The typed name is not “" + wanted + "”. "
                                    + demand.risk().headline(),
                            "type it exactly");
                });
    }

    private Demand demand(Step step, StepReview review, Stage stage) {
        return stage == Stage.UNDOING
                ? Demand.toUndo(core.view.get(), step, review)
                : Demand.toRun(core.view.get(), step, review);
    }

    Refusal refused(Step step, Confirmation confirmation, String why, String next) {
        journal.write(
                confirmation.by().name(),
                "step.refused",
                step.id(),
                Map.of("why", why, "fingerprint", confirmation.fingerprint()));
        return new Refusal(why, next);
    }

    /** The last look before anything is sent: the state is the confirmed one, every check holds, the second person agrees. */
    void start(Step step, Confirmation confirmation, StepReview confirmed, StepReview fresh, Stage stage) {
        journal.atomically(() -> {
            BiConsumer<String, StepReview> keeping = stage == Stage.UNDOING ? live::undo : live::review;
            if (!fresh.fingerprint().equals(confirmed.fingerprint())) {
                keeping.accept(step.id(), fresh);
                var differences = String.join("; ", fresh.differences());
                throw refused(
                        step,
                        confirmation,
                        "The live state changed since your review: " + differences,
                        "look at the difference and confirm again");
            }
            keeping.accept(step.id(), fresh);
            requireChecks(step, confirmation, fresh);
            // Asked again: what was harmless when it was confirmed may lose data by now.
            var demand = demand(step, fresh, stage);
            requireTyped(step, confirmation, demand);
            var data = new LinkedHashMap<String, Object>();
            data.put("fingerprint", fresh.fingerprint());
            data.putAll(ConfirmedChanges.of(fresh));
            data.putAll(Deletions.of(fresh).recorded());
            confirmation.typed().ifPresent(t -> data.put("typed", t));
            if (demand.confirm() == Confirm.TYPED_AND_SECOND) {
                var second = people.approver(
                        step.id(), confirmation.response().orElse(""), fresh.fingerprint(), confirmation.by());
                journal.write(
                        second,
                        "approval.accepted",
                        step.id(),
                        Map.of(
                                "fingerprint",
                                fresh.fingerprint(),
                                "response",
                                confirmation.response().orElse("").strip()));
                data.put("second", second);
            }
            if (stage == Stage.RUNNING) {
                core.waysBack.beginAnew(step.id());
            }
            data.put("undo", stage == Stage.UNDOING);
            data.put("risk", demand.risk().headline());
            if (stage == Stage.RUNNING && !journal.state().before().containsKey(step.id())) {
                var facts = fresh.parts().subList(1, 1 + step.actions().size()).stream()
                        .map(p -> p.preview().facts())
                        .toList();
                data.put("before", SessionFold.texts(facts));
            }
            journal.write(confirmation.by().name(), "step.confirm", step.id(), data);
            live.progress(step.id(), 0, "starting");
            core.resumed = Resumed.NOTHING;
        });
        core.changed();
    }

    private void carryOut(
            Step step, Confirmation confirmation, List<StepReview.Part> parts, StepReview fresh, Runner.Made made)
            throws InterruptedException {
        var id = step.id();
        try {
            var outputs = core.runner.run(
                    parts,
                    made,
                    fresh.fingerprint(),
                    confirmation.by(),
                    core.context(id),
                    core.progress(id),
                    listener(id, Stage.RUNNING));
            finish(step, outputs, verifiedSoon(step, outputs));
        } catch (StillWaiting w) {
            core.stillWaiting(id, w);
        } catch (ItemsOpen items) {
            journal.atomically(() ->
                    live.open(id, items.open().stream().filter(items::decidable).toList()));
            broken(step, items);
        } catch (RuntimeException e) {
            broken(step, e);
        }
    }

    /** A run ended otherwise than well. If a call's end is not known for certain, it is found out instead of presumed. */
    void broken(Step step, RuntimeException e) throws InterruptedException {
        var unread = AwsErrors.isCall(e) && AwsErrors.explain(e).fate() == AwsError.Fate.UNKNOWN;
        if (unread || !LastRun.of(step.id(), core.memory).calls().isEmpty()) {
            lost(step, e);
        } else {
            core.fail(step.id(), e);
        }
    }

    /** A call's answer was lost, or a read failed: what can be told by reading is told at once. */
    private void lost(Step step, RuntimeException e) throws InterruptedException {
        var words = Failures.words(e).happened();
        core.doubt(step.id(), words);
        settling.settle(step);
    }

    Runner.Listener listener(String step, Stage stage) {
        return new Runner.Listener() {
            @Override
            public void begins(int index) {
                journal.atomically(() -> {
                    if (journal.state().hold().isPresent()) {
                        throw new Refusal(
                                "On hold: action " + (index + 1) + " was not begun",
                                "release the hold, then review the step again");
                    }
                    journal.write(SessionContext.CONSOLE, "action.begin", step, Map.of("index", index + 1));
                });
                core.changed();
            }

            @Override
            public void changes() throws InterruptedException {
                // A way back stands on what it finds, not on what the step needed.
                if (stage == Stage.RUNNING) {
                    requireFacts(core.planned(step));
                }
            }

            @Override
            public boolean waived(Check item) {
                return journal.atomically(
                        () -> journal.state().waiver(step, item.title()).isPresent());
            }

            @Override
            public Map<String, String> ended(int index, Map<String, String> before, Map<String, String> given) {
                StepRuns.this.ended(step, index, given);
                return core.given(step, before, index, given);
            }
        };
    }

    /** Keeps that an action has ended well, and what it gave. */
    void ended(String step, int index, Map<String, String> given) {
        journal.atomically(() -> {
            var data = new LinkedHashMap<String, Object>(Map.of("index", index + 1, "outputs", given));
            if (!given.isEmpty() && journal.state().step(step).stage() == Stage.RUNNING) {
                var before = journal.state().outputs().getOrDefault(step, Map.of());
                data.put(SessionFold.IN_ALL, core.given(step, before, index, given));
            }
            journal.write(SessionContext.CONSOLE, "action.end", step, data);
        });
        core.changed();
    }

    /**
     * Post-conditions take a while to become true: health checks count, names spread. Looks until all hold or time is up, or until
     * nothing can be read any more because the credentials are over.
     */
    List<Check> verifiedSoon(Step step, Map<String, String> outputs) throws InterruptedException {
        var until = core.now().plus(PATIENCE);
        var checks = verified(step, outputs);
        while (!checks.stream().allMatch(Check::passed) && core.now().isBefore(until) && !blind(checks)) {
            var open = checks.stream().filter(c -> !c.passed()).findFirst().orElseThrow();
            core.progress(step.id()).at(-1, "verifying. " + CheckWords.line(open));
            core.surroundings.time().sleep(LOOK_AGAIN);
            checks = verified(step, outputs);
        }
        return checks;
    }

    /** Whether something cannot be read and will not be before somebody signs in again. */
    boolean blind(List<Check> checks) throws InterruptedException {
        return checks.stream().anyMatch(Check::unread) && identity.read() instanceof Identity.Expired;
    }

    static boolean failing(List<Check> checks) {
        return checks.stream().anyMatch(c -> c.outcome() instanceof Check.Fail);
    }

    /** What does not hold, or is not known to. */
    static String open(List<Check> checks) {
        return checks.stream().filter(c -> !c.passed()).map(CheckWords::line).collect(Collectors.joining("; "));
    }

    List<Check> verified(Step step, Map<String, String> outputs) throws InterruptedException {
        return withoutWaived(step.id(), everything(step, outputs));
    }

    /** What a person goes on without counts as decided, and says so. */
    private List<Check> withoutWaived(String step, List<Check> checks) {
        return journal.atomically(() -> checks.stream()
                .map(c -> c.passed()
                        ? c
                        : journal.state()
                                .waiver(step, c.title())
                                .map(w -> Check.pass(
                                        SessionContext.WITHOUT + c.title(),
                                        w.by() + " at " + Times.minute(w.at()) + " UTC: " + w.note() + " — it was: "
                                                + c.outcome().evidence()))
                                .orElse(c))
                .toList());
    }

    private List<Check> everything(Step step, Map<String, String> outputs) throws InterruptedException {
        var checks = new ArrayList<Check>();
        var context = core.context(step.id());
        for (var use : step.actions()) {
            checks.addAll(core.evidence.read(core.resolve(step.id(), use, outputs), context));
        }
        for (var verification : step.verify()) {
            if (verification.by().isPresent()) {
                checks.addAll(core.evidence.read(
                        core.resolve(step.id(), verification.by().get(), outputs), context));
            }
        }
        return checks;
    }

    /** Ends a step that was carried out: well where every post-condition holds, in doubt where that cannot be read. */
    void finish(Step step, Map<String, String> outputs, List<Check> checks) throws InterruptedException {
        var id = step.id();
        var blind = blind(checks);
        var ended = journal.atomically(() -> {
            live.verified(id, checks);
            if (!blind && failing(checks)) {
                throw new ActionFailure(
                        "It was carried out, but what should be true is not, or not known: " + open(checks),
                        "the step does not count as done",
                        "look at the evidence, then review the step again");
            }
            if (!checks.stream().allMatch(Check::passed)) {
                core.doubt(
                        id, "It was carried out; whether what should be true is true cannot be read: " + open(checks));
                return false;
            }
            var took = Duration.between(journal.state().step(id).at(), core.now());
            journal.write(
                    SessionContext.CONSOLE,
                    "step.succeeded",
                    id,
                    Map.of("took", took.toString(), "outputs", outputs, "verified", SessionContext.texts(checks)));
            live.review(id, null);
            core.boundary(id);
            return true;
        });
        if (ended) {
            core.changed();
        }
    }

    /** Makes a failed or undone step ready to be reviewed and run again. */
    void retry(String step, Operator by) {
        journal.atomically(() -> {
            var kept = journal.state().step(step);
            if (kept.stage() != Stage.FAILED && kept.stage() != Stage.UNDONE && kept.stage() != Stage.SKIPPED) {
                throw new Refusal(
                        "Step " + step + " has not failed and was not undone or skipped", "review it as it is");
            }
            live.review(step, null);
            journal.write(
                    by.name(), "step.retry", step, Map.of("was", kept.stage().name()));
        });
        core.changed();
    }
}
