package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.aws.signin.WrongAccount;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The credentials are good, and of another account: a stop that fills the window. */
final class WrongAccountPage extends StackPane {

    WrongAccountPage(WrongAccount wrong, Runnable other, Runnable quit) {
        setId("wrong-account");
        getStyleClass().add("stop-page");
        var sign = new Icon(Feather.ALERT_OCTAGON, Tone.BAD);
        sign.getStyleClass().add("stop-sign");
        var title = Labels.wrapped("Stop: this is another account", "stop-title", "bad");
        var head = new HBox(sign, title);
        head.getStyleClass().add("stop-head");
        head.setAlignment(Pos.CENTER_LEFT);
        var facts = new GridPane();
        facts.getStyleClass().add("facts");
        var names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().setAll(names, values);
        fact(facts, 0, "The plan is for account", wrong.expected(), "stop-account");
        fact(facts, 1, "You are signed in to account", wrong.found(), "stop-account", "bad");
        fact(facts, 2, "As", wrong.arn(), "mono");
        fact(facts, 3, "With profile", wrong.profile(), "strong");
        var again = new Button("Sign in with another profile", new Icon(Feather.LOG_IN));
        again.setId("wrong-account-other");
        again.getStyleClass().add("primary");
        again.setOnAction(_ -> other.run());
        var leave = new Button("Quit");
        leave.setId("wrong-account-quit");
        leave.setOnAction(_ -> quit.run());
        var buttons = new HBox(again, leave);
        buttons.getStyleClass().add("row");
        var card = new VBox(
                head,
                facts,
                part(
                        "Not done",
                        "Nothing was read from this account and nothing was changed in it. The credentials were"
                                + " let go. The attempt is in the audit trail."),
                part(
                        "Next",
                        "Sign in with a profile of account " + wrong.expected()
                                + ". If the plan names the wrong account, quit and correct the plan."),
                buttons);
        card.getStyleClass().addAll("panel", "stop-card");
        card.setMaxHeight(USE_PREF_SIZE);
        getChildren().add(card);
        again.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                again.requestFocus();
            }
        });
    }

    private static void fact(GridPane facts, int row, String name, String value, String... styles) {
        var key = Labels.whole(name, "muted");
        facts.add(key, 0, row);
        facts.add(Labels.wrapped(value, styles), 1, row);
    }

    private static VBox part(String name, String text) {
        return new VBox(Labels.whole(name, "h3"), Labels.wrapped(text));
    }
}
