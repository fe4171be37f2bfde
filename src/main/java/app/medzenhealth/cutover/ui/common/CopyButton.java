package app.medzenhealth.cutover.ui.common;

import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/** Puts text on the clipboard and says so for a moment. */
public final class CopyButton extends Button {

    public CopyButton(String name, Supplier<String> text) {
        super(name);
        var icon = new Icon(Feather.COPY);
        setGraphic(icon);
        getStyleClass().addAll("quiet", "small");
        setMinWidth(USE_PREF_SIZE);
        setOnAction(_ -> {
            Clip.put(text.get());
            // What stands beside it stays where it is.
            setPrefWidth(getWidth());
            setText("Copied");
            icon.show(Feather.CHECK);
            var back = new PauseTransition(Duration.seconds(1.5));
            back.setOnFinished(_ -> {
                setText(name);
                setPrefWidth(USE_COMPUTED_SIZE);
                icon.show(Feather.COPY);
            });
            back.play();
        });
    }
}
