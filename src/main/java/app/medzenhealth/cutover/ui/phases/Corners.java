package app.medzenhealth.cutover.ui.phases;

import javafx.geometry.Orientation;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Two parts in the two lower corners. Where there is no room for both on one line, the left one moves up: the right one stays in
 * its corner, and neither is broken within its words.
 */
final class Corners extends Pane {
    private final Region left;
    private final Region right;
    private final double gap;

    Corners(Region left, Region right, double gap) {
        this.left = left;
        this.right = right;
        this.gap = gap;
        getChildren().addAll(left, right);
        setMinHeight(USE_PREF_SIZE);
        setMinWidth(0);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return left.prefWidth(-1) + gap + right.prefWidth(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
        var all = width < 0 ? prefWidth(-1) : width;
        var first = left.prefHeight(left.prefWidth(-1));
        var second = right.prefHeight(rightWidth(all));
        return snapSizeY(snappedTopInset()
                + snappedBottomInset()
                + (oneLine(all) ? Math.max(first, second) : first + gap + second));
    }

    @Override
    protected void layoutChildren() {
        var w = getWidth();
        var bottom = getHeight() - snappedBottomInset();
        var h = right.prefHeight(rightWidth(w));
        var wide = snapSizeX(rightWidth(w));
        right.resizeRelocate(snapPositionX(w - wide), snapPositionY(bottom - h), wide, h);
        var leftWidth = snapSizeX(Math.min(w, left.prefWidth(-1)));
        var leftHeight = left.prefHeight(leftWidth);
        var under = oneLine(w) ? bottom : bottom - h - gap;
        left.resizeRelocate(0, snapPositionY(under - leftHeight), leftWidth, leftHeight);
    }

    private boolean oneLine(double width) {
        var beside = left.prefWidth(-1);
        return beside <= 0 || right.prefWidth(-1) <= 0 || beside + gap + right.prefWidth(-1) <= width;
    }

    private double rightWidth(double width) {
        return Math.min(width, right.prefWidth(-1));
    }
}
