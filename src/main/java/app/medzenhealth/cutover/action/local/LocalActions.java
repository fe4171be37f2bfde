package app.medzenhealth.cutover.action.local;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The action types of this package. */
public final class LocalActions {

    private LocalActions() {}

    public static List<ActionType> types() {
        return List.of(
                CommandRun.TYPE,
                ManualAttest.TYPE,
                MessageSend.TYPE,
                DecisionRecord.TYPE,
                WaitFor.TYPE,
                LambdaPackage.TYPE);
    }
}
