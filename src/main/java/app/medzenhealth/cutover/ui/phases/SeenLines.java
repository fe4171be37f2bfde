package app.medzenhealth.cutover.ui.phases;

import java.util.BitSet;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.skin.VirtualFlow;

/**
 * Which lines of a list have stood on the screen: within the list, and within whatever the list is scrolled in. A line that is higher than
 * there is room for counts where its end was there.
 */
final class SeenLines {
    private static final double ROUNDING = 1;

    private final ListView<?> list;
    private final BitSet seen = new BitSet();
    private final ReadOnlyIntegerWrapper unseen = new ReadOnlyIntegerWrapper(this, "unseen");
    private final Runnable look = this::look;

    SeenLines(ListView<?> list) {
        this.list = list;
        unseen.set(list.getItems().size());
        list.sceneProperty().subscribe(this::follow);
    }

    /** How many have not. */
    ReadOnlyIntegerProperty unseenProperty() {
        return unseen.getReadOnlyProperty();
    }

    private void follow(Scene before, Scene now) {
        if (before != null) {
            before.removePostLayoutPulseListener(look);
        }
        if (now != null) {
            now.addPostLayoutPulseListener(look);
        }
    }

    private void look() {
        if (unseen.get() == 0
                || !(list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow)
                || flow.getFirstVisibleCell() == null
                || flow.getLastVisibleCell() == null) {
            return;
        }
        var last = flow.getLastVisibleCell().getIndex();
        for (var line = flow.getFirstVisibleCell().getIndex(); line <= last; line++) {
            IndexedCell<?> cell = flow.getVisibleCell(line);
            if (cell != null && line < list.getItems().size() && isSeen(cell)) {
                seen.set(line);
            }
        }
        unseen.set(list.getItems().size() - seen.cardinality());
    }

    private boolean isSeen(Node cell) {
        var where = cell.localToScene(cell.getLayoutBounds());
        var top = 0.0;
        var end = cell.getScene().getHeight();
        for (Node around = cell.getParent(); around != null; around = around.getParent()) {
            if (!around.isVisible()) {
                return false;
            }
            if (around == list || around instanceof ScrollPane) {
                var frame = around.localToScene(around.getLayoutBounds());
                top = Math.max(top, frame.getMinY());
                end = Math.min(end, frame.getMaxY());
            }
        }
        return where.getMaxY() <= end + ROUNDING
                && where.getMaxY() > top
                && (where.getMinY() >= top - ROUNDING || where.getHeight() > end - top);
    }
}
