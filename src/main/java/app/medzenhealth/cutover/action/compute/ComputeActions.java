package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The action types of this package. */
public final class ComputeActions {

    private ComputeActions() {}

    public static List<ActionType> types() {
        return List.of(
                EcsScale.TYPE,
                EcsCheck.TYPE,
                EcsServes.TYPE,
                EcsRegisterTask.TYPE,
                EcsCreateService.TYPE,
                ServiceClear.TYPE,
                ElbCheck.TYPE,
                ElbDrain.TYPE,
                ElbCreateListener.TYPE,
                LambdaInvoke.TYPE,
                CopyLayers.TYPE,
                LambdaDeploy.TYPE,
                LambdaPermissions.TYPE,
                LambdaDatabases.TYPE,
                EventsCreateRules.TYPE,
                CfnDeploy.TYPE,
                CfnDelete.TYPE,
                StackCheck.TYPE);
    }
}
