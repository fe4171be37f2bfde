package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.PlannedCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reading shows of a step whose end was lost.
 *
 * <p>What AWS shows of a change may be the old state for a while. An effect that is seen is proof; an effect that is not seen is
 * proof only {@link #SETTLING} after the call was over.
 *
 * @param seen each action's state, up to the first after the one in flight that is not done
 * @param outputs of the actions that are done
 */
record OutcomeReading(LastRun run, List<Seen> seen, Map<String, String> outputs) {

    /** How long AWS may go on to show the state before a change that it has made. */
    static final Duration SETTLING = Duration.ofMinutes(1);

    /**
     * What one action has become.
     *
     * @param left calls that it would still send
     * @param lacking those of them whose effect the live state lacks
     * @param by what goes on with it while no console runs
     */
    record Seen(Verdict verdict, List<PlannedCall> left, List<PlannedCall> lacking, By by) {
        enum By {
            AWS,
            /** A program that the console started ends with it, or without telling it. */
            NOBODY
        }

        Seen as(Verdict other) {
            return new Seen(other, left, lacking, by);
        }

        static Seen only(Verdict verdict) {
            return new Seen(verdict, List.of(), List.of(), By.AWS);
        }

        /** Whether it is not done only because it is not over. */
        boolean onItsWay() {
            return by == By.AWS && left.isEmpty();
        }
    }

    /** The action in flight; empty where none was begun. */
    Optional<Seen> inFlight() {
        return run.begun() >= 0 && run.begun() < seen.size() ? Optional.of(seen.get(run.begun())) : Optional.empty();
    }

    /** What became of a call of the action in flight, if what is seen is not the state before. */
    private static String became(AuditRecord intent, Seen seen) {
        return switch (seen.verdict()) {
            case Verdict.Done d -> StepRecovery.DONE;
            case Verdict.NotDone n ->
                seen.lacking().stream().anyMatch(c -> same(c, intent)) ? StepRecovery.NOT_DONE : StepRecovery.DONE;
            case Verdict.Undecided u -> StepRecovery.UNDECIDED;
        };
    }

    /** The verdict on a call, as far as it can be told by now. */
    String verdict(AuditRecord intent, Seen seen, Instant now) {
        var became = became(intent, seen);
        return became.equals(StepRecovery.NOT_DONE) && proof(intent, now).isAfter(now)
                ? StepRecovery.UNDECIDED
                : became;
    }

    /** Whether what is seen shows what became of every call, however long ago it was. */
    boolean showsEffect() {
        return inFlight()
                .filter(s -> run.calls().stream().allMatch(c -> became(c, s).equals(StepRecovery.DONE)))
                .isPresent();
    }

    /** When it will be proof that the state is still the old one; empty where nothing waits for that. */
    Optional<Instant> proof(Instant now) {
        return inFlight()
                .flatMap(s -> run.calls().stream()
                        .filter(c -> became(c, s).equals(StepRecovery.NOT_DONE))
                        .map(c -> proof(c, now))
                        .filter(t -> t.isAfter(now))
                        .max(Comparator.naturalOrder()));
    }

    /** No later than if the call had been over just now: the clock may have been set back. */
    private Instant proof(AuditRecord intent, Instant now) {
        var over = run.over().getOrDefault(intent.seq(), now);
        return (over.isAfter(now) ? now : over).plus(SETTLING);
    }

    /** Whether the call that would be sent now is the one that was sent then. */
    private static boolean same(PlannedCall left, AuditRecord intent) {
        return left.service().equals(intent.data().get("service"))
                && left.operation().equals(intent.data().get("operation"))
                && left.region().equals(intent.data().get("region"))
                && switch (left.resource()) {
                    case PlannedCall.Resource.Named named ->
                        named.id().equals(intent.data().get("resource"));
                    case PlannedCall.Resource.Produced produced -> true;
                };
    }
}
