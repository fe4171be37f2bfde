package app.medzenhealth.cutover.action;

import java.time.Duration;
import java.util.List;

/** The inverse of an action that created something: takes away what is there, and nothing that was there before. */
public final class Removal extends ConvergingAction {

    private final String region;
    /** What goes, as the calls name it. */
    private final String resource;

    private final Reader reader;
    private final Asker asker;

    /** Reads what must be so before anything is taken away. */
    @FunctionalInterface
    public interface Asker {
        List<Check> checks(ActionContext context) throws InterruptedException;
    }

    /** Reads what is left to take away; empty where nothing is. */
    @FunctionalInterface
    public interface Reader {
        List<Stage> stages(ActionContext context) throws InterruptedException;
    }

    public Removal(String region, String resource, Reader reader) {
        this(region, resource, reader, _ -> List.of());
    }

    /** @param asker asked before anything is taken away */
    public Removal(String region, String resource, Reader reader, Asker asker) {
        this.asker = asker;
        this.region = region;
        this.resource = resource;
        this.reader = reader;
    }

    @Override
    protected String summary() {
        return "Takes away " + resource + ", which this step created.";
    }

    @Override
    protected Outlook outlook(ActionContext context) throws InterruptedException {
        var notes = new Outlook.Notes();
        var stages = reader.stages(context);
        notes.fact(resource, "present", stages.isEmpty() ? Fact.ABSENT : "present");
        stages.forEach(notes::stage);
        if (!stages.isEmpty()) {
            notes.change(region, resource, "existence", "present", Fact.ABSENT);
        }
        return notes.done();
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return asker.checks(context);
    }

    @Override
    protected String goingBack() {
        return "Run the step again.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(1);
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                resource + " is gone",
                () -> reader.stages(context).isEmpty()
                        ? new Check.Pass("it is not found any more")
                        : new Check.Fail("it is still there", "look again, or take it away by hand")));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("run the step again to create " + resource);
    }
}
