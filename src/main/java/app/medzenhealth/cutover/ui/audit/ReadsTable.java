package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.ui.common.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** The reads that a summary record counts, by operation and region. */
final class ReadsTable extends GridPane {

    /**
     * One operation in one region.
     *
     * @param eachMillis mean time of a call, in milliseconds
     */
    record Line(String operation, String region, long calls, long eachMillis, long errors) {}

    private ReadsTable(List<Line> lines) {
        setId("audit-reads");
        getStyleClass().add("reads");
        var wide = new ColumnConstraints();
        wide.setHgrow(Priority.ALWAYS);
        getColumnConstraints().add(wide);
        addRow(0, head("Operation"), head("Region"), head("Calls"), head("ms each"), head("Errors"));
        for (var line : lines) {
            var errors = line.errors() == 0
                    ? Labels.whole("0", "mono", "caption", "muted")
                    : Labels.whole("✗ " + line.errors(), "mono", "caption", "bad");
            addRow(
                    getRowCount(),
                    Labels.wrapped(line.operation(), "mono", "caption"),
                    Labels.whole(line.region(), "mono", "caption", "muted"),
                    number(line.calls()),
                    number(line.eachMillis()),
                    errors);
            GridPane.setHalignment(errors, HPos.RIGHT);
        }
    }

    static Optional<ReadsTable> of(AuditRecord record) {
        var lines = lines(record);
        return lines.isEmpty() ? Optional.empty() : Optional.of(new ReadsTable(lines));
    }

    /** Those with errors first, then the most frequent. */
    static List<Line> lines(AuditRecord record) {
        if (!(record.data().get("reads") instanceof List<?> reads)) {
            return List.of();
        }
        return reads.stream()
                .filter(Map.class::isInstance)
                .map(r -> line((Map<?, ?>) r))
                .sorted(Comparator.comparingLong(Line::errors)
                        .thenComparingLong(Line::calls)
                        .reversed()
                        .thenComparing(Line::operation)
                        .thenComparing(Line::region))
                .toList();
    }

    private static Line line(Map<?, ?> read) {
        var calls = number(read, "calls");
        return new Line(
                read.get("service") + " " + read.get("operation"),
                String.valueOf(read.get("region")),
                calls,
                calls == 0 ? 0 : number(read, "latencyMillis") / calls,
                number(read, "errors"));
    }

    private static long number(Map<?, ?> read, String name) {
        return read.get(name) instanceof Number n ? n.longValue() : 0;
    }

    private static Label head(String text) {
        return Labels.whole(text, "caption", "muted", "strong");
    }

    private static Label number(long n) {
        var label = Labels.whole(Long.toString(n), "mono", "caption");
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }
}
