package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Appearance.Shade;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the window looked last: theme and text size, in a file of the state folder that is replaced as a whole. What cannot be
 * read is the standard; what cannot be written is logged: nobody's work hangs on it.
 */
record StoredAppearance(StateDirectory directory) {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAppearance.class);
    private static final String NAME = "appearance.properties";
    private static final int LARGEST = 4_096;

    /** A look that begins as it was left, and keeps what is changed. */
    SceneTheme theme() {
        // One after the other, and never on the JavaFX thread.
        Executor writer = Threads.crew(1, "appearance");
        var theme = new SceneTheme(read());
        theme.appearanceProperty().addListener((property, old, now) -> writer.execute(() -> write(now)));
        return theme;
    }

    private Path file() {
        return directory.path().resolve(NAME);
    }

    Appearance read() {
        if (!Files.exists(file(), LinkOption.NOFOLLOW_LINKS)) {
            return Appearance.STANDARD;
        }
        try {
            var kept = new Properties();
            kept.load(new StringReader(new String(directory.read(file(), LARGEST), StandardCharsets.UTF_8)));
            return new Appearance(
                    Shade.valueOf(kept.getProperty("theme", "").toUpperCase(Locale.ROOT)),
                    Integer.parseInt(kept.getProperty("textPercent", "")));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The appearance kept in {} cannot be used: {}", file(), e.getMessage());
            return Appearance.STANDARD;
        }
    }

    void write(Appearance now) {
        var text = "theme=" + now.shade().name().toLowerCase(Locale.ROOT) + "\ntextPercent=" + now.textPercent() + "\n";
        try {
            directory.replace(file(), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("The appearance cannot be kept in {}: {}", file(), e.getMessage());
        }
    }
}
