package app.medzenhealth.cutover.ui.common;

import javafx.scene.control.ToggleButton;

/** A filter that is switched on and off, with how many it would let through. */
public final class FilterChip extends ToggleButton {
    private final String name;

    /** @param id of the node */
    public FilterChip(String id, String name, Tone tone) {
        super(name);
        this.name = name;
        setId(id);
        setMinWidth(USE_PREF_SIZE);
        getStyleClass().addAll("filter-chip", tone.styleClass());
        // A mark beside the colour says which are on.
        selectedProperty().subscribe(_ -> write());
        setUserData(-1);
    }

    public void count(int count) {
        setUserData(count);
        write();
    }

    private void write() {
        var count = getUserData() instanceof Integer i ? i : -1;
        setText((isSelected() ? "✓ " : "") + name + (count < 0 ? "" : "  " + count));
        setAccessibleText(name + (count < 0 ? "" : ", " + count) + (isSelected() ? ", on" : ", off"));
    }
}
