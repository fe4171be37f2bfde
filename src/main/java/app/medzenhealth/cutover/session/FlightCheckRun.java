package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.FlightCheck.Answer;
import app.medzenhealth.cutover.session.FlightCheck.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks every step of the plan what it would meet now. It reads only: nothing is reviewed, minted or ticked by it, no program is
 * started, and what a step's preview would name by a token or a time of its own is named by a stand-in.
 */
final class FlightCheckRun {
    /** Stands for what is minted when a step is first reviewed, so that a name made of it can be looked for. */
    private static final String NOT_MINTED = "00000000-000000";

    private final SessionContext core;
    private final Plan plan;
    private final String world;
    private final Identity.Reader identity;

    FlightCheckRun(SessionContext core, String world, Identity.Reader identity) {
        this.core = core;
        this.world = world;
        this.plan = core.plan;
        this.identity = identity;
    }

    /** @throws InterruptedException when it is cancelled: then nothing is recorded, and nothing was changed anyway */
    FlightCheck check(Progress progress) throws InterruptedException {
        var who = who();
        var answers = new ArrayList<Answer>();
        var all = plan.steps().count();
        for (var phase : plan.everything().toList()) {
            for (var step : phase.steps()) {
                progress.at((double) answers.size() / all, "Step " + step.id() + ": " + step.title());
                answers.add(answer(phase, step));
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
        progress.at(1, all + " steps asked");
        var check = new FlightCheck(plan.id(), core.id, world, core.now(), who, List.copyOf(answers));
        record(check);
        return check;
    }

    private String who() throws InterruptedException {
        return switch (identity.read()) {
            case Identity.Known k -> k.account() + " " + k.principal();
            case Identity.Unknown u -> "unknown: " + u.reason();
            case Identity.Expired e -> "unknown: " + e.reason();
        };
    }

    private void record(FlightCheck check) {
        core.journal.write(
                core.operator().name(),
                "plan.check",
                "",
                Map.of(
                        "steps", check.answers().size(),
                        "counts", check.counts(),
                        "sha256", check.digest(),
                        "today", check.today().stream().map(Answer::step).toList()));
    }

    private Answer answer(Phase phase, Step written) throws InterruptedException {
        var step = core.planned(written.id());
        var stage = core.journal.state().step(step.id()).stage();
        return switch (stage) {
            case SUCCEEDED, SKIPPED, UNDONE -> plain(phase, step, Verdict.DONE);
            case RUNNING, UNDOING, IN_DOUBT -> plain(phase, step, Verdict.UNKNOWN);
            case OPEN, FAILED -> asked(phase, step);
        };
    }

    private static Answer plain(Phase phase, Step step, Verdict verdict) {
        return new Answer(
                phase.id(),
                step.id(),
                step.title(),
                verdict,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                true);
    }

    private Answer asked(Phase phase, Step step) throws InterruptedException {
        var context = context(step.id());
        var missing = new Missing();
        var previews = new ArrayList<Preview>();
        var open = new ArrayList<Check>();
        for (var use : step.actions()) {
            var resolved = resolved(step, use);
            if (missing.add(plan, resolved) || resolved.has(Trait.BY_PERSON)) {
                continue;
            }
            ask(step, resolved, context, previews, open);
        }
        var before = step.after().stream().filter(b -> !core.gates.complete(b)).toList();
        return new Answer(
                phase.id(),
                step.id(),
                step.title(),
                verdict(step, missing, previews, open),
                previews.stream()
                        .flatMap(p -> p.changes().stream())
                        .map(Change::words)
                        .toList(),
                previews.stream()
                        .flatMap(p -> p.calls().stream())
                        .map(PlannedCall::cli)
                        .map(c -> String.join(" ", c))
                        .toList(),
                open,
                List.copyOf(missing.values),
                List.copyOf(missing.outputs),
                before,
                alone(step.id()));
    }

    /** Whether everything that is still to be done before it, in the plan's order, only reads or is a person's. */
    private boolean alone(String id) {
        return plan.everything()
                .flatMap(p -> p.steps().stream())
                .takeWhile(s -> !s.id().equals(id))
                .filter(s -> !core.gates.complete(s.id()))
                .allMatch(FlightCheckRun::leavesTheWorld);
    }

    private static boolean leavesTheWorld(Step step) {
        return step.effect() == Step.Effect.READS || step.actions().stream().allMatch(a -> a.has(Trait.BY_PERSON));
    }

    private void ask(
            Step step, ActionUse use, ActionContext context, Collection<Preview> previews, Collection<Check> open)
            throws InterruptedException {
        try {
            var action = core.evidence.action(use);
            var preview = action.preview(context);
            previews.add(preview);
            var looks = action instanceof ReadOnlyAction && !core.evidence.gives(use);
            var checks = looks ? action.verify(context) : action.preflight(context);
            checks.stream().filter(c -> !c.passed()).forEach(open::add);
        } catch (RuntimeException e) {
            open.add(Failures.unknown(core.evidence.title(use), e));
        }
    }

    private static Verdict verdict(Step step, Missing missing, List<Preview> previews, List<Check> open) {
        if (open.stream().anyMatch(Check::unread)) {
            return Verdict.UNKNOWN;
        }
        if (!open.isEmpty() || !missing.values.isEmpty()) {
            return Verdict.LOCKED;
        }
        if (!missing.outputs.isEmpty()) {
            return Verdict.COMES_LATER;
        }
        if (step.actions().stream().allMatch(a -> a.has(Trait.BY_PERSON))) {
            return Verdict.BY_PERSON;
        }
        var idle = previews.stream()
                .allMatch(p -> p.calls().isEmpty() && p.changes().isEmpty());
        return idle && step.effect() != Step.Effect.READS ? Verdict.NOTHING_TO_DO : Verdict.READY;
    }

    private ActionUse resolved(Step step, ActionUse use) {
        return Variables.resolve(
                core.resolve(step.id(), use),
                v -> v.equals(Variables.MINT) ? Optional.of(NOT_MINTED) : Optional.empty());
    }

    /** What is asked here is asked again when it is the step's turn: its tokens are made then. */
    private ActionContext context(String step) {
        var own = core.context(step);
        return new ActionContext(
                own.plan(),
                own.session(),
                own.step(),
                own.clients(),
                own.time(),
                own.http(),
                own.dns(),
                own.sql(),
                own.commands(),
                own.inventory(),
                own.files(),
                own.kept(),
                own.workingCopy(),
                name -> "cutover-check",
                own.attestations());
    }

    /** What a step's inputs lack. */
    private static final class Missing {
        private final Set<String> values = new LinkedHashSet<>();
        private final Set<String> outputs = new LinkedHashSet<>();

        /** Whether anything of this action is missing. */
        boolean add(Plan plan, ActionUse resolved) {
            var open = Variables.in(resolved.with());
            open.forEach(v -> plan.parameter(v).ifPresentOrElse(p -> values.add(p.title()), () -> outputs.add(v)));
            return !open.isEmpty();
        }
    }
}
