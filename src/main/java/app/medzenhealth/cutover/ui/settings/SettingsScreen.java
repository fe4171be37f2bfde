package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.KeyHint;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** How the window looks, who sits at it, who may sign, and where things are kept. */
public final class SettingsScreen implements Screen {
    private final ScreenContext desk;
    private final OperatorCard operator;
    private final ApproversCard approvers;
    private final AppearanceCard appearance;
    private final Optional<WorkingCopyCard> workingCopy;
    private final ScrollPane view = new ScrollPane();
    private Subscription followed = Subscription.EMPTY;

    public SettingsScreen(ScreenContext desk) {
        this.desk = desk;
        operator = new OperatorCard(desk);
        approvers = new ApproversCard(desk);
        appearance = new AppearanceCard(desk.theme());
        var people = new VBox(appearance, operator, approvers);
        var rest = new VBox();
        desk.console().speed().ifPresent(_ -> rest.getChildren().add(new RehearsalCard()));
        workingCopy = desk.console().workingCopy().map(c -> new WorkingCopyCard(desk, c));
        workingCopy.ifPresent(rest.getChildren()::add);
        desk.console().databases().ifPresent(c -> rest.getChildren().add(new DatabaseCard(desk, c)));
        desk.console().resolvers().ifPresent(c -> rest.getChildren().add(new ResolversCard(desk, c)));
        rest.getChildren().add(new AboutCard(desk));
        people.getStyleClass().add("settings-column");
        rest.getStyleClass().add("settings-column");
        // Beside each other where there is room, else below each other.
        var columns = new FlowPane(people, rest);
        columns.getStyleClass().add("settings-columns");
        var page = new VBox(Labels.whole("Settings", "h1"), columns);
        page.getStyleClass().add("settings-page");
        view.setId("settings");
        view.setContent(page);
        view.setFitToWidth(true);
        view.viewportBoundsProperty().subscribe(seen -> {
            var room = seen.getWidth() - page.snappedLeftInset() - page.snappedRightInset();
            List.of(people, rest).forEach(c -> c.setMaxWidth(room > 0 ? room : Double.MAX_VALUE));
        });
        ScrollRoom.keep(view).setHbarPolicy(ScrollPane.ScrollBarPolicy.AS_NEEDED);
    }

    @Override
    public Parent view() {
        return view;
    }

    @Override
    public void activate() {
        approvers.read();
        followed = Subscription.combine(desk.readings().sessionProperty().subscribe(this::show), appearance.follow());
    }

    @Override
    public void deactivate() {
        followed.unsubscribe();
        followed = Subscription.EMPTY;
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("Tab", "Next setting; everything applies at once"));
    }

    private void show(SessionView session) {
        operator.show(session.operator());
        workingCopy.ifPresent(WorkingCopyCard::show);
    }
}
