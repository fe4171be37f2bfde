package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.ActionUse;
import java.util.Map;
import java.util.Optional;

/** Stands for an action that is about something of which a person has decided that there is none. It says by whom and why. */
final class NothingToDo extends ReadOnlyAction {
    static final String TYPE = "nothing.to-do";

    private final String what;
    private final String why;

    private NothingToDo(String what, String why) {
        this.what = what;
        this.why = why;
    }

    static ActionType type() {
        return ActionSpec.readsGlobally(TYPE, "Nothing to do")
                .requires(Kind.TEXT, "what", "why")
                .script((context, with, script) ->
                        script.say(with.text("what") + ": nothing to do. " + with.text("why")))
                .createdBy(with -> new NothingToDo(with.text("what"), with.text("why")));
    }

    static ActionUse use(String what, String why) {
        return new ActionUse(TYPE, Optional.empty(), Map.of("what", what, "why", why));
    }

    @Override
    protected String summary() {
        return what + ": nothing to do. " + why;
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(Check.pass(what + ": nothing to do", why));
    }
}
