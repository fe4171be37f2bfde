package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** A target group with what was registered by hand; the tasks of services come on top. */
final class TargetGroupState {
    /** "The range is 0-3600 seconds. The default value is 300 seconds" (ELB API Reference, TargetGroupAttribute). */
    static final String DELAY = "deregistration_delay.timeout_seconds";

    static final int LONGEST_DELAY = 3600;

    TargetGroup description;
    final Map<TargetDescription, Instant> registered = new LinkedHashMap<>();
    final Map<String, String> attributes = new LinkedHashMap<>();

    TargetGroupState(TargetGroup description) {
        this.description = description;
        attributes.put(DELAY, "300");
    }

    Duration deregistrationDelay() {
        return Duration.ofSeconds(Long.parseLong(attributes.getOrDefault(DELAY, "300")));
    }
}
