package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.MeasuredOutages.Kind;
import app.medzenhealth.cutover.audit.Spans.Span;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Time in which users were without service, told from the records of probes and of steps: when what users ask was not answered, and,
 * as long as nobody measures whether they can write, all intervals together in which a fence stood and no way led past it. A fence
 * stands from the moment it is begun, whatever became of the step, until it is taken back; the switch of the fence's own phase or of a
 * rollback leads past the fences that stand when it is done, and so does their being lifted, until either is taken back.
 *
 * <p>Safe for many threads.
 */
public final class DowntimeClock {
    private final Plan plan;
    /** The fences that stand, each with the steps that lead past it. */
    private final Map<String, Set<String>> fences = new LinkedHashMap<>();

    /** When each attempt began. */
    private final List<Instant> attempts = new ArrayList<>();

    private final Set<String> undoing = new HashSet<>();
    private final List<Span> fenced = new ArrayList<>();
    private @Nullable Instant since;
    private boolean everFenced;
    private final DowntimeParts parts = new DowntimeParts();
    private final MeasuredOutages measured = new MeasuredOutages();

    public DowntimeClock(Plan plan) {
        this.plan = plan;
    }

    /** @param record any of the trail's, in the trail's order */
    public synchronized void add(AuditRecord record) {
        if (!tells(record.kind())) {
            return;
        }
        parts.add(record);
        measured.add(record);
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

    /** Whether a record of this kind has a say in it: whoever reads only these comes to the same. */
    public static boolean tells(String kind) {
        return kind.startsWith("step.") || kind.startsWith("probe.") || kind.equals("approval.challenge");
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
                if (fences.values().stream().noneMatch(Set::isEmpty)) {
                    attempts.add(Instant.parse(record.at()));
                }
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
            fenced.add(new Span(since, at));
            since = null;
        }
    }

    /** Whether users are without service now, as far as is known. */
    public synchronized boolean counting() {
        return measured.failing() || since != null && !(measured.knownNow(Kind.READ) && measured.knownNow(Kind.WRITE));
    }

    /** Whether there ever was a fence. */
    public synchronized boolean everFenced() {
        return everFenced;
    }

    /** Whether there is anything to tell: there was a fence, or somebody measured. */
    public synchronized boolean any() {
        return everFenced || measured.any();
    }

    /** All of it until {@code now}. */
    public synchronized Duration soFar(Instant now) {
        return down(now).length();
    }

    /** What all of it until {@code now} went by with, in the order in which each began. */
    public synchronized List<DowntimePart> parts(Instant now) {
        return parts.parts(down(now), now);
    }

    /** The same by attempt, oldest first; one that cost no downtime is not among them. */
    public synchronized List<DowntimeAttempt> attempts(Instant now) {
        var down = down(now);
        var all = new ArrayList<DowntimeAttempt>();
        for (var i = 0; i <= attempts.size(); i++) {
            var from = i == 0 ? Instant.MIN : attempts.get(i - 1);
            var of = down.within(Spans.of(from, i < attempts.size() ? attempts.get(i) : Instant.MAX));
            if (!of.isEmpty()) {
                all.add(new DowntimeAttempt(
                        i, of.all().getFirst().from(), of.all().getLast().to(), of.length(), parts.parts(of, now)));
            }
        }
        return List.copyOf(all);
    }

    public synchronized DowntimeBasis basis(Instant now) {
        if (!measured.any()) {
            return DowntimeBasis.ESTIMATED;
        }
        return measured.asked(Kind.READ)
                        && measured.asked(Kind.WRITE)
                        && fenced(now).without(known(now)).isEmpty()
                ? DowntimeBasis.MEASURED
                : DowntimeBasis.PARTLY;
    }

    /** How long reads of users were not answered until {@code now}; empty where nobody measured that. */
    public synchronized Optional<Duration> reads(Instant now) {
        return failed(Kind.READ, now);
    }

    /** The same of their writes. */
    public synchronized Optional<Duration> writes(Instant now) {
        return failed(Kind.WRITE, now);
    }

    /** How long somebody asked until {@code now} and nobody knows what users got. */
    public synchronized Duration unknown(Instant now) {
        return measured.unknown(Kind.READ, now).plus(measured.unknown(Kind.WRITE, now));
    }

    private Optional<Duration> failed(Kind kind, Instant now) {
        return measured.asked(kind) ? Optional.of(measured.failed(kind, now).length()) : Optional.empty();
    }

    private Spans down(Instant now) {
        return measured.failed(Kind.READ, now)
                .and(measured.failed(Kind.WRITE, now))
                .and(fenced(now).without(known(now)));
    }

    /** When it is measured what users get, whatever they do. */
    private Spans known(Instant now) {
        return measured.known(Kind.READ, now).within(measured.known(Kind.WRITE, now));
    }

    private Spans fenced(Instant now) {
        var all = new ArrayList<>(fenced);
        if (since != null) {
            all.add(new Span(since, now));
        }
        return Spans.of(all);
    }
}
