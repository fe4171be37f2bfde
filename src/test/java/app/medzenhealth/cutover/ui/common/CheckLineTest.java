package app.medzenhealth.cutover.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.session.CheckWords;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

class CheckLineTest {
    @Test
    void a_failed_check_says_what_was_expected_and_apart_from_it_what_was_found() throws Exception {
        var gone = Check.fail("Table is gone", "it is ACTIVE", "delete it");
        assertThat(CheckWords.line(gone)).isEqualTo("Expected: Table is gone. Found: it is ACTIVE");
        assertThat(words(gone)).containsExactly("Expected: Table is gone", "Found: it is ACTIVE", "delete it");
    }

    @Test
    void what_could_not_be_read_is_not_said_to_be_so() throws Exception {
        var unread = Check.unknown("Table is gone", "AccessDenied");
        assertThat(words(unread)).containsExactly("Expected: Table is gone", "Not known: AccessDenied");
    }

    @Test
    void a_check_that_passed_is_its_own_sentence() throws Exception {
        assertThat(words(Check.pass("Table is gone", "not found"))).containsExactly("Table is gone", "not found");
    }

    private static List<String> words(Check check) throws Exception {
        ScreenPainter.startUp();
        return ScreenPainter.onFx(() -> labels(new CheckLine(check)).toList());
    }

    private static Stream<String> labels(Node node) {
        return switch (node) {
            case Label l
            when !l.getStyleClass().contains("icon") && !l.getText().isBlank() -> Stream.of(l.getText());
            case Parent p -> p.getChildrenUnmodifiable().stream().flatMap(CheckLineTest::labels);
            default -> Stream.empty();
        };
    }
}
