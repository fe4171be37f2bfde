package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Screen;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/** Phases, steps, and everything about the chosen one. */
public final class PhasesScreen implements Screen {
    private final Desk desk;
    private final PlanList list;
    private final StepPage page;
    private final PhaseSide side;
    private final ActionBar bar;
    private final Sections pageSections = new Sections();
    private final Sections sideSections = new Sections();
    private final ScrollPane pageScroll = scroll(pageSections);
    private final BorderPane middle = new BorderPane();
    private final HBox root = new HBox();
    private Subscription following = Subscription.EMPTY;
    private Optional<String> chosen = Optional.empty();

    public PhasesScreen(Desk desk) {
        this.desk = desk;
        var doing = new Doing(desk);
        list = new PlanList(this::open);
        page = new StepPage(desk, desk.readings().session().plan());
        side = new PhaseSide(doing);
        bar = new ActionBar(desk, doing);
        middle.setCenter(pageScroll);
        middle.setBottom(bar);
        middle.setMinWidth(0);
        var sideScroll = scroll(sideSections);
        sideScroll.getStyleClass().addAll("phase-side", "panel", "divided-left");
        list.getStyleClass().addAll("panel", "divided-right");
        root.getChildren().addAll(list, middle, sideScroll);
        root.getStyleClass().add("screen");
        root.setFillHeight(true);
        HBox.setHgrow(middle, Priority.ALWAYS);
        share(list, 0.25);
        share(sideScroll, 0.23);
    }

    private void share(javafx.scene.layout.Region part, double of) {
        part.prefWidthProperty().bind(root.widthProperty().multiply(of));
        part.minWidthProperty().bind(root.widthProperty().multiply(of));
        part.maxWidthProperty().bind(root.widthProperty().multiply(of));
    }

    private static ScrollPane scroll(Sections content) {
        var pane = new ScrollPane(content);
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.setMinWidth(0);
        return pane;
    }

    @Override
    public Parent view() {
        return root;
    }

    @Override
    public void activate() {
        following = desk.readings().sessionProperty().subscribe(this::show);
        list.requestFocus();
    }

    @Override
    public void deactivate() {
        following.unsubscribe();
    }

    /** @param target a step's id, or a phase's for its first open step */
    @Override
    public void open(String target) {
        var view = desk.readings().session();
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
            pageScroll.setVvalue(0);
        }
        show(view);
    }

    private void show(SessionView view) {
        if (chosen.flatMap(view::step).isEmpty()) {
            chosen = view.next().or(() -> phases(view).flatMap(p -> p.steps().stream()).map(s -> s.step().id()).findFirst());
        }
        list.show(PlanRow.of(view, view.at()), chosen);
        var step = chosen.flatMap(view::step);
        if (step.isEmpty()) {
            middle.setCenter(new StackPane(Blank.empty("No steps", "The plan has no steps.")));
            return;
        }
        pageSections.show(page.sections(step.get()));
        bar.show(step.get());
        phases(view)
                .filter(p -> p.steps().stream().anyMatch(s -> chosen.filter(s.step().id()::equals).isPresent()))
                .findFirst()
                .ifPresent(p -> sideSections.show(side.sections(p)));
    }

    private static Stream<PhaseView> phases(SessionView view) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream());
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("↑ ↓", "Another step"), new KeyHint("Enter", "Show the step"), new KeyHint("Tab", "To its buttons"));
    }
}
