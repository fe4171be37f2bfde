package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Exemption;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.SoakView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import org.testfx.api.FxRobot;

/** The lead's hands on the real window, on the real session and the embedded estate. */
final class LeadsHand {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    /** Ticks, windows and soaks before one step. */
    private static final int MOST_ROUNDS = 24;

    private final FxRobot robot;
    private final RehearsalApp desk;
    private final ConsoleWindow window;
    private final Watch watch;
    /** On the JavaFX thread. */
    private Optional<Robot> mouse = Optional.empty();

    /** Who looks on while the lead works; everything is as the lead leaves it, or the walk goes astray. */
    interface Watch {
        Watch NOBODY = new Watch() {};

        /** The step is on show; nothing was done about what locks it. */
        default void shown(Step step) throws Exception {}

        /** The last question before something is sent, with nothing signed and nothing typed. */
        default void asked(Step step) throws Exception {}

        /**
         * Everything that the question asks for is there, but the last click.
         *
         * @return whether the watcher has clicked
         */
        default boolean signed(Step step) throws Exception {
            return false;
        }

        default void done(Step step) throws Exception {}
    }

    LeadsHand(FxRobot robot, RehearsalApp desk, ConsoleWindow window, Watch watch) {
        this.robot = robot;
        this.desk = desk;
        this.window = window;
        this.watch = watch;
    }

    /** All steps of these phases that are not settled yet, in the plan's order, as far as one need not wait for another. */
    void walk(String... phases) throws Exception {
        var steps = Stream.of(phases)
                .flatMap(p -> desk.workplace().session().plan().phase(p).orElseThrow().steps().stream())
                .toList();
        for (var i = 0; i < steps.size(); i++) {
            var next = steps.stream()
                    .filter(s -> !view(s).state().settled() && !waitsForAnother(s))
                    .findFirst();
            if (next.isEmpty()) {
                break;
            }
            take(next.get());
        }
        for (var phase : phases) {
            assertThat(phase(phase).state()).as("phase " + phase).isEqualTo(PhaseState.COMPLETE);
        }
    }

    private boolean waitsForAnother(Step step) {
        return view(step).state() instanceof StepState.Locked locked
                && locked.locks().stream().anyMatch(l -> l.cause() instanceof StepState.Cause.Before);
    }

    /** From its page to its end. */
    void take(Step step) throws Exception {
        show(step.id());
        watch.shown(step);
        if (!view(step).state().settled()) {
            open(step);
            carryOut(step);
        }
        watch.done(step);
    }

    void show(String step) {
        fx(() -> window.navigator().goToStep(step));
    }

