package app.medzenhealth.cutover.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Monitoring;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is told of metrics: a gap is a gap, silence is not health, and what cannot be read keeps nothing else back. */
class MetricBoardTest {
    private static final Instant NOW = Instant.parse("2026-01-24T02:40:20Z");

    private final Map<String, TreeMap<Instant, Double>> measured = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final List<MetricQuery> asked = new ArrayList<>();

    private final MetricReader reader = new MetricReader() {
        @Override
        public Map<MetricQuery, Answer> read(Collection<MetricQuery> queries, Instant from, Instant to) {
            asked.addAll(queries);
            var answers = new HashMap<MetricQuery, Answer>();
            queries.forEach(q -> answers.put(
                    q,
                    refused.containsKey(q.metric())
                            ? new Unread(refused.get(q.metric()))
                            : new Values(measured.getOrDefault(q.metric(), new TreeMap<>()))));
            return answers;
        }
    };

    private static Monitoring.Line line(String metric, Optional<String> of, String below) {
        return new Monitoring.Line(
                "Frankfurt",
                "eu-central-1",
                "AWS/RDS",
                metric,
                Map.of("DBInstanceIdentifier", "${db}"),
                "Average",
                of,
                of.isPresent() ? Monitoring.Unit.PERCENT : Monitoring.Unit.COUNT,
                below.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(below)),
                Optional.empty());
    }

    private static Monitoring.Line line(String metric, String below) {
        return line(metric, Optional.empty(), below);
    }

    /** @param minutes before 02:40 */
    private void value(String metric, int minutes, double value) {
        measured.computeIfAbsent(metric, _ -> new TreeMap<>())
                .put(Instant.parse("2026-01-24T02:40:00Z").minusSeconds(60L * minutes), value);
    }

    private MetricLine read(Monitoring.Line line) throws InterruptedException {
        return read(line, v -> Optional.of("db"));
    }

    private MetricLine read(Monitoring.Line line, java.util.function.Function<String, Optional<String>> values)
            throws InterruptedException {
        var board = MetricBoard.read(List.of(new Monitoring.Row("row", "Row", List.of(line), "")), values, reader, NOW);
        assertThat(board.to()).contains(NOW);
        return board.rows().getFirst().lines().getFirst();
    }

    @Test
    void a_minute_without_a_value_parts_the_line_and_is_counted() throws Exception {
        for (var minute : new int[] {9, 8, 6, 3, 2, 1}) {
            value("CPUUtilization", minute, 20 + minute);
        }
        var line = read(line("CPUUtilization", "80"));
        assertThat(line.stretches()).extracting(Map::size).containsExactly(2, 1, 3);
        assertThat(line.missing()).isEqualTo(3);
        assertThat(line.standing()).isEqualTo(new MetricLine.Holds(21, Instant.parse("2026-01-24T02:39:00Z")));
    }

    @Test
    void a_value_at_its_limit_does_not_hold_and_one_without_a_limit_is_not_judged() throws Exception {
        value("CPUUtilization", 1, 80);
        assertThat(read(line("CPUUtilization", "80")).standing()).isInstanceOf(MetricLine.Breaks.class);
        assertThat(read(line("CPUUtilization", "80.1")).standing()).isInstanceOf(MetricLine.Holds.class);
        assertThat(read(line("CPUUtilization", "")).standing()).isInstanceOf(MetricLine.Unjudged.class);
    }

    @Test
    void a_limit_from_below_is_kept_above_it_only() throws Exception {
        value("RunningTaskCount", 1, 0);
        var line = new Monitoring.Line(
                "Frankfurt",
                "eu-central-1",
                "ECS/ContainerInsights",
                "RunningTaskCount",
                Map.of(),
                "Minimum",
                Optional.empty(),
                Monitoring.Unit.COUNT,
                Optional.empty(),
                Optional.of(BigDecimal.ZERO));
        assertThat(read(line).standing()).isInstanceOf(MetricLine.Breaks.class);
        value("RunningTaskCount", 1, 1);
        assertThat(read(line).standing()).isInstanceOf(MetricLine.Holds.class);
    }

    @Test
    void no_value_and_an_old_value_are_unknown_however_good_it_was() throws Exception {
        assertThat(read(line("CPUUtilization", "80")).standing())
                .isEqualTo(new MetricLine.Unknown("no value in the time shown"));
        value("CPUUtilization", 7, 5);
        assertThat(read(line("CPUUtilization", "80")).standing())
                .isEqualTo(new MetricLine.Unknown("no value for 6 min"));
        value("CPUUtilization", 5, 5);
        assertThat(read(line("CPUUtilization", "80")).standing()).isInstanceOf(MetricLine.Holds.class);
    }

    @Test
    void a_lag_of_minus_one_says_that_nothing_is_replicated() throws Exception {
        value("ReplicaLag", 1, -1);
        assertThat(read(line("ReplicaLag", "300")).standing())
                .isEqualTo(new MetricLine.Unknown("replication is not active"));
    }

    @Test
    void faults_are_a_share_of_requests_and_silence_is_none_only_where_requests_were_counted() throws Exception {
        value("RequestCount", 4, 200);
        value("HTTPCode_ELB_5XX_Count", 3, 50);
        value("RequestCount", 1, 100);
        value("HTTPCode_ELB_5XX_Count", 1, 2);
        var line = read(line("HTTPCode_ELB_5XX_Count", Optional.of("RequestCount"), "1"));
        assertThat(line.values().values())
                .as("nothing failed; nobody could be served; two of a hundred")
                .containsExactly(0.0, 100.0, 2.0);
        assertThat(line.stretches()).as("02:38 is not known").hasSize(2);
        assertThat(line.standing()).isInstanceOf(MetricLine.Breaks.class);
    }

    @Test
    void one_that_is_refused_says_why_and_the_others_are_read() throws Exception {
        refused.put("CPUUtilization", "AccessDenied: not permitted");
        value("DatabaseConnections", 1, 20);
        var board = MetricBoard.read(
                List.of(new Monitoring.Row(
                        "row", "Row", List.of(line("CPUUtilization", "80"), line("DatabaseConnections", "")), "")),
                v -> Optional.of("db"),
                reader,
                NOW);
        assertThat(board.rows().getFirst().lines())
                .extracting(MetricLine::standing)
                .containsExactly(
                        new MetricLine.Unknown("AccessDenied: not permitted"),
                        new MetricLine.Unjudged(20, Instant.parse("2026-01-24T02:39:00Z")));
    }

    @Test
    void what_has_no_name_yet_is_not_asked_and_not_measured() throws Exception {
        assertThat(read(line("CPUUtilization", "80"), v -> Optional.empty()).standing())
                .isInstanceOf(MetricLine.NotMeasured.class);
        assertThat(asked).isEmpty();
    }
}
