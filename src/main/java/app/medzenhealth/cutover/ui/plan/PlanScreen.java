package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;

/** The plan: what it wants, what it leaves open, and what is wrong with it. */
public final class PlanScreen implements Screen {
    private final ScreenContext desk;
    private final ListView<Part> parts = new ListView<>();
    private final ScrollPane scroll = new ScrollPane();
    private final HBox view = new HBox(parts, scroll);
    private final Map<Part, PlanSection> made = new EnumMap<>(Part.class);
    private Subscription followed = Subscription.EMPTY;

    public PlanScreen(ScreenContext desk) {
        this.desk = desk;
        view.setId("plan");
        view.getStyleClass().addAll("page-split", "plan");
        parts.setId("plan-parts");
        parts.setAccessibleText("Parts of the plan");
        parts.getStyleClass().addAll("parts", "divided-right");
        ScrollRoom.keep(parts).getItems().setAll(Part.values());
        parts.setCellFactory(_ -> new PartCell());
        parts.getSelectionModel().select(Part.OVERVIEW);
        parts.getSelectionModel().selectedItemProperty().subscribe(this::open);
        parts.setMinWidth(Region.USE_PREF_SIZE);
        scroll.setId("plan-scroll");
        ScrollRoom.keep(scroll).setFitToWidth(true);
        // Its tables are not broken within a cell: in a narrow window they are reached sideways.
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.AS_NEEDED);
        HBox.setHgrow(scroll, Priority.ALWAYS);
    }

    /** The parts, in the order of the list. */
    enum Part {
        OVERVIEW("Overview", _ -> -1),
        PARAMETERS("Parameters", p -> p.parameters().size()),
        RISKS("Risks", p -> p.risks().size()),
        CRITERIA("Success criteria", p -> p.criteria().size()),
        MESSAGES("Messages", p -> p.messages().size()),
        CONTACTS("Contacts", p -> p.contacts().size()),
        COSTS("Costs", p -> p.costs().size()),
        FINDINGS("Findings & departures", p -> Deviation.of(p).size()),
        REFERENCES("References", p -> p.references().size());

        private final String title;
        private final Function<Plan, Integer> count;

        Part(String title, Function<Plan, Integer> count) {
            this.title = title;
            this.count = count;
        }

        String title() {
            return title;
        }
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void activate() {
        followed = desk.readings().sessionProperty().subscribe(this::show);
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
    }

    /** @param target a part's name, a parameter's id, or a finding's or departure's id */
    @Override
    public void open(String target) {
        for (var part : Part.values()) {
            if (part.name().equalsIgnoreCase(target)) {
                parts.getSelectionModel().select(part);
                return;
            }
        }
        if (plan().parameters().stream().anyMatch(p -> p.id().equals(target))) {
            parts.getSelectionModel().select(Part.PARAMETERS);
            Optional.ofNullable(view.lookup("#parameter-value-" + target)).ifPresent(field -> {
                field.requestFocus();
                // Only a laid out section knows where its parts are.
                Platform.runLater(() -> reveal(field));
            });
            return;
        }
        parts.getSelectionModel().select(Part.FINDINGS);
        if (made.get(Part.FINDINGS) instanceof FindingsSection findings) {
            findings.search(target);
        }
    }

    /** Scrolls the section so far that the node can be seen. */
    private static void reveal(Node node) {
        for (Node up = node.getParent(); up != null; up = up.getParent()) {
            if (up instanceof ScrollPane pane && pane.getContent() instanceof Node content) {
                var y = content.sceneToLocal(node.localToScene(node.getBoundsInLocal()))
                        .getMinY();
                var more = content.getBoundsInLocal().getHeight()
                        - pane.getViewportBounds().getHeight();
                pane.setVvalue(
                        more <= 0 ? 0 : Math.clamp((y - pane.getViewportBounds().getHeight() / 3) / more, 0, 1));
                return;
            }
        }
    }

    @Override
    public Optional<Node> filter() {
        var here = section(chosen()).filter();
        if (here.isEmpty()) {
            parts.getSelectionModel().select(Part.FINDINGS);
        }
        return section(chosen()).filter();
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(
                new KeyHint("↑ ↓", "In the list: another part of the plan"),
                new KeyHint("/", "Filter findings and departures"),
                new KeyHint("Enter", "In a parameter: set it"),
                new KeyHint("Esc", "In a parameter: back to the value that is set"));
    }

    private void show(SessionView session) {
        section(chosen()).show(session);
    }

    private void open(Part part) {
        if (part != null) {
            var section = section(part);
            section.show(desk.readings().session());
            scroll.setContent(section);
            scroll.setVvalue(0);
        }
    }

    private Part chosen() {
        var part = parts.getSelectionModel().getSelectedItem();
        return part == null ? Part.OVERVIEW : part;
    }

    private PlanSection section(Part part) {
        return made.computeIfAbsent(part, p -> switch (p) {
            case OVERVIEW -> new OverviewSection(desk);
            case PARAMETERS -> new ParametersSection(desk);
            case RISKS -> new RisksSection(plan());
            case CRITERIA -> new CriteriaSection(desk);
            case MESSAGES -> new MessagesSection(desk);
            case CONTACTS -> new ContactsSection(plan());
            case COSTS -> new CostsSection(plan());
            case FINDINGS -> new FindingsSection(desk);
            case REFERENCES -> new ReferencesSection(plan());
        });
    }

    private Plan plan() {
        return desk.readings().session().plan();
    }

    private final class PartCell extends ListCell<Part> {
        private final Label title = Labels.whole("");
        private final Label count = Labels.whole("", "caption", "muted");
        private final HBox row = new HBox();

        PartCell() {
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            row.getChildren().addAll(title, gap, count);
            row.setAlignment(Pos.CENTER_LEFT);
            row.getStyleClass().add("row");
        }

        @Override
        protected void updateItem(Part part, boolean empty) {
            super.updateItem(part, empty);
            if (empty || part == null) {
                setGraphic(null);
                return;
            }
            setId("plan-part-" + part.name().toLowerCase(Locale.ROOT));
            title.setText(part.title());
            int n = part.count.apply(plan());
            count.setText(n <= 0 ? "" : Integer.toString(n));
            setGraphic(row);
        }
    }
}
