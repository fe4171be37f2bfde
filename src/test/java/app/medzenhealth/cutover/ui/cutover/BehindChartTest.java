package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.DataReading.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BehindChartTest {
    private static final Instant NOW = Instant.parse("2026-01-24T02:40:00Z");

    private static Point point(int secondsAgo, long bytes) {
        return new Point(NOW.minusSeconds(secondsAgo), OptionalLong.of(bytes));
    }

    @Test
    void what_nobody_knew_and_when_nobody_asked_are_gaps() {
        var points = List.of(
                point(60, 0),
                point(50, 10),
                new Point(NOW.minusSeconds(40), OptionalLong.empty()),
                point(30, 20),
                point(0, 5));
        assertThat(BehindChart.runs(points, NOW))
                .extracting(r -> r.points().size())
                .as("an unknown one, then half a minute without one")
                .containsExactly(2, 1, 1);
    }

    @Test
    void the_most_of_the_span_is_as_high_as_the_chart_and_what_is_older_is_not_in_it() {
        var points = new ArrayList<Point>();
        points.add(point((int) BehindChart.SPAN.toSeconds() + 1, 1_000_000));
        points.add(point(10, 40));
        points.add(point(0, 10));
        var run = BehindChart.runs(points, NOW);
        assertThat(run).singleElement().satisfies(r -> {
            assertThat(r.points().getFirst()[1]).isEqualTo(1);
            assertThat(r.points().getLast()).containsExactly(1, 0.25);
        });
    }

    @Test
    void nothing_behind_is_drawn_at_the_bottom_and_not_left_out() {
        assertThat(BehindChart.runs(List.of(point(10, 0), point(0, 0)), NOW))
                .singleElement()
                .satisfies(r ->
                        assertThat(r.points()).allSatisfy(p -> assertThat(p[1]).isZero()));
    }
}
