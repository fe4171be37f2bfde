package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the second person signs in a terminal: nothing of it runs past before they are asked. */
class ReadInPagesTest {
    private final StringWriter printed = new StringWriter();
    /** How many rows stood on the terminal since the last question. */
    private final List<Integer> rows = new ArrayList<>();

    private int before;

    private boolean read(List<String> lines, String... answers) {
        var left = new LinkedList<>(Arrays.asList(answers));
        return new ReadInPages(new PrintWriter(printed), prompt -> {
                    var text = printed.toString().substring(before);
                    rows.add(text.lines()
                            .mapToInt(l -> 1 + Math.max(0, l.length() - 1) / 80)
                            .sum());
                    before = printed.toString().length();
                    return Optional.ofNullable(left.removeFirst());
                })
                .signed(lines);
    }

    private static List<String> lines(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "  change " + i).toList();
    }

    @Test
    void a_short_one_is_signed_at_once() {
        assertThat(read(lines(8), "sign")).isTrue();
        assertThat(rows).containsExactly(8);
    }

    @Test
    void every_line_of_a_long_one_stands_on_the_terminal_before_the_question() {
        assertThat(read(lines(70), "", "", "", " Sign ")).isTrue();

        assertThat(printed.toString().lines()).containsExactlyElementsOf(lines(70));
        assertThat(rows).hasSize(4).allMatch(r -> r <= 21);
    }

    @Test
    void lines_that_a_terminal_breaks_count_as_the_rows_that_they_take() {
        var wide = IntStream.range(0, 30).mapToObj(i -> (i + " ").repeat(120)).toList();

        var answers = new String[30];
        Arrays.fill(answers, "");
        answers[29] = "no";
        assertThat(read(wide, answers)).isFalse();
        assertThat(rows).allMatch(r -> r <= 21);
    }

    @Test
    void whoever_ends_before_the_last_line_or_goes_away_has_not_signed() {
        assertThat(read(lines(70), "", "sign")).isFalse();
        assertThat(read(lines(70), "", null)).isFalse();
        assertThat(read(lines(8), (String) null)).isFalse();
        assertThat(read(lines(8), "yes")).isFalse();
        assertThat(read(lines(8), "")).isFalse();
    }
}
