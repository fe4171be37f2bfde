package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.session.PhaseNeeds;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.ui.breakglass.BreakGlassDialog;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.HeldInPlace;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.phases.Sections.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Phases, steps, and everything about the chosen one. */
public final class PhasesScreen implements Screen {
    /** A letter's size at 100 %, in pixels, and how many of them make room for three columns. */
    private static final double LETTER = 14;

    private static final double ROOM_FOR_SIDE = 76;
    /** Lines under which the way back says what it costs only when asked. */
    private static final double ROOM_FOR_PRICE = 30;

    private static final double ROOM_FOR_LIST = 14.8;
    /** Letters under which the numbers of steps have no column of their own. */
    private static final double ROOM_FOR_NUMBERS = 20;

    private final ScreenContext desk;
    private final PlanList list;
    private final WaysBack ways;
    private final VBox plan = new VBox();
    private final Set<String> folded = new HashSet<>();
    private final StepPage page;
    private final PhaseSide side;
    private final ActionBar bar;
    private final Sections pageSections = new Sections();
    private final Sections sideSections = new Sections();
    private final ScrollPane pageScroll = scroll(pageSections);
    private final ScrollPane sideScroll = scroll(sideSections);
    private final BorderPane middle = new BorderPane();
    private final HBox root = new HBox();
    private Subscription following = Subscription.EMPTY;
    private Optional<String> chosen = Optional.empty();

    public PhasesScreen(ScreenContext desk) {
        this.desk = desk;
        var doing = new Doing(desk, () -> show(desk.readings().session()));
        list = new PlanList(this::choose, this::turn, this::toButtons);
        ways = new WaysBack(desk, this::open);
        page = new StepPage(desk, desk.readings().session().plan(), this::toItem);
        side = new PhaseSide(
                doing,
                () -> BreakGlassDialog.open(desk),
                () -> desk.readings()
                        .session()
                        .wayBackNow()
                        .ifPresent(p -> open(p.phase().id())),
                desk.readings().session().plan().rollbacks().stream()
                        .map(Rollback::from)
                        .collect(Collectors.toSet()));
        bar = new ActionBar(desk, doing);
        HeldInPlace.in(pageScroll);
        HeldInPlace.in(sideScroll);
        pageScroll.setId("step-page");
        middle.setCenter(pageScroll);
        middle.setBottom(new LowBar(bar, middle));
        middle.setMinWidth(0);
        sideScroll.setId("phase-side");
        sideScroll.getStyleClass().addAll("phase-side", "panel", "divided-left");
        VBox.setVgrow(list, Priority.ALWAYS);
        plan.getChildren().addAll(list, ways);
        plan.getStyleClass().addAll("panel", "divided-right");
        root.getChildren().addAll(plan, middle);
        root.getStyleClass().add("screen");
        root.setFillHeight(true);
        HBox.setHgrow(middle, Priority.ALWAYS);
        root.widthProperty().subscribe(_ -> share());
        root.heightProperty().subscribe(_ -> share());
        desk.theme().appearanceProperty().subscribe(_ -> {
            share();
            // The list remembers heights, those of letters of another size too.
            list.refresh();
        });
    }

    /** Three columns where there is room for them; else the phase's part follows under the step's. */
    private void share() {
        var letter = LETTER * desk.theme().appearance().textPercent() / 100;
        var letters = root.getWidth() / letter;
        var wide = letters >= ROOM_FOR_SIDE;
        ways.brief(root.getHeight() > 0 && root.getHeight() / letter < ROOM_FOR_PRICE);
        // Narrower, large text would be broken within its words.
        var least = Math.min(ROOM_FOR_LIST * letter, root.getWidth() * 0.44);
        width(plan, wide ? root.getWidth() * 0.25 : Math.max(root.getWidth() * 0.34, least));
        list.narrow(plan.getPrefWidth() / letter < ROOM_FOR_NUMBERS);
        width(sideScroll, root.getWidth() * 0.23);
        if (wide != root.getChildren().contains(sideScroll)) {
            if (wide) {
                sideScroll.setContent(sideSections);
                pageScroll.setContent(pageSections);
                root.getChildren().add(sideScroll);
            } else {
                root.getChildren().remove(sideScroll);
                sideScroll.setContent(null);
                pageScroll.setContent(new VBox(pageSections, sideSections));
            }
        } else if (!wide && pageScroll.getContent() == pageSections) {
            pageScroll.setContent(new VBox(pageSections, sideSections));
        }
    }

    /** The phase's lists, and while it is not over what it needs. */
    private List<Section> beside(PhaseView phase, SessionView session) {
        var sections = new ArrayList<>(side.sections(session, phase));
        if (phase.state() != PhaseState.COMPLETE) {
            var needs = PhaseNeeds.of(session.plan(), phase.phase(), session.parameters());
            // Before it begins, what it needs comes first; under way, its lists do.
            sections.add(
                    phase.started().isEmpty() ? 1 : sections.size() - 1,
                    new Section("needs " + phase.phase().id(), needs, () -> new NeedsList(desk).of(needs)));
        }
        return sections;
    }

