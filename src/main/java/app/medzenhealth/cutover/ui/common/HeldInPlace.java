package app.medzenhealth.cutover.ui.common;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/**
 * Keeps what the pointer is on, or else what has the cursor, where it is while other things come and go around it in a page that
 * scrolls.
 */
public final class HeldInPlace {
    private final ScrollPane pane;
    private Optional<Node> held = Optional.empty();
    private double at;
    private double high;
    private double from;

    private HeldInPlace(ScrollPane pane) {
        this.pane = pane;
    }

    /** In whatever the pane shows. */
    public static void in(ScrollPane pane) {
        var place = new HeldInPlace(pane);
        Runnable laidOut = place::laidOut;
        pane.sceneProperty().subscribe((before, after) -> {
            if (before != null) {
                before.removePostLayoutPulseListener(laidOut);
            }
            if (after != null) {
                after.addPostLayoutPulseListener(laidOut);
            }
        });
    }

    private void laidOut() {
        if (!(pane.getContent() instanceof Region page)) {
            held = Optional.empty();
            high = 0;
            return;
        }
        var top = pane.localToScene(0, 0).getY();
        var moved = page.getHeight() != high || top != from;
        if (moved && high > 0) {
            held.filter(n -> n.getScene() == pane.getScene() && within(n)).ifPresent(n -> scrollBy(page, y(n) - at));
        }
        high = page.getHeight();
        from = top;
        held = pointed(page).or(this::focused);
        held.ifPresent(n -> at = y(n));
    }

    private void scrollBy(Region page, double shift) {
        var room = page.getHeight() - pane.getViewportBounds().getHeight();
        if (room > 0 && Math.abs(shift) > 0.5) {
            var now = pane.getVvalue() * room;
            pane.setVvalue(Math.clamp((now + shift) / room, 0, 1));
            pane.layout();
        }
    }

    private Optional<Node> focused() {
        return Optional.ofNullable(pane.getScene()).map(Scene::getFocusOwner).filter(this::within);
    }

    private boolean within(Node node) {
        for (var n = node; n != null; n = n.getParent()) {
            if (n == pane.getContent()) {
                return true;
            }
        }
        return false;
    }

    /** What takes the cursor and lies under the pointer. */
    private static Optional<Node> pointed(Node node) {
        if (!node.isHover()) {
            return Optional.empty();
        }
        if (node instanceof Parent parent) {
            for (var child : parent.getChildrenUnmodifiable()) {
                var found = pointed(child);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return node.isFocusTraversable() ? Optional.of(node) : Optional.empty();
    }

    private static double y(Node node) {
        return node.localToScene(0, 0).getY();
    }
}
