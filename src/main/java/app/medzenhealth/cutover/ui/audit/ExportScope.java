package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.audit.Selection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** What to export. */
enum ExportScope {
    ALL("Everything in this trail", "all"),
    SESSION("This session", "session"),
    PHASE("One phase of this session", "phase"),
    TIME("A time range", "time"),
    FILTER("What the filter shows now", "filter");

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final String title;
    private final String id;

    ExportScope(String title, String id) {
        this.title = title;
        this.id = id;
    }

    String title() {
        return title;
    }

    /** For node ids and file names. */
    String id() {
        return id;
    }

    /** {@code 2026-01-12 10:00}, UTC; empty where it is no time. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text.strip(), MINUTE).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    static String text(Instant time) {
        return MINUTE.format(time.atOffset(ZoneOffset.UTC));
    }

    /** What was chosen beside the scope. */
    record Choice(String session, String phase, String from, String until, AuditFilter filter) {

        /** The selection, or empty where what was filled in makes none. */
        Optional<Selection> selection(ExportScope scope) {
            return switch (scope) {
                case ALL -> Optional.of(Selection.EVERYTHING);
                case SESSION -> Optional.of(Selection.of(AuditFilter.ALL.withSession(session)));
                case PHASE ->
                    phase.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Selection.of(AuditFilter.phase(phase).withSession(session)));
                case TIME ->
                    time(from).flatMap(f -> time(until).filter(f::isBefore).map(u -> Selection.between(f, u)));
                case FILTER -> filter.everything() ? Optional.empty() : Optional.of(Selection.of(filter));
            };
        }
    }
}
