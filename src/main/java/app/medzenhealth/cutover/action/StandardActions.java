package app.medzenhealth.cutover.action;

/** The actions that the console comes with. */
public final class StandardActions {
    private StandardActions() {}

    public static ActionCatalogue catalogue() {
        return ActionCatalogue.of();
    }
}
