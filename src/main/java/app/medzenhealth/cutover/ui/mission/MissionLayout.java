package app.medzenhealth.cutover.ui.mission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Everything at once where there is room; where there is not, the next step always, and one of the others at a time.
 * Measured in letters, so that large text counts as little room.
 */
final class MissionLayout extends Pane {
    private static final double WIDE = 80;
    private static final double HIGH = 40;

    private final Region map;
    private final Region table;
    private final Region next;
    private final Region timeline;
    private final Region log;
    private final HBox tabs = new HBox();
    private final Label measure = new Label();
    private final Map<Region, ToggleButton> choices = new LinkedHashMap<>();
    private Region chosen;

    MissionLayout(Region map, Region table, Region next, Region timeline, Region log) {
        this.map = map;
        this.table = table;
        this.next = next;
        this.timeline = timeline;
        this.log = log;
        chosen = map;
        setId("mission");
        getStyleClass().add("mission");
        measure.setVisible(false);
        next.getStyleClass().add("divided-left");
        timeline.getStyleClass().add("divided-top");
        log.getStyleClass().addAll("divided-top", "divided-left");
        tabs.getStyleClass().add("choice");
        tabs.setAlignment(Pos.CENTER_LEFT);
        var group = new ToggleGroup();
        choice("Map", map, group);
        choice("Inventory", table, group);
        choice("Timeline", timeline, group);
        choice("Log", log, group);
        var buttons = List.copyOf(choices.values());
        buttons.getFirst().getStyleClass().add("first");
        buttons.getLast().getStyleClass().add("last");
        buttons.getFirst().setSelected(true);
        getChildren().addAll(map, table, timeline, log, next, tabs, measure);
    }

    private void choice(String name, Region part, ToggleGroup group) {
        var button = new ToggleButton(name);
        button.setId("mission-show-" + name.toLowerCase(Locale.ROOT));
        button.setToggleGroup(group);
        button.setOnAction(_ -> {
            button.setSelected(true);
            chosen = part;
            requestLayout();
        });
        choices.put(part, button);
        tabs.getChildren().add(button);
    }

    /** On show when this returns, so that it can take the cursor. */
    void bringUp(Region part) {
        Objects.requireNonNull(choices.get(part)).fire();
        layout();
    }

    @Override
    protected void layoutChildren() {
        var em = measure.getFont().getSize();
        var roomy = getWidth() >= WIDE * em && getHeight() >= HIGH * em;
        for (Node part : List.of(map, table, timeline, log)) {
            part.setVisible(roomy || part == chosen);
        }
        tabs.setVisible(!roomy);
        if (roomy) {
            layAll(em);
        } else {
            layOne(em);
        }
    }

    private void layAll(double em) {
        var w = getWidth();
        var h = getHeight();
        var lower = Math.clamp(h * 0.3, 18 * em, 22 * em);
        var upper = h - lower;
        var right = Math.clamp(w * 0.22, 20 * em, 30 * em);
        var left = Math.clamp(w * 0.235, 16 * em, 36 * em);
        map.resizeRelocate(0, 0, left, upper);
        table.resizeRelocate(left, 0, w - left - right, upper);
        next.resizeRelocate(w - right, 0, right, upper);
        var logWidth = Math.clamp(w * 0.2, 18 * em, 26 * em);
        timeline.resizeRelocate(0, upper, w - logWidth, lower);
        log.resizeRelocate(w - logWidth, upper, logWidth, lower);
    }

    private void layOne(double em) {
        var w = getWidth();
        var h = getHeight();
        var right = Math.min(22 * em, w * 0.45);
        var bar = tabs.prefHeight(-1);
        tabs.resizeRelocate(0.8 * em, 0.6 * em, tabs.prefWidth(-1), bar);
        var top = bar + 1.2 * em;
        chosen.resizeRelocate(0, top, w - right, h - top);
        next.resizeRelocate(w - right, 0, right, h);
    }
}
