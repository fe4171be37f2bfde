package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Records that belong to one: the other half of a call, and the confirmation under which it was sent.
 *
 * @param other an intent's outcome, or an outcome's intent
 * @param confirmation says what changes, from → to
 */
record Companions(Optional<AuditRecord> other, Optional<AuditRecord> confirmation) {
    static final Companions NONE = new Companions(Optional.empty(), Optional.empty());
    private static final int PAGE = 500;
    /** Confirmations stand shortly before what they allow. */
    private static final int FAR = 20_000;

    /** Blocks. */
    static Companions of(AuditFeed feed, AuditRecord of, long records, BooleanSupplier stale) {
        return switch (of.kind()) {
            case "call.intent", "command.intent" ->
                new Companions(outcome(feed, of.seq(), records, stale), confirmation(feed, of, stale));
            case "call.outcome", "command.outcome" ->
                new Companions(
                        intent(of).flatMap(seq -> feed.read(seq, 1).stream().findFirst()),
                        confirmation(feed, of, stale));
            default -> NONE;
        };
    }

    static Optional<Long> intent(AuditRecord outcome) {
        return outcome.data().get("intent") instanceof Number n ? Optional.of(n.longValue()) : Optional.empty();
    }

    private static Optional<AuditRecord> outcome(AuditFeed feed, long intent, long records, BooleanSupplier stale) {
        for (var from = intent + 1; from <= records && !stale.getAsBoolean(); from += PAGE) {
            var found = feed.read(from, PAGE).stream()
                    .filter(r -> r.kind().endsWith(".outcome"))
                    .filter(r -> intent(r).filter(i -> i == intent).isPresent())
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<AuditRecord> confirmation(AuditFeed feed, AuditRecord call, BooleanSupplier stale) {
        for (var end = call.seq(); end > 1 && call.seq() - end < FAR && !stale.getAsBoolean(); end -= PAGE) {
            var from = Math.max(1, end - PAGE);
            var page = feed.read(from, (int) (end - from));
            var found = page.reversed().stream()
                    .filter(r -> r.kind().equals("step.confirm"))
                    .filter(r -> r.step().equals(call.step()) && r.session().equals(call.session()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
