package app.medzenhealth.cutover.ui.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/**
 * Draws scenes that are never shown. Needs no display where JavaFX was started with {@code -Dglass.platform=Headless} and
 * {@code -Dprism.order=sw}.
 */
public final class ScreenPainter {
    private static final Duration START = Duration.ofMinutes(1);
    /** One picture in software takes seconds, on a busy machine. */
    private static final Duration DRAWING = Duration.ofMinutes(5);

    private static boolean started;

    private ScreenPainter() {}

    /** Starts JavaFX where it is not running yet; it then stays until the process ends. */
    public static synchronized void startUp() {
        if (started) {
            return;
        }
        started = true;
        var ready = new CompletableFuture<Void>();
        try {
            Platform.startup(() -> ready.complete(null));
        } catch (IllegalStateException alreadyRunning) {
            ready.complete(null);
        }
        Platform.setImplicitExit(false);
        try {
            ready.get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("JavaFX did not start within " + START.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs on the JavaFX thread and waits for the answer. */
    public static <T> T onFx(Callable<T> work) throws InterruptedException {
        var answer = new CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                answer.complete(work.call());
            } catch (Throwable t) {
                answer.completeExceptionally(t);
            }
        });
        try {
            return answer.get(DRAWING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the JavaFX thread did not answer within " + DRAWING.toMinutes() + " min", e);
        } catch (ExecutionException e) {
            var why = Objects.requireNonNull(e.getCause());
            throw new IllegalStateException("drawing failed: " + why.getMessage(), why);
        }
    }

    /** Draws the scene as it is now; on the JavaFX thread. */
    public static WritableImage picture(Scene scene) {
        var root = scene.getRoot();
        // Virtualised controls make their rows in the first pass and measure them in the second.
        for (var pass = 0; pass < 3; pass++) {
            root.applyCss();
            root.layout();
        }
        return scene.snapshot(null);
    }

    /** Draws the scene into a PNG file; on the JavaFX thread. */
    public static void paint(Scene scene, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!ImageIO.write(SwingFXUtils.fromFXImage(picture(scene), null), "png", file.toFile())) {
                throw new IOException("no PNG writer in this Java");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }
}
