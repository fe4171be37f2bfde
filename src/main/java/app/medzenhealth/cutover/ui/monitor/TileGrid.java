package app.medzenhealth.cutover.ui.monitor;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** As many columns as there is room for, counted in letters; a row is as high as its highest tile. */
final class TileGrid extends Region {
    private static final double LEAST = 21;
    private static final double GAP = 0.7;

    private final Label measure = new Label();
    private List<? extends Region> tiles = List.of();

    TileGrid() {
        measure.setVisible(false);
        measure.setManaged(false);
        getChildren().add(measure);
        setMinWidth(0);
    }

    void show(List<? extends Region> all) {
        tiles = List.copyOf(all);
        getChildren().setAll(tiles);
        getChildren().add(measure);
    }

    private double em() {
        return measure.getFont().getSize();
    }

    private int columns(double width) {
        var most = Math.max(1, (int) ((width + GAP * em()) / ((LEAST + GAP) * em())));
        // Rows that are alike: four and four and four rather than five, five and two.
        var rows = Math.max(1, (tiles.size() + most - 1) / most);
        return Math.max(1, (tiles.size() + rows - 1) / rows);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return lay(width < 0 ? 100 * em() : width, false);
    }

    @Override
    protected void layoutChildren() {
        lay(getWidth(), true);
    }

    private double lay(double width, boolean really) {
        var gap = GAP * em();
        var columns = columns(width);
        var wide = (width - (columns - 1) * gap) / columns;
        var y = 0.0;
        for (var i = 0; i < tiles.size(); i += columns) {
            var row = tiles.subList(i, Math.min(tiles.size(), i + columns));
            var high = row.stream().mapToDouble(t -> t.prefHeight(wide)).max().orElse(0);
            for (var j = 0; really && j < row.size(); j++) {
                row.get(j).resizeRelocate(j * (wide + gap), y, wide, high);
            }
            y += high + (i + columns < tiles.size() ? gap : 0);
        }
        return y;
    }
}
