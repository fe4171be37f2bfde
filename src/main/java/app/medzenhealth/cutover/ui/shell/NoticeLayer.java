package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Notices;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** Notices in the lower right corner, newest at the bottom; in another where they would cover the button that goes on. */
final class NoticeLayer extends VBox implements Notices {
    private static final int MOST = 4;
    private static final Duration STAY = Duration.seconds(6);
    private static final List<String> MAIN = Stream.of(Kind.PRIMARY, Kind.CAUTION, Kind.DANGER)
            .map(Kind::styleClass)
            .toList();
    private static final List<Pos> CORNERS = List.of(Pos.BOTTOM_RIGHT, Pos.TOP_RIGHT, Pos.BOTTOM_LEFT, Pos.TOP_LEFT);

    NoticeLayer() {
        getStyleClass().add("notices");
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
    }

    @Override
    public void say(Tone tone, String text) {
        HBox notice = new HBox(new Icon(symbol(tone), tone), Labels.wrapped(text));
        notice.getStyleClass().addAll("notice", tone.styleClass());
        notice.setAlignment(Pos.CENTER_LEFT);
        // What is clicked is what lies beneath: it goes by itself.
        notice.setMouseTransparent(true);
        show(notice);
        PauseTransition stay = new PauseTransition(STAY);
        stay.setOnFinished(_ -> getChildren().remove(notice));
        stay.play();
    }

    @Override
    public void problem(Problem problem) {
        ProblemPane pane = new ProblemPane(problem);
        Button dismiss = new Button("Dismiss");
        dismiss.getStyleClass().addAll("quiet", "small");
        VBox notice = new VBox(pane, dismiss);
        notice.getStyleClass().addAll("notice", "bad");
        dismiss.setOnAction(_ -> getChildren().remove(notice));
        show(notice);
    }

    private void show(Node notice) {
        if (getChildren().size() == MOST) {
            getChildren().removeFirst();
        }
        getChildren().add(notice);
        keepOffButtons();
    }

    private void keepOffButtons() {
        if (getScene() == null || getHeight() <= 0) {
            return;
        }
        List<Bounds> buttons = MAIN.stream()
                .flatMap(look -> getScene().getRoot().lookupAll("." + look).stream())
                .filter(n -> n instanceof Button && isShown(n))
                .map(n -> n.localToScene(n.getLayoutBounds()))
                .toList();
        setAlignment(CORNERS.stream()
                .filter(corner -> {
                    setAlignment(corner);
                    applyCss();
                    layout();
                    return getChildren().stream()
                            .map(n -> n.localToScene(n.getLayoutBounds()))
                            .noneMatch(n -> buttons.stream().anyMatch(n::intersects));
                })
                .findFirst()
                .orElse(CORNERS.getFirst()));
    }

    private static boolean isShown(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static Feather symbol(Tone tone) {
        return switch (tone) {
            case OK -> Feather.CHECK_CIRCLE;
            case WARN -> Feather.ALERT_TRIANGLE;
            case BAD -> Feather.X_OCTAGON;
            case UNKNOWN -> Feather.HELP_CIRCLE;
            case NEUTRAL, ACCENT -> Feather.INFO;
        };
    }
}
