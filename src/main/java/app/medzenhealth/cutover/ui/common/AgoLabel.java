package app.medzenhealth.cutover.ui.common;

import java.time.Instant;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;

/** A text that ages with the console's clock, for example {@code re-read 3 s ago}. */
public final class AgoLabel extends Label {

    /** @param text from the moment it is now */
    public AgoLabel(ObservableValue<Instant> now, Function<Instant, String> text) {
        // Bindings hold their target weakly: the label can be let go without being unbound.
        textProperty().bind(now.map(text));
        getStyleClass().addAll("caption", "muted");
        var whole = new Tooltip();
        whole.textProperty().bind(textProperty());
        setTooltip(whole);
    }

    public static AgoLabel since(ObservableValue<Instant> now, String before, Instant at) {
        var label = new AgoLabel(now, n -> before + InWords.ago(at, n));
        label.setAccessibleText(before + InWords.clock(at) + " UTC");
        return label;
    }
}
