package app.medzenhealth.cutover.rehearsal.compute;

import java.util.Optional;

/** What becomes of tasks that are asked for. */
interface TaskStarts {

    /** Of the next task. */
    String taskId();

    /** Why no task of this definition can start now, as {@code stoppedReason} says it; empty where it can. */
    Optional<String> cannotStart(String taskDefinition);
}
