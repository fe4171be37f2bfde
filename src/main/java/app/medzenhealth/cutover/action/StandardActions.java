package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.action.database.DatabaseActions;

/** The actions that the console comes with. */
public final class StandardActions {
    private StandardActions() {}

    public static ActionCatalogue catalogue() {
        return ActionCatalogue.of(DatabaseActions.types());
    }
}
