package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.util.Optional;

/** Which database a service serves from, and whether it is set as a step registered it. */
public final class EcsServes extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("ecs.serves", "Check which database a service serves from")
            .requires(TEXT, "cluster", "service", "database")
            .accepts(TEXT, "taskDefinition")
            .is(Trait.PROVES_BACKING)
            .script(ContainerRecipes::serves)
            .createdBy(EcsServes::new);

    private final ServedDatabase served;
    private final Optional<String> registered;

    private EcsServes(Inputs in) {
        registered = in.optional("taskDefinition");
        served = new ServedDatabase(
                new EcsServiceReads(in.region(), in.text("cluster"), in.text("service")),
                Arns.name(in.text("database")),
                registered);
    }

    @Override
    protected String summary() {
        return "Looks whether " + served.service().name() + " in "
                + served.service().region() + " serves from " + served.database()
                + registered.map(r -> ", set as " + Arns.name(r) + " is").orElse("") + ".";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return new Finding(served.checks(context), Outputs.NONE);
    }
}
