package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Service;

/** What becomes of tasks that are asked for, or told to stop. */
interface TaskStarts {

    /** Of the next task. */
    String taskId();

    /** Why no task of this definition can start now, as {@code stoppedReason} says it; empty where it can. */
    Optional<String> cannotStart(String taskDefinition);

    /** How long a task of the service goes on while it is taken out of its target groups; zero where it is in none. */
    Duration draining(Service service);
}
