package app.medzenhealth.cutover.ui.common;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * Work that is done each second on the JavaFX thread, for what ages by itself. Only while somebody could see it: a running timeline
 * holds all that its work reaches, also when the window is long gone, and what is drawn anew and never shown is kept by its parent.
 */
public final class EachSecond {
    private EachSecond() {}

    /** @return runs while the node is in a window that is shown */
    public static Animation whileShown(Node node, Runnable work) {
        var ticking = new Timeline(new KeyFrame(Duration.seconds(1), _ -> work.run()));
        ticking.setCycleCount(Animation.INDEFINITE);
        node.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .orElse(false)
                .subscribe(shown -> {
                    if (shown) {
                        ticking.play();
                    } else {
                        ticking.stop();
                    }
                });
        return ticking;
    }
}