    private PhaseView phase(String id) {
        return desk.workplace().session().view().phases().stream()
                .filter(p -> p.phase().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Opens what keeps a step closed: lists, the change window, a soak. */
    void open(Step step) {
        for (var round = 0; round < MOST_ROUNDS; round++) {
            // What a list asks for is often true only after the soak.
            if (waitForTheSoak(step)) {
                continue;
            }
            var open = gating(step).stream()
                    .flatMap(l -> l.items().stream())
                    .filter(i -> !i.ticked())
                    .findFirst();
            if (open.isPresent()) {
                tick(open.get().item().id());
            } else if (!waitForTheWindow(step) && !askTheBoard(step)) {
                break;
            }
        }
        eventually(
                "step " + step.id() + " opens: " + view(step).state(),
                () -> !(view(step).state() instanceof StepState.Locked));
    }

    void tick(String item) {
        click("#tick-" + item);
        click("#tick-do");
        eventually(
                "tick of " + item,
                () -> items(desk.workplace().session().view().phases().stream().flatMap(p -> p.checklists().stream()))
                        .anyMatch(i -> i.equals(item)));
    }

    private static Stream<String> items(Stream<ChecklistView> lists) {
        return lists.flatMap(l -> l.items().stream())
                .filter(i -> i.ticked())
                .map(i -> i.item().id());
    }

    /**
     * The lists before a step or its phase; before the step that decides on the change window, those of all that may only run in
     * it.
     */
    private List<ChecklistView> gating(Step step) {
        var plan = desk.workplace().session().plan();
        var decides = plan.window().go().filter(step.id()::equals).isPresent();
        var phase = plan.phaseOf(step.id()).orElseThrow().id();
        return desk.workplace().session().view().phases().stream()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.checklist()
                        .gates()
                        .filter(g -> g.equals(step.id())
                                || g.equals(phase)
                                || decides && plan.window().steps().contains(g))
                        .isPresent())
                .toList();
    }

    /** The second person signs for the other day. */
    private void agreed() {
        var session = desk.workplace().session();
        session.view().phases().stream().flatMap(p -> p.steps().stream()).forEach(s -> {
            if (s.state() instanceof StepState.Locked(var locks)) {
                locks.stream()
                        .filter(k -> k.cause() instanceof StepState.Cause.Moved)
                        .forEach(k -> TwoPeople.exempt(
                                session,
                                desk.second(),
                                Exemption.waive(
                                        s.step().id(),
                                        k.waiver().orElseThrow(),
                                        desk.lead(),
                                        "Postponed: the window has passed")));
            }
        });
    }

    /** What only the change window keeps closed is waited for, on the day that the plan names or a later one. */
    private boolean waitForTheWindow(Step step) {
        if (!closedByTheWindow(step)) {
            return false;
        }
        var session = desk.workplace().session();
        var view = session.view();
        var hours = ChangeWindow.of(view.plan(), view.parameters());
        if (hours.isOver(view.at())) {
            var later = hours.day().orElseThrow().plusWeeks(1).toString();
            session.setParameter(view.plan().window().date().orElseThrow(), later);
            agreed();
            return true;
        }
        var left = hours.times(view.at())
                .map(t -> Duration.between(view.at(), t.opens()))
                .filter(Duration::isPositive);
        left.ifPresent(l -> desk.time().advance(l.plusSeconds(1)));
        return left.isPresent();
    }

    /** Where nothing but a go is missing, each role is asked, and its answer written down on the Cutover screen. */
    private boolean askTheBoard(Step step) {
        if (!(view(step).state() instanceof StepState.Locked(var locks)
                && locks.stream().allMatch(l -> l.cause() instanceof StepState.Cause.Unsaid))) {
            return false;
        }
        fx(() -> window.navigator().go(Place.CUTOVER, Optional.empty()));
        var session = desk.workplace().session();
        var seats = session.view().board().seats();
        for (var i = 0; i < seats.size(); i++) {
            var at = i;
            if (!seats.get(i).saidGo()) {
                click("#board-answer-" + i);
                click("#board-go");
                eventually(
                        "go for " + seats.get(i).role(),
                        () -> session.view().board().seats().get(at).saidGo());
            }
        }
        show(step.id());
        return true;
    }

    private boolean closedByTheWindow(Step step) {
        return view(step).state() instanceof StepState.Locked locked
                && locked.locks().stream().allMatch(lock -> lock.waiver().isPresent());
    }

    private boolean waitForTheSoak(Step step) {
        if (!(view(step).state() instanceof StepState.Locked)) {
            return false;
        }
        var left = desk.workplace().session().view().phases().stream()
                .flatMap(p -> p.soak().stream())
                .map(SoakView::left)
                .filter(Duration::isPositive)
                .findFirst();
        left.ifPresent(l -> desk.time().advance(l.plusSeconds(1)));
        desk.workplace().session().refresh();
        return left.isPresent();
    }

    private void carryOut(Step step) throws Exception {
        waitForTheTime(step);
        if (view(step).state() instanceof StepState.Waiting w && w.what() instanceof StepState.WaitsFor.Person) {
            state(step);
        } else if (step.confirm() == Confirm.NONE) {
            check(step);
        }
        if (step.confirm() != Confirm.NONE) {
            review(step);
            confirm(step);
        }
        end(step);
    }

    private void waitForTheTime(Step step) {
        if (view(step).state() instanceof StepState.Waiting(StepState.WaitsFor.Time t)) {
            desk.time()
                    .advance(Duration.between(desk.time().instant(), t.until()).plusSeconds(1));
            desk.workplace().session().refresh();
            eventually(
                    "the time of " + step.id(),
                    () -> !(view(step).state() instanceof StepState.Waiting w)
                            || !(w.what() instanceof StepState.WaitsFor.Time));
        }
    }

    /** What does not hold yet may hold soon. */
    private void check(Step step) {
        for (var i = 0; i < 15 && !view(step).state().settled(); i++) {
            var before = view(step);
            click("#check-now", "#review");
            // What is read before it runs changes the step's view too: it was looked at when its button is back, or it
            // is done.
            eventually(
                    "step " + step.id() + " is looked at",
                    () -> view(step).state().settled()
                            || !view(step).equals(before)
                                    && !(view(step).state() instanceof StepState.Running)
                                    && (there("#check-now") || there("#review")));
            if (!view(step).state().settled()) {
                decide(step);
                desk.time().advance(Duration.ofMinutes(2));
            }
        }
    }

    /** About what nobody can measure, a person decides in writing. */
    private void decide(Step step) {
        for (var i = 0; i < 40; i++) {
            var open = view(step).items().stream()
                    .filter(item -> item.waiver().isEmpty())
                    .count();
            if (open == 0) {
                return;
            }
            var pressed = clickWaiver();
            click("#waive-text");
            write("#waive-text", "Asked who might use it: nobody");
            click("#waive-do");
            eventually(
                    "a decision about " + step.id(),
                    () -> view(step).items().stream()
                                    .filter(item -> item.waiver().isEmpty())
                                    .count()
                            < open);
            // Drawn a moment later: until then the first button is still that of what was decided.
            eventually(
                    "what was decided about " + step.id() + " is shown",
                    () -> usable(".button", n -> pressed.equals(n.getId())).isEmpty());
        }
    }

    /** The first of those that go on without something; answers its button's id. */
    String clickWaiver() {
        var found = new AtomicReference<Optional<Node>>(Optional.empty());
        click("one that goes on without something", () -> {
            found.set(usable(
                    ".button",
                    n -> n.getId() != null
                            && n.getId().startsWith("waive-")
                            && n.getParent() != null
                            && !n.getId().equals("waive-do")
                            && !n.getId().equals("waive-cancel")));
            return found.get();
        });
        return found.get().orElseThrow().getId();
    }

    private void confirm(Step step) throws Exception {
        click("#open-confirm");
        eventually("the question of " + step.id(), () -> there("#confirm"));
        eventually("it is read again", () -> !node("#confirm-read-again").isDisabled());
        watch.asked(step);
        if (there("#make-challenge")) {
            secondSigns();
        }
        if (there("#typed-name")) {
            click("#typed-name");
            write("#typed-name", typed(step));
        }
        eventually("the button of " + step.id(), () -> !node("#confirm-run").isDisabled());
        if (!watch.signed(step)) {
            click("#confirm-run");
        }
    }

    private void end(Step step) {
        eventually("step " + step.id() + " succeeds", () -> {
            var state = view(step).state();
            if (state instanceof StepState.Failed && !view(step).items().isEmpty()) {
                return true;
            }
            assertThat(state)
                    .as("step " + step.id())
                    .isNotInstanceOf(StepState.Failed.class)
                    .isNotInstanceOf(StepState.InDoubt.class);
            return state instanceof StepState.Succeeded;
        });
        if (view(step).state() instanceof StepState.Failed) {
            decide(step);
            if (step.confirm() == Confirm.NONE) {
                check(step);
            } else {
                review(step);
                click("#open-confirm");
                signAgain(step);
                click("#confirm-run");
            }
            eventually(
                    "step " + step.id() + " succeeds with what was decided",
                    () -> view(step).state() instanceof StepState.Succeeded);
        }
    }

    /** A challenge is made, and the second person signs when they have seen all of it. */
    void secondSigns() {
        click("#make-challenge");
        eventually("what they sign is shown", () -> there("#challenge-words"));
        var line = new AtomicInteger();
        eventually("all of it was seen", () -> {
            if (there("#challenge-changes")) {
                fx(() -> {
                    var list = (ListView<?>) node("#challenge-changes");
                    reveal(list);
                    list.scrollTo(line.getAndAdd(5) % list.getItems().size());
                });
            }
            return !node("#sign-rehearsed").isDisabled();
        });
        click("#sign-rehearsed");
    }

    private void signAgain(Step step) {
        if (there("#make-challenge")) {
            secondSigns();
        }
        if (there("#typed-name")) {
            click("#typed-name");
            write("#typed-name", typed(step));
        }
    }

    private void state(Step step) {
        click("#attest");
        if (there("#decision")) {
            for (var question = 0; there("#option-" + question + "-0"); question++) {
                click("#option-" + question + "-0");
            }
            click("#decision-record");
        } else if (there("#fates")) {
            for (var item = 0; there("#fate-" + item + "-delete"); item++) {
                click("#fate-" + item + "-delete");
                write("#fate-why-" + item, "nobody needs it");
            }
            click("#fates-record");
        } else {
            click("#attest-text");
            write("#attest-text", "done, seen by me");
            click("#attest-do");
        }
    }

    /** What does not hold yet may hold soon: a lead reads again. */
    void review(Step step) {
        for (var i = 0; i < 15; i++) {
            if (i > 0 || view(step).review().isEmpty() || view(step).state() instanceof StepState.Failed) {
                var before = view(step).review();
                click("#review");
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

    StepView view(Step step) {
        return desk.workplace().session().view().step(step.id()).orElseThrow();
    }

    /** As the dialog asks for it, for what was reviewed. */
    String typed(Step step) {
        var view = desk.workplace().session().view();
        return view(step)
                .review()
                .flatMap(r -> Demand.toRun(view, step, r).typed())
                .orElseGet(() -> planned(step));
    }

    private String planned(Step step) {
        var parameters = desk.workplace().session().view().parameters();
        return Variables.resolve(step.typed().orElseThrow(), n -> Optional.ofNullable(parameters.get(n)));
    }

    // ---------------------------------------------------------------- fingers

    boolean there(String id) {
        return robot.lookup(id).queryAll().stream().anyMatch(n -> shown(n));
    }

    Node node(String id) {
        return robot.lookup(id).queryAll().stream()
                .filter(LeadsHand::shown)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + id));
    }

    private static boolean shown(Node node) {
        for (var n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return node.getScene() != null;
    }

    /** Clicks the first of these that can be clicked. */
    void click(String... ids) {
        click(
                String.join(" or ", ids),
                () -> Stream.of(ids)
                        .flatMap(id -> usable(id, _ -> true).stream())
                        .findFirst());
    }

    /** Waits until it is there and rests; what is drawn anew meanwhile is looked for again. */
    private void click(String what, Supplier<Optional<Node>> find) {
        eventually(
                what + " can be clicked",
                () -> find.get()
                        .filter(node -> resting(node).equals(resting(node)) && inSight(node))
                        .filter(this::seenFirst)
                        .filter(node -> press(node, 1))
                        .isPresent());
    }

    /**
     * A person looks at what came to lie where another thing was just pressed; the window takes a press in the same half second
     * for one more on what was there.
     */
    private boolean seenFirst(Node node) {
        var where = middle(node);
        return pressed.filter(p -> !p.on().equals(name(node))
                        && p.where().distance(where) < 12
                        && System.nanoTime() - p.at() < Duration.ofMillis(700).toNanos())
                .isEmpty();
    }

    private static Object name(Node node) {
        return node.getId() == null ? node : node.getId();
    }

    private static Point2D middle(Node node) {
        var where = new AtomicReference<>(Point2D.ZERO);
        fx(() -> {
            var bounds = node.localToScreen(node.getLayoutBounds());
            if (bounds != null) {
                where.set(new Point2D(bounds.getCenterX(), bounds.getCenterY()));
            }
        });
        return where.get();
    }

    private record Pressed(Object on, Point2D where, long at) {}

    private Optional<Pressed> pressed = Optional.empty();

    /** What is still being read may push it away once more. */
    private static Bounds resting(Node node) {
        var where = new AtomicReference<Bounds>(new BoundingBox(0, 0, 0, 0));
        fx(() -> {
            if (node.getScene() == null) {
                return;
            }
            reveal(node);
            node.getScene().getRoot().applyCss();
            node.getScene().getRoot().layout();
            where.set(node.localToScene(node.getLayoutBounds()));
        });
        return where.get();
    }

    private static boolean inSight(Node node) {
        var where = node.localToScene(node.getLayoutBounds());
        return node.getScene() != null
                && where.getCenterX() > 0
                && where.getCenterY() > 0
                && where.getCenterX() < node.getScene().getWidth()
                && where.getCenterY() < node.getScene().getHeight();
    }

    /**
     * Presses the mouse on it as often as that, as fast as it goes; the pointer does not move in between, and nothing is drawn
     * anew between aiming and pressing.
     *
     * @return whether it was still there
     */
    boolean press(Node node, int times) {
        var there = new AtomicBoolean();
        fx(() -> {
            there.set(shown(node) && !node.isDisabled());
            if (there.get()) {
                var middle = node.localToScreen(node.getLayoutBounds());
                mouse().mouseMove(middle.getCenterX(), middle.getCenterY());
                pressHere(times);
                pressed = Optional.of(new Pressed(
                        name(node), new Point2D(middle.getCenterX(), middle.getCenterY()), System.nanoTime()));
            }
        });
        fx(() -> {});
        return there.get();
    }

    /** Where the pointer is. */
    void pressAgain(int times) {
        fx(() -> pressHere(times));
        fx(() -> {});
    }

    private void pressHere(int times) {
        for (var i = 0; i < times; i++) {
            mouse().mousePress(MouseButton.PRIMARY);
            mouse().mouseRelease(MouseButton.PRIMARY);
        }
    }

    /** One: a robot knows only where it has moved the pointer itself. */
    private Robot mouse() {
        var now = mouse.orElseGet(Robot::new);
        mouse = Optional.of(now);
        return now;
    }

    /** On the JavaFX thread; its events are through when this returns. */
    static void fx(Runnable work) {
        try {
            ScreenPainter.onFx(() -> {
                work.run();
                return "";
            });
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<Node> usable(String query, Predicate<Node> which) {
        return robot.lookup(query).queryAll().stream()
                .filter(n -> shown(n) && !n.isDisabled())
                .filter(which)
                .findFirst();
    }

    /** Letter by letter. */
    private void write(String id, String text) {
        fx(() -> text.codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> Event.fireEvent(
                        node(id),
                        new KeyEvent(KeyEvent.KEY_TYPED, letter, "", KeyCode.UNDEFINED, false, false, false, false))));
    }

    /** A key as the window gets it, whether or not a window manager gave it the focus. */
    void key(Scene scene, KeyCode code, boolean control) {
        fx(() -> {
            var target = scene.getFocusOwner() == null ? scene.getRoot() : scene.getFocusOwner();
            for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                Event.fireEvent(target, new KeyEvent(type, "", "", code, false, control, false, false));
            }
        });
        fx(() -> {});
    }

    /** Scrolls to a node, as the wheel would. */
    static void reveal(Node node) {
        for (var p = node.getParent(); p != null; p = p.getParent()) {
            if (p instanceof ScrollPane pane) {
                var content = pane.getContent().getLayoutBounds();
                var there = pane.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
                var room = content.getHeight() - pane.getViewportBounds().getHeight();
                var wanted = there.getCenterY() - pane.getViewportBounds().getHeight() / 2;
                pane.setVvalue(room <= 0 ? 0 : Math.clamp(wanted / room, 0, 1));
            }
        }
    }

    static void eventually(String what, Callable<Boolean> holds) {
        await(what).atMost(LONGEST).pollInterval(Duration.ofMillis(50)).until(holds);
    }
}
