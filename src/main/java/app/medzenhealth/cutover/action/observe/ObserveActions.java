package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The action types of this package. */
public final class ObserveActions {

    private ObserveActions() {}

    public static List<ActionType> types() {
        return List.of(
                MetricsHealthy.HEALTHY,
                MetricsHealthy.WATCH,
                SoakHealthy.TYPE,
                AlarmCheck.TYPE,
                AlarmsCreate.TYPE,
                AlarmsTopic.TYPE,
                LastUse.TYPE,
                CostCompare.TYPE,
                LambdaCompare.TYPE);
    }
}
