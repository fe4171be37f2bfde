package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class PhasesScreenTest {
    private static final String NAME = "medzen-ehrbase-db-eu-central-1";
    private static final StepState PREVIEWED =
            new StepState.Previewed(HandMadeView.FINGERPRINT, HandMadeView.NOW.minusSeconds(20));

    private final AtomicReference<Instant> machine = new AtomicReference<>(Instant.parse("2026-01-21T02:00:00Z"));
    private ClickedSession console;
    private ConsoleWindow window;
    private Scene scene;

    @Start
    void start(Stage stage) {
        console = new ClickedSession(view(PREVIEWED, allHold()));
        window = ShownWindow.on(
                stage, console, new Background(), List.of(new ScreenEntry(Place.PHASES, PhasesScreen::new)));
        scene = stage.getScene();
        window.start();
        window.navigator().goToStep("5.6");
    }

    @Stop
    void stop() {
        window.close();
    }

    @Test
    void a_wrong_typed_name_keeps_the_button_locked_and_says_where_it_differs(FxRobot robot) {
        confirm(robot);
        sign(robot);
        type("medzen-ehrbase-db-eu-xentral-1");
        assertThat(locked("confirm-run")).isTrue();
        assertThat(text("confirm-reason")).isEqualTo("Locked: the name is not typed exactly yet.");
        assertThat(text("typed-hint"))
                .contains("character 22")
                .contains("“c” is expected")
                .contains("“x” is there");
        fire(robot, "confirm-run");
        assertThat(console.ran()).isEmpty();
    }

    @Test
    void a_missing_tick_keeps_the_button_locked_and_names_the_item(FxRobot robot) {
        var lock = new StepState.Lock(
                "Checklist “Pre-cutover checklist”: 1 of 3 open, next “Status page set to “maintenance””",
                "tick it in the checklist");
        show(view(new StepState.Locked(List.of(lock)), allHold()));
        until(() -> find("locked").isPresent());
        assertThat(locked("locked")).isTrue();
        assertThat(text("reason")).startsWith("Locked: Checklist").contains("Status page set to");
    }

    /** What comes next stays the same all the while: a step of before has failed. */
    @Test
    void the_way_to_what_opens_a_step_follows_steps_elsewhere_though_the_step_itself_stays_as_it_is() {
        var failed = HandMadeView.everyState().stream()
                .filter(StepState.Failed.class::isInstance)
                .findFirst()
                .orElseThrow();
        var behind = new StepState.Locked(
                List.of(new StepState.Lock("Step 5.5 is not done", "do it first", new StepState.Cause.Before("5.5"))));
        var before = new StepState.Locked(
                List.of(new StepState.Lock("Step 5.4 is not done", "do it first", new StepState.Cause.Before("5.4"))));
        show(HandMadeView.midCutover()
                .state("4.1", failed)
                .state("5.4", new StepState.Ready())
                .state("5.5", before)
                .state("5.6", behind)
                .view());
        until(() -> text("to-opening").equals("Go to step 5.4"));
        show(HandMadeView.midCutover()
                .state("4.1", failed)
                .state("5.4", new StepState.Succeeded(HandMadeView.NOW, Duration.ofMinutes(1), "lead@medzenhealth.app"))
                .state("5.5", new StepState.Ready())
                .state("5.6", behind)
                .view());
        until(() -> text("to-opening").equals("Go to step 5.5"));
    }

    @Test
    void a_tick_taken_back_locks_the_open_confirmation(FxRobot robot) {
        confirm(robot);
        sign(robot);
        type(NAME);
        until(() -> !locked("confirm-run"));
        show(view(
                new StepState.Locked(List.of(new StepState.Lock("“Replica lag below 1 s” is open again", "tick it"))),
                allHold()));
        until(() -> locked("confirm-run"));
        assertThat(text("confirm-reason")).isEqualTo("Locked: “Replica lag below 1 s” is open again.");
    }

    @Test
    void a_stale_preview_locks_until_it_is_read_again(FxRobot robot) {
        robot.interact(() ->
                new ConfirmDialog(window.desk(), step(), allHold(), ConfirmDialog.Purpose.RUN, machine::get).open());
        sign(robot);
        type(NAME);
        until(() -> !locked("confirm-run"));
        machine.set(machine.get().plus(ConfirmDialog.FRESH).plusSeconds(1));
        until(() -> locked("confirm-run"));
        assertThat(text("confirm-reason")).isEqualTo("Locked: this was read more than 2 minutes ago. Read again.");
        fire(robot, "confirm-read-again");
        until(() -> !locked("confirm-run"));
        assertThat(console.reviewed()).hasSize(2);
    }

    @Test
    void a_changed_state_must_be_looked_at_first_and_voids_the_signature(FxRobot robot) {
        confirm(robot);
        sign(robot);
        type(NAME);
        until(() -> !locked("confirm-run"));
        console.live(() -> otherwise(allHold(), "status: available → backing-up"));
        fire(robot, "confirm-read-again");
        until(() -> find("confirm-differences").isPresent());
        assertThat(words("confirm-differences")).contains("status: available → backing-up");
        assertThat(locked("confirm-run")).isTrue();
        assertThat(text("confirm-reason")).startsWith("Locked: the live state is not what you reviewed");
        fire(robot, "confirm-seen");
        assertThat(locked("confirm-run")).isTrue();
        assertThat(text("confirm-reason")).contains("no second person has been asked");
    }

    @Test
    void an_unknown_check_locks_like_a_failed_one(FxRobot robot) {
        show(view(PREVIEWED, with(Check.unknown("Alarms", "AccessDenied: cloudwatch:DescribeAlarms"))));
        until(() -> find("locked").isPresent());
        assertThat(locked("locked")).isTrue();
        assertThat(text("reason"))
                .isEqualTo(
                        "Locked: a check is unknown. Expected: Alarms. Not known: AccessDenied: cloudwatch:DescribeAlarms.");
    }

    @Test
    void a_check_that_becomes_unknown_locks_the_open_confirmation(FxRobot robot) {
        console.live(() -> with(Check.unknown("Alarms", "AccessDenied: cloudwatch:DescribeAlarms")));
        confirm(robot);
        sign(robot);
        type(NAME);
        assertThat(locked("confirm-run")).isTrue();
        assertThat(text("confirm-reason")).contains("Expected: Alarms. Not known: AccessDenied");
    }

    @Test
    void a_wrong_response_is_told_and_does_not_count(FxRobot robot) {
        confirm(robot);
        fire(robot, "make-challenge");
        until(() -> !locked("response"));
        write("response", "CR1.somebody-else");
        fire(robot, "check-response");
        until(() -> !text("response-hint").isBlank());
        assertThat(text("response-hint"))
                .startsWith("✗ Refused, and nothing is approved.")
                .contains("This is not a response code");
        assertThat(text("challenge-left")).contains(" left, until ");
        type(NAME);
        assertThat(locked("confirm-run")).isTrue();
        assertThat(text("confirm-reason")).contains("response is not there yet");
    }

    @Test
    void the_whole_way_with_a_second_person_runs_what_was_reviewed_and_only_once(FxRobot robot) {
        confirm(robot);
        sign(robot);
        type(NAME);
        until(() -> !locked("confirm-run"));
        assertThat(text("confirm-reason")).startsWith("Everything holds");
        robot.interact(() -> {
            var run = (ButtonBase) find("confirm-run").orElseThrow();
            run.fire();
            run.fire();
        });
        until(() -> !console.ran().isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(console.ran())
                .containsExactly(new Confirmation(
                        "5.6",
                        HandMadeView.FINGERPRINT,
                        window.desk().operator(),
                        Optional.of(NAME),
                        Optional.of(ClickedSession.RESPONSE)));
        assertThat(find("confirm")).isEmpty();
    }

    @Test
    void enter_never_confirms_what_cannot_be_taken_back_and_esc_keeps(FxRobot robot) {
        confirm(robot);
        sign(robot);
        type(NAME);
        until(() -> !locked("confirm-run"));
        robot.interact(() -> find("typed-name").orElseThrow().requestFocus());
        robot.push(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(find("confirm")).isPresent();
        robot.push(KeyCode.ESCAPE);
        until(() -> find("confirm").isEmpty());
        assertThat(console.ran()).isEmpty();
    }

    @Test
    void hold_is_in_reach_while_a_confirmation_is_open(FxRobot robot) {
        confirm(robot);
        robot.clickOn("#hold");
        until(() -> console.told().stream().anyMatch(t -> t.startsWith("hold ")));
        assertThat(find("confirm")).isPresent();
        show(HandMadeView.midCutover().state("5.6", PREVIEWED).held().view());
        until(() -> text("confirm-reason").contains("on hold"));
        assertThat(locked("confirm-run")).isTrue();
    }

    @Test
    void in_every_state_what_goes_on_and_what_leaves_out_keep_their_corners_and_nothing_else_lies_there(FxRobot robot) {
        var right = new HashSet<Double>();
        var left = new HashSet<Double>();
        var corners = new ArrayList<Bounds>();
        var others = new ArrayList<Bounds>();
        for (var state : HandMadeView.everyState()) {
            show(HandMadeView.midCutover().state("5.6", state).view());
            WaitForAsyncUtils.waitForFxEvents();
            robot.interact(() -> {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                for (var button : find("action-bar").orElseThrow().lookupAll(".button")) {
                    if (!button.isVisible()) {
                        continue;
                    }
                    if (button.getParent() == null
                            || button.getParent().getStyleClass().contains("chips")) {
                        others.add(button.localToScene(button.getBoundsInLocal()));
                        continue;
                    }
                    var at = button.localToScene(button.getBoundsInLocal());
                    corners.add(at);
                    if ("skip-step".equals(button.getId())) {
                        left.add(at.getMinX());
                    } else {
                        right.add(at.getMaxX());
                    }
                }
            });
        }
        assertThat(right).as("right edges of the button that goes on").hasSize(1);
        assertThat(left).as("left edges of the button that leaves out").hasSize(1);
        assertThat(others).noneMatch(o -> corners.stream().anyMatch(c -> c.intersects(o)));
    }

    /** Pressed on one and released on another is no click, and who tabs would start again. */
    @Test
    void a_button_that_is_there_again_stays_the_very_button_and_that_of_another_step_is_another(FxRobot robot) {
        until(() -> find("open-confirm").isPresent());
        var confirm = find("open-confirm").orElseThrow();
        var skip = find("skip-step").orElseThrow();
        show(view(new StepState.Previewed(HandMadeView.FINGERPRINT, HandMadeView.NOW.plusSeconds(7)), allHold()));
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(find("open-confirm")).containsSame(confirm);
        assertThat(find("skip-step")).containsSame(skip);
        robot.interact(() -> window.navigator().goToStep("5.7"));
        assertThat(find("skip-step")).isPresent().get().isNotSameAs(skip);
    }

    @Test
    void arrows_lead_from_step_to_step_past_the_heads_of_phases(FxRobot robot) {
        robot.interact(() -> find("steps").orElseThrow().requestFocus());
        robot.push(KeyCode.DOWN);
        until(() -> title().equals("EHRbase in eu-central-1 serves"));
        robot.push(KeyCode.DOWN);
        until(() -> title().equals("DNS switch"));
        robot.push(KeyCode.DOWN);
        until(() -> title().equals("Last-use evidence for each resource"));
        robot.push(KeyCode.UP);
        until(() -> title().equals("DNS switch"));
        assertThat(find("steps").orElseThrow()).isInstanceOf(ListView.class);
    }

    @Test
    void a_decision_is_one_of_the_options_and_none_is_chosen_beforehand(FxRobot robot) {
        var asks = new ActionUse(
                "decision.record",
                Optional.empty(),
                Map.of(
                        "question",
                        "What shall it be?",
                        "options",
                        List.of("Both regions", "Ireland only"),
                        "recommended",
                        "Both regions"),
                Set.of(Trait.BY_PERSON, Trait.ASKS));
        var question = new Step(
                "5.6",
                "Decide",
                "Someone decides.",
                Step.Effect.READS,
                Step.Confirm.NONE,
                Optional.empty(),
                List.of(),
                List.of(asks),
                step().verify(),
                Duration.ofMinutes(5),
                List.of(),
                "Phase 4");
        show(swap(view(new StepState.Waiting(new StepState.WaitsFor.Person("Someone decides.")), allHold()), question));
        until(() -> find("questions").isPresent());
        assertThat(words("questions")).contains("Both regions", "Ireland only", "recommended");
        console.live(PhasesScreenTest::allHold);
        fire(robot, "attest");
        until(() -> find("decision").isPresent());
        fire(robot, "option-0-0");
        fire(robot, "decision-record");
        until(() -> console.told().stream().anyMatch(t -> t.endsWith("Both regions")));
        until(() -> find("attest").filter(b -> !b.isDisabled()).isPresent());
        assertThat(console.reviewed())
                .as("what was recorded keeps the step open")
                .isEmpty();
        assertThat(console.ran()).isEmpty();

        console.stated(() -> show(swap(view(new StepState.Ready(), allHold()), question)));
        fire(robot, "attest");
        until(() -> find("decision").isPresent());
        assertThat(locked("decision-record")).isTrue();
        assertThat(text("decision-reason")).isEqualTo("Locked: choose one of the options.");
        fire(robot, "option-0-1");
        write("decision-why", "It is enough.");
        fire(robot, "decision-record");
        until(() -> console.told().contains("attest 5.6 by lead@medzenhealth.app: Ireland only — It is enough."));
        until(() -> console.ran().size() == 1);
    }

    @Test
    void what_a_step_went_on_without_stands_over_what_done_means_and_none_of_that_is_ticked(FxRobot robot) {
        var done = view(new StepState.Succeeded(HandMadeView.NOW, Duration.ofMinutes(6), "lead"), allHold());
        show(withStep(
                done,
                s -> HandMadeView.wentOnWithout(
                        s, s.step(), s.state(), s.review(), List.of("Backups on", "Alarms quiet"))));
        until(() -> find("went-on-without").isPresent());

        assertThat(words("went-on-without")).contains("Went on without 2 items");
        var card = find("went-on-without").orElseThrow().getParent();
        assertThat(all(
                        card,
                        n -> n.getStyleClass().contains("icon")
                                && n.getStyleClass().contains("ok")))
                .isEmpty();
    }

    @Test
    void what_runs_shows_how_far_it_is_and_its_last_line(FxRobot robot) {
        show(view(
                new StepState.Running(HandMadeView.NOW.minusSeconds(95), 0.4, "Waiting for available; now modifying"),
                allHold()));
        until(() -> text("progress-text").contains("40 %"));
        assertThat(text("progress-text")).contains("now modifying");
        assertThat(words("step-log")).contains("re-read rds 200 41 ms");
        assertThat(find("open-confirm")).isEmpty();
    }

    @Test
    void no_two_controls_have_the_same_id_and_each_has_a_name(FxRobot robot) {
        confirm(robot);
        var ids = new HashSet<String>();
        all(scene.getRoot(), n -> n.getId() != null && !n.getStyleClass().contains("list-cell"))
                .forEach(n -> assertThat(ids.add(n.getId()))
                        .as("id %s is unique", n.getId())
                        .isTrue());
        assertThat(all(scene.getRoot(), n -> n instanceof ButtonBase b && b.isFocusTraversable() && b.getId() != null))
                .allMatch(n -> n instanceof Labeled l
                                && l.getText() != null
                                && !l.getText().isBlank()
                        || n.getAccessibleText() != null
                                && !n.getAccessibleText().isBlank());
    }

    // ------------------------------------------------------------------ by hand

    private static Step step() {
        return HandMadeView.midCutover().view().step("5.6").orElseThrow().step();
    }

    private static StepReview made() {
        return HandMadeView.midCutover()
                .view()
                .step("5.6")
                .flatMap(SessionView.StepView::review)
                .orElseThrow();
    }

    private static StepReview allHold() {
        return checked(made().checks().stream().filter(Check::passed).toList());
    }

    private static StepReview with(Check check) {
        return checked(List.of(Check.pass("Writes fenced", "ECS running 0"), check));
    }

    private static StepReview checked(List<Check> checks) {
        var r = made();
        var part = r.parts().getFirst();
        return new StepReview(
                r.step(),
                r.at(),
                r.fingerprint(),
                List.of(new StepReview.Part(part.use(), part.title(), part.preview(), checks)),
                List.of(),
                r.expected());
    }

    private static StepReview otherwise(StepReview r, String difference) {
        return new StepReview(r.step(), r.at(), "b1".repeat(32), r.parts(), List.of(difference), r.expected());
    }

    private static SessionView view(StepState state, StepReview review) {
        var v = HandMadeView.midCutover().state("5.6", state).view();
        return withStep(v, s -> HandMadeView.settled(s, s.step(), s.state(), Optional.of(review)));
    }

    private static SessionView swap(SessionView v, Step step) {
        return withStep(v, s -> HandMadeView.settled(s, step, s.state(), Optional.empty()));
    }

    private static SessionView withStep(SessionView v, UnaryOperator<SessionView.StepView> change) {
        var phases = v.phases().stream()
                .map(p -> new SessionView.PhaseView(
                        p.phase(),
                        p.state(),
                        p.started(),
                        p.ended(),
                        p.locks(),
                        p.soak(),
                        p.checklists(),
                        p.steps().stream()
                                .map(s -> s.step().id().equals("5.6") ? change.apply(s) : s)
                                .toList(),
                        p.deliverables()))
                .toList();
        return new SessionView(
                v.revision(),
                v.session(),
                v.plan(),
                v.mode(),
                v.operator(),
                v.identity(),
                v.at(),
                phases,
                v.rollbacks(),
                v.next(),
                v.sentence(),
                v.resumption(),
                v.hold(),
                v.downtime(),
                v.wayBack(),
                v.parameters(),
                v.audit());
    }

    private void show(SessionView v) {
        console.show(new SessionView(
                window.desk().readings().session().revision() + 1,
                v.session(),
                v.plan(),
                v.mode(),
                v.operator(),
                v.identity(),
                v.at(),
                v.phases(),
                v.rollbacks(),
                v.next(),
                v.sentence(),
                v.resumption(),
                v.hold(),
                v.downtime(),
                v.wayBack(),
                v.parameters(),
                v.audit()));
    }

    private void confirm(FxRobot robot) {
        until(() -> find("open-confirm").isPresent());
        fire(robot, "open-confirm");
        until(() -> find("confirm-run").isPresent() && !console.reviewed().isEmpty());
        until(() -> find("make-challenge").filter(n -> !n.isDisabled()).isPresent());
    }

    private void sign(FxRobot robot) {
        until(() -> find("make-challenge").filter(n -> !n.isDisabled()).isPresent());
        fire(robot, "make-challenge");
        until(() -> !locked("sign-rehearsed"));
        fire(robot, "sign-rehearsed");
        until(() -> locked("sign-rehearsed"));
    }

    private void type(String name) {
        write("typed-name", name);
    }

    private void write(String id, String text) {
        WaitForAsyncUtils.waitForAsyncFx(5000, () -> ((TextInputControl) find(id).orElseThrow()).setText(text));
    }

    private void fire(FxRobot robot, String id) {
        robot.interact(() -> ((ButtonBase) find(id).orElseThrow()).fire());
    }

    private boolean locked(String id) {
        return find(id).orElseThrow().isDisabled();
    }

    private String title() {
        return text("step-title");
    }

    private String text(String id) {
        return find(id).map(n -> ((Labeled) n).getText()).orElse("");
    }

    /** All words in a part of the window. */
    private String words(String id) {
        return all(find(id).orElseThrow(), _ -> true).stream()
                .flatMap(n -> switch (n) {
                    case Labeled l -> Stream.ofNullable(l.getText());
                    case Text t -> Stream.of(t.getText());
                    default -> Stream.<String>empty();
                })
                .collect(Collectors.joining("\n"));
    }

    private Optional<Node> find(String id) {
        return Optional.ofNullable(scene.getRoot().lookup("#" + id));
    }

    private static Set<Node> all(Node from, Predicate<Node> wanted) {
        var found = new LinkedHashSet<Node>();
        if (wanted.test(from)) {
            found.add(from);
        }
        if (from instanceof Parent p) {
            p.getChildrenUnmodifiable().forEach(n -> found.addAll(all(n, wanted)));
        }
        return found;
    }

    private static void until(BooleanSupplier holds) {
        try {
            WaitForAsyncUtils.waitFor(
                    20, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(20_000, holds::getAsBoolean));
        } catch (TimeoutException e) {
            throw new AssertionError("it did not come to be within 20 s", e);
        }
    }
}
