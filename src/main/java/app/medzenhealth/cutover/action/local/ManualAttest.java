package app.medzenhealth.cutover.action.local;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.DURATION;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.util.List;
import java.util.regex.Pattern;

/** Something that no machine can check: a named person states it. */
public final class ManualAttest extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.readsGlobally("manual.attest", "A person states it")
            .requires(TEXT, "text")
            .accepts(TEXT, "evidence")
            .accepts(TEXT, "since")
            .accepts(DURATION, "over")
            .accepts(LIST, "each")
            .is(Trait.BY_PERSON)
            .script((c, in, s) -> s.attest(in.text("text")))
            .createdBy(ManualAttest::new);

    private static final Pattern SHA256 = Pattern.compile("(?i).*\\b[0-9a-f]{64}\\b.*", Pattern.DOTALL);

    private final String text;
    /** What is decided on one by one; empty where nothing is. */
    private final List<String> each;

    private final Evidence evidence;

    private enum Evidence {
        NONE,
        NOTE,
        FILE
    }

    private ManualAttest(Inputs in) {
        this.text = in.text("text");
        this.each = in.list("each");
        this.evidence = switch (in.optional("evidence").orElse("none")) {
            case "none" -> Evidence.NONE;
            case "note" -> Evidence.NOTE;
            case "file" -> Evidence.FILE;
            default ->
                throw new ActionFailure(
                        "manual.attest: evidence is note or file", "nothing was asked", "correct the plan");
        };
    }

    @Override
    protected String summary() {
        return text;
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return each.isEmpty()
                ? stated(context)
                : new Finding(Attested.check(
                        context,
                        text,
                        a -> each.stream().allMatch(i -> a.decided(i).isPresent()),
                        "a named person decides about each of " + String.join(", ", each)));
    }

    private Finding stated(ActionContext context) {
        return switch (evidence) {
            case NONE -> new Finding(Attested.check(context, text, a -> true, "a named person states it"));
            case NOTE ->
                new Finding(Attested.check(
                        context, text, a -> !a.note().isBlank(), "a named person states it, with a note"));
            case FILE ->
                new Finding(Attested.check(
                        context,
                        text,
                        a -> SHA256.matcher(a.note()).matches(),
                        "a named person states it, with the SHA-256 of the file that shows it"));
        };
    }
}