    /** Only when the screen comes on show: nothing folds under the reader's hand. */
    private void foldWhatIsOver() {
        var view = desk.readings().session();
        phases(view)
                .filter(p -> p.steps().stream()
                        .noneMatch(s -> chosen.filter(s.step().id()::equals).isPresent()))
                .filter(p -> p.state() == PhaseState.COMPLETE
                        || view.rollbacks().contains(p) && p.state() != PhaseState.RUNNING)
                .forEach(p -> folded.add(p.phase().id()));
    }

    private void turn(String phase) {
        if (!folded.remove(phase)) {
            folded.add(phase);
        }
        show(desk.readings().session());
    }

    private static void width(Region part, double width) {
        part.setMinWidth(width);
        part.setPrefWidth(width);
        part.setMaxWidth(width);
    }

    private void toButtons() {
        bar.lookupAll(".button").stream()
                .filter(n -> !n.isDisabled() && n.isFocusTraversable())
                .findFirst()
                .ifPresent(n -> n.requestFocus());
    }

    /** Brings a checklist's item into sight, with the cursor on its box. */
    private void toItem(String item) {
        // A list that locks something here is shown here, whichever phase it stands in.
        if (sideSections.lookup("#tick-" + item) == null) {
            phaseOf(desk.readings().session(), item)
                    .ifPresent(p -> open(p.phase().id()));
        }
        root.applyCss();
        root.layout();
        var box = sideSections.lookup("#tick-" + item);
        if (box == null) {
            return;
        }
        var pane = root.getChildren().contains(sideScroll) ? sideScroll : pageScroll;
        var content = pane.getContent();
        var y = content.sceneToLocal(box.localToScene(box.getBoundsInLocal())).getMinY();
        var room = content.getBoundsInLocal().getHeight()
                - pane.getViewportBounds().getHeight();
        pane.setVvalue(room <= 0 ? 0 : Math.clamp((y - 40) / room, 0, 1));
        box.requestFocus();
    }

    /** The phase that a checklist's item belongs to. */
    private static Optional<PhaseView> phaseOf(SessionView view, String item) {
        return phases(view)
                .filter(p -> p.checklists().stream()
                        .flatMap(c -> c.items().stream())
                        .anyMatch(i -> i.item().id().equals(item)))
                .findFirst();
    }

    private static ScrollPane scroll(Sections content) {
        var pane = ScrollRoom.keep(new ScrollPane(content));
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.setMinWidth(0);
        pane.setMinHeight(0);
        pane.setFocusTraversable(false);
        return pane;
    }

    @Override
    public Parent view() {
        return root;
    }

    @Override
    public void activate() {
        foldWhatIsOver();
        following = desk.readings().sessionProperty().subscribe(this::show);
        list.requestFocus();
    }

    @Override
    public void deactivate() {
        following.unsubscribe();
    }

    /** @param target a step's id, a phase's for its first open step, or that of a checklist's item */
    @Override
    public void open(String target) {
        list.lookForChoice();
        choose(target);
    }

    private void choose(String target) {
        var view = desk.readings().session();
        if (phaseOf(view, target).isPresent()) {
            toItem(target);
            return;
        }
        var step = view.step(target)
                .map(s -> s.step().id())
                .or(() -> phases(view)
                        .filter(p -> p.phase().id().equals(target))
                        .flatMap(p -> p.steps().stream())
                        .filter(s -> !s.state().settled())
                        .map(s -> s.step().id())
                        .findFirst());
        if (step.isPresent() && !step.equals(chosen)) {
            chosen = step;
            phases(view)
                    .filter(p -> p.steps().stream()
                            .anyMatch(s -> step.filter(s.step().id()::equals).isPresent()))
                    .forEach(p -> folded.remove(p.phase().id()));
            pageScroll.setVvalue(0);
        }
        show(view);
    }

    private void show(SessionView view) {
        if (chosen.flatMap(view::step).isEmpty()) {
            chosen = view.next()
                    .or(() -> phases(view)
                            .flatMap(p -> p.steps().stream())
                            .map(s -> s.step().id())
                            .findFirst());
        }
        ways.show(view);
        list.show(PlanRow.of(view, folded), chosen);
        var step = chosen.flatMap(view::step);
        if (step.isEmpty()) {
            middle.setBottom(null);
            middle.setCenter(new StackPane(Blank.empty("No steps", "The plan has no steps.")));
            return;
        }
        middle.setCenter(pageScroll);
        pageSections.show(page.sections(step.get()));
        bar.show(step.get());
        phases(view)
                .filter(p -> p.steps().stream()
                        .anyMatch(s -> chosen.filter(s.step().id()::equals).isPresent()))
                .findFirst()
                .ifPresent(p -> sideSections.show(beside(p, desk.readings().session())));
    }

    private static Stream<PhaseView> phases(SessionView view) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream());
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(
                new KeyHint("↑ ↓", "Another step"),
                new KeyHint("Enter", "To the step's buttons; on a phase: fold or unfold it"));
    }
}
