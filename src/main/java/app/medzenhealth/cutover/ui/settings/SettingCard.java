package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.ui.common.Labels;
import javafx.scene.layout.VBox;

/** A group of settings under a title. */
abstract class SettingCard extends VBox {
    SettingCard(String id, String title, String lead) {
        setId(id);
        getStyleClass().addAll("card", "setting");
        getChildren().addAll(Labels.wrapped(title, "h2"), Labels.wrapped(lead, "muted"));
    }
}
