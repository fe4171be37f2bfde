package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.script.Script;
import java.util.Optional;

/** Whether a fence still stands, and whether anything was written behind it since: by its own post-conditions, read anew. */
final class FenceCheck extends ReadOnlyAction {

    static final ActionType TYPE = Fenced.named(ActionSpec.reads("fence.check", "Check the fence"))
            .logsInTo("instance")
            .script(FenceCheck::commands)
            .createdBy(in -> new FenceCheck(Fenced.from(in)));

    private final Fenced fenced;

    private FenceCheck(Fenced fenced) {
        this.fenced = fenced;
    }

    @Override
    protected String summary() {
        return "Looks whether the fence around " + fenced.instance()
                + " stands, and whether anything was written there since.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        return new Finding(new FenceWrites(fenced, Optional.empty()).verify(context), Outputs.NONE);
    }

    private static void commands(ActionContext context, Inputs with, Script script) {
        TriggerRecipes.stands(context, with, script);
        script.attest(
                "No row was changed in " + with.text("instance")
                        + " since the fence: the sum of n_tup_ins, n_tup_upd and n_tup_del in pg_stat_user_tables is what it was then");
    }
}
