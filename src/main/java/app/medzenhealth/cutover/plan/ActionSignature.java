package app.medzenhealth.cutover.plan;

import java.util.List;

/**
 * What a plan may say about an action type; the check compares a plan with these.
 *
 * @param type for example {@code rds.create-snapshot}
 * @param writes whether it changes anything, in AWS or by what it starts on this machine; what it keeps in the session's own
 *     folder is no change
 * @param regional whether it needs a region
 * @param subjects inputs that name what it is about: where there is none of them, it has nothing to do
 */
public record ActionSignature(
        String type,
        String title,
        boolean writes,
        boolean regional,
        List<Input> inputs,
        List<String> outputs,
        List<String> subjects) {

    /** Of an action that is about nothing that there might be none of. */
    public ActionSignature(
            String type, String title, boolean writes, boolean regional, List<Input> inputs, List<String> outputs) {
        this(type, title, writes, regional, inputs, outputs, List.of());
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
