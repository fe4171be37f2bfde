package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Reads functions of one region. */
record Functions(String region) {

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

    void awaitActive(ActionContext context, Progress progress, String function) throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(3), () -> {
            var there = read(context, function);
            if (there.isEmpty()) {
                return new Await.Terminal(function + " does not exist in " + region);
            }
            if (there.get().state() == State.FAILED || there.get().lastUpdateStatus() == LastUpdateStatus.FAILED) {
                return new Await.Terminal(function + " failed: " + there.get().stateReason() + " "
                        + there.get().lastUpdateStatusReason());
            }
            return active(there.get())
                    ? new Await.Reached(function + " is Active")
                    : new Await.StillGoing(function + " is " + there.get().stateAsString() + ", update "
                            + there.get().lastUpdateStatusAsString());
        });
    }

    static boolean active(GetFunctionConfigurationResponse there) {
        return there.state() == State.ACTIVE
                && (there.lastUpdateStatus() == null || there.lastUpdateStatus() == LastUpdateStatus.SUCCESSFUL);
    }

    static Map<String, String> variables(GetFunctionConfigurationResponse there) {
        return there.environment() == null ? Map.of() : there.environment().variables();
    }

    LambdaClient client(ActionContext context) {
        return context.clients().client(LambdaClient.class, region);
    }
}
