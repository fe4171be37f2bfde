package app.medzenhealth.cutover.ui.shell;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Control;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/**
 * The second press of an impatient hand is for what the first one was for. Where something else lies there by now, a button of the
 * page under a dialog that closed or of the window that came, it does nothing.
 */
final class SecondPress {
    /** What desktops take for the second click of a double click, at most. */
    static final Duration SOON = Duration.ofMillis(500);

    /** As far as a hand trembles, in pixels of the screen. */
    private static final double NEAR = 6;

    /** In nanoseconds. */
    private final LongSupplier clock;

    private Optional<Press> last = Optional.empty();
    private boolean swallowing;

    /** @param on what it was for: an id where there is one, as nodes are made anew */
    private record Press(Object on, long at, boolean key, double x, double y) {}

    SecondPress(LongSupplier nanoseconds) {
        clock = nanoseconds;
    }

    /** Watches a scene; several one after the other, where one takes the place of another. */
    void watch(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER || e.getCode() == KeyCode.SPACE) {
                press(e, new Press(on(scene.getFocusOwner(), scene), clock.getAsLong(), true, 0, 0));
            } else {
                last = Optional.empty();
            }
        });
        scene.addEventFilter(
                MouseEvent.MOUSE_PRESSED,
                e -> press(
                        e,
                        new Press(
                                on(e.getTarget() instanceof Node n ? n : null, scene),
                                clock.getAsLong(),
                                false,
                                e.getScreenX(),
                                e.getScreenY())));
        scene.addEventFilter(MouseEvent.MOUSE_CLICKED, e -> {
            if (swallowing) {
                e.consume();
            }
        });
    }

    private void press(Event event, Press now) {
        swallowing = last.filter(before -> before.key() == now.key()
                        && now.at() - before.at() < SOON.toNanos()
                        && Math.abs(now.x() - before.x()) <= NEAR
                        && Math.abs(now.y() - before.y()) <= NEAR
                        && !before.on().equals(now.on()))
                .isPresent();
        if (swallowing) {
            // A third one follows the first as well.
            last = last.map(before -> new Press(before.on(), now.at(), now.key(), now.x(), now.y()));
            event.consume();
        } else {
            last = Optional.of(now);
        }
    }

    private static Object on(@Nullable Node target, Scene scene) {
        for (var n = target; n != null; n = n.getParent()) {
            if (n instanceof ButtonBase
                    || n instanceof ListView<?>
                    || n instanceof TableView<?>
                    || n instanceof TextInputControl
                    || n instanceof Control && n.isFocusTraversable()) {
                return n.getId() == null ? n : n.getId();
            }
        }
        return scene.getRoot();
    }
}
