package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.PlanPlaces.ActionAt;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Users wait while tasks end their requests: a fence states how long that is at most, so that the downtime can be told by it and the
 * fence asks for it, and no step before it sets a longer time on a target group of its region.
 */
final class DrainingCheck {
    private final Moves moves;
    private final Faults faults;

    private DrainingCheck(Moves moves, Faults faults) {
        this.moves = moves;
        this.faults = faults;
    }

    static void look(Moves moves, Faults faults) {
        if (moves.databaseMoves()) {
            var check = new DrainingCheck(moves, faults);
            moves.doing(Trait.FENCES).forEach(check::fence);
        }
    }

    private void fence(ActionAt fence) {
        var stated = stated(fence.use());
        if (stated.isEmpty()) {
            faults.found(
                    fence.pointer(),
                    "it does not state how long its tasks may hold on to their load balancer: users wait for that, five minutes unless a shorter time is set",
                    "add “drains”, and a step before it with elb.drain that sets no longer time");
            return;
        }
        var most = stated.get();
        moves.doing(Trait.SETS_DRAINING).stream()
                .filter(a -> moves.beforeHere(a, fence))
                .filter(a -> a.use().region().equals(fence.use().region()))
                .filter(a -> a.use().with().get("seconds") instanceof Number seconds
                        && seconds.longValue() > most.toSeconds())
                .findFirst()
                .ifPresent(a -> faults.found(
                        a.pointer(),
                        "it lets tasks drain for " + a.use().with().get("seconds") + " s, and step " + Moves.id(fence)
                                + " states " + Times.inWords(most),
                        "set no longer time than the fence states"));
    }

    /** Empty where it is not a time. */
    private static Optional<Duration> stated(ActionUse fence) {
        try {
            return Optional.ofNullable(fence.with().get("drains"))
                    .map(d -> Duration.parse(String.valueOf(d).strip()))
                    .filter(d -> !d.isNegative());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
