package app.medzenhealth.cutover.ui.common;

import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;

/** A page that fills its room, and is scrolled where the room is lower than the least that the page needs. */
public final class TallPage extends ScrollPane {

    /** @param page keeps its keys and its focus; its parts' least heights say what it needs */
    public TallPage(Region page) {
        super(page);
        ScrollRoom.keep(this).setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinSize(0, 0);
        setFocusTraversable(false);
        // The screen is given the cursor as a whole, and its keys are the page's.
        focusedProperty().subscribe(has -> {
            if (has) {
                page.requestFocus();
            }
        });
    }
}
