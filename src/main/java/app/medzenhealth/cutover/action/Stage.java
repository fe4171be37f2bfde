package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.PlannedCall;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One part of what an action still has to do: a call, a wait, or both. A part that was sent before but has not taken effect yet
 * is a wait alone.
 *
 * @param says what it does, for the person who watches
 */
public record Stage(String says, Optional<PlannedCall> call, Work work) {

    /** Does the part; gives what it found out for later steps, mostly nothing. */
    @FunctionalInterface
    public interface Work {
        Map<String, String> carryOut(ActionContext context, Progress progress) throws InterruptedException;
    }

    /** What follows a call's answer. */
    @FunctionalInterface
    public interface After<A> {
        void then(A answer, ActionContext context, Progress progress) throws InterruptedException;
    }

    /** What is waited for, by reading. */
    @FunctionalInterface
    public interface Settling {
        void settle(ActionContext context, Progress progress) throws InterruptedException;
    }

    public static Stage send(String says, Call<?, ?, ?> call) {
        return send(says, call, (answer, context, progress) -> {});
    }

    public static <A> Stage send(String says, Call<?, ?, A> call, After<? super A> after) {
        return send(says, call, after, answer -> Map.of());
    }

    /** @param outputs what the answer gives to later steps */
    public static <A> Stage send(
            String says, Call<?, ?, A> call, After<? super A> after, Function<? super A, Map<String, String>> outputs) {
        return new Stage(says, Optional.of(call.planned()), (context, progress) -> {
            var answer = call.send(context, progress);
            after.then(answer, context, progress);
            return outputs.apply(answer);
        });
    }

    /**
     * A call whose target an earlier stage makes.
     *
     * @param shown the call as far as it is known now
     * @param made reads what the earlier stage made and completes the call
     */
    public static Stage later(String says, Call<?, ?, ?> shown, Function<ActionContext, Call<?, ?, ?>> made) {
        return new Stage(says, Optional.of(shown.planned()), (context, progress) -> {
            made.apply(context).send(context, progress);
            return Map.of();
        });
    }

    public static Stage await(String says, Settling settling) {
        return new Stage(says, Optional.empty(), (context, progress) -> {
            settling.settle(context, progress);
            return Map.of();
        });
    }

    /** Looks before it sends: what was planned may have changed while earlier parts were under way. */
    public Stage after(Settling look) {
        return new Stage(says, call, (context, progress) -> {
            look.settle(context, progress);
            return work.carryOut(context, progress);
        });
    }
}
