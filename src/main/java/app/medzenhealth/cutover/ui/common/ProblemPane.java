package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.StepState.Problem;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A failure in words: what happened, what was not done, what to do next, and the code that finds it in the log. */
public final class ProblemPane extends VBox {

    public ProblemPane(Problem problem) {
        getStyleClass().add("problem-pane");
        var title = new Label(ListedText.head(problem.happened()), new Icon(Feather.X_OCTAGON, Tone.BAD));
        title.getStyleClass().addAll("problem-title", "bad");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        getChildren().add(title);
        ListedText.items(problem.happened()).forEach(i -> getChildren().add(Labels.wrapped("•  " + i)));
        getChildren().addAll(line("Not done", problem.notDone()), line("Next", sentence(problem.next())));
        var code = new Label("Code " + problem.code());
        code.getStyleClass().addAll("mono", "caption", "muted");
        var foot = new HBox(
                code,
                new CopyButton(
                        "Copy",
                        () -> problem.happened() + "\nNot done: " + problem.notDone() + "\nNext: " + problem.next()
                                + "\nCode: " + problem.code()));
        foot.getStyleClass().add("row");
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(foot);
    }

    /** What is to be done next comes as part of a sentence from some, and as one from others. */
    private static String sentence(String text) {
        var said = text.strip();
        return said.isEmpty()
                ? said
                : said.substring(0, 1).toUpperCase(Locale.ROOT)
                        + said.substring(1)
                        + (said.matches("(?s).*[.!?…]") ? "" : ".");
    }

    private static HBox line(String name, String text) {
        var key = new Label(name);
        key.getStyleClass().add("problem-key");
        key.setMinWidth(USE_PREF_SIZE);
        var value = Labels.wrapped(text);
        HBox.setHgrow(value, Priority.ALWAYS);
        var row = new HBox(key, value);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
