package app.medzenhealth.cutover.action;

import java.util.Map;

/** The tags of everything the console creates, by which it recognises its own work after a lost answer. */
public final class CreatedBy {
    public static final String SESSION = "cutover:session";
    public static final String STEP = "cutover:step";

    private CreatedBy() {}

    public static Map<String, String> tags(ActionContext context) {
        return Map.of(SESSION, context.session(), STEP, context.step());
    }

    /** Whether these are the tags of something that this session created. */
    public static boolean isOurs(ActionContext context, Map<String, String> tags) {
        return context.session().equals(tags.get(SESSION));
    }
}
