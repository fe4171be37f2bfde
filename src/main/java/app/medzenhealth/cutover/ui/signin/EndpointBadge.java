package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.scene.control.Label;
import org.kordamp.ikonli.feather.Feather;

/** Where requests go, when somebody has said so. */
public final class EndpointBadge {
    private EndpointBadge() {}

    /** @param words for example {@code endpoint http://127.0.0.1:5000 — not AWS} */
    public static Label of(String words) {
        var badge = Labels.whole(words, "pill", "warn");
        badge.setGraphic(new Icon(Feather.ALERT_TRIANGLE, Tone.WARN));
        badge.setId("endpoint");
        return badge;
    }
}
