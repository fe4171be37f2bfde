package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.States;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.GetFunctionEventInvokeConfigResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.StateReasonCode;

/** Reads functions of one region. */
record Functions(String region) {

    private static final int LAG = 5;

    /** Lambda API Reference, FunctionConfiguration: State. An inactive one wakes when it is invoked, not by waiting. */
    static final States ACTIVE = new States(
            Set.of("Active"),
            Set.of("Pending"),
            Set.of("Inactive", "Failed", "Deactivating", "Deactivated", "ActiveNonInvocable", "Deleting"));

    /** AWS Lambda API Reference, FunctionConfiguration: LastUpdateStatus. */
    static final States UPDATED = new States(Set.of("Successful"), Set.of("InProgress"), Set.of("Failed"));

    Optional<GetFunctionConfigurationResponse> read(ActionContext context, String function) {
        try {
            return Optional.of(client(context).getFunctionConfiguration(q -> q.functionName(function)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Empty where none is reserved. */
    Optional<Integer> reservedConcurrency(ActionContext context, String function) {
        try {
            return Optional.ofNullable(client(context)
                    .getFunctionConcurrency(q -> q.functionName(function))
                    .reservedConcurrentExecutions());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** How asynchronous invocations are tried again; empty where it is as Lambda has it by itself. */
    Optional<GetFunctionEventInvokeConfigResponse> invocations(ActionContext context, String function) {
        try {
            return Optional.of(client(context).getFunctionEventInvokeConfig(q -> q.functionName(function)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Without those that AWS gives itself. */
    Map<String, String> tags(ActionContext context, GetFunctionConfigurationResponse there) {
        var tags = new TreeMap<>(
                client(context).listTags(q -> q.resource(there.functionArn())).tags());
        tags.keySet().removeIf(k -> k.startsWith("aws:"));
        return tags;
    }

    void awaitActive(ActionContext context, Progress progress, String function) throws InterruptedException {
        var state = ACTIVE.begin(LAG);
        var update = UPDATED.begin(LAG);
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(3), () -> {
            var there = read(context, function);
            if (there.isEmpty()) {
                return new Await.Terminal(function + " does not exist in " + region);
            }
            var seen = state.seen(
                    function,
                    there.get().stateAsString(),
                    () -> String.valueOf(there.get().stateReason()));
            return seen instanceof Await.Reached && there.get().lastUpdateStatus() != null
                    ? updated(update, function, there.get())
                    : seen;
        });
    }

    /**
     * Waits for the end of an update alone: an idle function has none of its resources, is updated all the same, and gets them with its
     * next invocation (AWS Lambda Developer Guide, "Lambda function states": Inactive).
     */
    void awaitUpdated(ActionContext context, Progress progress, String function) throws InterruptedException {
        var update = UPDATED.begin(LAG);
        Await.until(
                context,
                progress,
                Duration.ofMinutes(10),
                Duration.ofSeconds(3),
                () -> read(context, function)
                        .map(there -> updated(update, function, there))
                        .orElseGet(() -> new Await.Terminal(function + " does not exist in " + region)));
    }

    /** One that says nothing of an update was never updated. */
    private static Await.Seen updated(States.Wait update, String function, GetFunctionConfigurationResponse there) {
        return update.seen(
                "The update of " + function,
                Optional.ofNullable(there.lastUpdateStatusAsString()).orElse(LastUpdateStatus.SUCCESSFUL.toString()),
                () -> String.valueOf(there.lastUpdateStatusReason()));
    }

    static boolean active(GetFunctionConfigurationResponse there) {
        return there.state() == State.ACTIVE
                && (there.lastUpdateStatus() == null || there.lastUpdateStatus() == LastUpdateStatus.SUCCESSFUL);
    }

    /**
     * Whether it works, or would with its next invocation: one that nobody has called for weeks is idle, and waiting changes nothing about
     * that (AWS Lambda API Reference, FunctionConfiguration: StateReasonCode Idle).
     */
    static boolean usable(GetFunctionConfigurationResponse there) {
        return active(there) || there.state() == State.INACTIVE && there.stateReasonCode() == StateReasonCode.IDLE;
    }

    static Map<String, String> variables(GetFunctionConfigurationResponse there) {
        return there.environment() == null ? Map.of() : there.environment().variables();
    }

    LambdaClient client(ActionContext context) {
        return context.clients().client(LambdaClient.class, region);
    }
}
