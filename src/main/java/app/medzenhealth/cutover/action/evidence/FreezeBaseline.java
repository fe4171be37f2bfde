package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Reads all regions and writes the baseline down, with its digest. What the plan does not know is drift: shown, not refused. */
final class FreezeBaseline extends ReadOnlyAction {
    static final ActionType TYPE = ActionSpec.readsGlobally("inventory.baseline", "Freeze the baseline inventory")
            .outputs("digest", "resources", "drift")
            .is(Trait.FREEZES_BASELINE)
            .script(EvidenceRecipes::baseline)
            .createdBy(FreezeBaseline::new);

    private static final String NAME = "baseline.json";
    private static final String DRIFT = "Drift from the plan is listed";

    FreezeBaseline(Inputs inputs) {}

    @Override
    protected String summary() {
        return "Read everything in all regions of the plan and freeze it as the baseline";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var inventory = Scans.scan(context, Scans.regions(context.plan()), progress);
        var baseline = Baseline.of(context.plan(), inventory);
        var json = baseline.json(context.plan());
        SessionFile.in(context, NAME).write(json);
        SessionFile.in(context, NAME + ".sha256").write(DigestUtils.sha256Hex(json) + "\n");
        baseline.notInPlan().forEach(r -> progress.line("Not in the plan: " + Scans.shown(r)));
        baseline.missing().forEach(p -> progress.line("Missing: " + p.service() + " " + p.type() + " " + p.name()));
        return judge(
                new Finding(
                        new Conclusion(context, Scans.items(inventory)).with(drift(baseline)),
                        new Outputs(Map.of(
                                "digest", DigestUtils.sha256Hex(json),
                                "resources",
                                        String.valueOf(inventory.resources().count()),
                                "drift", String.valueOf(baseline.drift())))),
                progress);
    }

    /** The baseline stays as it was frozen: looking again reads the file, not the regions. */
    @Override
    protected Finding look(ActionContext context, Progress progress) {
        var title = "The baseline and its digest are on file";
        Optional<String> json;
        Optional<String> digest;
        try {
            json = SessionFile.in(context, NAME).read();
            digest = SessionFile.in(context, NAME + ".sha256").read().map(String::strip);
        } catch (ActionFailure altered) {
            return new Finding(Check.fail(
                    title, NAME + " was changed after it was frozen: " + altered.getMessage(), "run the step again"));
        }
        if (json.isEmpty() || digest.isEmpty()) {
            return new Finding(Check.fail(title, "there is no baseline yet", "run the step"));
        }
        return new Finding(
                DigestUtils.sha256Hex(json.get()).equals(digest.get())
                        ? Check.pass(title, NAME + ", SHA-256 " + digest.get())
                        : Check.fail(title, NAME + " was changed after it was frozen", "run the step again"));
    }

    /** The baseline says of such a service that it is unknown; whoever goes on without it answers for that. */
    @Override
    protected boolean mayBeWaived(Check open) {
        return open.unread() && !open.title().equals(DRIFT);
    }

    private static Check drift(Baseline baseline) {
        return Check.pass(
                DRIFT,
                baseline.notInPlan().size() + " resources the plan does not know, "
                        + baseline.missing().size() + " it misses"
                        + (baseline.unsure().isEmpty()
                                ? ""
                                : ", " + baseline.unsure().size() + " that may be there or not"));
    }
}
