package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.ui.common.ScrollRoom;
import javafx.geometry.Orientation;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/** Leaves the page above a bar its part of the height: a bar that needs more is scrolled. */
final class LowBar extends ScrollPane {
    private static final double SHARE = 0.55;

    private final Region bar;
    private final Region whole;

    /** @param whole what the bar lies in, with the page */
    LowBar(Region bar, Region whole) {
        super(bar);
        this.bar = bar;
        this.whole = whole;
        ScrollRoom.keep(this).setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinSize(0, 0);
        setFocusTraversable(false);
        whole.heightProperty().subscribe(this::requestLayout);
        // Where not all of it fits, the buttons are what is to be seen.
        setVvalue(1);
        bar.heightProperty().subscribe(() -> setVvalue(1));
    }

    /** As high as its words need at the width there is. */
    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        var needed = snapSizeY(bar.prefHeight(width < 0 ? width : Math.max(0, width - ScrollRoom.WIDTH)));
        var least = whole.getHeight() <= 0 ? needed : snapSizeY(whole.getHeight() * SHARE);
        return Math.min(needed, least);
    }
}
