package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/** A queue or stream that feeds a function. */
record EventSource(EventSourceMappingConfiguration description, Timeline<String> state) {
    private static final Duration SWITCHING = Duration.ofSeconds(20);

    static EventSource created(EventSourceMappingConfiguration description, boolean enabled, Instant now) {
        return new EventSource(
                description, Timeline.of(now, "Creating").then(SWITCHING, enabled ? "Enabled" : "Disabled"));
    }

    EventSource switched(boolean enabled, Instant now) {
        var was = state.at(now);
        var wanted = enabled ? "Enabled" : "Disabled";
        return was.equals(wanted)
                ? this
                : new EventSource(
                        description.toBuilder().lastModified(now).build(),
                        Timeline.of(now, enabled ? "Enabling" : "Disabling").then(SWITCHING, wanted));
    }

    EventSourceMappingConfiguration at(Instant now) {
        return description.toBuilder()
                .state(state.at(now))
                .stateTransitionReason("USER_INITIATED")
                .build();
    }
}
