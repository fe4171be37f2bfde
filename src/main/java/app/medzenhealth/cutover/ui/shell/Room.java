package app.medzenhealth.cutover.ui.shell;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** How much fits into a bar, counted in letters' sizes, so that large text makes room as a narrow window does. */
final class Room {
    private final DoubleBinding letters;

    /** @param measure a label of ordinary size inside the bar */
    Room(Region bar, Label measure) {
        letters = Bindings.createDoubleBinding(
                () -> bar.getWidth() <= 0
                        ? Double.MAX_VALUE
                        : bar.getWidth() / measure.getFont().getSize(),
                bar.widthProperty(),
                measure.fontProperty());
    }

    boolean isFor(double count) {
        return letters.get() >= count;
    }

    /** Leaves the node out where there are fewer letters than that. */
    void keepFrom(double count, Node node) {
        node.visibleProperty().bind(letters.greaterThanOrEqualTo(count));
        node.managedProperty().bind(node.visibleProperty());
    }

    void onChange(Runnable listener) {
        letters.subscribe(_ -> listener.run());
    }
}
