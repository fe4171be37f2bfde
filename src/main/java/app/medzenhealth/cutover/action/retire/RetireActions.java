package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The action types of this package. */
public final class RetireActions {

    private RetireActions() {}

    public static List<ActionType> types() {
        return List.of(
                LambdaDelete.TYPE,
                ApigwDelete.TYPE,
                LogsExport.TYPE,
                LogsDelete.TYPE,
                TagResources.TYPE,
                SweepDelete.TYPE,
                ShowHoldings.TYPE);
    }
}
