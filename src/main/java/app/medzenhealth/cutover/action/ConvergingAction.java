package app.medzenhealth.cutover.action;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An action that brings AWS to a wanted state by doing what the live state lacks. The preview shows, and the run carries out, the
 * same stages; run again, what is already there is no stage any more.
 */
public abstract class ConvergingAction extends WritingAction {

    /** One sentence for the person who decides. */
    protected abstract String summary();

    /** Reads how far the live state is from the wanted one. */
    protected abstract Outlook outlook(ActionContext context) throws InterruptedException;

    /** How it is undone, or that it cannot be. */
    protected abstract String goingBack();

    protected abstract Duration expected();

    /** Read after the last stage. */
    protected Outputs outputs(ActionContext context) throws InterruptedException {
        return Outputs.NONE;
    }

    @Override
    public final Preview preview(ActionContext context) throws InterruptedException {
        var outlook = outlook(context);
        return new Preview(
                summary(),
                outlook.facts(),
                outlook.changes(),
                outlook.stages().stream().flatMap(s -> s.call().stream()).toList(),
                goingBack(),
                expected(),
                outlook.warnings(),
                outlook.deletions());
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of();
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        require(context);
        var stages = outlook(context).stages();
        var outputs = new LinkedHashMap<String, String>();
        for (var i = 0; i < stages.size(); i++) {
            progress.at((double) i / stages.size(), stages.get(i).says());
            outputs.putAll(stages.get(i).work().carryOut(context, progress));
        }
        progress.at(1, stages.isEmpty() ? "nothing was missing" : "done");
        outputs.putAll(outputs(context).values());
        return new Outputs(Map.copyOf(outputs));
    }
}
