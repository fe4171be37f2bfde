package app.medzenhealth.cutover.ui.common;

import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** What is to be done stands at the right; in a narrow window with less of the width, so that both can be read. */
public final class Sides extends Pane {
    private static final double ROOMY = 76;
    private final Region left;
    private final Region right;
    private final Label measure = new Label();

    public Sides(Region left, Region right) {
        this.left = left;
        this.right = right;
        measure.setVisible(false);
        right.getStyleClass().add("divided-left");
        getChildren().addAll(left, right, measure);
    }

    @Override
    protected void layoutChildren() {
        var em = measure.getFont().getSize();
        var w = getWidth();
        var h = getHeight();
        var wide = w >= ROOMY * em ? Math.clamp(w * 0.22, 21 * em, 32 * em) : Math.min(19 * em, w * 0.36);
        left.resizeRelocate(0, 0, w - wide, h);
        right.resizeRelocate(w - wide, 0, wide, h);
    }
}
