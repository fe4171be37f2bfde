package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.StepView;
import javafx.scene.control.Label;

/** A state as shape, word and colour. */
public final class StateBadge extends Label {
    private final Icon icon;
    private Tone tone;

    public StateBadge(StateStyle look) {
        super(look.word());
        tone = look.tone();
        icon = new Icon(look.symbol());
        setGraphic(icon);
        getStyleClass().addAll("state-badge", tone.styleClass());
    }

    /** In as many lines as there is room for. */
    public static StateBadge wrapped(StateStyle look) {
        var badge = new StateBadge(look);
        badge.setWrapText(true);
        badge.setMinHeight(USE_PREF_SIZE);
        return badge;
    }

    public StateBadge(StepView step) {
        this(StateStyle.of(step));
    }

    public StateBadge(PhaseState state) {
        this(StateStyle.of(state));
    }

    public void show(StateStyle look) {
        getStyleClass().remove(tone.styleClass());
        tone = look.tone();
        getStyleClass().add(tone.styleClass());
        icon.show(look.symbol());
        setText(look.word());
    }
}
