package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Notices;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** Notices in the lower right corner, newest at the bottom. */
final class NoticeLayer extends VBox implements Notices {
    private static final int MOST = 4;
    private static final Duration STAY = Duration.seconds(6);

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
