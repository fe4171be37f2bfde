package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;

/** The action types of this package. */
public final class TrafficActions {

    private TrafficActions() {}

    public static List<ActionType> types() {
        return List.of(
                DnsChange.TYPE,
                DnsTtl.TYPE,
                DnsRemove.TYPE,
                DnsCheck.TYPE,
                HttpCheck.TYPE,
                CreateHealthCheck.TYPE,
                HoldHealthCheck.TYPE,
                TriggersSwitch.TYPE,
                S3Notifications.TYPE,
                FenceWrites.TYPE,
                FenceCheck.TYPE,
                FenceLift.TYPE,
                FenceClear.TYPE);
    }
}
