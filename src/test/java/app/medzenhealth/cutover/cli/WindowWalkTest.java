package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.audit.Verdict;
import app.medzenhealth.cutover.audit.Verifier;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Look;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** The real window on the real session and the embedded estate, clicked as a lead would click it. */
@ExtendWith(ApplicationExtension.class)
class WindowWalkTest {
    private static final Duration LONGEST = Duration.ofSeconds(120);

    private RehearsalDesk desk;
    private ConsoleWindow window;
    private CssErrors css;
    private Path folder;

    @Start
    void open(Stage stage) throws Exception {
        css = new CssErrors();
        folder = Files.createTempDirectory("cutover-walk");
        var time = new VirtualTime(MedZenEstate.START);
        var plan = ((PlanReading.Read) PlanOption.read(null)).plan();
        desk = RehearsalDesk.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time));
        var console = WindowConsole.of(desk);
        // The walk takes no real time: whatever is waited for passes at once.
        time.skipping();
        window = new ConsoleWindow(console, Screens.all(), new Look(Appearance.STANDARD), new Background());
        stage.setScene(window.scene(980, 940));
        stage.setX(0);
        stage.setY(0);
        window.start();
        stage.show();
    }

    @Stop
    void close() throws Exception {
        window.close();
        desk.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void phase_1_is_clicked_through_and_leaves_its_records(FxRobot robot) throws Exception {
        walk(robot, "1");

        var records = records();
        assertLeft(records, "1");
        assertThat(calls(records, "1.3")).contains("CreateDBSnapshot");
        assertThat(calls(records, "1.4")).contains("CopyDBSnapshot");
        assertThat(css.seen()).isEmpty();
        assertThat(verified()).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void phase_5_is_clicked_through_with_typed_names_and_a_second_person_and_leaves_its_records(FxRobot robot)
            throws Exception {
        var lead = new RehearsedLead(desk.workplace().session(), desk.time(), desk.lead(), desk.second(), s -> {});
        lead.goUntil(v -> v.phases().stream().limit(4).allMatch(p -> p.state() == PhaseState.COMPLETE));

        walk(robot, "5");

        var records = records();
        assertLeft(records, "5");
        assertThat(calls(records, "5.6")).containsExactly("PromoteReadReplica");
        var promote = records.stream()
                .filter(r -> r.kind().equals("call.intent") && r.step().equals("5.6"))
                .findFirst()
                .orElseThrow();
        assertThat(promote.actor()).isEqualTo(desk.lead().name());
        assertThat(promote.data()).containsKeys("permit", "fingerprint", "request");
        assertThat(of(records, "approval.accepted", "5.6"))
                .singleElement()
                .satisfies(r -> assertThat(r.actor()).isEqualTo(desk.second().name()));
        assertThat(of(records, "step.confirm", "5.6"))
                .singleElement()
                .satisfies(r -> assertThat(r.data()).containsEntry("typed", typed("5.6")));
        assertThat(verified()).isInstanceOf(Verdict.Verified.class);
    }

    // ---------------------------------------------------------------- the lead's hands

    private void walk(FxRobot robot, String phase) throws Exception {
        var steps = desk.workplace().session().plan().phase(phase).orElseThrow().steps();
        for (var step : steps) {
            robot.interact(() -> window.navigator().goToStep(step.id()));
            tickWhatGates(robot, step);
            carryOut(robot, step);
        }
        assertThat(desk.workplace().session().view().phases().stream()
                        .filter(p -> p.phase().id().equals(phase))
                        .findFirst()
                        .orElseThrow()
                        .state())
                .isEqualTo(PhaseState.COMPLETE);
    }

    private void tickWhatGates(FxRobot robot, Step step) {
        var session = desk.workplace().session();
        for (var list : gating(step)) {
            for (var item : list.items()) {
                if (!item.ticked()) {
                    var id = item.item().id();
                    click(robot, "#tick-" + id);
                    click(robot, "#tick-do");
                    eventually(
                            "tick of " + id,
                            () -> gating(step).stream()
                                    .flatMap(l -> l.items().stream())
                                    .filter(i -> i.item().id().equals(id))
                                    .allMatch(i -> i.ticked()));
                }
            }
        }
        waitForTheWindow(step);
        eventually(
                "step " + step.id() + " opens",
                () -> !(session.view().step(step.id()).orElseThrow().state() instanceof StepState.Locked));
    }

    /** The lists before a step; before the one that decides on the change window, those of all that may only run in it. */
    private List<ChecklistView> gating(Step step) {
        var window = desk.workplace().session().plan().window();
        var decides = window.go().filter(step.id()::equals).isPresent();
        return desk.workplace().session().view().phases().stream()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.checklist()
                        .gates()
                        .filter(g ->
                                g.equals(step.id()) || decides && window.steps().contains(g))
                        .isPresent())
                .toList();
    }

    /** What only the change window keeps closed is waited for, on the day that the plan names or a later one. */
    private void waitForTheWindow(Step step) {
        var session = desk.workplace().session();
        for (int tries = 0; tries < 2 && closedByTheWindow(step); tries++) {
            var view = session.view();
            var window = ChangeWindow.of(view.plan(), view.parameters());
            if (window.isOver(view.at())) {
                var later = window.day().orElseThrow().plusWeeks(1).toString();
                session.setParameter(view.plan().window().date().orElseThrow(), later);
            } else {
                window.times(view.at())
                        .map(t -> Duration.between(view.at(), t.opens()))
                        .filter(Duration::isPositive)
                        .ifPresent(left -> desk.time().advance(left.plusSeconds(1)));
            }
        }
    }

    private boolean closedByTheWindow(Step step) {
        return view(step).state() instanceof StepState.Locked locked
                && locked.locks().stream().allMatch(lock -> lock.waiver().isPresent());
    }

    private void carryOut(FxRobot robot, Step step) throws Exception {
        if (view(step).state() instanceof StepState.Waiting w && w.what() instanceof StepState.WaitsFor.Person) {
            state(robot, step);
        } else if (step.confirm() == Confirm.NONE) {
            click(robot, "#check-now");
        }
        if (step.confirm() != Confirm.NONE) {
            review(robot, step);
            click(robot, "#open-confirm");
            if (step.confirm() == Confirm.TYPED_AND_SECOND) {
                click(robot, "#make-challenge");
                click(robot, "#sign-rehearsed");
            }
            if (step.confirm().compareTo(Confirm.TYPED) >= 0) {
                click(robot, "#typed-name");
                robot.write(typed(step.id()), 0);
            }
            click(robot, "#confirm-run");
        }
        eventually("step " + step.id() + " succeeds", () -> {
            var state = view(step).state();
            assertThat(state)
                    .as("step " + step.id())
                    .isNotInstanceOf(StepState.Failed.class)
                    .isNotInstanceOf(StepState.InDoubt.class);
            return state instanceof StepState.Succeeded;
        });
    }

    private void state(FxRobot robot, Step step) {
        click(robot, "#attest");
        if (robot.lookup("#decision").tryQuery().isPresent()) {
            for (int question = 0;
                    robot.lookup("#option-" + question + "-0").tryQuery().isPresent();
                    question++) {
                click(robot, "#option-" + question + "-0");
            }
            click(robot, "#decision-record");
        } else {
            click(robot, "#attest-text");
            robot.write("done, seen by me", 0);
            click(robot, "#attest-do");
        }
    }

    /** What does not hold yet may hold soon: a lead reads again. */
    private void review(FxRobot robot, Step step) throws InterruptedException {
        for (int i = 0; i < 15; i++) {
            if (i > 0 || view(step).review().isEmpty()) {
                var before = view(step).review();
                click(robot, "#review");
                eventually(
                        "review of " + step.id(),
                        () -> view(step).review().isPresent()
                                && !view(step).review().equals(before));
            }
            if (view(step).review().filter(StepReview::passed).isPresent()) {
                return;
            }
            desk.time().advance(Duration.ofMinutes(2));
        }
    }

    private StepView view(Step step) {
        return desk.workplace().session().view().step(step.id()).orElseThrow();
    }

    private String typed(String step) {
        return desk.workplace().session().plan().step(step).flatMap(Step::typed).orElseThrow();
    }

    private void click(FxRobot robot, String id) {
        eventually(
                id + " can be clicked",
                () -> robot.lookup(id).queryAll().stream().anyMatch(usable()));
        var node = robot.lookup(id).queryAll().stream()
                .filter(usable())
                .findFirst()
                .orElseThrow();
        robot.interact(() -> reveal(node));
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn(node);
    }

    private static Predicate<Node> usable() {
        return n -> n.isVisible() && !n.isDisabled() && n.getScene() != null;
    }

    /** Scrolls to a node, as the wheel would. */
    private static void reveal(Node node) {
        for (Parent p = node.getParent(); p != null; p = p.getParent()) {
            if (p instanceof ScrollPane pane) {
                Bounds content = pane.getContent().getLayoutBounds();
                Bounds there = pane.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
                double room = content.getHeight() - pane.getViewportBounds().getHeight();
                double wanted = there.getCenterY() - pane.getViewportBounds().getHeight() / 2;
                pane.setVvalue(room <= 0 ? 0 : Math.clamp(wanted / room, 0, 1));
            }
        }
    }

    private static void eventually(String what, Callable<Boolean> holds) {
        await(what).atMost(LONGEST).pollInterval(Duration.ofMillis(50)).until(holds);
    }

    // ---------------------------------------------------------------- what it left

    private List<AuditRecord> records() {
        return desk.workplace()
                .records()
                .trail()
                .records(1, Long.MAX_VALUE)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<AuditRecord> of(List<AuditRecord> records, String kind, String step) {
        return records.stream()
                .filter(r -> r.kind().equals(kind) && r.step().equals(step))
                .toList();
    }

    private static List<Object> calls(List<AuditRecord> records, String step) {
        return of(records, "call.intent", step).stream()
                .map(r -> r.data().get("operation"))
                .toList();
    }

    private void assertLeft(List<AuditRecord> records, String phase) {
        for (var step :
                desk.workplace().session().plan().phase(phase).orElseThrow().steps()) {
            assertThat(of(records, "step.review", step.id()))
                    .as("reviews of " + step.id())
                    .isNotEmpty();
            assertThat(of(records, "step.confirm", step.id()))
                    .as("confirmation of " + step.id())
                    .allSatisfy(r -> assertThat(r.actor()).isEqualTo(desk.lead().name()))
                    .isNotEmpty();
            assertThat(of(records, "step.succeeded", step.id()))
                    .as("end of " + step.id())
                    .hasSize(1);
            var intents = of(records, "call.intent", step.id()).stream()
                    .map(AuditRecord::seq)
                    .toList();
            assertThat(of(records, "call.outcome", step.id()).stream()
                            .map(r -> ((Number) r.data().get("intent")).longValue())
                            .toList())
                    .as("outcomes of " + step.id())
                    .containsExactlyInAnyOrderElementsOf(intents);
        }
    }

    private Verdict verified() {
        return new Verifier(TrailProgress.SILENT).verify(folder.resolve("state"));
    }
}
