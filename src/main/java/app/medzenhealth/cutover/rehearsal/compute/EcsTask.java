package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One Fargate task, from when it was asked for until it has stopped. Behind a load balancer it is taken out of its target group
 * first, and goes on for as long as that takes: its container is told to stop only then (Amazon ECS Developer Guide, "Amazon ECS
 * task lifecycle": DEACTIVATING, then STOPPING).
 *
 * @param address its private IPv4 address, the target that a load balancer knows
 * @param stopping when it was told to stop, possibly in the future; null while nobody has
 * @param drains how long its target group lets it end what it is doing
 * @param failed why it never starts, and is over once that has been tried; empty where it starts
 */
record EcsTask(
        String id,
        String taskDefinition,
        String address,
        Instant asked,
        Instant running,
        @Nullable Instant stopping,
        Duration drains,
        String failed) {
    static final Duration START = Duration.ofSeconds(60);
    /** From the signal to its container until it has stopped. */
    static final Duration STOP = Duration.ofSeconds(40);

    enum Phase {
        PENDING,
        RUNNING,
        DEACTIVATING,
        STOPPING,
        STOPPED
    }

    static EcsTask asked(String id, String taskDefinition, String address, Instant at) {
        return new EcsTask(id, taskDefinition, address, at, at.plus(START), null, Duration.ZERO, "");
    }

    /** It will have stopped when others run. */
    EcsTask failing(String why) {
        return new EcsTask(id, taskDefinition, address, asked, running, running, Duration.ZERO, why);
    }

    /**
     * The same task, told to stop; a task that was told before keeps the earlier moment.
     *
     * @param drained how long its target group lets it go on
     */
    EcsTask stoppingAt(Instant at, Duration drained) {
        if (stopping != null && !at.isBefore(stopping)) {
            return this;
        }
        return new EcsTask(
                id,
                taskDefinition,
                address,
                asked,
                running,
                at,
                at.isBefore(running) ? Duration.ZERO : drained,
                failed);
    }

    Phase at(Instant now) {
        if (stopping != null && !now.isBefore(stopping)) {
            if (failed.isEmpty() && now.isBefore(stopping.plus(drains))) {
                return Phase.DEACTIVATING;
            }
            return failed.isEmpty() && now.isBefore(stopping.plus(drains).plus(STOP)) ? Phase.STOPPING : Phase.STOPPED;
        }
        return now.isBefore(running) ? Phase.PENDING : Phase.RUNNING;
    }

    boolean wanted(Instant now) {
        return stopping == null || now.isBefore(stopping);
    }

    /** Whether it will go on running unless told otherwise. */
    boolean lasting() {
        return stopping == null;
    }
}
