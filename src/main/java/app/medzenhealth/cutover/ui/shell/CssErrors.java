package app.medzenhealth.cutover.ui.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.css.CssParser;

/** What JavaFX finds wrong with stylesheets: files that do not parse, and names that lead nowhere. */
public final class CssErrors {
    private final List<String> seen = new ArrayList<>();

    /** Watches from now on; on the JavaFX thread. */
    public CssErrors() {
        CssParser.errorsProperty().addListener((ListChangeListener<CssParser.ParseError>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(e -> seen.add(e.getMessage()));
            }
        });
    }

    public List<String> seen() {
        return List.copyOf(seen);
    }
}
