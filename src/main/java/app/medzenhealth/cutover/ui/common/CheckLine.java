package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.session.CheckWords;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A check with how it ended: its evidence, and what to do where it failed. */
public final class CheckLine extends HBox {

    public CheckLine(Check check) {
        getStyleClass().add("check-line");
        setAlignment(Pos.TOP_LEFT);
        var words = new VBox(Labels.wrapped(InWords.plain(CheckWords.title(check))));
        HBox.setHgrow(words, Priority.ALWAYS);
        var finding = InWords.plain(CheckWords.finding(check));
        switch (check.outcome()) {
            case Check.Pass _ -> {
                getChildren().add(new Icon(Feather.CHECK, Tone.OK));
                words.getChildren().add(small(finding));
                setAccessibleText("Passed: " + check.title());
            }
            case Check.Fail(String _, String remedy) -> {
                getChildren().add(new Icon(Feather.X, Tone.BAD));
                var failed = small(finding);
                failed.getStyleClass().add("bad");
                words.getChildren().addAll(failed, small(InWords.plain(remedy)));
                setAccessibleText("Failed. " + CheckWords.line(check));
            }
            case Check.Unknown _ -> {
                getChildren().add(new Icon(Feather.HELP_CIRCLE, Tone.UNKNOWN));
                var unknown = small(finding);
                unknown.getStyleClass().add("unknown");
                words.getChildren().add(unknown);
                setAccessibleText("Unknown. " + CheckWords.line(check));
            }
            case Check.NotMeasured _ -> {
                getChildren().add(new Icon(Feather.SLASH, Tone.UNKNOWN));
                var unmeasured = small(finding);
                unmeasured.getStyleClass().add("unknown");
                words.getChildren().add(unmeasured);
                setAccessibleText("Not measured. " + CheckWords.line(check));
            }
        }
        check.basis()
                .filter(b -> b.samples() > 1)
                .ifPresent(b -> words.getChildren().add(small(b.words())));
        getChildren().add(words);
    }

    private static Label small(String text) {
        var label = Labels.wrapped(text, "caption", "muted");
        label.setVisible(!text.isBlank());
        label.setManaged(!text.isBlank());
        return label;
    }
}
