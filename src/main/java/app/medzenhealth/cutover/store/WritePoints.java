package app.medzenhealth.cutover.store;

/**
 * Told when the console reaches a named point, so that a crash can be provoked exactly there. In the product nobody listens.
 *
 * <p>Points within a write: {@code record.before-insert}, {@code record.before-commit}, {@code tip.after-write},
 * {@code head.before-move} and their like. Around each audit record, and so around each change of state that is written with
 * it: its kind with {@code .before} and {@code .after}, for example {@code call.intent.after}, {@code step.confirm.before}.
 * Between them: {@code permit.issued} and {@code permit.taken}.
 */
@FunctionalInterface
public interface WritePoints {
    WritePoints NONE = name -> {};

    /** @param name of the point */
    void reached(String name);
}
