package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/** Beside the option that the plan recommends: whether it can be recommended now. As wide for the one as for the other. */
final class RecommendedChip extends StackPane {
    private final Chip yes = new Chip("recommended", Tone.OK);
    private final Chip notYet = new Chip("not recommended yet", Tone.WARN);
    private final Tooltip why = new Tooltip();

    RecommendedChip() {
        getStyleClass().add("recommendation");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(USE_PREF_SIZE);
        why.setWrapText(true);
        why.setMaxWidth(480);
        notYet.setTooltip(why);
        getChildren().addAll(yes, notYet);
        show(List.of());
    }

    /** @param missing what stands against it */
    void show(List<String> missing) {
        yes.setVisible(missing.isEmpty());
        notYet.setVisible(!missing.isEmpty());
        why.setText(String.join(".\n", missing));
    }
}
