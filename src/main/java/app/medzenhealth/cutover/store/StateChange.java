package app.medzenhealth.cutover.store;

/** A change of a session's state that is written in one transaction with an audit record. Made by {@link SessionStore}. */
public sealed interface StateChange {
    String session();

    /** Puts a value, replacing the one before. */
    record Put(String session, SessionStore.Kind kind, String key, String json) implements StateChange {}

    /** Removes a value; none is no error. */
    record Remove(String session, SessionStore.Kind kind, String key) implements StateChange {}
}
