package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.monitor.SqlProber;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what two databases hold, table by table. */
record RowCounts(SqlProber.Counts source, SqlProber.Counts target, long tolerance, String way) {
    /** However many rows are written between two counts: a table that lacks half of them was not restored. */
    private static final int LEAST_PERCENT = 50;

    /** @param tolerance rows by which a table may differ */
    static RowCounts of(ActionContext context, String source, String target, long tolerance)
            throws InterruptedException {
        return new RowCounts(
                context.sql().counts(source),
                context.sql().counts(target),
                tolerance,
                context.sql().way(source) + context.sql().way(target));
    }

    Check check(String title) {
        return switch (source) {
            case SqlProber.Counts.Unknown unknown -> Check.unknown(title, "source: " + unknown.reason());
            case SqlProber.Counts.Known there ->
                switch (target) {
                    case SqlProber.Counts.Unknown unknown -> Check.unknown(title, "target: " + unknown.reason());
                    case SqlProber.Counts.Known here -> compare(title, there.rows(), here.rows());
                };
        };
    }

    private Check compare(String title, Map<String, Long> there, Map<String, Long> here) {
        var tables = new TreeSet<String>(there.keySet());
        tables.addAll(here.keySet());
        var differences = tables.stream()
                .filter(t -> !there.containsKey(t)
                        || !here.containsKey(t)
                        || Math.abs(there.get(t) - here.get(t)) > tolerance
                        || here.get(t) * 100 < there.get(t) * LEAST_PERCENT)
                .map(t -> t + " " + shown(there.get(t)) + " ≠ " + shown(here.get(t)))
                .toList();
        if (tables.isEmpty()) {
            return Check.unknown(title, "neither database lists a table");
        }
        return differences.isEmpty()
                ? Check.pass(
                        title, summary(here) + (tolerance == 0 ? "" : ", at most " + tolerance + " rows apart") + way)
                : Check.fail(
                        title, String.join("; ", differences), "find out which writes are missing before going on");
    }

    /** Tables and rows of the target, as {@code 12 tables, 48231 rows}; empty where unknown. */
    String summary() {
        return target instanceof SqlProber.Counts.Known known ? summary(known.rows()) : "";
    }

    private static String summary(Map<String, Long> rows) {
        return rows.size() + " tables, "
                + rows.values().stream().mapToLong(Long::longValue).sum() + " rows";
    }

    private static String shown(@Nullable Long rows) {
        return rows == null ? "no such table" : rows.toString();
    }
}
