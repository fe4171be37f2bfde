package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How many records a filter lets through, and what there is to choose from, in the trail's first {@code upTo} records.
 *
 * @param kinds each kind and, with {@code call.intent}, its family {@code call}
 */
record Tally(
        AuditFilter filter,
        long upTo,
        long hits,
        Set<String> people,
        Set<String> kinds,
        Set<String> steps,
        Set<String> regions,
        Set<String> sessions) {
    static final Tally NOTHING = new Tally(AuditFilter.ALL, 0, 0, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    /** What there is to choose from stays; what is let through is counted anew. */
    Tally restarted(AuditFilter other) {
        return other.everything()
                ? new Tally(other, upTo, upTo, people, kinds, steps, regions, sessions)
                : new Tally(other, 0, 0, people, kinds, steps, regions, sessions);
    }

    /** Counted on up to record {@code last}; blocks. {@code sofar}: told after each page, on the same thread. */
    Tally on(AuditFeed feed, long last, BooleanSupplier stale, Consumer<Tally> sofar) {
        var tally = this;
        while (tally.upTo < last && !stale.getAsBoolean()) {
            var page = feed.read(tally.upTo + 1, (int) Math.min(TrailWindow.PAGE, last - tally.upTo));
            if (page.isEmpty()) {
                break;
            }
            tally = tally.with(page);
            sofar.accept(tally);
        }
        return tally;
    }

    private Tally with(List<AuditRecord> page) {
        var newPeople = new TreeSet<String>(people);
        var newKinds = new TreeSet<String>(kinds);
        var newSteps = new TreeSet<String>(steps);
        var newRegions = new TreeSet<String>(regions);
        var newSessions = new TreeSet<String>(sessions);
        long passed = 0;
        for (var r : page) {
            passed += filter.accepts(r) ? 1 : 0;
            newPeople.add(r.actor());
            newSessions.add(r.session());
            newKinds.add(r.kind());
            var dot = r.kind().indexOf('.');
            if (dot > 0) {
                newKinds.add(r.kind().substring(0, dot));
            }
            if (!r.step().isEmpty()) {
                newSteps.add(r.step());
            }
            if (r.data().get("region") instanceof String region && !region.isEmpty()) {
                newRegions.add(region);
            }
        }
        return new Tally(
                filter, page.getLast().seq(), hits + passed, newPeople, newKinds, newSteps, newRegions, newSessions);
    }
}
