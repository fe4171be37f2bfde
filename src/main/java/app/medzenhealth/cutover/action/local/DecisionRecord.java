package app.medzenhealth.cutover.action.local;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Decision;
import app.medzenhealth.cutover.plan.Trait;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A decision that a person takes: one of the options, in the note of the statement. */
public final class DecisionRecord extends ReadOnlyAction {

    public static final String NAME = "decision.record";

    static final ActionType TYPE = ActionSpec.readsGlobally(NAME, "Record a decision")
            .requires(TEXT, "question")
            .requires(LIST, "options")
            .requires(TEXT, "recommended")
            .accepts(TEXT, "since")
            .accepts(DURATION, "over")
            .is(Trait.BY_PERSON, Trait.ASKS)
            .script(LocalRecipes::decision)
            .createdBy(DecisionRecord::new);

    private final String question;
    private final List<String> options;
    private final String recommended;

    private DecisionRecord(Inputs in) {
        this.question = in.text("question");
        this.options = in.someOf("options");
        this.recommended = in.text("recommended");
    }

    @Override
    protected String summary() {
        return question + " — " + String.join(" / ", options) + " (recommended: " + recommended + ")";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(Attested.check(
                context,
                question,
                a -> chosen(a.note()).filter(o -> !Decision.refuses(o)).isPresent(),
                "a named person chooses one of: " + String.join(" / ", options)));
    }

    private Optional<String> chosen(String note) {
        return chosen(options, note);
    }

    /** The longest option that the note holds: {@code No-go} is not {@code go}. */
    private static Optional<String> chosen(List<String> options, String note) {
        return options.stream().filter(note::contains).max(Comparator.comparingInt(String::length));
    }

    /**
     * The option that a note chooses, where it is one against what is asked: the decision stays open then.
     *
     * @param resolved a use of this action
     */
    public static Optional<String> refusal(ActionUse resolved, String note) {
        var options = new Inputs(NAME, resolved.region(), resolved.with()).list("options");
        return chosen(options, note).filter(Decision::refuses);
    }
}
