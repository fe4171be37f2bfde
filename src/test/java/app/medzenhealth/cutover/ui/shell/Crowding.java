package app.medzenhealth.cutover.ui.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TableHeaderRow;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;

/** What cannot be read in a scene that was laid out: cut, broken within a word, overlapping, or out of reach. */
public final class Crowding {
    /** Rounding, and glyphs that lean out of their box. */
    private static final double SLACK = 3;
    /** What shows less of its content than that, in pixels, cannot be scrolled in earnest. */
    private static final double VIEWPORT = 56;
    /** Longer ones are identifiers, which may go on in the next line. */
    private static final int WORD = 14;

    private final List<String> faults = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final Bounds window;

    private record Seen(Node node, String words, Bounds where) {}

    private Crowding(Scene scene) {
        window = new BoundingBox(0, 0, scene.getWidth(), scene.getHeight());
    }

    public static List<String> in(Scene scene) {
        var crowding = new Crowding(scene);
        CutText.below(scene.getRoot()).forEach(t -> crowding.faults.add("cut: " + t));
        crowding.walk(scene.getRoot());
        crowding.overlaps();
        return crowding.faults.stream().distinct().toList();
    }

    /** In a part of the scene alone: what lies beneath it does not count. */
    public static List<String> in(Parent part) {
        var crowding = new Crowding(part.getScene());
        CutText.below(part).forEach(t -> crowding.faults.add("cut: " + t));
        crowding.walk(part);
        crowding.overlaps();
        return crowding.faults.stream().distinct().toList();
    }

    private void walk(Node node) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Text text && !text.getText().isBlank() && !inField(text.getParent())) {
            look(text, text.getText());
        }
        if (node instanceof TextInputControl field && !inField(field.getParent())) {
            look(field, field.getPromptText());
        }
        if (node instanceof Labeled labeled && labeled.isWrapText()) {
            broken(labeled);
        }
        if (node instanceof ScrollPane || node instanceof VirtualFlow<?>) {
            viewport((Region) node);
        }
        if (node instanceof Parent parent) {
            // What drops down from a box is laid out when it does.
            parent.getChildrenUnmodifiable().stream()
                    .filter(n -> !(node instanceof ComboBox<?> && n instanceof ListView<?>))
                    .forEach(this::walk);
        }
    }

    private static boolean inField(Node node) {
        return node != null && (node instanceof TextInputControl || inField(node.getParent()));
    }

    /** Inside the part of the window that it belongs to, or where a scroll bar leads to it. */
    private void look(Node text, String words) {
        var own = text.localToScene(text.getBoundsInLocal());
        var shown = own;
        var reachable = true;
        var scrolled = false;
        for (Node n = text.getParent(); n != null; n = n.getParent()) {
            var area = n.localToScene(n.getLayoutBounds());
            if (scrolls(n)) {
                scrolled = true;
                shown = cross(shown, area);
            } else if (n.getClip() != null || n.getParent() instanceof BorderPane) {
                reachable &= scrolled || contains(area, own);
                shown = cross(shown, area);
            }
        }
        shown = cross(shown, window);
        // Rows that are scrolled away are not laid out.
        var away = scrolled && (shown.getWidth() <= 0 || shown.getHeight() <= 0);
        if (!reachable && !away || !scrolled && !contains(window, own)) {
            faults.add("out of reach: " + brief(words) + " in " + place(text));
        }
        if (shown.getWidth() > SLACK && shown.getHeight() > SLACK) {
            seen.add(new Seen(text, words, shown));
        }
    }

    private static boolean scrolls(Node node) {
        return node instanceof ScrollPane
                || node instanceof VirtualFlow<?>
                || node instanceof TableHeaderRow
                || node.getStyleClass().contains("viewport")
                || node.getStyleClass().contains("clipped-container");
    }

    private static boolean isScrolled(Node node) {
        return node != null && (node instanceof ScrollPane || isScrolled(node.getParent()));
    }

    private void viewport(Region pane) {
        var all = pane.localToScene(pane.getLayoutBounds());
        var shown = isScrolled(pane.getParent()) ? all : cross(all, window);
        if (shown.getHeight() < VIEWPORT || shown.getWidth() < VIEWPORT) {
            faults.add("no room to scroll: " + place(pane));
        }
        if (pane instanceof ScrollPane scroll
                && scroll.getContent() != null
                && scroll.getHbarPolicy() == ScrollPane.ScrollBarPolicy.NEVER
                && scroll.getContent().getLayoutBounds().getWidth()
                        > scroll.getViewportBounds().getWidth() + SLACK) {
            faults.add("wider than its scroll pane: " + place(pane));
        }
    }

    private void broken(Labeled labeled) {
        var room = labeled.getWidth()
                - labeled.snappedLeftInset()
                - labeled.snappedRightInset()
                - (labeled.getGraphic() == null
                        ? 0
                        : labeled.getGraphic().getLayoutBounds().getWidth());
        for (var word :
                labeled.getText() == null ? new String[0] : labeled.getText().split("[\\s/–]+")) {
            if (!word.isEmpty() && word.length() <= WORD) {
                var measure = new Text(word);
                measure.setFont(labeled.getFont());
                if (measure.getLayoutBounds().getWidth() > room + 1) {
                    faults.add("broken within a word: " + word + " in " + place(labeled));
                }
            }
        }
    }

    private void overlaps() {
        for (var i = 0; i < seen.size(); i++) {
            for (var k = i + 1; k < seen.size(); k++) {
                var both = cross(seen.get(i).where(), seen.get(k).where());
                if (both.getWidth() > SLACK && both.getHeight() > SLACK) {
                    faults.add("overlap: " + brief(seen.get(i).words()) + " and "
                            + brief(seen.get(k).words()) + " in "
                            + place(seen.get(k).node()));
                }
            }
        }
    }

    private static boolean contains(Bounds area, Bounds part) {
        return part.getMinX() >= area.getMinX() - SLACK
                && part.getMaxX() <= area.getMaxX() + SLACK
                && part.getMinY() >= area.getMinY() - SLACK
                && part.getMaxY() <= area.getMaxY() + SLACK;
    }

    private static Bounds cross(Bounds a, Bounds b) {
        var x = Math.max(a.getMinX(), b.getMinX());
        var y = Math.max(a.getMinY(), b.getMinY());
        return new BoundingBox(
                x,
                y,
                Math.max(0, Math.min(a.getMaxX(), b.getMaxX()) - x),
                Math.max(0, Math.min(a.getMaxY(), b.getMaxY()) - y));
    }

    private static String place(Node node) {
        for (var n = node; n != null; n = n.getParent()) {
            if (n.getId() != null && !n.getId().equals("virtual-flow")) {
                return "#" + n.getId();
            }
        }
        return node.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String brief(String text) {
        var line = text == null ? "" : text.replace('\n', ' ');
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
