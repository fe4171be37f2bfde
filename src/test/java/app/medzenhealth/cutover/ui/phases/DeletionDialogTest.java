package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.ItemDecision.Choice;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Showing;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** What is asked before something is deleted: everything that goes is on show, and what is typed stands for all of it. */
@ExtendWith(ApplicationExtension.class)
class DeletionDialogTest {
    private static final String STEP = "5.6";
    private static final String ANOTHER = "f".repeat(64);

    private ClickedSession console;
    private ConsoleWindow window;
    private Scene scene;

    @Start
    void start(Stage stage) {
        console = new ClickedSession(HandMadeView.midCutover()
                .state(STEP, new StepState.Previewed(HandMadeView.FINGERPRINT, HandMadeView.NOW.minusSeconds(20)))
                .view());
        window = ShownWindow.on(
                stage,
                console,
                new Background(Runnable::run, Runnable::run),
                List.of(new ScreenEntry(Place.PHASES, PhasesScreen::new)));
        scene = stage.getScene();
        window.refreshNow();
        window.navigator().goToStep(STEP);
    }

    @Stop
    void stop() {
        window.close();
    }

    private StepReview deleting(int groups, String fingerprint, List<String> differences) {
        var r = window.desk()
                .readings()
                .session()
                .step(STEP)
                .orElseThrow()
                .review()
                .orElseThrow();
        var part = r.parts().getFirst();
        var labels = IntStream.range(0, groups)
                .mapToObj(i -> "logs/log-group//aws/lambda/medzen-function-" + i)
                .toList();
        var preview = new Preview(
                "Deletes " + groups + " log groups",
                List.of(),
                labels.stream()
                        .map(l -> new Change("af-south-1", name(l), "log group", "present", Fact.ABSENT))
                        .toList(),
                part.preview().calls(),
                "None: deleted lines are gone.",
                r.expected(),
                List.of(),
                labels.stream()
                        .map(l -> Deletion.of("af-south-1", l).holding("lines, 96.0 KiB"))
                        .toList());
        var checks = new ArrayList<Check>();
        labels.forEach(l -> checks.add(Check.pass("The lines of " + name(l) + " are kept", "they are")
                .showing(new Showing(Showing.Matter.COPY, l, "3 files in s3://archive/" + name(l)))));
        return new StepReview(
                r.step(),
                r.at(),
                fingerprint,
                List.of(new StepReview.Part(part.use(), part.title(), preview, checks)),
                differences,
                r.expected());
    }

    private static String name(String label) {
        return label.split("/", 3)[2];
    }

    private Parent open(FxRobot robot, int groups) {
        console.live(() -> deleting(groups, HandMadeView.FINGERPRINT, List.of()));
        return ask(robot);
    }

    private Parent ask(FxRobot robot) {
        robot.interact(() -> new Doing(window.desk(), () -> {}).undo(step()));
        WaitForAsyncUtils.waitForFxEvents();
        laidOut(robot);
        return (Parent) scene.lookup("#confirm");
    }

    private void laidOut(FxRobot robot) {
        robot.interact(() -> {
            for (var pass = 0; pass < 3; pass++) {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
            }
        });
    }

    private Step step() {
        return window.desk().readings().session().step(STEP).orElseThrow().step();
    }

    private static Stream<Node> all(Node node) {
        return node instanceof Parent p
                ? Stream.concat(
                        Stream.of(node), p.getChildrenUnmodifiable().stream().flatMap(DeletionDialogTest::all))
                : Stream.of(node);
    }

    private static List<String> words(Node node) {
        return all(node)
                .flatMap(n -> switch (n) {
                    case Text t -> Stream.of(t.getText());
                    case Labeled l -> Stream.ofNullable(l.getText());
                    default -> Stream.<String>empty();
                })
                .toList();
    }

    private Node node(String id) {
        return scene.lookup("#" + id);
    }

    @Test
    void everything_that_goes_is_listed_however_much_it_is_with_its_size_its_use_and_its_copy(FxRobot robot) {
        var box = open(robot, 40);
        var table = box.lookup("#deletions");
        assertThat(words(table))
                .contains("Gone for good: 40 log groups", "Name", "Holds", "Last use", "What outlives it");
        for (var i = 0; i < 40; i++) {
            assertThat(words(table))
                    .contains(
                            "/aws/lambda/medzen-function-" + i,
                            "3 files in s3://archive//aws/lambda/medzen-function-" + i);
        }
        assertThat(words(table)).filteredOn("lines, 96.0 KiB"::equals).hasSize(40);
        assertThat(words(table)).filteredOn("unknown"::equals).hasSize(40);
        // The same is not said once more beneath it.
        assertThat(words(box)).noneMatch(w -> w.contains("and 28 more of 40 changes"));
    }

    @Test
    void the_number_of_all_of_it_is_typed_and_the_name_of_one_keeps_it_locked(FxRobot robot) {
        open(robot, 7);
        robot.interact(() -> ((ButtonBase) node("make-challenge")).fire());
        robot.interact(() -> ((ButtonBase) node("sign-rehearsed")).fire());
        var field = (TextField) node("typed-name");
        assertThat(field.getAccessibleText()).isEqualTo("Type 7 log groups to confirm");
        for (var wrong : List.of("/aws/lambda/medzen-function-0", "6 log groups", "7 log group", "7")) {
            robot.interact(() -> field.setText(wrong));
            assertThat(node("confirm-run").isDisabled()).as(wrong).isTrue();
        }
        robot.interact(() -> field.setText("7 log groups"));
        assertThat(node("confirm-run").isDisabled()).isFalse();
        robot.interact(() -> ((ButtonBase) node("confirm-run")).fire());
        assertThat(console.ran())
                .singleElement()
                .satisfies(c -> assertThat(c.typed()).contains("7 log groups"));
    }

