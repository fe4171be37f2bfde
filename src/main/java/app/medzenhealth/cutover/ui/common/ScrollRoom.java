package app.medzenhealth.cutover.ui.common;

import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;

/** Keeps the room of the vertical scroll bar free while there is none: nothing beside it moves when it comes. */
public final class ScrollRoom {
    private static final PseudoClass KEPT = PseudoClass.getPseudoClass("room-for-bar");

    /** What the bar takes, in pixels; the stylesheet says the same. */
    public static final double WIDTH = 8;

    private ScrollRoom() {}

    /** @return the pane, for which the bar is there from now on, and to be seen only where there is something to scroll */
    public static ScrollPane keep(ScrollPane pane) {
        pane.setVbarPolicy(ScrollPane.ScrollBarPolicy.ALWAYS);
        var height = pane.contentProperty().flatMap(Node::layoutBoundsProperty);
        Runnable show = () -> bar(pane).ifPresent(bar -> {
            var scrolls = height.getValue() != null
                    && height.getValue().getHeight() > pane.getViewportBounds().getHeight() + 0.5;
            bar.pseudoClassStateChanged(KEPT, !scrolls);
            bar.setMouseTransparent(!scrolls);
        });
        pane.skinProperty().subscribe(_ -> show.run());
        height.subscribe(_ -> show.run());
        pane.viewportBoundsProperty().subscribe(_ -> show.run());
        return pane;
    }

    public static <T> ListView<T> keep(ListView<T> list) {
        keepOfFlow(list);
        return list;
    }

    public static <T> TableView<T> keep(TableView<T> table) {
        keepOfFlow(table);
        return table;
    }

    private static void keepOfFlow(Control control) {
        control.skinProperty().subscribe(skin -> {
            if (skin == null) {
                return;
            }
            control.getChildrenUnmodifiable().stream()
                    .filter(VirtualFlow.class::isInstance)
                    .findFirst()
                    .flatMap(flow -> bar((Parent) flow))
                    .ifPresent(bar ->
                            bar.visibleProperty().subscribe(there -> control.pseudoClassStateChanged(KEPT, !there)));
        });
    }

    private static Optional<ScrollBar> bar(Parent in) {
        return in.getChildrenUnmodifiable().stream()
                .filter(ScrollBar.class::isInstance)
                .map(ScrollBar.class::cast)
                .filter(b -> b.getOrientation() == Orientation.VERTICAL)
                .findFirst();
    }
}
