package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Navigator;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.layout.StackPane;

/** Shows one screen at a time, and tells screens when they come on show and go off. */
final class ScreenHost extends StackPane implements Navigator {
    private final Map<Place, Function<ScreenContext, Screen>> makers = new EnumMap<>(Place.class);
    private final Map<Place, Screen> made = new EnumMap<>(Place.class);
    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(this, "place");
    private Optional<Screen> current = Optional.empty();
    private Optional<ScreenContext> desk = Optional.empty();

    ScreenHost(List<ScreenEntry> entries) {
        entries.forEach(e -> makers.put(e.place(), e.make()));
        getStyleClass().add("screen");
        setMinSize(0, 0);
        setFocusTraversable(true);
    }

    void work(ScreenContext with) {
        desk = Optional.of(with);
    }

    List<Place> places() {
        return new ArrayList<>(makers.keySet());
    }

    ReadOnlyObjectProperty<Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    Optional<Screen> current() {
        return current;
    }

    @Override
    public boolean has(Place wanted) {
        return makers.containsKey(wanted);
    }

    @Override
    public void go(Place wanted, Optional<String> target) {
        if (!has(wanted)) {
            return;
        }
        var screen = made.computeIfAbsent(
                wanted, p -> Objects.requireNonNull(makers.get(p)).apply(desk.orElseThrow()));
        if (current.filter(s -> s == screen).isEmpty()) {
            current.ifPresent(Screen::deactivate);
            current = Optional.of(screen);
            getChildren().setAll(screen.view());
            place.set(wanted);
            screen.activate();
            // Not in a field: keys such as / are for the screen until a field is chosen.
            screen.view().requestFocus();
        }
        target.ifPresent(screen::open);
    }

    void leave() {
        current.ifPresent(Screen::deactivate);
        current = Optional.empty();
        getChildren().clear();
    }
}
