package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.Spans.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final Instant START = Instant.parse("2026-01-12T02:00:00Z");
    private static final int SECONDS = 60;

    private static Span span(int from, int to) {
        return new Span(START.plusSeconds(from), START.plusSeconds(to));
    }

    @Test
    void what_overlaps_or_touches_is_one_and_what_has_no_length_is_none() {
        assertThat(Spans.of(List.of(span(5, 9), span(1, 3), span(3, 4), span(8, 12), span(20, 20), span(30, 29)))
                        .all())
                .containsExactly(span(1, 4), span(5, 12));
    }

    /** Against sets of seconds, which need no thought. */
    @Test
    void they_add_and_take_away_as_sets_of_seconds_do() {
        for (var seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var a = any(random);
            var b = any(random);
            var both = (BitSet) seconds(a).clone();
            both.or(seconds(b));
            assertThat(seconds(a.and(b))).as("seed %d", seed).isEqualTo(both);
            var common = (BitSet) seconds(a).clone();
            common.and(seconds(b));
            assertThat(seconds(a.within(b))).as("seed %d", seed).isEqualTo(common);
            var left = (BitSet) seconds(a).clone();
            left.andNot(seconds(b));
            assertThat(seconds(a.without(b))).as("seed %d", seed).isEqualTo(left);
            assertThat(a.without(b).length().toSeconds()).isEqualTo(left.cardinality());
        }
    }

    private static Spans any(Random random) {
        var spans = new ArrayList<Span>();
        for (var i = random.nextInt(5); i > 0; i--) {
            var from = random.nextInt(SECONDS);
            spans.add(span(from, from + random.nextInt(SECONDS - from)));
        }
        return Spans.of(spans);
    }

    private static BitSet seconds(Spans spans) {
        var seconds = new BitSet();
        for (var s : spans.all()) {
            seconds.set((int) (s.from().getEpochSecond() - START.getEpochSecond()), (int)
                    (s.to().getEpochSecond() - START.getEpochSecond()));
        }
        return seconds;
    }
}
