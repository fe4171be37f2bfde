package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/** One function: configuration, policy and what was invoked when. */
final class LambdaFunction {
    static final Duration CREATING = Duration.ofSeconds(5);
    static final Duration UPDATING = Duration.ofSeconds(3);

    private FunctionConfiguration configuration;
    /** The package, as it was given to Lambda. */
    byte[] code;

    private final Instant active;
    private Instant updated;
    private int revision;
    /** By statement id, each as JSON. */
    final Map<String, String> policy = new LinkedHashMap<>();

    /** Invocations in an hour that come from outside the estate's model, evenly. */
    int steadyAnHour;

    @Nullable
    Integer reserved;

    final List<Invoked> invocations = new ArrayList<>();

    /** @param count invocations in that minute */
    record Invoked(Instant at, int count, int errors, double millis) {}

    /** @param active when it can be invoked */
    LambdaFunction(FunctionConfiguration configuration, byte[] code, Instant active) {
        this.configuration = configuration;
        this.code = code;
        this.active = active;
        this.updated = active;
    }

    String name() {
        return configuration.functionName();
    }

    FunctionConfiguration at(Instant now) {
        var ready = !now.isBefore(active);
        var settled = !now.isBefore(updated);
        return configuration.toBuilder()
                .state(ready ? State.ACTIVE : State.PENDING)
                .stateReason(ready ? null : "The function is being created.")
                .stateReasonCode(ready ? null : "Creating")
                .lastUpdateStatus(settled || !ready ? LastUpdateStatus.SUCCESSFUL : LastUpdateStatus.IN_PROGRESS)
                .revisionId("%08x-0000-4000-8000-%012x"
                        .formatted(configuration.functionArn().hashCode(), revision))
                .build();
    }

    /** When it was made. */
    Instant since() {
        return active;
    }

    /** How many of the steady invocations fall into a time. */
    int steady(Duration time) {
        return (int) (steadyAnHour * time.toSeconds() / 3600);
    }

    boolean busy(Instant now) {
        return now.isBefore(active) || now.isBefore(updated);
    }

    boolean active(Instant now) {
        return !now.isBefore(active);
    }

    void change(FunctionConfiguration changed, Instant now) {
        configuration = changed.toBuilder().lastModified(LambdaState.stamp(now)).build();
        updated = now.plus(UPDATING);
        revision++;
    }
}
