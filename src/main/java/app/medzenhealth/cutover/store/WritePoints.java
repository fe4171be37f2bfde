package app.medzenhealth.cutover.store;

/**
 * Told when a write reaches a named point, so that a crash can be provoked exactly there. In the product nobody listens.
 */
@FunctionalInterface
public interface WritePoints {
    WritePoints NONE = name -> {};

    /** @param name for example {@code record.before-commit} */
    void reached(String name);
}
