package app.medzenhealth.cutover.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records to export.
 *
 * @param from records of this time and later; empty: from the first
 * @param until records before this time; empty: to the last
 */
public record Selection(AuditFilter filter, Optional<Instant> from, Optional<Instant> until) {
    public static final Selection EVERYTHING = new Selection(AuditFilter.ALL, Optional.empty(), Optional.empty());

    public static Selection of(AuditFilter filter) {
        return new Selection(filter, Optional.empty(), Optional.empty());
    }

    public static Selection between(Instant from, Instant until) {
        return new Selection(AuditFilter.ALL, Optional.of(from), Optional.of(until));
    }

    /** Whether it lets every record through. */
    public boolean everything() {
        return equals(EVERYTHING);
    }

    public boolean accepts(AuditRecord record) {
        if (from.isPresent() || until.isPresent()) {
            var at = RecordTime.instant(record);
            if (from.isPresent() && at.isBefore(from.get()) || until.isPresent() && !at.isBefore(until.get())) {
                return false;
            }
        }
        return filter.accepts(record);
    }

    /** In words, for the report and the manifest. */
    public String words() {
        var words = new StringBuilder(filter.words());
        from.ifPresent(time -> words.append(", from ").append(time));
        until.ifPresent(time -> words.append(", before ").append(time));
        return words.toString();
    }
}
