package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** The screens there are; without their names, which are in the tooltips, where the window is low for its text. */
final class NavigationBar extends VBox {
    /** What a screen takes with its name under its icon, in pixels at 100 %. */
    private static final double NAMED = 62.5;

    private final List<ToggleButton> buttons = new ArrayList<>();

    NavigationBar(
            List<Place> places,
            ObservableValue<Place> current,
            Consumer<Place> go,
            ObservableValue<Appearance> appearance) {
        getStyleClass().add("navigation");
        setMinWidth(USE_PREF_SIZE);
        setMinHeight(0);
        var group = new ToggleGroup();
        for (var place : places) {
            var button = new ToggleButton(place.title(), new Icon(place.symbol()));
            button.setId("go-" + place.id());
            button.getStyleClass().add("place");
            button.setMinWidth(USE_PREF_SIZE);
            button.setAccessibleText(place.title());
            button.setToggleGroup(group);
            button.setTooltip(new Tooltip(place.title() + "  Ctrl+" + (place.ordinal() + 1)));
            button.setOnAction(_ -> {
                // Pressing the screen that is on show must not unselect it.
                button.setSelected(true);
                go.accept(place);
            });
            buttons.add(button);
        }
        getChildren().addAll(buttons);
        heightProperty().subscribe(_ -> shorten(appearance.getValue()));
        appearance.subscribe(this::shorten);
        current.subscribe(now -> {
            for (var i = 0; i < places.size(); i++) {
                buttons.get(i).setSelected(places.get(i) == now);
            }
        });
    }

    private void shorten(Appearance with) {
        var needed = NAMED * with.textPercent() / 100 * buttons.size();
        var low = getHeight() > 0 && getHeight() < needed;
        if (low != getStyleClass().contains("low")) {
            if (low) {
                getStyleClass().add("low");
            } else {
                getStyleClass().remove("low");
            }
        }
    }
}
