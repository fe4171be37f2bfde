package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.FrozenBaseline;
import app.medzenhealth.cutover.action.SessionNote;
import java.util.Optional;

/**
 * Which stack a name means to this session, by its ARN. A name is free again as soon as its stack is gone, and CloudFormation
 * lists deleted stacks for 90 days (ListStacks): what is deleted, or is there, under a name may be another stack of that name.
 */
record KnownStack(ActionContext context, Stacks stack) {
    /** Of what this session makes or deletes. */
    void note(String arn) {
        note().write(new Noted(arn));
    }

    /** What this session made or deleted. */
    Optional<String> own() {
        return note().read().map(Noted::arn);
    }

    /** What this session made or deleted, else what the frozen baseline holds. */
    Optional<String> arn() {
        return own().or(this::frozen);
    }

    private Optional<String> frozen() {
        return new FrozenBaseline(context).arn(stack.region(), "cloudformation", "stack", stack.name());
    }

    private SessionNote<Noted> note() {
        return SessionNote.in(context, "stack-" + stack.region() + "-" + stack.name(), Noted.class);
    }

    private record Noted(String arn) {}
}
