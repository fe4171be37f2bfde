package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Time in which nobody could write, told from the records of steps: all intervals together in which a fence stood and no way led past
 * it. A fence stands from the moment it is begun, whatever became of the step, until it is taken back; the switch of the fence's own
 * phase or of a rollback leads past the fences that stand when it is done, and so does their being lifted, until either is taken back.
 *
 * <p>Safe for many threads.
 */
public final class DowntimeClock {
    private final Plan plan;
    /** The fences that stand, each with the steps that lead past it. */
    private final Map<String, Set<String>> fences = new LinkedHashMap<>();

    private final Set<String> undoing = new HashSet<>();
    private Duration ended = Duration.ZERO;
    private @Nullable Instant since;
    private boolean everFenced;
    private final DowntimeParts parts = new DowntimeParts();

    public DowntimeClock(Plan plan) {
        this.plan = plan;
    }

    /** @param record any of the trail's, in the trail's order */
    public synchronized void add(AuditRecord record) {
        parts.add(record, since != null);
        switch (record.kind()) {
            case "step.confirm" -> begun(record);
            case "step.succeeded" -> succeeded(record);
            case "step.decided" -> {
                // Of a way back in doubt, this says too little to count on.
                if ("DONE".equals(record.data().get("decision")) && !undoing.contains(record.step())) {
                    succeeded(record);
                }
            }
            case "step.undone" -> fences.remove(record.step());
            default -> {
                return;
            }
        }
        keepTime(Instant.parse(record.at()));
    }

    private void begun(AuditRecord record) {
        var step = record.step();
        if (Boolean.TRUE.equals(record.data().get("undo"))) {
            undoing.add(step);
            fences.values().forEach(past -> past.remove(step));
        } else {
            undoing.remove(step);
            if (does(step, Trait.FENCES)) {
                everFenced = true;
                fences.put(step, new HashSet<>());
            }
        }
    }

    private void succeeded(AuditRecord record) {
        if (does(record.step(), Trait.LIFTS_FENCE)
                || does(record.step(), Trait.REDIRECTS) && bringsUsersBack(record.step())) {
            fences.values().forEach(past -> past.add(record.step()));
        }
    }

    private boolean does(String step, Trait trait) {
        return plan.step(step).filter(s -> s.does(trait)).isPresent();
    }

    /** Other phases change names too, beside the cutover. */
    private boolean bringsUsersBack(String step) {
        return plan.phaseOf(step)
                .filter(p -> p.does(Trait.FENCES)
                        || plan.rollbacks().stream().map(Rollback::procedure).anyMatch(p::equals))
                .isPresent();
    }

    private void keepTime(Instant at) {
        var off = fences.values().stream().anyMatch(Set::isEmpty);
        if (off && since == null) {
            since = at;
        } else if (!off && since != null) {
            ended = ended.plus(between(since, at));
            since = null;
        }
    }

    /** Whether writes are off now. */
    public synchronized boolean counting() {
        return since != null;
    }

    /** Whether there ever was a fence. */
    public synchronized boolean everFenced() {
        return everFenced;
    }

    /** All of it until {@code now}. */
    public synchronized Duration soFar(Instant now) {
        return since == null ? ended : ended.plus(between(since, now));
    }

    /** What all of it until {@code now} went by with, in the order in which each began. */
    public synchronized List<DowntimePart> parts(Instant now) {
        return parts.parts(now, since != null);
    }

    /** A machine's clock may be set back. */
    static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }
}
