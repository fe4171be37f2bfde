package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Recipe;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.action.script.Shell;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.breakglass.Pack;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the script of one step. */
final class StepScript {
    private final SessionContext core;
    /** Steps that have a script in the same pack. */
    private final Set<String> remaining;
    /** By parameter that has no value: the steps whose scripts ask for it. */
    private final Map<Plan.Parameter, Set<String>> unset = new LinkedHashMap<>();

    StepScript(SessionContext core, Set<String> remaining) {
        this.core = core;
        this.remaining = remaining;
    }

    Pack.StepFile of(Phase phase, Step step, String file) {
        var script = new Script(step.id(), typed(step));
        opening(phase, step, script);
        var going = going(step);
        if (going.rows().size() > 1) {
            script.say("On the list: " + going.counted() + ". What is gone already is counted as well.");
        }
        facts(phase, step, script);
        for (var use : step.actions()) {
            action(step, use, script);
        }
        script.comment("What must be true now");
        for (var verification : step.verify()) {
            must(step, verification, script);
        }
        var manual = script.reads() + script.changes() > 0
                ? ""
                : script.others() > 0 ? "programs of the machine and statements of a person" : "statements of a person";
        return new Pack.StepFile(
                step.id(),
                step.title(),
                file,
                head(step) + script.text() + "\nfinish\n",
                script.files(),
                script.reads(),
                script.changes(),
                script.others(),
                manual);
    }

    /** As {@link Demand} words it, as far as that is known without reading AWS. */
    private Optional<String> typed(Step step) {
        return demanded(step).compareTo(Step.Confirm.TYPED) < 0 && step.typed().isEmpty()
                ? Optional.empty()
                : going(step)
                        .phrase()
                        .or(() -> step.typed()
                                .map(t -> Variables.resolve(
                                        t,
                                        n -> Optional.ofNullable(core.journal
                                                .state()
                                                .parameters()
                                                .get(n)))))
                        .or(() -> Optional.of(step.title()));
    }

    /** Nothing where a value is not known yet: a number would be a guess. */
    private Deletions going(Step step) {
        var uses = step.actions().stream().map(a -> core.resolve(step.id(), a)).toList();
        var named = uses.stream()
                .flatMap(a -> core.evidence.named(a, core.context(step.id())).stream())
                .toList();
        return Deletions.named(named.stream().anyMatch(d -> d.label().contains("${")) ? List.of() : named);
    }

    /**
     * What the console reads before it changes anything, a script asks too: by a command where one can ask it, of a person where none
     * can. Each ends it where the answer is no.
     */
    private void facts(Phase phase, Step step, Script script) {
        var facts = RequiredFact.of(core.plan, phase, step);
        if (facts.isEmpty()) {
            return;
        }
        script.comment("What must be true before anything is changed");
        for (var fact : facts) {
            var title = fact.title(
                    v -> Optional.ofNullable(core.journal.state().parameters().get(v)));
            var made = core.plan.step(fact.step()).orElse(step);
            var question = question(fact.use());
            if (question.isPresent()) {
                script.say("To be true: " + title + ". It is looked at now:");
                ask(made, fact.use(), question.get(), script);
            } else {
                script.attest("You have looked, in AWS, whether this is true now: " + title);
            }
        }
    }

    /** What only reads is its own question. */
    private Optional<Recipe> question(ActionUse use) {
        return core.evidence.writes(use) ? core.evidence.script(use).flatMap(Recipe::asks) : core.evidence.script(use);
    }

    /** A sentence that nothing here reads is a person's to state: said alone, it would stand there like a result. */
    private void must(Step step, Step.Verification verification, Script script) {
        verification
                .by()
                .ifPresentOrElse(
                        use -> {
                            script.say("To be true: " + verification.says() + ". It is looked at now:");
                            action(step, use, script);
                        },
                        () -> script.attest(
                                "You have seen, above or in AWS, that this is true: " + verification.says()));
    }

