package app.medzenhealth.cutover.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;

/** What a reader of the window sees, in words. */
final class Shown {
    private final Scene scene;

    Shown(Scene scene) {
        this.scene = scene;
    }

    /** All words in the first part of that name that can be seen; nothing where there is none. */
    String words(String id) {
        var words = new ArrayList<String>();
        LeadsHand.fx(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            node(id).ifPresent(n -> collect(n, words));
        });
        return String.join("\n", words);
    }

    /** Everywhere. */
    String words() {
        return words(".root");
    }

    List<String> classes(String id) {
        var classes = new ArrayList<String>();
        LeadsHand.fx(() -> node(id).ifPresent(n -> classes.addAll(n.getStyleClass())));
        return classes;
    }

    /** In the scene; empty: it is not there. */
    Optional<Bounds> bounds(String id) {
        var found = new AtomicReference<Optional<Bounds>>(Optional.empty());
        LeadsHand.fx(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            found.set(node(id).map(n -> n.localToScene(n.getLayoutBounds())));
        });
        return found.get();
    }

    boolean there(String id) {
        return bounds(id).isPresent();
    }

    boolean disabled(String id) {
        var found = new AtomicReference<>(false);
        LeadsHand.fx(() -> found.set(node(id).orElseThrow().isDisabled()));
        return found.get();
    }

    private Optional<Node> node(String id) {
        return scene.getRoot().lookupAll(id).stream().filter(Shown::seen).findFirst();
    }

    private static boolean seen(Node node) {
        for (var n = node; n != null; n = n.getParent()) {
            if (!n.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static void collect(Node node, List<String> words) {
        if (!node.isVisible()) {
            return;
        }
        switch (node) {
            case TextInputControl field -> words.add(String.valueOf(field.getText()));
            case Labeled labeled -> {
                if (labeled.getText() != null && !labeled.getText().isBlank()) {
                    words.add(labeled.getText());
                }
                if (labeled.getGraphic() != null) {
                    collect(labeled.getGraphic(), words);
                }
            }
            case Text text -> words.add(text.getText());
            case Parent parent -> parent.getChildrenUnmodifiable().forEach(child -> collect(child, words));
            default -> {}
        }
    }
}
