package app.medzenhealth.cutover.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the parts of a plan stand in its file, as JSON pointers. */
record PlanPlaces(Plan plan, List<PhaseAt> phases) {

    /** @param rollback whether it is only offered, so that its steps may use any other step's outputs */
    record PhaseAt(String pointer, Phase phase, boolean rollback) {
        Stream<StepAt> steps() {
            var steps = phase.steps();
            return IntStream.range(0, steps.size())
                    .mapToObj(i -> new StepAt(pointer + "/steps/" + i, this, steps.get(i)));
        }
    }

    record StepAt(String pointer, PhaseAt in, Step step) {}

    /** @param step the step it belongs to; null for checklist evidence, soak checks and criteria */
    record ActionAt(
            String pointer,
            ActionUse use,
            PhaseAt in,
            @Nullable Step step,
            Purpose purpose) {}

    enum Purpose {
        RUN,
        EVIDENCE
    }

    static PlanPlaces of(Plan plan) {
        var phases = new ArrayList<PhaseAt>();
        for (var i = 0; i < plan.phases().size(); i++) {
            phases.add(new PhaseAt("/phases/" + i, plan.phases().get(i), false));
        }
        for (var i = 0; i < plan.closing().size(); i++) {
            phases.add(new PhaseAt("/closing/" + i, plan.closing().get(i), false));
        }
        for (var i = 0; i < plan.rollbacks().size(); i++) {
            phases.add(new PhaseAt(
                    "/rollbacks/" + i + "/procedure", plan.rollbacks().get(i).procedure(), true));
        }
        return new PlanPlaces(plan, phases);
    }

    Stream<StepAt> steps() {
        return phases.stream().flatMap(PhaseAt::steps);
    }

    Stream<ActionAt> actions() {
        var all = new ArrayList<ActionAt>();
        for (var phase : phases) {
            phase.steps().forEach(s -> {
                var actions = s.step().actions();
                for (var i = 0; i < actions.size(); i++) {
                    all.add(new ActionAt(s.pointer() + "/actions/" + i, actions.get(i), phase, s.step(), Purpose.RUN));
                }
                var verify = s.step().verify();
                for (var i = 0; i < verify.size(); i++) {
                    var at = s.pointer() + "/verify/" + i + "/by";
                    verify.get(i).by().ifPresent(a -> all.add(new ActionAt(at, a, phase, s.step(), Purpose.EVIDENCE)));
                }
            });
            var lists = phase.phase().checklists();
            for (var i = 0; i < lists.size(); i++) {
                var items = lists.get(i).items();
                for (var j = 0; j < items.size(); j++) {
                    var at = phase.pointer() + "/checklists/" + i + "/items/" + j + "/check";
                    items.get(j).check().ifPresent(a -> all.add(new ActionAt(at, a, phase, null, Purpose.EVIDENCE)));
                }
            }
            phase.phase().soak().ifPresent(soak -> {
                for (var i = 0; i < soak.checks().size(); i++) {
                    var at = phase.pointer() + "/soak/checks/" + i;
                    all.add(new ActionAt(at, soak.checks().get(i), phase, null, Purpose.EVIDENCE));
                }
            });
        }
        for (var i = 0; i < plan.rollbacks().size(); i++) {
            var way = plan.rollbacks().get(i);
            var at = "/rollbacks/" + i + "/leaves";
            phases.stream()
                    .filter(p -> p.rollback() && p.phase().equals(way.procedure()))
                    .findFirst()
                    .ifPresent(p ->
                            way.leaves().ifPresent(a -> all.add(new ActionAt(at, a, p, null, Purpose.EVIDENCE))));
        }
        for (var i = 0; i < plan.criteria().size(); i++) {
            var at = "/criteria/" + i + "/measure";
            plan.criteria()
                    .get(i)
                    .measure()
                    .ifPresent(a -> all.add(new ActionAt(at, a, phases.getFirst(), null, Purpose.EVIDENCE)));
        }
        return all.stream();
    }
}
