package app.medzenhealth.cutover.ui.common;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;

/**
 * One screen. Made once, on the JavaFX thread; follows the {@link Readings} only between {@link #activate} and
 * {@link #deactivate}.
 */
public interface Screen {

    /** The same node each time. */
    Parent view();

    /** The screen is on show: take over the readings and follow them. */
    void activate();

    /** The screen is off show: let go of everything followed. */
    void deactivate();

    /** Shows a part of the screen; called while active. {@code target}: a step's, phase's, resource's or record's id. */
    default void open(String target) {}

    /** What {@code /} puts the cursor into. */
    default Optional<Node> filter() {
        return Optional.empty();
    }

    /** What F5 does here, where the screen has a way of its own to read the regions again: whether it has. */
    default boolean readAgain() {
        return false;
    }

    /** Keys of this screen, for the overlay that {@code ?} shows. */
    default List<KeyHint> keys() {
        return List.of();
    }
}
