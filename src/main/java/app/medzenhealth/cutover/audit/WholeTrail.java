package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Remains;
import app.medzenhealth.cutover.plan.RoleNow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What no part of the records can tell: how steps ended, what regions are, how long nobody could write. A report of a part reads
 * the whole trail on its way too, and tells these from it.
 */
final class WholeTrail {
    private final Optional<Plan> plan;
    private final Optional<DowntimeClock> downtime;
    private final StepStories steps = new StepStories();
    private String last = "";
    private @Nullable AuditRecord ended;

    WholeTrail(Optional<Plan> plan) {
        this.plan = plan;
        this.downtime = plan.map(DowntimeClock::new);
    }

    /** @param record each of the trail's, in the trail's order */
    void add(AuditRecord record) {
        last = record.at();
        steps.add(record);
        if (record.kind().equals("session.ended")) {
            ended = record;
        }
        downtime.ifPresent(d -> d.add(record));
    }

    /** By which the session was closed; empty where it was not. */
    Optional<AuditRecord> ended() {
        return Optional.ofNullable(ended);
    }

    /** The downtime by attempt, until then. */
    List<DowntimeAttempt> attempts(Instant until) {
        return downtime.map(d -> d.attempts(until)).orElse(List.of());
    }

    StepStories steps() {
        return steps;
    }

    /** What each region is after the last record, by the steps that are done; empty without a plan. */
    List<String> regions() {
        if (plan.isEmpty()) {
            return List.of();
        }
        var done = steps.all().entrySet().stream()
                .filter(e -> e.getValue().state().equals("succeeded"))
                .sorted(Comparator.comparing(e -> e.getValue().ended().orElse(Instant.EPOCH)))
                .map(Map.Entry::getKey)
                .toList();
        Function<String, Map<String, String>> outputs =
                s -> Objects.requireNonNull(steps.all().get(s)).outputs();
        var now = RoleNow.of(plan.get(), done, outputs);
        var remains = Remains.of(plan.get(), done, outputs);
        return plan.get().regions().stream()
                .map(r ->
                        r.id() + " " + Objects.requireNonNull(now.get(r.id())).towards(r.after(), remains.get(r.id())))
                .toList();
    }

    /** Time without service until then; empty without a plan, or where there was no fence and nobody measured. */
    Optional<Duration> downtime(Instant until) {
        return downtime.filter(DowntimeClock::any).map(d -> d.soFar(until));
    }

    /** From what it is told, and what was measured of it; empty where there is none. */
    Optional<String> downtimeBasis(Instant until) {
        return downtime.filter(DowntimeClock::any).map(d -> DowntimeWords.of(d, until));
    }

    /** What the time without service until then went by with, longest first. */
    List<DowntimePart> downtimeParts(Instant until) {
        return downtime.map(d -> d.parts(until)).orElse(List.of()).stream()
                .sorted(Comparator.comparing(DowntimePart::took).reversed())
                .toList();
    }

    /** When the last record was written; empty before the first. */
    Optional<Instant> last() {
        return last.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(last));
    }

    boolean downtimeEnded() {
        return downtime.filter(DowntimeClock::counting).isEmpty();
    }
}
