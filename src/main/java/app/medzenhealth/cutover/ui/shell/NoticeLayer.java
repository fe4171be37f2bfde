package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Notices;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;

/**
 * Notices, newest at the bottom: in the lower right corner, or in the next place where they lie over nothing that is pressed. Over
 * a bar of buttons they never lie, whatever else is left: it is looked at again at every layout.
 */
final class NoticeLayer extends Pane implements Notices {
    private static final int MOST = 4;
    private static final Duration STAY = Duration.seconds(6);

    /** What one goes on with, by the look of the bar that it lies in. */
    static final List<String> BARS = List.of(
            "action-bar",
            "next-foot",
            "ways-back",
            "dialog-foot",
            "dialog-pinned",
            "standing",
            "top-bar",
            "status-bar-line");

    /** In pixels, from one place that is tried to the next. */
    private static final double BETWEEN = 12;

    private final VBox stack = new VBox();
    private Optional<Object> placedFor = Optional.empty();

    /** @param bars how much of bars they cover, in pixels of area; @param pressed how many things that can be pressed */
    private record Covers(double bars, long pressed) {
        private static final Comparator<Covers> LESS =
                Comparator.comparingDouble(Covers::bars).thenComparingLong(Covers::pressed);
    }

    NoticeLayer() {
        stack.getStyleClass().add("notices");
        stack.setAlignment(Pos.BOTTOM_RIGHT);
        getChildren().add(stack);
        setPickOnBounds(false);
        stack.setPickOnBounds(false);
        Runnable laidOut = this::keepOffButtons;
        sceneProperty().subscribe((before, after) -> {
            if (before != null) {
                before.removePostLayoutPulseListener(laidOut);
            }
            if (after != null) {
                after.addPostLayoutPulseListener(laidOut);
            }
        });
    }

    @Override
    public void say(Tone tone, String text) {
        var notice = new HBox(new Icon(symbol(tone), tone), Labels.wrapped(text));
        notice.getStyleClass().addAll("notice", tone.styleClass());
        notice.setAlignment(Pos.CENTER_LEFT);
        // What is clicked is what lies beneath: it goes by itself.
        notice.setMouseTransparent(true);
        show(notice);
        var stay = new PauseTransition(STAY);
        stay.setOnFinished(_ -> stack.getChildren().remove(notice));
        stay.play();
    }

    @Override
    public void problem(Problem problem) {
        var pane = new ProblemPane(problem);
        var dismiss = new Button("Dismiss");
        dismiss.getStyleClass().addAll("quiet", "small");
        var notice = new VBox(pane, dismiss);
        notice.getStyleClass().addAll("notice", "bad");
        dismiss.setOnAction(_ -> stack.getChildren().remove(notice));
        show(notice);
    }

    private void show(Node notice) {
        if (stack.getChildren().size() == MOST) {
            stack.getChildren().removeFirst();
        }
        stack.getChildren().add(notice);
        if (getScene() != null) {
            applyCss();
            layout();
            keepOffButtons();
        }
    }

    @Override
    protected void layoutChildren() {
        var wide = Math.min(getWidth(), stack.prefWidth(-1));
        stack.resize(wide, Math.min(getHeight(), stack.prefHeight(wide)));
    }

    /** After a layout; the scene calls it at each pulse. */
    void keepOffButtons() {
        if (getScene() == null || getHeight() <= 0 || stack.getChildren().isEmpty()) {
            placedFor = Optional.empty();
            return;
        }
        // Under a dialog nothing is pressed.
        var root = getScene().getRoot().lookupAll(".scrim").stream()
                .filter(NoticeLayer::isShown)
                .reduce((_, last) -> last)
                .orElse(getScene().getRoot());
        var bars = BARS.stream()
                .flatMap(look -> root.lookupAll("." + look).stream())
                .filter(n -> n instanceof Region && isShown(n))
                .map(this::here)
                .toList();
        var pressed = new ArrayList<Bounds>();
        pressed(root, pressed);
        var now = List.<Object>of(bars, pressed, stack.getWidth(), stack.getHeight(), getWidth(), getHeight());
        if (placedFor.filter(now::equals).isPresent()) {
            return;
        }
        placedFor = Optional.of(now);
        var least = new Covers(Double.MAX_VALUE, Long.MAX_VALUE);
        for (double x : List.of(getWidth() - stack.getWidth(), (getWidth() - stack.getWidth()) / 2, 0.0)) {
            for (var y = getHeight() - stack.getHeight(); y >= 0; y -= BETWEEN) {
                var covers = covers(x, y, bars, pressed);
                if (Covers.LESS.compare(covers, least) < 0) {
                    least = covers;
                    stack.relocate(snapPositionX(x), snapPositionY(y));
                }
            }
        }
        if (least.bars() > 0) {
            makeRoom();
        }
    }

    /** Where not all have a place, the oldest of those that go by themselves go now. */
    private void makeRoom() {
        stack.getChildren().stream()
                .filter(n -> n.isMouseTransparent() && n != stack.getChildren().getLast())
                .findFirst()
                .ifPresent(oldest -> {
                    stack.getChildren().remove(oldest);
                    applyCss();
                    layout();
                    keepOffButtons();
                });
    }

    private Covers covers(double x, double y, List<Bounds> bars, List<Bounds> pressed) {
        // The room around the notices is none of theirs.
        var words = new BoundingBox(
                x + stack.snappedLeftInset(),
                y + stack.snappedTopInset(),
                Math.max(0, stack.getWidth() - stack.snappedLeftInset() - stack.snappedRightInset()),
                Math.max(0, stack.getHeight() - stack.snappedTopInset() - stack.snappedBottomInset()));
        return new Covers(
                bars.stream().mapToDouble(b -> common(b, words)).sum(),
                pressed.stream().filter(words::intersects).count());
    }

    private static double common(Bounds a, Bounds b) {
        var wide = Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX());
        var high = Math.min(a.getMaxY(), b.getMaxY()) - Math.max(a.getMinY(), b.getMinY());
        return wide <= 0 || high <= 0 ? 0 : wide * high;
    }

    /** Everything on show that takes a press, this layer's own left out. */
    private void pressed(Node node, List<Bounds> found) {
        if (!node.isVisible() || node == this) {
            return;
        }
        if (node instanceof ButtonBase || node instanceof TextInputControl || node instanceof ComboBoxBase<?>) {
            found.add(here(node));
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(n -> pressed(n, found));
        }
    }

    private Bounds here(Node node) {
        return sceneToLocal(node.localToScene(node.getLayoutBounds()));
    }

    private static boolean isShown(Node node) {
        for (var n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static Feather symbol(Tone tone) {
        return switch (tone) {
            case OK -> Feather.CHECK_CIRCLE;
            case WARN -> Feather.ALERT_TRIANGLE;
            case BAD -> Feather.X_OCTAGON;
            case UNKNOWN -> Feather.HELP_CIRCLE;
            case NEUTRAL, ACCENT -> Feather.INFO;
        };
    }
}
