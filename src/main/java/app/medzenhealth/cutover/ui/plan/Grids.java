package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.ui.common.Chip;
import java.util.Arrays;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** Tables of text whose lines are as high as they need to be. */
final class Grids {
    private Grids() {}

    /** @param shares of the width, by column */
    static GridPane of(double... shares) {
        var grid = new GridPane();
        grid.getStyleClass().add("text-table");
        var sum = Arrays.stream(shares).sum();
        for (var share : shares) {
            var column = new ColumnConstraints();
            column.setPercentWidth(100 * share / sum);
            grid.getColumnConstraints().add(column);
        }
        return grid;
    }

    static void line(GridPane grid, Node... cells) {
        var row = grid.getRowCount();
        var rule = new Region();
        rule.getStyleClass().add(row == 0 ? "head-rule" : "rule");
        grid.add(rule, 0, row, cells.length, 1);
        for (var i = 0; i < cells.length; i++) {
            // A chip has its own padding; the box around it has the table's.
            var cell = cells[i] instanceof Chip chip ? new HBox(chip) : cells[i];
            grid.add(cell, i, row);
            GridPane.setValignment(cell, row == 0 ? VPos.BOTTOM : VPos.TOP);
        }
    }
}
