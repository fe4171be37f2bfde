package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Appearance.Shade;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/** Shade and size of text; both apply at once. */
final class AppearanceCard extends SettingCard {
    private static final int STEP = 10;

    private final SceneTheme theme;
    private final ToggleButton dark = new ToggleButton("Dark", new Icon(Feather.MOON));
    private final ToggleButton light = new ToggleButton("Light", new Icon(Feather.SUN));
    private final Button smaller = new Button("A−");
    private final Button larger = new Button("A+");
    private final HBox sizes = new HBox();
    private final Label size = Labels.whole("", "mono", "text-size");

    AppearanceCard(SceneTheme theme) {
        super("settings-appearance", "Appearance", "Applies at once, to every screen.");
        this.theme = theme;
        var group = new ToggleGroup();
        dark.setId("shade-dark");
        light.setId("shade-light");
        dark.getStyleClass().add("first");
        light.getStyleClass().add("last");
        group.getToggles().addAll(dark, light);
        dark.setOnAction(_ -> shade(Shade.DARK));
        light.setOnAction(_ -> shade(Shade.LIGHT));
        smaller.setId("text-smaller");
        smaller.setAccessibleText("Smaller text");
        smaller.setOnAction(_ -> text(-STEP));
        larger.setId("text-larger");
        larger.setAccessibleText("Larger text");
        larger.setOnAction(_ -> text(STEP));
        var shades = new HBox(dark, light);
        shades.getStyleClass().addAll("choice", "large");
        sizes.getChildren().addAll(smaller, size, larger, Labels.wrapped("100 to 150 %", "caption", "muted"));
        sizes.setId("text-sizes");
        sizes.setPickOnBounds(true);
        sizes.setOnMouseExited(_ -> letGo());
        sizes.getStyleClass().add("row");
        sizes.setAlignment(Pos.CENTER_LEFT);
        size.setId("text-size");
        size.setAlignment(Pos.CENTER);
        getChildren().addAll(Labels.whole("Theme", "strong"), shades, Labels.whole("Text size", "strong"), sizes);
        show(theme.appearance());
    }

    Subscription follow() {
        return theme.appearanceProperty().subscribe(this::show);
    }

    private void show(Appearance a) {
        dark.setSelected(a.shade() == Shade.DARK);
        light.setSelected(a.shade() == Shade.LIGHT);
        size.setText(a.textPercent() + " %");
        smaller.setDisable(a.textPercent() <= Appearance.SMALLEST);
        larger.setDisable(a.textPercent() >= Appearance.LARGEST);
    }

    private void shade(Shade shade) {
        theme.appearanceProperty().set(theme.appearance().withShade(shade));
        show(theme.appearance());
    }

    private void text(int by) {
        Node pressed = by > 0 ? larger : smaller;
        var before = pressed.localToScene(0, 0);
        var percent = Math.clamp(theme.appearance().textPercent() + by, Appearance.SMALLEST, Appearance.LARGEST);
        theme.appearanceProperty().set(theme.appearance().withTextPercent(percent));
        show(theme.appearance());
        keepUnderPointer(pressed, before);
    }

    /** Everything grows with the text; the button that is being pressed stays where it is until the pointer leaves it. */
    private void keepUnderPointer(Node pressed, Point2D before) {
        if (pressed.getScene() == null) {
            return;
        }
        pressed.getScene().getRoot().applyCss();
        pressed.getScene().getRoot().layout();
        var moved = pressed.localToScene(0, 0).subtract(before);
        sizes.setTranslateX(sizes.getTranslateX() - moved.getX());
        sizes.setTranslateY(sizes.getTranslateY() - moved.getY());
        sizes.setViewOrder(-1);
    }

    private void letGo() {
        sizes.setTranslateX(0);
        sizes.setTranslateY(0);
        sizes.setViewOrder(0);
    }
}
