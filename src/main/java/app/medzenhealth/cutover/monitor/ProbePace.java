package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often probes ask, told from the records: every second around what moves production, every minute from the first step of its
 * phase to the end of the soak, and not at all before and after. For many threads.
 */
public final class ProbePace {
    public static final Duration FAST = Duration.ofSeconds(1);
    public static final Duration SLOW = Duration.ofMinutes(1);
    /** How long after the last thing that moves production it may still show. */
    static final Duration CALM = Duration.ofMinutes(15);

    private final Plan plan;
    private final Set<String> phase;
    private final Set<String> after;
    private Optional<Instant> moved = Optional.empty();
    private boolean begun;
    private boolean over;

    public ProbePace(Plan plan) {
        this.plan = plan;
        var cutting = plan.sequence().filter(p -> p.does(Trait.FENCES)).toList();
        phase = cutting.stream().map(Phase::id).collect(Collectors.toSet());
        after = plan.sequence()
                .filter(p -> p.soak().filter(s -> phase.contains(s.phase())).isPresent())
                .map(Phase::id)
                .collect(Collectors.toSet());
    }

    /** @param record any of the trail's, in the trail's order */
    public synchronized void add(AuditRecord record) {
        var in = plan.phaseOf(record.step()).map(Phase::id).orElse("");
        switch (record.kind()) {
            case "step.confirm", "step.attest" -> {
                if (phase.contains(in)) {
                    begun = true;
                    over = false;
                }
                if (after.contains(in)) {
                    over = true;
                }
                moves(record);
            }
            case "step.succeeded", "step.undone", "step.failed", "step.decided" -> moves(record);
            default -> {}
        }
    }

    private void moves(AuditRecord record) {
        var step = record.step();
        if (plan.window().go().filter(step::equals).isPresent()
                || plan.step(step)
                        .filter(s -> s.does(Trait.FENCES) || s.does(Trait.LIFTS_FENCE) || plan.movesProduction(s))
                        .isPresent()) {
            moved = Optional.of(Instant.parse(record.at()));
        }
    }

    /**
     * @param failing whether something fails that users ask, or they are without service by all that is known
     * @return empty: nothing is asked
     */
    public synchronized Optional<Duration> every(Instant now, boolean failing) {
        if (!begun || over) {
            return Optional.empty();
        }
        return Optional.of(
                failing || moved.filter(m -> now.isBefore(m.plus(CALM))).isPresent() ? FAST : SLOW);
    }
}