    private String head(Step step) {
        return """
            #!/usr/bin/env bash
            # Step %s: %s
            # %s
            set -euo pipefail
            PACK=$(cd "$(dirname "$0")/.." && pwd)
            # The library uses them.
            # shellcheck disable=SC2034
            ACCOUNT=%s HOME_REGION=%s
            # shellcheck source=../lib.sh
            . "$PACK/lib.sh"

            begin %s %s
            """.formatted(
                        Shell.comment(step.id()),
                        Shell.comment(step.title()),
                        Shell.comment(step.purpose()),
                        Shell.word(core.plan.account()),
                        Shell.word(core.plan.regions().getFirst().id()),
                        Shell.word(Shell.comment(step.id())),
                        Shell.word(Shell.comment(step.title())));
    }

    private void opening(Phase phase, Step step, Script script) {
        var kept = core.journal.state().step(step.id());
        switch (kept.stage()) {
            case RUNNING, UNDOING ->
                script.attest(
                        "When this was saved, the step was under way in the console since " + Times.minute(kept.at())
                                + " UTC. The console is stopped now, and what became of the step was looked at in AWS");
            case IN_DOUBT ->
                script.attest("When this was saved, it was in doubt what became of the step: " + kept.text()
                        + ". That was looked at in AWS since");
            case FAILED ->
                script.say("When this was saved, the step had failed: "
                        + (kept.problem() == null ? "" : kept.problem().happened()));
            case OPEN, UNDONE, SUCCEEDED, SKIPPED -> {}
        }
        script.requires(needed(phase, step));
        phase.soak()
                .ifPresent(s -> script.attest(s.time().toHours()
                        + " hours of healthy operation have passed since phase " + s.phase() + " was complete"));
        core.plan
                .everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> Gates.gates(c, phase, step))
                .flatMap(c -> c.items().stream())
                .filter(i -> core.journal.state().tick(i, core.now()).isEmpty())
                .forEach(i -> script.attest(i.text()));
        goes(step).forEach(script::attest);
        loss(step).ifPresent(script::attest);
        closings(step).forEach(script::attest);
        if (demanded(step) == Step.Confirm.TYPED_AND_SECOND) {
            script.second();
        }
    }

    /** A pack does not know what was said since it was saved. */
    private Stream<String> goes(Step step) {
        return core.plan.window().go().filter(step.id()::equals).isEmpty()
                ? Stream.empty()
                : core.gates.board(core.now()).seats().stream()
                        .map(seat -> "Somebody has said go for “" + seat.role() + "” to this window");
    }

    private Step.Confirm demanded(Step step) {
        return Demand.toRun(core.view.get(), step);
    }

    /** A pack is used later than it is saved: whoever goes back says that nothing is lost by it, or that two people gave it up. */
    private Optional<String> loss(Step step) {
        return step.effect() == Step.Effect.READS
                ? Optional.empty()
                : core.plan.rollbacks().stream()
                        .filter(r -> r.procedure().steps().contains(step))
                        .flatMap(r -> r.costs().stream())
                        .filter(Rollback.Price::pointOfNoReturn)
                        .findFirst()
                        .map(p -> "Step " + p.step()
                                + " was never begun, or two people have decided to give up what it costs to go back: "
                                + p.text());
    }

    /** A pack does not know what was done since it was saved. */
    private Stream<String> closings(Step step) {
        return core.plan.rollbacks().stream()
                .filter(r -> r.procedure().steps().contains(step))
                .flatMap(r -> r.costs().stream())
                .filter(Rollback.Price::closes)
                .map(p -> "Step " + p.step() + " was not done. Behind it this way back is closed: " + p.text());
    }

    private List<String> needed(Phase phase, Step step) {
        return Stream.concat(step.after().stream(), phase.after().stream())
                .flatMap(id -> core.plan
                        .phase(id)
                        .map(p -> p.steps().stream().map(Step::id))
                        .orElse(Stream.of(id)))
                .filter(remaining::contains)
                .distinct()
                .toList();
    }

    private void action(Step step, ActionUse use, Script script) {
        var recipe = core.evidence.script(use);
        script.comment(use.type() + use.region().map(r -> " in " + r).orElse(""));
        if (recipe.isEmpty()) {
            script.attest("No command is known for " + core.evidence.title(use) + " (" + use.type()
                    + "). It was done by hand, as the plan says");
            return;
        }
        ask(step, use, recipe.get(), script);
    }

    private void ask(Step step, ActionUse use, Recipe recipe, Script script) {
        try {
            var resolved = resolved(step, use, script);
            recipe.write(core.context(step.id()), inputs(resolved), script);
        } catch (ActionFailure f) {
            script.attest(Shell.harmless(f.getMessage() + ". " + f.next()) + ". It was done by hand");
        }
    }

    private static Inputs inputs(ActionUse use) {
        return new Inputs(use.type(), use.region(), use.with());
    }

    /** With everything known put in, and a shell variable for what only AWS will be able to tell. */
    private ActionUse resolved(Step step, ActionUse use, Script script) {
        var known = core.resolve(step.id(), use);
        var harmless = known.with(harmless(known.with()));
        return Variables.resolve(
                harmless,
                name -> core.plan
                        .parameter(name)
                        .map(p -> unset(p, step, script))
                        .or(() -> later(name, script)));
    }

    /** Nobody has said what it is on this account: the script stops until whoever carries it out does. */
    private String unset(Plan.Parameter parameter, Step step, Script script) {
        unset.computeIfAbsent(parameter, p -> new LinkedHashSet<>()).add(step.id());
        var variable = variable(parameter);
        script.setBefore(variable, parameter.title());
        return Shell.variable(variable);
    }

    private static String variable(Plan.Parameter parameter) {
        return "SET_" + parameter.id().replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    /** The values that the scripts made so far ask for, in words. */
    List<String> unset() {
        return unset.entrySet().stream()
                .map(e -> "`" + variable(e.getKey()) + "`: " + e.getKey().title() + " (step "
                        + String.join(", ", e.getValue()) + ")")
                .toList();
    }

    private Optional<String> later(String name, Script script) {
        return core.plan
                .steps()
                .filter(s -> name.startsWith(s.id() + "."))
                .max(Comparator.comparingInt(s -> s.id().length()))
                .flatMap(s -> given(s, name.substring(s.id().length() + 1)).map(g -> switch (g) {
                    case Given.Known known -> known.text();
                    case Given.Asked asked -> {
                        var variable = "OF_" + name.replaceAll("[^A-Za-z0-9]", "_");
                        script.named(variable, name, asked.command());
                        yield Shell.variable(variable);
                    }
                }));
    }

    private Optional<Given> given(Step step, String output) {
        for (var use : step.actions()) {
            var recipe = core.evidence.script(use);
            if (recipe.isPresent()) {
                var resolved = core.resolve(step.id(), use);
                var gives =
                        recipe.get().gives(core.context(step.id()), inputs(resolved.with(harmless(resolved.with()))));
                var found = Optional.ofNullable(gives.get(output))
                        .or(() -> Optional.ofNullable(gives.get("*")).map(g -> named(g, output)));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Given named(Given any, String output) {
        return switch (any) {
            case Given.Known known -> new Given.Known(known.text().replace("%s", output));
            case Given.Asked asked ->
                new Given.Asked(new Command(asked.command().words().stream()
                        .map(w -> w.replace("%s", output))
                        .toList()));
        };
    }

    private static Map<String, Object> harmless(Map<String, Object> with) {
        var out = new LinkedHashMap<String, Object>();
        with.forEach((k, v) -> out.put(k, harmless(v)));
        return out;
    }

    private static Object harmless(Object value) {
        return switch (value) {
            case String text -> Shell.harmless(text);
            case Map<?, ?> map -> {
                var out = new LinkedHashMap<String, Object>();
                map.forEach((k, v) -> out.put(Shell.harmless(String.valueOf(k)), harmless(v)));
                yield out;
            }
            case List<?> list -> list.stream().map(StepScript::harmless).toList();
            default -> value;
        };
    }
}
