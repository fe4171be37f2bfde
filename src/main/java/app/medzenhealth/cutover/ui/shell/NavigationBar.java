package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Place;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** The screens there are. */
final class NavigationBar extends VBox {

    NavigationBar(List<Place> places, ObservableValue<Place> current, java.util.function.Consumer<Place> go) {
        getStyleClass().add("navigation");
        setMinWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (Place place : places) {
            ToggleButton button = new ToggleButton(place.title(), new Icon(place.symbol()));
            button.setId("go-" + place.id());
            button.getStyleClass().add("place");
            button.setMinWidth(USE_PREF_SIZE);
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
        current.subscribe(now -> {
            for (int i = 0; i < places.size(); i++) {
                buttons.get(i).setSelected(places.get(i) == now);
            }
        });
    }
}
