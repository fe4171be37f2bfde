package app.medzenhealth.cutover.monitor.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.monitor.soak.HealthyTime.Period;
import app.medzenhealth.cutover.monitor.soak.SignalSpan.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthyTimeTest {
    private static final Instant START = Instant.parse("2026-01-24T04:00:00Z");
    /** Every planted time is a multiple of it. */
    private static final Duration CELL = Duration.ofMinutes(5);

    @Test
    void time_counts_while_every_signal_is_good() {
        var counted = count(10, track("errors", said(0, 10, Said.GOOD)), track("hosts", said(0, 10, Said.GOOD)));

        assertThat(counted.healthy()).isEqualTo(Duration.ofHours(10));
        assertThat(counted.since()).isEqualTo(START);
        assertThat(counted.unknown()).isZero();
        assertThat(counted.breaches()).isEmpty();
    }

    @Test
    void a_gap_stops_the_count_and_neither_adds_nor_begins_anew() {
        var counted = count(
                10,
                track("errors", said(0, 4, Said.GOOD), said(7, 10, Said.GOOD)),
                track("hosts", said(0, 10, Said.GOOD)));

        assertThat(counted.healthy()).isEqualTo(Duration.ofHours(7));
        assertThat(counted.unknown()).isEqualTo(Duration.ofHours(3));
        assertThat(counted.since()).isEqualTo(START);
        assertThat(counted.gaps()).containsExactly(new Period(at(4), at(7), Set.of("errors")));
    }

    @Test
    void a_breach_begins_the_count_anew_when_it_is_over() {
        var counted =
                count(10, track("errors", said(0, 5, Said.GOOD), said(5, 6, Said.BREACH), said(6, 10, Said.GOOD)));

        assertThat(counted.healthy()).isEqualTo(Duration.ofHours(4));
        assertThat(counted.since()).isEqualTo(at(6));
        assertThat(counted.lastBreach()).contains(new Period(at(5), at(6), Set.of("errors")));
        assertThat(counted.breachedNow()).isFalse();
    }

    @Test
    void a_breach_of_one_signal_counts_though_another_is_silent() {
        var counted = count(10, track("errors", said(0, 10, Said.BREACH)), track("hosts"));

        assertThat(counted.healthy()).isZero();
        assertThat(counted.since()).isEqualTo(at(10));
        assertThat(counted.breachedNow()).isTrue();
    }

    @Test
    void nothing_measured_is_never_healthy() {
        assertThat(count(168).healthy()).isZero();
        assertThat(count(168, track("errors")).healthy()).isZero();
        assertThat(count(168, track("errors")).unknown()).isEqualTo(Duration.ofHours(168));
        assertThat(count(168, track("alarm", said(0, 168, Said.UNKNOWN))).healthy())
                .isZero();
    }

    @Test
    void what_arrives_late_changes_what_was_unknown() {
        var early = track("errors", said(0, 4, Said.GOOD), said(6, 10, Said.GOOD));
        var good = track("errors", said(0, 4, Said.GOOD), said(6, 10, Said.GOOD), said(4, 6, Said.GOOD));
        var bad = track("errors", said(0, 4, Said.GOOD), said(6, 10, Said.GOOD), said(4, 6, Said.BREACH));

        assertThat(count(10, early).healthy()).isEqualTo(Duration.ofHours(8));
        assertThat(count(10, good).healthy()).isEqualTo(Duration.ofHours(10));
        assertThat(count(10, bad).healthy()).isEqualTo(Duration.ofHours(4));
        assertThat(count(10, bad).unknown()).isZero();
    }

    @Test
    void what_is_said_of_other_times_does_not_count() {
        assertThat(HealthyTime.of(at(2), at(4), List.of(track("errors", said(0, 10, Said.GOOD))))
                        .healthy())
                .isEqualTo(Duration.ofHours(2));
        assertThat(HealthyTime.of(
                                at(2),
                                at(4),
                                List.of(track(
                                        "e", said(0, 2, Said.BREACH), said(2, 4, Said.GOOD), said(4, 6, Said.BREACH))))
                        .breaches())
                .isEmpty();
    }

    @Test
    void a_span_of_no_time_is_refused() {
        assertThatThrownBy(() -> said(3, 3, Said.GOOD)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_thousand_histories_come_to_what_a_slow_count_comes_to() {
        for (var seed = 1; seed <= 1_000; seed++) {
            var random = new Random(seed);
            var from = START;
            var to = START.plus(CELL.multipliedBy(60 + random.nextInt(240)));
            var tracks = new ArrayList<Track>();
            var late = new ArrayList<Track>();
            for (var i = 0; i < 1 + random.nextInt(4); i++) {
                var all = history(random, from, to);
                tracks.add(new Track("s" + i, all));
                late.add(new Track(
                        "s" + i, all.stream().filter(o -> random.nextInt(5) > 0).toList()));
            }

            var before = HealthyTime.of(from, to, late);
            var after = HealthyTime.of(from, to, tracks);

            assertThat(SlowCount.of(from, to, late))
                    .as("seed %d, before late points", seed)
                    .isEqualTo(SlowCount.of(before));
            assertThat(SlowCount.of(from, to, tracks)).as("seed %d", seed).isEqualTo(SlowCount.of(after));
            assertThat(after.since()).as("seed %d", seed).isAfterOrEqualTo(before.since());
            assertThat(after.healthy().plus(after.unknown()))
                    .as("seed %d: all time since the last breach is one of both", seed)
                    .isEqualTo(Duration.between(after.since(), to));
        }
    }

    @Test
    void the_hours_of_a_thousand_histories_add_up_to_what_is_counted() {
        for (var seed = 1; seed <= 1_000; seed++) {
            var random = new Random(seed);
            var to = START.plus(CELL.multipliedBy(60 + random.nextInt(240)));
            var tracks = new ArrayList<Track>();
            for (var i = 0; i < 1 + random.nextInt(3); i++) {
                tracks.add(new Track("s" + i, history(random, START, to)));
            }

            var time = HealthyTime.of(START, to, tracks);
            var hours = SoakHour.of(START, to, 30, tracks);

            var since = time.since();
            assertThat(hours.stream()
                            .filter(h -> h.to().isAfter(since))
                            .map(SoakHour::healthy)
                            .reduce(Duration.ZERO, Duration::plus))
                    .as("seed %d: healthy", seed)
                    .isEqualTo(time.healthy());
            assertThat(hours.stream()
                            .filter(h -> h.to().isAfter(since))
                            .map(SoakHour::unknown)
                            .reduce(Duration.ZERO, Duration::plus))
                    .as("seed %d: unknown", seed)
                    .isEqualTo(time.unknown());
            assertThat(hours)
                    .as("seed %d: to come", seed)
                    .allSatisfy(h -> assertThat(h.what() == SoakHour.What.COMING)
                            .isEqualTo(!h.from().isBefore(to)));
            assertThat(hours)
                    .as("seed %d: breaches", seed)
                    .allSatisfy(h -> assertThat(h.what() == SoakHour.What.BREACH)
                            .isEqualTo(time.breaches().stream()
                                    .anyMatch(b -> b.from().isBefore(h.to()) && b.to().isAfter(h.from()))));
        }
    }

    /** Periods of a signal with planted gaps and breaches, some of them told twice, shifted, overlapping, or out of order. */
    private static List<SignalSpan> history(Random random, Instant from, Instant to) {
        var all = new ArrayList<SignalSpan>();
        var period = CELL.multipliedBy(1 + random.nextInt(3));
        var silent = 0;
        for (var at = from.minus(period); at.isBefore(to.plus(period)); at = at.plus(period)) {
            silent = silent > 0 ? silent - 1 : random.nextInt(40) == 0 ? random.nextInt(12) : 0;
            if (silent > 0) {
                continue;
            }
            var said = random.nextInt(60) == 0 ? Said.BREACH : random.nextInt(50) == 0 ? Said.UNKNOWN : Said.GOOD;
            all.add(new SignalSpan(at, at.plus(period), said));
            if (random.nextInt(20) == 0) {
                var shifted = at.plus(CELL.multipliedBy(random.nextInt(3)));
                all.add(new SignalSpan(
                        shifted,
                        shifted.plus(CELL.multipliedBy(1 + random.nextInt(5))),
                        Said.values()[random.nextInt(3)]));
            }
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** Asks every signal about every five minutes, one after the other. */
    private record SlowCount(Instant since, Duration healthy, Duration unknown) {

        static SlowCount of(HealthyTime counted) {
            return new SlowCount(counted.since(), counted.healthy(), counted.unknown());
        }

        static SlowCount of(Instant from, Instant to, List<Track> tracks) {
            var since = from;
            var healthy = Duration.ZERO;
            var unknown = Duration.ZERO;
            for (var at = from; at.isBefore(to); at = at.plus(CELL)) {
                var cell = at;
                var said = tracks.stream().map(t -> said(t, cell)).toList();
                if (said.contains(Said.BREACH)) {
                    since = at.plus(CELL);
                    healthy = Duration.ZERO;
                    unknown = Duration.ZERO;
                } else if (said.stream().allMatch(s -> s == Said.GOOD)) {
                    healthy = healthy.plus(CELL);
                } else {
                    unknown = unknown.plus(CELL);
                }
            }
            return new SlowCount(since, healthy, unknown);
        }

        private static Said said(Track track, Instant at) {
            var about = track.spans().stream()
                    .filter(o -> !at.isBefore(o.from()) && at.isBefore(o.to()))
                    .map(SignalSpan::said)
                    .toList();
            if (about.contains(Said.BREACH)) {
                return Said.BREACH;
            }
            return about.isEmpty() || about.contains(Said.UNKNOWN) ? Said.UNKNOWN : Said.GOOD;
        }
    }

    private static HealthyTime count(int hours, Track... tracks) {
        return HealthyTime.of(START, at(hours), List.of(tracks));
    }

    private static Track track(String name, SignalSpan... spans) {
        return new Track(name, List.of(spans));
    }

    private static SignalSpan said(int from, int to, Said said) {
        return new SignalSpan(at(from), at(to), said);
    }

    private static Instant at(int hour) {
        return START.plus(Duration.ofHours(hour));
    }
}
