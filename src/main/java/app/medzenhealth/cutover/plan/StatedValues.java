package app.medzenhealth.cutover.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A plan with the values that it states itself in the place of their parameters, so that whoever compares names compares what they
 * stand for: a literal in one step is the same as the parameter that holds it in another.
 */
final class StatedValues {
    private final Function<String, Optional<String>> values;

    private StatedValues(Function<String, Optional<String>> values) {
        this.values = values;
    }

    static Plan in(Plan plan) {
        return in(plan, v -> plan.parameter(v).flatMap(Plan.Parameter::value));
    }

    /** @param values by parameter */
    static Plan in(Plan plan, Function<String, Optional<String>> values) {
        var stated = new StatedValues(values);
        var phases = plan.phases().stream().map(stated::phase).toList();
        var closing = plan.closing().stream().map(stated::phase).toList();
        var rollbacks = plan.rollbacks().stream()
                .map(r -> new Rollback(
                        stated.phase(r.procedure()),
                        r.from(),
                        r.needs(),
                        r.until(),
                        r.costs(),
                        r.leaves().map(stated::use),
                        r.outcome()))
                .toList();
        return new Plan(
                plan.id(),
                plan.title(),
                plan.company(),
                plan.summary(),
                plan.account(),
                plan.window(),
                plan.regions(),
                plan.parameters(),
                plan.baseline(),
                plan.rules(),
                phases,
                closing,
                rollbacks,
                plan.risks(),
                plan.criteria().stream()
                        .map(c -> new Plan.Criterion(
                                c.id(), c.group(), c.text(), c.measure().map(stated::use), c.unmeetable(), c.source()))
                        .toList(),
                plan.messages(),
                plan.contacts(),
                plan.costs(),
                plan.findings(),
                plan.references(),
                plan.probes(),
                plan.webhooks(),
                plan.monitoring(),
                PlanIndex.of(phases, closing, rollbacks));
    }

    private Phase phase(Phase phase) {
        return new Phase(
                phase.id(),
                phase.title(),
                phase.goal(),
                phase.planned(),
                phase.after(),
                phase.soak().map(s -> new Phase.Soak(s.phase(), s.time(), uses(s.checks()), s.source())),
                phase.regions(),
                phase.checklists().stream().map(this::checklist).toList(),
                phase.steps().stream().map(this::step).toList(),
                phase.deliverables(),
                phase.departures(),
                phase.source(),
                phase.writeRole());
    }

    private Checklist checklist(Checklist list) {
        return new Checklist(
                list.id(),
                list.title(),
                list.gates(),
                list.items().stream()
                        .map(i -> new Checklist.Item(i.id(), i.text(), i.check().map(this::use), i.valid(), i.source()))
                        .toList(),
                list.source());
    }

    private Step step(Step step) {
        return new Step(
                step.id(),
                step.title(),
                step.purpose(),
                step.effect(),
                step.confirm(),
                step.typed().map(t -> Variables.resolve(t, values)),
                step.after(),
                uses(step.actions()),
                step.verify().stream()
                        .map(v -> new Step.Verification(v.says(), v.by().map(this::use)))
                        .toList(),
                step.expected(),
                step.departures(),
                step.source(),
                step.mandatory());
    }

    private List<ActionUse> uses(List<ActionUse> uses) {
        return uses.stream().map(this::use).toList();
    }

    private ActionUse use(ActionUse use) {
        return Variables.resolve(use, values);
    }
}
