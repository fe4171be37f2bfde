package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.audit.TrailUnavailable;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

class FailuresTest {
    @Test
    void each_failure_says_what_was_not_done_and_what_to_do_next() {
        assertThat(Failures.words(new ActionFailure("it is stopped", "nothing was sent", "start it")))
                .isEqualTo(new Failures.Words("it is stopped", "nothing was sent", "start it"));
        assertThat(Failures.words(new Refusal("On hold", "release the hold")))
                .isEqualTo(new Failures.Words("On hold", "nothing was sent", "release the hold"));
        assertThat(Failures.words(new TrailUnavailable("the disk is full")).notDone())
                .isEqualTo("nothing was sent after this");
    }

    @Test
    void what_nobody_expected_is_called_so_and_a_lost_answer_is_not() {
        assertThat(Failures.words(new IllegalStateException("odd")).happened())
                .isEqualTo("Unexpected: IllegalStateException: odd");
        assertThat(Failures.words(new IllegalStateException()).happened())
                .isEqualTo("Unexpected: IllegalStateException");
        assertThat(Failures.words(
                        ApiCallTimeoutException.builder().message("late").build()))
                .satisfies(w -> assertThat(w.happened()).doesNotStartWith("Unexpected"))
                .satisfies(w -> assertThat(w.next()).contains("log"));
    }

    @Test
    void a_check_that_could_not_be_made_is_unknown() {
        assertThat(Failures.unknown("Level", new Refusal("On hold", "release the hold")))
                .isEqualTo(Check.unknown("Level", "On hold"));
    }

    @Test
    void a_check_that_does_not_hold_is_told_from_what_is_expected() {
        var gone = "Table is gone";
        assertThat(List.of(
                                Check.pass(gone, "not found"),
                                Check.fail(gone, "it is ACTIVE", "wait"),
                                Check.unknown(gone, "not permitted"),
                                Check.notMeasured(gone, "no value"))
                        .stream()
                        .map(CheckWords::line)
                        .toList())
                .containsExactly(
                        "Table is gone: not found",
                        "Expected: Table is gone. Found: it is ACTIVE",
                        "Expected: Table is gone. Not known: not permitted",
                        "Expected: Table is gone. Not measured: no value");
    }
}
