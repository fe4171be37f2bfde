package app.medzenhealth.cutover.rehearsal.data;

/** Whether anything writes to a database: asked whenever the estate is read. */
@FunctionalInterface
public interface Workload {

    Workload NONE = database -> false;

    boolean writes(Database database);
}
