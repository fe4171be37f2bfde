package app.medzenhealth.cutover.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked before the window is used: the shipped plan with one thing of its board changed. */
class BoardCheckTest {
    @Test
    void the_shipped_plan_asks_those_whose_lists_open_the_fence() {
        var board = ShippedPlanEdited.plan().window().board();

        assertThat(board.seats()).extracting(Board.Seat::role).containsExactly("DevOps", "Database Admin", "On-Call");
        assertThat(board.seats().getFirst().claims()).containsExactly("p5-pre");
    }

    @Test
    void a_plan_may_leave_it_to_one_person() throws IOException {
        var text = ShippedPlanEdited.text().replaceFirst("(?s)  board:\n.*?\n  source:", "  source:");
        assertThat(text).doesNotContain("board:");
        assertThat(ShippedPlanEdited.problems(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "role: On-Call, source: \"Appendix B, internal team; | role: Night nurse, source: \"Appendix B, internal team; | no contact has the role",
                "role: On-Call, source: \"Appendix B, internal team; | role: DevOps, source: \"Appendix B, internal team; | is asked twice",
                "claims: [p5-pre] | claims: [p5-prey] | is no checklist that locks",
                "claims: [p5-budget] | claims: [after-manual] | is no checklist that locks",
                "valid: PT4H%n    seats | valid: PT0S%n    seats | counts for no time",
                "  go: \"5.2\"%n | %n | no step decides on it"
            })
    void a_board_that_asks_nobody_or_for_nothing_is_refused(String part, String instead, String problem)
            throws IOException {
        var shipped = ShippedPlanEdited.text();
        var from = part.replace("%n", "\n");
        var to = instead.replace("%n", "\n");
        assertThat(shipped).contains(from);

        var found = ShippedPlanEdited.problems(shipped.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));

        assertThat(found).anySatisfy(p -> assertThat(p).contains(problem));
    }
}
