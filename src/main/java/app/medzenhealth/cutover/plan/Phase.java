package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A phase of the plan, or a procedure shaped like one.
 *
 * @param id what steps and dependencies call it: {@code 1} … {@code 7}
 * @param after phases that must be complete before any step here may run
 * @param soak time that must pass, healthy, after another phase before this one may start
 * @param regions what this phase may do in each region; a region not named is a bystander
 * @param writeRole ARN of the role that its changes are sent under; empty: as whoever is signed in
 */
public record Phase(
        String id,
        String title,
        String goal,
        Span planned,
        List<String> after,
        Optional<Soak> soak,
        Map<String, Access> regions,
        List<Checklist> checklists,
        List<Step> steps,
        List<Deliverable> deliverables,
        List<Departure> departures,
        String source,
        Optional<String> writeRole) {

    /** Without a role of its own. */
    public Phase(
            String id,
            String title,
            String goal,
            Span planned,
            List<String> after,
            Optional<Soak> soak,
            Map<String, Access> regions,
            List<Checklist> checklists,
            List<Step> steps,
            List<Deliverable> deliverables,
            List<Departure> departures,
            String source) {
        this(
                id,
                title,
                goal,
                planned,
                after,
                soak,
                regions,
                checklists,
                steps,
                deliverables,
                departures,
                source,
                Optional.empty());
    }

    /** Whether users are moved in it: one side is closed to their writes, or opened to them again. */
    public boolean cutsOver() {
        return does(Trait.FENCES) || does(Trait.LIFTS_FENCE);
    }

    /** Whether an action of one of its steps has the trait. */
    public boolean does(Trait trait) {
        return steps.stream().anyMatch(s -> s.does(trait));
    }

    /** Planned duration, from the most hopeful to the longest. */
    public record Span(Duration least, Duration most) {}

    /** Healthy time to pass after {@code phase} is complete; {@code checks} must hold when it has. */
    public record Soak(String phase, Duration time, List<ActionUse> checks, String source) {}

    public enum Access {
        READ,
        WRITE
    }

    /** A deliverable counts as delivered when the named steps have succeeded, or, without any, when attested. */
    public record Deliverable(String id, String text, List<String> steps, String source) {}
}
