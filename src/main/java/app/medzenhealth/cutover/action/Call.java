package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.aws.PlannedCalls;
import java.util.function.BiFunction;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A mutating request that is shown and sent from the same object, so that a preview cannot show another.
 *
 * @param <C> the SDK's client interface
 * @param <Q> its request
 * @param <A> its answer
 */
public record Call<C extends SdkClient, Q extends SdkRequest, A>(
        Class<C> client, PlannedCall planned, Q request, BiFunction<C, Q, A> operation) {

    /** A call that names what it changes. */
    public static <C extends SdkClient, Q extends SdkRequest, A> Call<C, Q, A> of(
            Class<C> client, String region, Q request, BiFunction<C, Q, A> operation) {
        return new Call<>(client, PlannedCalls.of(region, request), request, operation);
    }

    /**
     * A call that changes what an earlier call of the same action produced.
     *
     * @param producing that call's operation, as AWS spells it
     */
    public static <C extends SdkClient, Q extends SdkRequest, A> Call<C, Q, A> produced(
            Class<C> client, String region, Q request, String producing, BiFunction<C, Q, A> operation) {
        return new Call<>(client, PlannedCalls.produced(region, request, producing), request, operation);
    }

    /**
     * Sends it, once.
     *
     * @throws ActionFailure if AWS refused it: then it was not done
     * @throws software.amazon.awssdk.core.exception.SdkException if the answer was lost: reading tells what became of it
     */
    public A send(ActionContext context, Progress progress) {
        try {
            var answer = operation.apply(context.clients().client(client, planned.region()), request);
            progress.line(planned.operation() + " accepted in " + planned.region());
            return answer;
        } catch (SdkException e) {
            throw switch (AwsErrors.explain(e).fate()) {
                case REJECTED, NOT_SENT ->
                    ActionFailure.because(
                            e,
                            planned.operation() + " in " + planned.region() + " was not done",
                            "clear the cause, review the step again and run it");
                case UNKNOWN -> e;
            };
        }
    }
}
