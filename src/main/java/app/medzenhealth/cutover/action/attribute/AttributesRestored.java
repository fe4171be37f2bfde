package app.medzenhealth.cutover.action.attribute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import java.time.Duration;
import java.util.List;

/** The way back of an {@link AttributeAction}: the same values, as a preview noted them. */
final class AttributesRestored extends AttributeAction {
    /** The most resources that a sentence names one by one. */
    private static final int NAMED = 5;

    private final AttributeAction origin;
    private final List<Fact> before;

    AttributesRestored(AttributeAction origin, List<Fact> before) {
        super(origin.region());
        this.origin = origin;
        this.before = List.copyOf(before);
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        return origin.attributes(context).stream()
                .flatMap(a -> before.stream()
                        .filter(f -> f.resource().equals(a.resource())
                                && f.attribute().equals(a.name()))
                        .map(f -> a.wanting(f.value())))
                .toList();
    }

    @Override
    protected List<Stage> stages(List<Attribute> lacking) {
        return origin.stages(lacking);
    }

    @Override
    protected String summary() {
        return "Brings " + resources() + " back to what the step found.";
    }

    private String resources() {
        var resources = before.stream().map(Fact::resource).distinct().toList();
        return resources.size() > NAMED ? resources.size() + " resources" : String.join(", ", resources);
    }

    @Override
    protected String condition() {
        return "What the step set on " + resources() + " is what it was";
    }

    @Override
    protected String goingBack() {
        return "Run the step again.";
    }

    @Override
    protected Duration expected() {
        return origin.expected();
    }

    @Override
    public Undo undo(List<Fact> facts) {
        return new Undo.None("run the step again");
    }
}
