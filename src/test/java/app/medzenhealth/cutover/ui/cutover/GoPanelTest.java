package app.medzenhealth.cutover.ui.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Board;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.session.GoBoard;
import app.medzenhealth.cutover.session.GoBoard.Answer;
import app.medzenhealth.cutover.session.GoBoard.Said;
import app.medzenhealth.cutover.session.GoBoard.Seat;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.ShownWords;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;

class GoPanelTest {
    private static final Checklist LIST =
            new Checklist("ready", "Ready to cut over", Optional.of("5.3"), List.of(), "");

    private static Seat seat(String role, String contact, List<Checklist> open, GoBoard.Standing standing) {
        return new Seat(new Board.Seat(role, List.of(), ""), contact, open, standing);
    }

    private static GoBoard board(Optional<String> closed) {
        return new GoBoard(
                Optional.of("5.3"),
                List.of(
                        seat("DevOps", "Dora, +44 20 7946 0102", List.of(LIST), new GoBoard.Unsaid()),
                        seat(
                                "Database Admin",
                                "[not set yet: Database admin]",
                                List.of(),
                                new GoBoard.Given(
                                        new Answer(Said.NO_GO, "Ann", "lead", HandMadeView.NOW, "40 s behind", ""))),
                        seat(
                                "On-Call",
                                "Otto",
                                List.of(),
                                new GoBoard.Given(new Answer(Said.GO, "Otto", "lead", HandMadeView.NOW, "", "")))),
                closed);
    }

    private interface Looks {
        void at(GoPanel panel, HandMadeConsole console);
    }

    private static void shown(GoBoard board, Looks looks) throws Exception {
        ScreenPainter.startUp();
        var view = HandMadeView.midCutover().board(board).view();
        var console = new HandMadeConsole(view, HandMadeInventory.threeRegions());
        ScreenPainter.onFx(() -> {
            try (var window = new ConsoleWindow(
                    console,
                    List.of(new ScreenEntry(Place.CUTOVER, CutoverScreen::new)),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run))) {
                var panel = new GoPanel(window.desk());
                panel.show(view);
                looks.at(panel, console);
                return true;
            }
        });
    }

    private static <T extends Node> T find(Parent in, String id, Class<T> type) {
        return type.cast(in.lookup("#" + id));
    }

    @Test
    void each_role_says_who_answered_what_when_and_in_which_words() throws Exception {
        shown(
                board(Optional.empty()),
                (panel, _) -> assertThat(ShownWords.in(panel))
                        .contains("DevOps", "not said", "a go waits for “Ready to cut over”")
                        .contains(
                                "Database Admin", "no-go", "Ann at 21 Jan 02:42 UTC, written down by lead: 40 s behind")
                        .contains("On-Call", "go", "Otto at")
                        .contains("Answer again…"));
    }

    @Test
    void a_go_is_offered_with_its_lists_ticked_and_a_no_go_with_words() throws Exception {
        shown(board(Optional.empty()), (panel, console) -> {
            find(panel, "board-answer-0", Button.class).fire();
            assertThat(find(panel, "board-person", TextField.class).getText())
                    .as("whom the plan names, without the number")
                    .isEqualTo("Dora");
            assertThat(ShownWords.in(panel)).contains("A go waits for “Ready to cut over”");
            assertThat(find(panel, "board-go", Button.class).isDisabled()).isTrue();
            var noGo = find(panel, "board-no-go", Button.class);
            assertThat(noGo.isDisabled()).isTrue();
            find(panel, "board-note", TextArea.class).setText("no tasks in Frankfurt");
            assertThat(noGo.isDisabled()).isFalse();
            noGo.fire();
            assertThat(console.told()).contains("say no-go for DevOps by Dora: no tasks in Frankfurt");
            assertThat(find(panel, "board-form", GoAnswer.class).isVisible()).isFalse();

            find(panel, "board-answer-1", Button.class).fire();
            assertThat(find(panel, "board-person", TextField.class).getText())
                    .as("a value that is missing is nobody's name")
                    .isEmpty();
            assertThat(find(panel, "board-go", Button.class).isDisabled()).isTrue();
            find(panel, "board-person", TextField.class).setText("Ann");
            find(panel, "board-go", Button.class).fire();
            assertThat(console.told()).contains("say go for Database Admin by Ann: ");
        });
    }

    @Test
    void a_board_that_is_closed_asks_nobody_any_more() throws Exception {
        shown(board(Optional.of("The board is closed since step 5.3")), (panel, _) -> {
            assertThat(ShownWords.in(panel)).contains("The board is closed since step 5.3");
            assertThat(panel.lookup("#board-answer-0")).isNull();
        });
    }
}
