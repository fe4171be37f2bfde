package app.medzenhealth.cutover.ui.phases;

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
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinSize(0, 0);
        setFocusTraversable(false);
        whole.heightProperty().subscribe(this::requestLayout);
        // Where not all of it fits, the buttons are what is to be seen.
        setVvalue(1);
        bar.heightProperty().subscribe(() -> setVvalue(1));
    }

    @Override
    protected double computePrefHeight(double width) {
        var needed = snapSizeY(bar.prefHeight(width));
        var least = whole.getHeight() <= 0 ? needed : snapSizeY(whole.getHeight() * SHARE);
        setVbarPolicy(needed <= least ? ScrollBarPolicy.NEVER : ScrollBarPolicy.AS_NEEDED);
        return Math.min(needed, least);
    }
}
