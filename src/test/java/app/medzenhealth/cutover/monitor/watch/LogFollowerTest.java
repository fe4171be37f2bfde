package app.medzenhealth.cutover.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Following a log that answers page by page, whose lines come late, and of which there may be more than can be read. */
class LogFollowerTest {
    private static final Instant NOW = Instant.parse("2026-01-24T02:40:00Z");
    private static final LogPlace PLACE = new LogPlace("fra", "ehrbase-fra", "eu-central-1", "/aws/ecs/ehrbase");

    private final List<LogReader.Event> written = new ArrayList<>();
    private int page = 3;
    private int requests;
    private Optional<LogReader.Answer> instead = Optional.empty();
    private final LogRing ring = new LogRing(100);
    private final LogFollower follower = new LogFollower(PLACE, ring, NOW);

    /** Pages as CloudWatch's: by time, and sometimes empty although more follows. */
    private final LogReader reader = (_, from, token) -> {
        requests++;
        if (instead.isPresent()) {
            return instead.get();
        }
        var all = written.stream()
                .filter(e -> !e.at().isBefore(from))
                .sorted(Comparator.comparing(LogReader.Event::at))
                .toList();
        if (token.isEmpty() && all.size() > page) {
            return new LogReader.Page(List.of(), Optional.of("0"));
        }
        int begin = token.map(Integer::valueOf).orElse(0);
        int end = Math.min(all.size(), begin + page);
        return new LogReader.Page(
                all.subList(begin, end), end < all.size() ? Optional.of(String.valueOf(end)) : Optional.empty());
    };

    private void write(String text, Instant at) {
        written.add(new LogReader.Event("e" + written.size(), at, text));
    }

    private List<String> lines() {
        return ring.find(LogFilter.ALL, 1_000).newest().stream()
                .map(FollowedLine::text)
                .toList();
    }

    @Test
    void every_line_comes_once_however_many_pages_it_takes_and_whatever_is_empty_between() throws Exception {
        for (var i = 0; i < 8; i++) {
            write("line " + i, NOW.minusSeconds(60 - i));
        }
        follower.round(reader, NOW);
        follower.round(reader, NOW.plusSeconds(2));
        follower.round(reader, NOW.plusSeconds(4));
        assertThat(lines())
                .containsExactly("line 0", "line 1", "line 2", "line 3", "line 4", "line 5", "line 6", "line 7");
        assertThat(follower.standing()).isInstanceOf(LogFollower.Following.class);
    }

    @Test
    void a_line_that_comes_late_is_not_lost() throws Exception {
        write("first", NOW.minusSeconds(5));
        follower.round(reader, NOW);
        write("late", NOW.minusSeconds(12));
        write("second", NOW.plusSeconds(1));
        follower.round(reader, NOW.plusSeconds(2));
        follower.round(reader, NOW.plusSeconds(4));
        assertThat(lines()).containsExactlyInAnyOrder("first", "late", "second");
    }

    @Test
    void two_lines_of_one_moment_are_two() throws Exception {
        write("a", NOW.minusSeconds(1));
        write("a", NOW.minusSeconds(1));
        follower.round(reader, NOW);
        follower.round(reader, NOW.plusSeconds(2));
        assertThat(lines()).containsExactly("a", "a");
    }

    @Test
    void a_round_reads_a_few_pages_at_most_and_says_that_there_is_more() throws Exception {
        for (var i = 0; i < 60; i++) {
            write("line " + i, NOW.minusSeconds(30).plusMillis(i));
        }
        follower.round(reader, NOW);
        assertThat(requests).isEqualTo(4);
        assertThat(follower.standing())
                .isInstanceOfSatisfying(
                        LogFollower.Following.class, f -> assertThat(f.behind()).isTrue());
        for (var i = 0; i < 6; i++) {
            follower.round(reader, NOW.plusSeconds(i));
        }
        assertThat(lines()).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void what_cannot_be_read_in_time_is_passed_over_and_that_is_counted() throws Exception {
        for (var i = 0; i < 60; i++) {
            write("line " + i, NOW.minusSeconds(300).plusMillis(i));
        }
        write("now", NOW.minusSeconds(2));
        follower.round(reader, NOW);
        assertThat(ring.find(LogFilter.ALL, 10).passedOver()).isOne();
        follower.round(reader, NOW.plusSeconds(2));
        assertThat(lines()).endsWith("now").hasSizeLessThan(30);
    }

    @Test
    void no_group_and_no_permission_are_said_and_end_when_they_do() throws Exception {
        instead = Optional.of(new LogReader.Absent());
        follower.round(reader, NOW);
        assertThat(follower.standing()).isEqualTo(new LogFollower.Absent(NOW));
        instead = Optional.of(new LogReader.Unread("AccessDenied: not permitted"));
        follower.round(reader, NOW);
        assertThat(follower.standing()).isEqualTo(new LogFollower.Unknown("AccessDenied: not permitted", NOW));
        instead = Optional.empty();
        write("again", NOW);
        follower.round(reader, NOW);
        assertThat(lines()).containsExactly("again");
    }

    @Test
    void the_ring_keeps_the_newest_and_counts_what_it_lets_go() {
        var small = new LogRing(3);
        for (var i = 0; i < 10; i++) {
            small.add(PLACE, NOW, i % 2 == 0 ? "even " + i : "odd " + i);
        }
        var found = small.find(LogFilter.of("ODD", Set.of()), 1);
        assertThat(found.newest()).extracting(FollowedLine::text).containsExactly("odd 9");
        assertThat(found.wanted()).isEqualTo(2);
        assertThat(found.kept()).isEqualTo(3);
        assertThat(found.came()).isEqualTo(10);
        assertThat(found.letGo()).isEqualTo(7);
    }

    @Test
    void a_line_is_wanted_for_any_of_the_words_and_no_word_is_a_pattern() {
        var error = new FollowedLine(1, NOW, PLACE, "2026 Error: (a+)+ failed");
        assertThat(LogFilter.of("warn| ERROR ", Set.of())).accepts(error);
        assertThat(LogFilter.of("(A+)+", Set.of())).accepts(error);
        assertThat(LogFilter.of("e.*r", Set.of())).rejects(error);
        assertThat(LogFilter.of(" | ", Set.of())).accepts(error);
        assertThat(LogFilter.of("error", Set.of("fra"))).rejects(error);
        assertThat(LogFilter.found(error.text(), List.of("failed", "error"))).contains(new LogFilter.Place(5, 10));
    }

    @Test
    void a_long_line_is_cut_and_says_so() {
        ring.add(PLACE, NOW, "x".repeat(1_000_000));
        assertThat(lines().getFirst()).hasSize(FollowedLine.LONGEST + 1).endsWith("…");
    }
}
