package app.medzenhealth.cutover.ui.common;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.kordamp.ikonli.feather.FeatherIkonHandler;

/** Dresses scenes in theme, tokens and text size, and changes them all when the appearance changes. */
public final class SceneTheme {
    private static final double BODY_PIXELS = 14;
    private static final List<String> FONTS = List.of(
            "/assets/fonts/Inter-Regular.ttf",
            "/assets/fonts/Inter-Medium.ttf",
            "/assets/fonts/Inter-SemiBold.ttf",
            "/assets/fonts/Inter-Bold.ttf",
            "/assets/fonts/Inter-Italic.ttf",
            "/assets/fonts/JetBrainsMono-Regular.ttf",
            "/assets/fonts/JetBrainsMono-SemiBold.ttf");

    private static boolean fontsLoaded;

    private final ObjectProperty<Appearance> appearance;

    public SceneTheme(Appearance first) {
        appearance = new SimpleObjectProperty<>(this, "appearance", first);
        loadFonts();
    }

    public ObjectProperty<Appearance> appearanceProperty() {
        return appearance;
    }

    public Appearance appearance() {
        return appearance.get();
    }

    /** Dresses the scene now and whenever the appearance changes, as long as the scene is in use. */
    public void dress(Scene scene) {
        apply(scene, appearance.get());
        appearance.subscribe(a -> apply(scene, a));
    }

    private static void apply(Scene scene, Appearance a) {
        Application.setUserAgentStylesheet(
                switch (a.shade()) {
                    case DARK -> new PrimerDark().getUserAgentStylesheet();
                    case LIGHT -> new PrimerLight().getUserAgentStylesheet();
                });
        // The size is a stylesheet and not the root's style, because popups take over stylesheets only.
        scene.getStylesheets()
                .setAll(
                        sheet(a.shade().name().toLowerCase(Locale.ROOT) + ".css"),
                        sheet("console.css"),
                        "data:text/css,.root{-fx-font-size:" + BODY_PIXELS * a.textPercent() / 100 + "px;}");
    }

    private static String sheet(String name) {
        var url = SceneTheme.class.getResource("/app/medzenhealth/cutover/ui/" + name);
        return Objects.requireNonNull(url, name).toExternalForm();
    }

    private static synchronized void loadFonts() {
        if (fontsLoaded) {
            return;
        }
        FONTS.forEach(font -> load(Objects.requireNonNull(SceneTheme.class.getResource(font), font)));
        load(new FeatherIkonHandler().getFontResource());
        fontsLoaded = true;
    }

    private static void load(URL font) {
        try (var in = font.openStream()) {
            Objects.requireNonNull(Font.loadFont(in, BODY_PIXELS), font.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(font.toString(), e);
        }
    }
}
