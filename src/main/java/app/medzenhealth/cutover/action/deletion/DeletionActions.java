package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The actions of this room. */
public final class DeletionActions {
    private DeletionActions() {}

    public static List<ActionType> types() {
        return List.of(SaveDefinitions.TYPE);
    }
}
