package app.medzenhealth.cutover.ui.common;

import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What stands where there is nothing to show: because it is being read, because there is none, or because nobody knows. */
public final class Blank extends VBox {

    private Blank(Feather symbol, Tone tone, String title, String text, Optional<Node> more) {
        getStyleClass().addAll("blank", tone.styleClass());
        setAlignment(Pos.CENTER);
        var icon = new Icon(symbol, tone);
        icon.getStyleClass().add("blank-icon");
        var head = Labels.wrapped(title, "h3");
        var body = Labels.wrapped(text, "muted");
        getChildren().addAll(icon, head, body);
        more.ifPresent(getChildren()::add);
    }

    /** @param fraction 0 to 1, or negative where nobody knows */
    public static Blank loading(String title, String text, double fraction) {
        var bar = new ProgressBar(fraction < 0 ? ProgressBar.INDETERMINATE_PROGRESS : fraction);
        return new Blank(Feather.REFRESH_CW, Tone.ACCENT, title, text, Optional.of(bar));
    }

    public static Blank empty(String title, String text) {
        return new Blank(Feather.INBOX, Tone.NEUTRAL, title, text, Optional.empty());
    }

    /** Not empty: not known. */
    public static Blank unknown(String title, String reason) {
        var blank = new Blank(Feather.HELP_CIRCLE, Tone.UNKNOWN, title, reason, Optional.empty());
        blank.getStyleClass().add("hatched");
        return blank;
    }
}
