package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.ActionSignature.Presence;
import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;

/** Parameters are stated once, may be none only where an action can do without, and the change window refers to what exists. */
final class ParameterCheck {
    private final PlanPlaces places;
    private final ActionCheck actions;
    private final Faults faults;

    private ParameterCheck(PlanPlaces places, ActionCheck actions, Faults faults) {
        this.places = places;
        this.actions = actions;
        this.faults = faults;
    }

    static void look(PlanPlaces places, ActionCheck actions, Faults faults) {
        new ParameterCheck(places, actions, faults).look();
    }

    private void look() {
        var parameters = places.plan().parameters();
        for (var i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).value().isPresent()
                    && parameters.get(i).rehearsal().isPresent()) {
                faults.found(
                        "/parameters/" + i + "/rehearsal",
                        "“" + parameters.get(i).id() + "” has a value of the plan and one of the rehearsal",
                        "keep “value:” where the plan states it, “rehearsal:” where only the rehearsal knows it");
            }
        }
        places.actions().forEach(this::mayBeNone);
        window();
    }

    private void mayBeNone(ActionAt at) {
        actions.signature(at.use().type())
                .ifPresent(signature -> signature.inputs().stream()
                        .filter(i -> i.presence() == Presence.REQUIRED
                                && i.kind() != ActionSignature.Kind.LIST
                                && !signature.subjects().contains(i.name()))
                        .filter(i -> at.use().with().get(i.name()) instanceof String text
                                && Variables.whole(text)
                                        .flatMap(places.plan()::parameter)
                                        .filter(p -> p.count().maybeNone())
                                        .isPresent())
                        .forEach(i -> faults.found(
                                at.pointer() + "/with/" + i.name(),
                                signature.type() + " cannot do without “" + i.name() + "”, of which there may be none",
                                "use a parameter of which there is always one")));
    }

    private void window() {
        var plan = places.plan();
        plan.window().date().ifPresent(id -> {
            if (plan.parameter(id)
                    .filter(p -> p.kind() == Plan.Parameter.Kind.DATE)
                    .isEmpty()) {
                faults.found("/window/date", "“" + id + "” is not a parameter of kind date", "name one");
            }
        });
        plan.window().go().ifPresent(id -> step("/window/go", id));
        plan.window().steps().forEach(id -> step("/window/steps", id));
    }

    private void step(String pointer, String id) {
        if (places.plan().step(id).isEmpty()) {
            faults.found(pointer, "there is no step “" + id + "”", "name an existing one");
        }
    }
}
