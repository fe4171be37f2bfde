package app.medzenhealth.cutover.ui.cutover;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** A {@link Strip}: what failed is higher than what was served, so that colour alone says nothing. */
final class StripPane extends Pane {
    private static final double SERVED_HEIGHT = 0.62;
    /** In pixels: one lost request of ten minutes is seen. */
    private static final double LEAST = 2;

    private List<Strip.Run> shown = List.of();

    StripPane() {
        getStyleClass().add("probe-strip");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinWidth(0);
    }

    /** @param words the same for who cannot see it */
    void show(Strip strip, String words) {
        setAccessibleText(words);
        if (strip.runs().equals(shown)) {
            return;
        }
        shown = strip.runs();
        var blocks = getChildren();
        while (blocks.size() > shown.size()) {
            blocks.removeLast();
        }
        while (blocks.size() < shown.size()) {
            blocks.add(new Region());
        }
        for (var i = 0; i < shown.size(); i++) {
            blocks.get(i)
                    .getStyleClass()
                    .setAll("probe-run", shown.get(i).state().styleClass());
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        var w = getWidth();
        var h = getHeight();
        for (var i = 0; i < shown.size(); i++) {
            var run = shown.get(i);
            var high = run.state() == Strip.State.SERVED ? h * SERVED_HEIGHT : h;
            var from = run.from() * w;
            var wide = Math.max(LEAST, (run.to() - run.from()) * w);
            getChildren().get(i).resizeRelocate(Math.min(from, w - wide), h - high, wide, high);
        }
    }
}
