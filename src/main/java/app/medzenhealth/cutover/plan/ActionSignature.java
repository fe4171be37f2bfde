package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.Step.Confirm;
import java.util.List;
import java.util.Set;

/**
 * What a plan may say about an action type; the check compares a plan with these.
 *
 * @param type for example {@code rds.create-snapshot}
 * @param writes whether it changes anything, in AWS or by what it starts on this machine; what it keeps in the session's own
 *     folder is no change
 * @param regional whether it needs a region
 * @param subjects inputs that name what it is about: where there is none of them, it has nothing to do
 * @param traits what it does to users and data
 * @param least how strongly a step with it is confirmed at least; a plan may ask for more, never for less
 * @param files inputs that name files or folders of the working copy
 * @param databases inputs that name a database which it logs in to
 * @param keeps inputs by which a plan says how what it destroys is kept, or who stated that nobody needs it
 * @param holdingNothing how those of its subjects begin that hold nothing which could be kept
 * @param targets inputs that name what it deletes
 * @param safeguards inputs by which a plan says what is read right before each deletion: which baseline lists it, where what it is
 *     made of is saved, in which step it is shown that nobody uses it
 */
public record ActionSignature(
        String type,
        String title,
        boolean writes,
        boolean regional,
        List<Input> inputs,
        List<String> outputs,
        List<String> subjects,
        Set<Trait> traits,
        Confirm least,
        List<String> files,
        List<String> databases,
        List<String> keeps,
        List<String> holdingNothing,
        List<String> targets,
        List<String> safeguards) {

    /** Of an action of which nothing else is to be known. */
    public ActionSignature(
            String type, String title, boolean writes, boolean regional, List<Input> inputs, List<String> outputs) {
        this(
                type,
                title,
                writes,
                regional,
                inputs,
                outputs,
                List.of(),
                Set.of(),
                writes ? Confirm.REVIEW : Confirm.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Whether it declares the trait. */
    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** One input by name. */
    public record Input(String name, Kind kind, Presence presence) {}

    public enum Presence {
        REQUIRED,
        OPTIONAL
    }

    public enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        DURATION,
        LIST,
        MAP,
        /** A region's id other than the one the action acts in. */
        REGION
    }
}
