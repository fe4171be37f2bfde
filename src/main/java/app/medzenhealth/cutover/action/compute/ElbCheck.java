package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;

/** Whether enough targets of a target group are healthy. */
public final class ElbCheck extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("elb.check", "Check a target group")
            .requires(TEXT, "targetGroup")
            .requires(NUMBER, "healthy")
            .script((c, in, s) ->
                    ContainerRecipes.healthy(s, in.region(), in.text("targetGroup"), in.number("healthy")))
            .createdBy(ElbCheck::new);

    private final String region;
    private final String group;
    private final int healthy;

    private ElbCheck(Inputs in) {
        this.region = in.region();
        this.group = in.text("targetGroup");
        this.healthy = in.number("healthy");
    }

    @Override
    protected String summary() {
        return "Looks whether " + group + " in " + region + " has at least " + healthy + " healthy targets.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return new Finding(TargetGroups.healthy(context, region, group, healthy));
    }
}
