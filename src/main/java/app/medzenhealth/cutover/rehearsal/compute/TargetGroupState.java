package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** A target group with what was registered by hand; the tasks of services come on top. */
final class TargetGroupState {
    TargetGroup description;
    final Map<TargetDescription, Instant> registered = new LinkedHashMap<>();
    final Map<String, String> attributes = new LinkedHashMap<>();

    TargetGroupState(TargetGroup description) {
        this.description = description;
        attributes.put("deregistration_delay.timeout_seconds", "300");
    }
}
