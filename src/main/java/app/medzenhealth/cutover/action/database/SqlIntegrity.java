package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.util.List;
import java.util.Map;

/** Whether a restored or copied database holds what its source holds, by row counts. */
final class SqlIntegrity extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.reads("sql.integrity", "Compare the rows of two databases")
            .requires(Kind.TEXT, "source", "target")
            .requires(Kind.REGION, "sourceRegion")
            .accepts(Kind.NUMBER, "tolerance")
            .outputs("counts")
            .logsInTo("source", "target")
            .script(DataRecipes::integrity)
            .createdBy(SqlIntegrity::new);

    private final String region;
    private final String source;
    private final String sourceRegion;
    private final String target;
    private final int tolerance;

    SqlIntegrity(Inputs inputs) {
        region = inputs.region();
        source = Arns.name(inputs.text("source"));
        sourceRegion = inputs.text("sourceRegion");
        target = Arns.name(inputs.text("target"));
        tolerance = inputs.optionalNumber("tolerance").orElse(0);
    }

    @Override
    protected String summary() {
        return "Compare the rows of " + target + " with those of " + source;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var given = super.run(context, progress);
        RowsCompared.note(context, new RowsCompared.Pair(sourceRegion, source, region, target));
        return given;
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        if (Conditions.goes(context, region, target)
                && Rds.in(context, region).instance(target).isEmpty()) {
            return List.of(Check.pass(target + " was compared", "it is deleted again by another action of this step"));
        }
        return super.verify(context);
    }

    @Override
    public Verdict reconcile(ActionContext context) throws InterruptedException {
        return Verdict.from(super.verify(context));
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var title = target + " holds what " + source + " holds";
        var there = Rds.in(context, sourceRegion).instance(source);
        var here = Rds.in(context, region).instance(target);
        if (there.isEmpty() || here.isEmpty()) {
            var missing = there.isEmpty() ? source : target;
            return new Finding(Check.fail(title, missing + " does not exist", "create it first"));
        }
        var counts = RowCounts.of(context, Endpoints.of(there), Endpoints.of(here), tolerance);
        return new Finding(List.of(counts.check(title)), new Outputs(Map.of("counts", counts.summary())));
    }
}