    @Test
    void that_nothing_is_left_of_something_is_never_green(FxRobot robot) {
        var phrase = new Phrase()
                .becomes(Fact.ABSENT)
                .becomes("absent, final snapshot last")
                .becomes("available");
        robot.interact(() -> {
            ((Pane) scene.lookup(".sections")).getChildren().add(phrase);
            phrase.applyCss();
        });
        var texts = phrase.getChildren().stream().map(Text.class::cast).toList();
        var bad = (Color) texts.getFirst().getFill();
        assertThat(texts.get(1).getFill()).isEqualTo(bad);
        assertThat(texts.get(2).getFill()).isNotEqualTo(bad);
        assertThat(bad.getRed()).as("more red than green").isGreaterThan(bad.getGreen());
    }

    @Test
    void whoever_comes_back_to_what_they_typed_goes_on_where_they_were(FxRobot robot) {
        open(robot, 7);
        var field = (TextInputControl) node("typed-name");
        robot.interact(() -> {
            field.setText("7 log");
            ((ButtonBase) node("make-challenge")).fire();
            node("sign-rehearsed").requestFocus();
        });
        robot.interact(() -> ((ButtonBase) node("sign-rehearsed")).fire());
        WaitForAsyncUtils.waitForFxEvents();
        // Signing disables what was pressed, and the focus goes on to the name.
        robot.interact(() -> field.requestFocus());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(field.getSelectedText()).isEmpty();
        robot.push(KeyCode.S);
        assertThat(field.getText()).isEqualTo("7 logs");
    }

    @Test
    void the_difference_that_was_seen_stays_to_be_read_and_nothing_moves(FxRobot robot) {
        console.live(() -> deleting(7, HandMadeView.FINGERPRINT, List.of()));
        robot.interact(() -> new Doing(window.desk(), () -> {}).undo(step()));
        console.live(() -> deleting(7, ANOTHER, List.of("medzen-function-3 created: absent → 1")));
        robot.interact(() -> ((ButtonBase) node("confirm-read-again")).fire());
        laidOut(robot);
        assertThat(((Labeled) node("confirm-reason")).getText()).contains("not what you reviewed");
        var before = places();
        robot.interact(() -> ((ButtonBase) node("confirm-seen")).fire());
        laidOut(robot);
        assertThat(words(node("confirm-differences"))).contains("medzen-function-3 created: absent → 1");
        assertThat(node("confirm-seen").isDisabled()).isTrue();
        assertThat(((Labeled) node("confirm-reason")).getText()).doesNotContain("not what you reviewed");
        assertThat(places()).isEqualTo(before);
    }

    private Map<String, Bounds> places() {
        var places = new HashMap<String, Bounds>();
        all(node("confirm"))
                .filter(n -> n instanceof ButtonBase && n.getId() != null)
                .forEach(n -> places.put(n.getId(), n.localToScene(n.getLayoutBounds())));
        places.put("confirm", node("confirm").localToScene(node("confirm").getLayoutBounds()));
        return places;
    }

    @Test
    void about_each_thing_is_decided_by_itself_and_nothing_is_chosen_beforehand(FxRobot robot) {
        var items = List.of("sqs/queue/medzen-recordings-dlq", "ecr/repository/medzen/chime-media");
        var recorded = new ArrayList<ItemDecision>();
        var drafts = new HashMap<String, EachDecisionDialog.Draft>();
        Runnable open = () -> new EachDecisionDialog(window.desk(), step(), items, drafts, recorded::addAll).open();
        robot.interact(open);
        laidOut(robot);
        assertThat(all(node("fates")).filter(n -> n instanceof RadioButton r && r.isSelected()))
                .isEmpty();
        assertThat(words(node("fates"))).contains("medzen-recordings-dlq", "medzen/chime-media", "  image repository");
        assertThat(node("fates-record").isDisabled()).isTrue();

        robot.interact(() -> {
            ((RadioButton) node("fate-0-delete")).fire();
            ((TextField) node("fate-why-0")).setText("only test calls");
            ((RadioButton) node("fate-1-save_first")).fire();
        });
        assertThat(node("fates-record").isDisabled()).isTrue();
        assertThat(((Labeled) node("fates-reason")).getText())
                .contains("1 of 2 is open", "ecr/repository/medzen/chime-media");

        // Left and opened again, what was written is there.
        robot.push(KeyCode.ESCAPE);
        assertThat(node("fates")).isNull();
        robot.interact(open);
        laidOut(robot);
        assertThat(((TextField) node("fate-why-0")).getText()).isEqualTo("only test calls");
        assertThat(((RadioButton) node("fate-1-save_first")).isSelected()).isTrue();
        robot.interact(() -> ((TextField) node("fate-why-1")).setText("Dr Ekane asks for it"));
        robot.interact(() -> ((ButtonBase) node("fates-record")).fire());
        assertThat(recorded)
                .containsExactly(
                        new ItemDecision(items.getFirst(), Choice.DELETE, "only test calls"),
                        new ItemDecision(items.getLast(), Choice.SAVE_FIRST, "Dr Ekane asks for it"));
    }
}
