package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionEventInvokeConfig;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/** One function: configuration, policy and what was invoked when. */
final class LambdaFunction {
    static final Duration CREATING = Duration.ofSeconds(5);
    /** Until an idle one has its network again; from memory: a minute or so. */
    static final Duration WAKING = Duration.ofSeconds(60);

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

    @Nullable
    FunctionEventInvokeConfig invokeConfig;

    /** Until when its network is made again, after it was taken away from one that nobody called. */
    Instant wakes = Instant.MIN;

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

    /**
     * "If a function remains idle for consecutive weeks, Lambda reclaims the unused Hyperplane ENIs" (Lambda Developer Guide, "Giving
     * Lambda functions access to resources in an Amazon VPC"); how many is not said.
     */
    private static final Duration IDLE = Duration.ofDays(21);

    boolean inNetwork() {
        return configuration.vpcConfig() != null
                && !configuration.vpcConfig().subnetIds().isEmpty();
    }

    boolean inactive(Instant now) {
        var last = invocations.isEmpty() ? active : invocations.getLast().at();
        var used = Stream.of(last, active, updated, wakes)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return inNetwork() && steadyAnHour == 0 && now.isAfter(used.plus(IDLE));
    }

    FunctionConfiguration at(Instant now) {
        if (inactive(now)) {
            return configuration.toBuilder()
                    .state(State.INACTIVE)
                    .stateReason("The function is idle.")
                    .stateReasonCode("Idle")
                    .lastUpdateStatus(LastUpdateStatus.SUCCESSFUL)
                    .revisionId("%08x-0000-4000-8000-%012x"
                            .formatted(configuration.functionArn().hashCode(), revision))
                    .build();
        }
        var ready = active(now);
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
        return !now.isBefore(active) && !now.isBefore(wakes);
    }

    void change(FunctionConfiguration changed, Instant now) {
        configuration = changed.toBuilder().lastModified(LambdaState.stamp(now)).build();
        updated = now.plus(UPDATING);
        revision++;
    }
}
