package app.medzenhealth.cutover.monitor.watch;

import app.medzenhealth.cutover.plan.Monitoring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * All metrics that the plan shows, as they were read last.
 *
 * @param from since when values are shown
 * @param to when they were read; empty: not yet
 */
public record MetricBoard(List<Row> rows, Instant from, Optional<Instant> to) {
    /** How much is shown. */
    public static final Duration SHOWN = Duration.ofHours(1);

    public record Row(Monitoring.Row row, List<MetricLine> lines) {}

    /** Before anything was read. */
    public static MetricBoard unread(List<Monitoring.Row> rows, Instant now) {
        return new MetricBoard(
                rows.stream()
                        .map(r -> new Row(
                                r,
                                r.lines().stream()
                                        .map(l -> MetricLine.notMeasured(l, "not read yet"))
                                        .toList()))
                        .toList(),
                now.minus(SHOWN),
                Optional.empty());
    }

    /**
     * Reads them.
     *
     * @param values of the plan's variables
     */
    public static MetricBoard read(
            List<Monitoring.Row> rows, Function<String, Optional<String>> values, MetricReader reader, Instant now)
            throws InterruptedException {
        // Whole minutes are answered soonest (CloudWatch API Reference, GetMetricData: StartTime, EndTime).
        var to = Instant.ofEpochSecond(now.getEpochSecond() / 60 * 60);
        var from = to.minus(SHOWN);
        var wanted = new LinkedHashSet<MetricQuery>();
        for (var row : rows) {
            for (var line : row.lines()) {
                MetricQuery.of(line, values).ifPresent(q -> {
                    wanted.add(q);
                    line.of().ifPresent(o -> wanted.add(q.of(o)));
                });
            }
        }
        var answers = wanted.isEmpty() ? Map.<MetricQuery, MetricReader.Answer>of() : reader.read(wanted, from, to);
        var read = new ArrayList<Row>();
        for (var row : rows) {
            read.add(new Row(
                    row,
                    row.lines().stream()
                            .map(l -> MetricQuery.of(l, values)
                                    .map(q -> line(l, q, answers, now))
                                    .orElseGet(() ->
                                            MetricLine.notMeasured(l, "the plan's step that makes it has not run")))
                            .toList()));
        }
        return new MetricBoard(List.copyOf(read), from, Optional.of(now));
    }

    private static MetricLine line(
            Monitoring.Line line, MetricQuery query, Map<MetricQuery, MetricReader.Answer> answers, Instant now) {
        var own = answer(answers, query);
        if (own instanceof MetricReader.Unread u) {
            return MetricLine.unknown(line, u.why());
        }
        var values = ((MetricReader.Values) own).at();
        if (line.of().isEmpty()) {
            return MetricLine.of(line, values, now);
        }
        return switch (answer(answers, query.of(line.of().get()))) {
            case MetricReader.Unread u -> MetricLine.unknown(line, u.why());
            case MetricReader.Values whole -> MetricLine.of(line, share(values, whole.at()), now);
        };
    }

    private static MetricReader.Answer answer(Map<MetricQuery, MetricReader.Answer> answers, MetricQuery query) {
        return Optional.ofNullable(answers.get(query)).orElseGet(() -> new MetricReader.Unread("no answer came"));
    }

    /**
     * In percent, of whichever of the two is more: a load balancer that has nobody to send a request to counts the fault and not the
     * request. Where neither was counted it is not known; where only requests were, nothing failed ("HTTPCode_ELB_5XX_Count … Reporting
     * criteria: There is a nonzero value", Elastic Load Balancing User Guide, CloudWatch metrics for your Application Load Balancer).
     */
    private static NavigableMap<Instant, Double> share(
            NavigableMap<Instant, Double> faults, NavigableMap<Instant, Double> requests) {
        var minutes = new TreeSet<>(faults.keySet());
        minutes.addAll(requests.keySet());
        var share = new TreeMap<Instant, Double>();
        for (var at : minutes) {
            double failed = faults.getOrDefault(at, 0.0);
            var whole = Math.max(failed, requests.getOrDefault(at, 0.0));
            if (whole > 0) {
                share.put(at, 100 * failed / whole);
            }
        }
        return share;
    }
}
