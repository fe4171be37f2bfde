package app.medzenhealth.cutover.rehearsal.data;

/** Whether anything writes to a database, or is connected to it: asked whenever the estate is read. */
@FunctionalInterface
public interface Workload {

    Workload NONE = database -> false;

    boolean writes(Database database);

    /** Whether a session is open, of whatever writes or did so a moment ago. */
    default boolean connected(Database database) {
        return writes(database);
    }
}
