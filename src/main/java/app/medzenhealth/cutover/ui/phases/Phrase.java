package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.text.VisibleText;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** A sentence in which names and values look like what they are. Never cut. */
final class Phrase extends TextFlow {

    Phrase() {
        getStyleClass().add("phrase");
        setMinHeight(USE_PREF_SIZE);
    }

    Phrase say(String text) {
        return add(text, "plain");
    }

    Phrase muted(String text) {
        return add(text, "muted");
    }

    Phrase time(Instant at) {
        return add(InWords.clock(at) + "  ", "time");
    }

    /** A name or value as a machine has it. */
    Phrase code(String text) {
        return add(text, "code");
    }

    /** A value as it will be. That nothing is left is no value like others. */
    Phrase becomes(String text) {
        return add(text.isBlank() ? "none" : text, text.startsWith(Fact.ABSENT) ? "gone" : "becomes");
    }

    Phrase tone(String text, Tone tone) {
        return add(text, tone.styleClass());
    }

    private Phrase add(String text, String styleClass) {
        var part = new Text(VisibleText.lines(text));
        part.getStyleClass().add(styleClass);
        getChildren().add(part);
        return this;
    }
}
