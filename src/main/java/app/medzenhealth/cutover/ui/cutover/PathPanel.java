package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.StateBadge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** From the fence to service, step by step: how far it is, how long each took, and how long it was expected to take. */
final class PathPanel extends VBox {
    private final ScreenContext desk;
    private final GridPane grid = new GridPane();
    private List<String> shown = List.of();

    PathPanel(ScreenContext desk) {
        this.desk = desk;
        setId("hour-path");
        getStyleClass().addAll("panel", "hour-panel");
        var head = new HBox(
                Labels.whole("From the fence to service", "h3"), Labels.line("took · expected", "caption", "muted"));
        head.getStyleClass().addAll("row", "hour-head");
        grid.getStyleClass().add("hour-facts");
        var step = new ColumnConstraints();
        step.setMinWidth(0);
        step.setHgrow(Priority.ALWAYS);
        var state = new ColumnConstraints();
        state.setMinWidth(USE_PREF_SIZE);
        var time = new ColumnConstraints();
        time.setMinWidth(USE_PREF_SIZE);
        grid.getColumnConstraints().addAll(step, state, time);
        getChildren().addAll(head, grid);
        setMinWidth(0);
    }

    void show(PhaseView phase, Instant now) {
        var path = HourPath.of(phase);
        var said = path.stream()
                .map(s -> s.step().id() + " " + s.state().getClass().getSimpleName() + " " + time(s, now))
                .toList();
        if (said.equals(shown)) {
            return;
        }
        shown = said;
        grid.getChildren().clear();
        for (var i = 0; i < path.size(); i++) {
            var view = path.get(i);
            var id = view.step().id();
            var link = new Hyperlink(id + "  " + view.step().title());
            link.setId("hour-path-" + id);
            link.setMinWidth(0);
            link.setWrapText(true);
            link.setMinHeight(USE_PREF_SIZE);
            link.setOnAction(_ -> desk.navigator().goToStep(id));
            grid.add(link, 0, i);
            grid.add(new StateBadge(view), 1, i);
            var time = Labels.whole(time(view, now), "mono");
            time.setAlignment(Pos.CENTER_RIGHT);
            time.setMaxWidth(Double.MAX_VALUE);
            grid.add(time, 2, i);
        }
    }

    private static String time(StepView view, Instant now) {
        var took = switch (view.state()) {
            case StepState.Succeeded done -> InWords.stopwatch(done.took());
            case StepState.Running running -> InWords.stopwatch(Duration.between(running.since(), now));
            default -> "–";
        };
        return took + " · " + InWords.stopwatch(view.step().expected());
    }
}
