package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether anything was used lately, as far as it is measured ({@link Use}). Of what is not, and of every bucket, a person decides.
 */
public final class LastUse extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("evidence.last-use", "Prove that nothing is used")
            .requires(LIST, "functions", "tables", "apis", "buckets")
            .accepts(LIST, "databases")
            .requires(DURATION, "within")
            .outputs("report")
            .about("functions", "tables", "apis", "buckets", "databases")
            .is(Trait.PROVES_DISPENSABLE)
            .script(ObserveRecipes::lastUse)
            .createdBy(LastUse::new);

    private final String region;
    private final List<String> functions;
    private final List<String> tables;
    private final List<String> apis;
    private final List<String> buckets;
    private final List<String> databases;
    private final Duration within;

    private LastUse(Inputs in) {
        this.region = in.region();
        this.functions = in.list("functions");
        this.tables = in.list("tables");
        this.apis = in.list("apis");
        this.buckets = in.list("buckets");
        this.databases = in.list("databases");
        this.within = in.duration("within");
    }

    @Override
    protected String summary() {
        return "Looks whether any of "
                + (functions.size() + tables.size() + apis.size() + buckets.size() + databases.size())
                + " resources in " + region + " was used in the last " + within.toHours() + " h.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var checks = new ArrayList<Check>();
        var use = new Use(context, region, within);
        for (var function : functions) {
            checks.add(use.function(function));
        }
        for (var table : tables) {
            checks.addAll(use.table(table));
        }
        for (var api : apis) {
            checks.add(use.api(api));
        }
        for (var bucket : buckets) {
            checks.add(use.bucket(bucket));
        }
        for (var database : databases) {
            checks.addAll(use.of("rds/instance", database));
        }
        var file = Report.write(
                context,
                "last-use-" + region,
                checks.stream()
                        .map(c -> c.title() + ": " + c.outcome().evidence())
                        .toList());
        return new Finding(checks, new Outputs(Map.of("report", file.toString())));
    }

    /** What could not be read or measured of one says nothing about the others. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.unread();
    }
}
