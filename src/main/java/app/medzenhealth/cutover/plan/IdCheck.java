package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;

/** Ids are unique, and what is referred to exists. */
final class IdCheck {
    private final Faults faults;
    private final Map<String, String> seen = new HashMap<>();

    private IdCheck(Faults faults) {
        this.faults = faults;
    }

    static void look(PlanPlaces places, Faults faults) {
        new IdCheck(faults).look(places);
    }

    private void look(PlanPlaces places) {
        var plan = places.plan();
        for (var i = 0; i < plan.regions().size(); i++) {
            once("region", plan.regions().get(i).id(), "/regions/" + i + "/id");
        }
        for (var i = 0; i < plan.parameters().size(); i++) {
            once("variable", plan.parameters().get(i).id(), "/parameters/" + i + "/id");
        }
        for (var phase : places.phases()) {
            // Steps and phases share one space of names: `after` may name either.
            once("step or phase", phase.phase().id(), phase.pointer() + "/id");
            phase.steps().forEach(s -> once("step or phase", s.step().id(), s.pointer() + "/id"));
            checklists(phase);
            var deliverables = phase.phase().deliverables();
            for (var i = 0; i < deliverables.size(); i++) {
                once("deliverable", deliverables.get(i).id(), phase.pointer() + "/deliverables/" + i + "/id");
            }
        }
        for (var i = 0; i < plan.risks().size(); i++) {
            once("risk", plan.risks().get(i).id(), "/risks/" + i + "/id");
        }
        for (var i = 0; i < plan.criteria().size(); i++) {
            once("criterion", plan.criteria().get(i).id(), "/criteria/" + i + "/id");
        }
        for (var i = 0; i < plan.messages().size(); i++) {
            once("message", plan.messages().get(i).id(), "/messages/" + i + "/id");
        }
        references(places);
    }

    private void checklists(PlanPlaces.PhaseAt phase) {
        var lists = phase.phase().checklists();
        for (var i = 0; i < lists.size(); i++) {
            var pointer = phase.pointer() + "/checklists/" + i;
            once("checklist", lists.get(i).id(), pointer + "/id");
            for (var j = 0; j < lists.get(i).items().size(); j++) {
                once("checklist item", lists.get(i).items().get(j).id(), pointer + "/items/" + j + "/id");
            }
        }
    }

    private void references(PlanPlaces places) {
        var plan = places.plan();
        var targets = new HashSet<String>();
        plan.everything().forEach(p -> targets.add(p.id()));
        plan.steps().forEach(s -> targets.add(s.id()));
        var regions = plan.regions().stream().map(Plan.Region::id).collect(Collectors.toSet());
        for (var phase : places.phases()) {
            var lists = phase.phase().checklists();
            for (var i = 0; i < lists.size(); i++) {
                var pointer = phase.pointer() + "/checklists/" + i + "/gates";
                lists.get(i).gates().ifPresent(g -> exists(targets.contains(g), pointer, g));
            }
            phase.phase().regions().keySet().forEach(r -> {
                if (!regions.contains(r)) {
                    faults.found(
                            phase.pointer() + "/regions/" + r,
                            "region “" + r + "” is not one of the plan's",
                            "use one of " + String.join(", ", regions));
                }
            });
            var deliverables = phase.phase().deliverables();
            for (var i = 0; i < deliverables.size(); i++) {
                var pointer = phase.pointer() + "/deliverables/" + i + "/steps";
                deliverables.get(i).steps().forEach(s -> exists(targets.contains(s), pointer, s));
            }
        }
        for (var i = 0; i < plan.regions().size(); i++) {
            var pointer = "/regions/" + i + "/provenBy";
            plan.regions().get(i).provenBy().forEach(s -> exists(plan.step(s).isPresent(), pointer, s));
        }
        for (var i = 0; i < plan.rollbacks().size(); i++) {
            var rollback = plan.rollbacks().get(i);
            exists(targets.contains(rollback.from()), "/rollbacks/" + i + "/from", rollback.from());
            for (var j = 0; j < rollback.costs().size(); j++) {
                var step = rollback.costs().get(j).step();
                exists(targets.contains(step), "/rollbacks/" + i + "/costs/" + j + "/step", step);
            }
        }
    }

    private void once(String kind, String id, String pointer) {
        if (seen.putIfAbsent(kind + " " + id, pointer) != null) {
            faults.found(pointer, kind + " id “" + id + "” is used twice", "give each its own id");
        }
    }

    private void exists(boolean there, String pointer, String id) {
        if (!there) {
            faults.found(pointer, "there is no step or phase “" + id + "”", "name an existing one");
        }
    }
}
