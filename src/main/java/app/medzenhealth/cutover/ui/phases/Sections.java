package app.medzenhealth.cutover.ui.phases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/**
 * Parts of a page one under another. A part is only made anew when what it shows has changed, so that neither the cursor nor the
 * reader's place is lost while other parts change.
 */
final class Sections extends VBox {
    private final Map<String, Made> made = new HashMap<>();

    private record Made(Object shows, Node node) {}

    /**
     * @param id what the part is
     * @param shows all that it is made from, compared by equality
     */
    record Section(String id, Object shows, Supplier<Node> make) {}

    Sections() {
        getStyleClass().add("sections");
    }

    void show(List<Section> sections) {
        var nodes = new ArrayList<Node>();
        for (var section : sections) {
            var known = made.get(section.id());
            if (known == null || !Objects.equals(known.shows(), section.shows())) {
                known = new Made(section.shows(), section.make().get());
                made.put(section.id(), known);
            }
            nodes.add(known.node());
        }
        made.keySet().retainAll(sections.stream().map(Section::id).toList());
        if (!getChildren().equals(nodes)) {
            getChildren().setAll(nodes);
        }
    }
}
